import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import AdminPageChooser

from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.swap import get_page_model

from ..constants import Status
from ..models import ReaderComment
from ..permissions import policy

#: What the filters are called, and the columns that show the same.
STATUS, PAGE, RECEIVED = _("Status"), _("Page"), pgettext_lazy("column of a list", "Received")


def _pages(request):
    """What may be asked for, and is then named: pages that readers see, or that a comment stands on which this person
    may read."""
    theirs = policy.comments_for(request.user).filter(page=OuterRef("pk"))
    return get_page_model()._default_manager.filter(Q(live=True) & ~private_page("path") | Exists(theirs))


class PageChooser(AdminPageChooser):
    """Wagtail's chooser, which trusts its value, with one that came in an address; and with the title that readers know."""

    pages = None  #: set by the filters: a queryset

    def get_instance(self, value):
        if value is None:
            return None
        try:
            return self.pages.filter(pk=value).first()
        except ValueError:
            return None

    def get_display_title(self, instance):
        return instance.title


class ReaderCommentFilterSet(WagtailFilterSet):
    """``?status=pending&page=12&received_from=2026-05-01&received_to=2026-05-31``; days are the moderator's own."""

    status = django_filters.ChoiceFilter(
        label=STATUS,
        choices=Status.choices,
        empty_label=pgettext_lazy("comments of any status", "All"),
        widget=forms.RadioSelect,
    )
    # A chooser, not a list: a site may have thousands of pages that people wrote on.
    page = django_filters.ModelChoiceFilter(label=PAGE, queryset=_pages, widget=PageChooser(show_edit_link=False))
    received = django_filters.DateFromToRangeFilter(
        field_name="received_at", label=RECEIVED, widget=DateRangePickerWidget
    )

    class Meta:
        model = ReaderComment
        fields: list[str] = []

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, request=request, **kwargs)
        self.form.fields["page"].widget.pages = _pages(request)
