import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Site

from coprod_wagtail.getting_ready import name_of
from coprod_wagtail.text.moments import check_year

from ...models import ReaderComment
from ...permissions import policy


class FiguresFilterSet(WagtailFilterSet):
    """``?weeks_from=2026-05-04&weeks_to=2026-07-26&site=1``: the whole weeks that these days are in. Sites can be told apart by
    who may read the comments of all of them."""

    weeks = django_filters.DateFromToRangeFilter(
        field_name="received_at", label=_("Weeks with these days"), widget=DateRangePickerWidget
    )
    site = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("which comments are counted", "Site"),
        queryset=Site.objects.order_by("-is_default_site", "hostname", "port"),
    )

    class Meta:
        model = ReaderComment
        fields: list[str] = []

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, request=request, **kwargs)
        for day in self.form.fields["weeks"].fields:
            day.validators.append(check_year)
        if not policy.comments_for(request.user).leaves_nothing_out() or Site.objects.count() < 2:
            del self.filters["site"], self.form.fields["site"]
        else:
            self.filters["site"].field.label_from_instance = name_of
