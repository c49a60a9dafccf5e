import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Site

from coprod_wagtail.text.moments import check_year
from coprod_wagtail.text.numbers import whole_number

from ..constants import Status
from ..models import ReaderComment
from ..moderation.same_writer import by_the_same
from ..permissions import policy
from ..rights.reach import in_language
from ..rights.texts import SECTION
from .narrowing.choices import (
    ANOTHER,
    MINE,
    SIGN,
    WITH_WHOM,
    PageChooser,
    has_sites,
    not_the_websites,
    pages_for,
    signs,
    written_in,
)

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


_ALL = pgettext_lazy("comments of any status", "All")


class ReaderCommentFilterSet(WagtailFilterSet):
    """``?status=pending&sign=many_links&page=12&received_from=2026-05-01&received_to=2026-05-31&around=57``; days are the
    moderator's own. `section` is the id of a page: that one, and all below it; `site` the id of a site, where there are several;
    `mine` what was handed over to whoever asks.

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
        empty_label=_ALL,
        widget=forms.RadioSelect,
        method="leave",
    )
    mine = django_filters.ChoiceFilter(
        label=WITH_WHOM,
        choices=[("on", MINE)],
        empty_label=_ALL,
        widget=forms.RadioSelect,
        method="handed_to_me",
    )
    sign = django_filters.ChoiceFilter(label=SIGN, choices=signs, method="with_sign")
    language = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a comment", "Language"), choices=written_in, method="written_in"
    )
    site = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("of comments in the list", "Website"),
        queryset=Site.objects.order_by("-is_default_site", "hostname", "port"),
        method="on_site",
    )
    section = django_filters.ModelChoiceFilter(
        label=SECTION, queryset=pages_for, widget=PageChooser(show_edit_link=False), method="in_section"
    )
    # A chooser, not a list: a site may have thousands of pages that people wrote on.
    page = django_filters.ModelChoiceFilter(label=PAGE, queryset=pages_for, widget=PageChooser(show_edit_link=False))
    received = django_filters.DateFromToRangeFilter(
        field_name="received_at", label=RECEIVED, widget=DateRangePickerWidget
    )
    writer = django_filters.CharFilter(
        label=_("The writer of comment number"), method="of_writer", widget=forms.TextInput
    )
    around = django_filters.CharFilter(
        label=_("What was said around comment number"), method="said_around", widget=forms.TextInput
    )

    class Meta:
        model = ReaderComment
        fields: list[str] = []

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, request=request, **kwargs)
        for name in ("page", "section"):
            widget = self.form.fields[name].widget
            widget.pages, widget.user = pages_for(request), request.user
            # What stands above the list while it is filtered.
            self.filters[name].field.label_from_instance = widget.get_display_title
        if not has_sites():
            del self.filters["site"], self.form.fields["site"]
        for day in self.form.fields["received"].fields:
            day.validators.append(check_year)

    def leave(self, queryset, name, value):
        return queryset

    def handed_to_me(self, queryset, name, value):
        return queryset.filter(hand_over__to=self.request.user)

    def with_sign(self, queryset, name, value):
        return queryset.with_sign(value)

    def written_in(self, queryset, name, value):
        return queryset.filter(not_the_websites() if value == ANOTHER else in_language(value))

    def on_site(self, queryset, name, value):
        return queryset.on_site(value)

    def in_section(self, queryset, name, value):
        return queryset.filter(page__path__startswith=value.path)

    def of_writer(self, queryset, name, value):
        """What its writer said, if it is theirs to read and the writer has confirmed an address."""
        comment = self._numbered(value)
        return (
            queryset.filter(pk__in=by_the_same(comment, self.request.user).values("pk")) if comment else queryset.none()
        )

    def _numbered(self, value):
        theirs = policy.comments_for(self.request.user).filter(pk=whole_number(value.strip().lstrip("#")) or 0)
        return theirs.only("thread_id").first()

    def said_around(self, queryset, name, value):
        """The thread of the comment with this number, if it is theirs to read; the comment that it begins with, too."""
        comment = self._numbered(value)
        if comment is None:
            return queryset.none()
        start = comment.thread_start_id
        return queryset.filter(Q(pk=start) | Q(thread_id=start))
