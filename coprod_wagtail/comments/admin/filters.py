import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import AdminPageChooser

from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.moments import check_year
from coprod_wagtail.text.numbers import whole_number

from ..constants import Status
from ..models import ReaderComment
from ..permissions import policy
from .pages import page_in_words

#: What the filters are called, and the columns that show the same.
STATUS = pgettext_lazy("column of a list", "Status")
PAGE = pgettext_lazy("column of a list", "Page")
RECEIVED = pgettext_lazy("column of a list", "Received")


#: Stands among the statuses in the address of the list: those that readers told us something about, whatever their status.
REPORTED = "reported"
REPORTED_LABEL = pgettext_lazy("comments in the list", "Reported")
#: And those whose writers want other words, which wait to be read.
CHANGED = "changed"
CHANGED_LABEL = pgettext_lazy("comments in the list", "New words")
#: And those whose writers have answered a moderator.
ANSWERED = "answered"
ANSWERED_LABEL = pgettext_lazy("comments in the list", "Answers")


def _pages(request):
    """What may be asked for: pages that readers see, or that a comment stands on which this person may read."""
    theirs = policy.comments_for(request.user).filter(page=OuterRef("pk"))
    pages = get_page_model()._default_manager.annotate(is_private=private_page("path"))
    return pages.filter(Q(live=True, is_private=False) | Exists(theirs))


class PageChooser(AdminPageChooser):
    """Wagtail's chooser, which trusts its value, with one that came in an address; and with what `user` is told of it."""

    pages = user = None  #: set by the filters: a queryset, and who asks

    def get_instance(self, value):
        if value is None:
            return None
        try:
            return self.pages.filter(pk=value).first()
        except ValueError:
            return None

    def get_display_title(self, instance):
        return page_in_words(self.user, instance, instance.is_private)


class ReaderCommentFilterSet(WagtailFilterSet):
    """``?status=pending&page=12&received_from=2026-05-01&received_to=2026-05-31&around=57``; days are the moderator's own.

    The status filters nothing here: the list counts what there is of each first.
    """

    status = django_filters.ChoiceFilter(
        label=STATUS,
        choices=[
            (REPORTED, REPORTED_LABEL),
            (ANSWERED, ANSWERED_LABEL),
            (CHANGED, CHANGED_LABEL),
            *Status.choices,
        ],
        empty_label=pgettext_lazy("comments of any status", "All"),
        widget=forms.RadioSelect,
        method="leave",
    )
    # A chooser, not a list: a site may have thousands of pages that people wrote on.
    page = django_filters.ModelChoiceFilter(label=PAGE, queryset=_pages, widget=PageChooser(show_edit_link=False))
    received = django_filters.DateFromToRangeFilter(
        field_name="received_at", label=RECEIVED, widget=DateRangePickerWidget
    )
    around = django_filters.CharFilter(
        label=_("What was said around comment number"), method="said_around", widget=forms.TextInput
    )

    class Meta:
        model = ReaderComment
        fields: list[str] = []

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, request=request, **kwargs)
        widget = self.form.fields["page"].widget
        widget.pages, widget.user = _pages(request), request.user
        # What stands above the list while it is filtered.
        self.filters["page"].field.label_from_instance = widget.get_display_title
        for day in self.form.fields["received"].fields:
            day.validators.append(check_year)

    def leave(self, queryset, name, value):
        return queryset

    def said_around(self, queryset, name, value):
        """The thread of the comment with this number, if it is theirs to read; the comment that it begins with, too."""
        theirs = policy.comments_for(self.request.user).filter(pk=whole_number(value.strip().lstrip("#")) or 0)
        comment = theirs.only("thread_id").first()
        if comment is None:
            return queryset.none()
        start = comment.thread_start_id
        return queryset.filter(Q(pk=start) | Q(thread_id=start))
