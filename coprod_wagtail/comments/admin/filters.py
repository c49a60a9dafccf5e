import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import AdminPageChooser

from coprod_wagtail.swap import get_page_model

from ..constants import Status
from ..models import ReaderComment


def _pages(request):
    return get_page_model()._default_manager.all()


class PageChooser(AdminPageChooser):
    """Wagtail's chooser, which trusts its value, with one that came in an address."""

    def get_instance(self, value):
        try:
            return super().get_instance(value)
        except ValueError:
            return None


class ReaderCommentFilterSet(WagtailFilterSet):
    """``?status=pending&page=12&received_from=2026-05-01&received_to=2026-05-31``; days are the moderator's own."""

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=Status.choices,
        empty_label=pgettext_lazy("comments of any status", "All"),
        widget=forms.RadioSelect,
    )
    # A chooser, not a list: a site may have thousands of pages that people wrote on.
    page = django_filters.ModelChoiceFilter(label=_("Page"), queryset=_pages, widget=PageChooser(show_edit_link=False))
    received = django_filters.DateFromToRangeFilter(
        field_name="received_at", label=pgettext_lazy("column of a list", "Received"), widget=DateRangePickerWidget
    )

    class Meta:
        model = ReaderComment
        fields = []
