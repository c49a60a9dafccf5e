"""The list of reader comments, in Wagtail's admin."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.numbers import whole_number
from coprod_wagtail.text.plain_text import clean_line

from ..constants import Status
from ..models import ReaderComment
from ..moderation.queue import (
    LISTING_ORDER,
    ReportedFirst,
    Stretches,
    in_queue_order,
    listed_ids,
    newest_first,
    reported_first,
)
from ..moderation.search.words import MOST_FOUND, with_words
from ..moderation.told import open_reports_about, waiting_answers_about
from ..moderation.verbs import OFFERED
from ..moderation.word_lists.naming import name_entries
from ..permissions import may_pause_any, policy
from .about.lists import buttons_of_lists
from .filters import ANSWERED, CHANGED, REPORTED, ReaderCommentFilterSet
from .narrowing.numbers import Numbers, OwnLists, count, own_lists
from .narrowing.query import query_of
from .narrowing.saved import above_the_list
from .preferences.chosen import with_preferences
from .rows import (
    ADD_FOR_SOMEONE,
    CHECKBOX,
    DECIDE,
    HOLDS,
    ITEM_TYPE,
    PAUSE,
    PERSON,
    RECEIVED_AT,
    WHO,
    WORDS,
    Rows,
    index_url,
    row_id,
)
from .tabs import MARKED, marks_of, tabs

#: Characters of a search.
SEARCH_LENGTH = 100
#: Of a page's own columns, what is asked for to name it and to say where it is.
_NOT_SHOWN = ("body_html", "reply_to__body", "reply_to__body_html")


class ReaderCommentIndexView(IndexView):
    """The list. Complete in itself, so that bulk actions can ask it what the current filter and search show."""

    model = ReaderComment
    permission_policy = policy
    any_permission_required = ["view"]
    index_url_name = "coprod_reader_comments:index"
    index_results_url_name = "coprod_reader_comments:index_results"
    template_name = "coprod_wagtail/comments/admin/index.html"
    results_template_name = "coprod_wagtail/comments/admin/index_results.html"
    filterset_class = ReaderCommentFilterSet
    search_fields = ["body", "author_name"]
    search_backend_name = None
    paginate_by = 50
    table_class = Rows
    table_classname = "listing coprod-queue"
    columns = [CHECKBOX, WORDS, WHO, RECEIVED_AT, DECIDE]
    #: How many there are, and what is kept for whoever looks. Known once the list is put together, which an export is not.
    numbers, own_lists = Numbers(), OwnLists()
    #: Whether a search found more than it lists.
    finds_more = False

    def get_base_queryset(self):
        return policy.comments_for(self.request.user)

    @cached_property
    def may_see_all(self) -> bool:
        return self.get_base_queryset().leaves_nothing_out()

    @cached_property
    def carried_query(self) -> str:
        """What leads back to this list from one of its comments."""
        return query_of(self.request)

    @cached_property
    def status(self) -> str:
        """The status that is asked for; empty for all."""
        return self.filters.form.cleaned_data["status"] if self.filters.is_valid() else ""

    @cached_property
    def header_buttons(self):
        buttons = super().header_buttons
        if policy.user_has_permission(self.request.user, "add_for_someone"):
            url = reverse("coprod_comments_admin:choose_page")
            buttons.append(HeaderButton(ADD_FOR_SOMEONE, url=url, icon_name="plus"))
        return buttons

    @cached_property
    def header_more_buttons(self):
        buttons = [*super().header_more_buttons]
        if may_pause_any(self.request.user):
            buttons.append(Button(PAUSE, url=reverse("coprod_comments_admin:pause"), icon_name="no-view"))
        buttons += buttons_of_lists(self.request.user)
        buttons.append(Button(HOLDS, url=reverse("coprod_comments_admin:holds"), icon_name="lock"))
        if policy.user_has_permission(self.request.user, "erase"):
            buttons.append(Button(PERSON, url=reverse("coprod_comments_admin:person"), icon_name="user"))
        return buttons

    # Which comments

    def get_queryset(self):
        self.of_any_status = super().get_queryset()
        if self.status in MARKED:
            return self.of_any_status.filter(MARKED[self.status])
        return self.of_any_status.filter(status=self.status) if self.status else self.of_any_status

    @cached_property
    def wanted(self) -> str:
        """What is searched for."""
        return clean_line(self.search_query or "")

    @property
    def is_too_long(self) -> bool:
        return len(self.wanted) > SEARCH_LENGTH

    def search_queryset(self, queryset):
        """Words and names, on every database alike; and a comment's number, which its writer has on the private page."""
        if not self.wanted:
            return queryset
        if self.is_too_long:
            return queryset.none()
        return with_words(queryset, self.wanted, whole_number(self.wanted.lstrip("#")))

    @cached_property
    def is_one_thread(self) -> bool:
        return bool(self.filters.is_valid() and self.filters.form.cleaned_data["around"])

    def order_queryset(self, queryset):
        if self.ordering:
            return queryset.order_by(self.ordering, "-pk" if self.ordering.startswith("-") else "pk")
        return queryset.in_reading_order() if self.is_one_thread else queryset.order_by(*LISTING_ORDER)

    def filter_queryset(self, queryset):
        # A filter that makes no sense shows nothing, rather than everything: a bulk action may follow.
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def get_ids_in_order(self):
        """Ids of all that is listed, unevaluated: those that were reported first, as in the list."""
        listed = ordered = self.get_queryset()
        if self.ordering or self.is_one_thread:
            return listed.values_list("pk", flat=True)
        if self.status:
            # As an index has them.
            ordered = _ORDERS.get(self.status, newest_first)(listed)
        return ordered.values_list("pk", flat=True) if self.status in MARKED else ReportedFirst(listed, ordered)

    # What of them is on this page of the list

    def paginate_queryset(self, queryset, page_size):
        """Ids first, rows second: sorting whole rows is slow on MariaDB, and the words are long."""
        paginator, page, pks, has_others = super().paginate_queryset(self._ids(queryset), page_size)
        rows = self.model.objects.select_related("page", "reply_to", "typed_in").defer(*_NOT_SHOWN)
        rows = with_preferences(rows, self.request.user)
        found = rows.annotate(page_is_private=private_page()).in_bulk(list(pks))
        page.object_list = [found[pk] for pk in pks if pk in found]
        name_entries(page.object_list)
        self.open_reports = open_reports_about(page.object_list, self.request.user)
        self.answers = waiting_answers_about(page.object_list)
        self._draw_up(page.object_list)
        return paginator, page, page.object_list, has_others

    def _ids(self, queryset):
        """The ids of `queryset`, for a paginator. Sets `numbers`."""
        if self.is_searching:
            # Once through all words, and not once more for each thing that is to be known of what was found.
            self.own_lists = own_lists(self.request.user)
            return self._found_by_searching()
        is_narrowed = self.is_narrowed or not self.may_see_all
        self.numbers, self.own_lists = count(self.request.user, self.of_any_status, self.status, is_narrowed)
        kept = self.numbers.kept()
        if self.ordering or self.is_one_thread or self.status in (ANSWERED, CHANGED):
            if self.status == ANSWERED and not self.ordering and not self.is_one_thread:
                queryset = _ORDERS[ANSWERED](queryset)
            return Stretches((queryset.values_list("pk", flat=True), sum(kept.values())))
        return listed_ids(queryset, kept, self.numbers.reported)

    def _found_by_searching(self):
        rows = self.of_any_status.values_list("pk", "status", "reported_since", "answer_waits_since", "edit_waits")
        found = [(pk, status, marks_of(status, *marks)) for pk, status, *marks in rows[: MOST_FOUND + 1]]
        self.finds_more = len(found) > MOST_FOUND
        found = found[:MOST_FOUND]
        self.numbers = Numbers.of_found(self.status, ((status, marks) for _pk, status, marks in found))
        listed = [(pk, marks) for pk, status, marks in found if self.status in ("", status) or self.status in marks]
        return [pk for pk, marks in listed if REPORTED in marks] + [pk for pk, marks in listed if REPORTED not in marks]

    @property
    def first_found(self) -> int:
        """How many the list has, where there are more."""
        return MOST_FOUND if self.finds_more or self.numbers.is_more else 0

    def _draw_up(self, comments):
        """What depends on all rows of this page of the list."""
        listed = {self.status} if self.status and self.status not in MARKED else self.numbers.statuses()
        #: Names of the verbs that no comment in the list is in a status for, so that nobody is offered them for many.
        self.withheld = [verb.name for verb in OFFERED if not listed.intersection(verb.action.applies_to)]
        if Status.PUBLISHED not in listed or not policy.user_has_permission(self.request.user, "answer"):
            self.withheld.append("answer")
        statuses = {comment.get_status_display() for comment in comments}
        #: What all rows have in common, which is said once.
        self.only_status = statuses.pop() if len(statuses) == 1 else ""
        anchors = [f"#{row_id(comment)}" for comment in comments]
        #: Where somebody goes on after deciding about a row: at the next one; the first one leads to the top.
        self.anchors = dict(zip((comment.pk for comment in comments), ["", *anchors[2:], ""], strict=False))

    def address_after(self, comment) -> str:
        """The list as it is, at the row that comes after `comment`."""
        query = self.carried_query
        if self.page_number_asked_for:
            query += f"{'&' if query else '?'}{self.page_kwarg}={self.page_number_asked_for}"
        return f"{index_url()}{query}{self.anchors.get(comment.pk, '')}"

    @cached_property
    def page_number_asked_for(self) -> int | None:
        return whole_number(self.request.GET.get(self.page_kwarg))

    def get_table_kwargs(self):
        return {**super().get_table_kwargs(), "listing": self}

    # What is said about it

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether something is asked for that no tab says."""
        return bool(self.is_searching or (self.filters and set(self.filters.form.changed_data) - {"status"}))

    @cached_property
    def active_filters(self):
        """What Wagtail puts above the list; the status has its tab."""
        status = self.filters.form["status"].auto_id if self.filters else ""
        return [active for active in super().active_filters if active.auto_id != status]

    @cached_property
    def no_results_message(self):
        if self.status == Status.PENDING and not self.is_narrowed:
            return _("No comment is waiting to be read.")
        if not self.is_too_long:
            return super().no_results_message
        return ngettext(
            "Your search is too long. Use up to %(limit)s letter.",
            "Your search is too long. Use up to %(limit)s letters.",
            SEARCH_LENGTH,
        ) % {"limit": number_in_words(SEARCH_LENGTH)}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        above = above_the_list(self.request, self.filters, self.own_lists)
        return {**context, "item_type": ITEM_TYPE, "tabs": tabs(self.request, self.numbers, self.status), **above}


#: How an index has the comments of one status; those of any other come with the newest first.
_ORDERS = {
    Status.PENDING: in_queue_order,
    REPORTED: reported_first,
    ANSWERED: lambda comments: comments.order_by("answer_waits_since", "pk"),
    CHANGED: lambda comments: comments.order_by(*LISTING_ORDER),
}
