"""The list of reader comments, in Wagtail's admin."""

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from coprod_wagtail.text.collation import loose_pattern
from coprod_wagtail.text.numbers import whole_number
from coprod_wagtail.text.plain_text import clean_line

from ..constants import Status
from ..models import ReaderComment
from ..moderation.queue import LISTING_ORDER, ListedIds
from ..moderation.verbs import OFFERED
from ..permissions import policy
from .filters import PAGE, RECEIVED, STATUS, ReaderCommentFilterSet

#: Part of the ids by which Wagtail's checkboxes find what they select.
ITEM_TYPE = "reader-comment"


def index_url():
    return reverse("coprod_reader_comments:index")


def reading_url(comment):
    return reverse("coprod_reader_comments:inspect", args=[comment.pk])


def bulk_button_class(verb) -> str:
    """The class of the button that decides about many: the style sheet takes those away that nothing is listed for."""
    return f"coprod-bulk--{verb.name}"


def name_of(comment) -> str:
    """The writer's name as moderators see it."""
    return comment.author_name or _("No name")


def list_title(comment):
    """Name and first words, by which a moderator tells comments apart."""
    words = Truncator(" ".join(comment.body.split())).chars(120)
    return format_html(
        '<bdi class="coprod-title__name">{}</bdi>: <bdi class="coprod-title__words">{}</bdi>',
        name_of(comment),
        words or _("(no words)"),
    )


def _signs(comment):
    if not comment.signs:
        return ""
    items = format_html_join("", "<li>{}</li>", ((label,) for label in comment.sign_labels))
    return format_html('<ul class="coprod-queue__signs">{}</ul>', items)


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
    table_classname = "listing coprod-queue"
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type=ITEM_TYPE),
        TitleColumn(
            "comment",
            label=pgettext_lazy("column of a list", "Comment"),
            accessor=list_title,
            get_url=reading_url,
            get_title_id=lambda comment: f"{ITEM_TYPE}_{comment.pk}_title",
        ),
        # The title that readers know. That of a draft is for those who may edit the page.
        Column("page", label=PAGE, accessor="page.title"),
        StatusTagColumn(
            "status",
            label=STATUS,
            accessor="get_status_display",
            primary=lambda comment: comment.status == Status.PENDING,
        ),
        DateColumn("received_at", label=RECEIVED, sort_key="received_at"),
        Column("signs", label=gettext_lazy("Look twice"), accessor=_signs),
    ]

    def get_base_queryset(self):
        return policy.comments_for(self.request.user)

    def search_queryset(self, queryset):
        """Words and names, on every database alike; and a comment's number, which its writer has on the private page."""
        wanted = clean_line(self.search_query or "")
        if not wanted:
            return queryset
        pattern = loose_pattern(wanted)
        found = Q(body__iregex=pattern) | Q(author_name__iregex=pattern)
        number = whole_number(wanted.lstrip("#"))
        return queryset.filter(found | Q(pk=number) if number else found)

    def order_queryset(self, queryset):
        if self.ordering:
            return queryset.order_by(self.ordering, "-pk" if self.ordering.startswith("-") else "pk")
        return queryset.order_by(*LISTING_ORDER)

    def filter_queryset(self, queryset):
        # A filter that makes no sense shows nothing, rather than everything: a bulk action may follow.
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def paginate_queryset(self, queryset, page_size):
        """Ids first, rows second: sorting whole rows is slow on MariaDB, and the words are long."""
        pks = queryset.values_list("pk", flat=True) if self.ordering else ListedIds(queryset)
        paginator, page, pks, has_others = super().paginate_queryset(pks, page_size)
        rows = self.model.objects.select_related("page").defer("body_html").in_bulk(list(pks))
        page.object_list = [rows[pk] for pk in pks if pk in rows]
        self.withheld = self._withheld(queryset, page)
        return paginator, page, page.object_list, has_others

    def _withheld(self, queryset, page):
        """Names of the verbs that no comment in the list is in a status for, so that nobody is offered them for many.

        Of a list that goes on elsewhere, the database is asked; but not of a search, which looks through all words.
        """
        missing = [verb for verb in OFFERED if not any(map(verb.applies_to, page.object_list))]
        if page.has_other_pages():
            if self.is_searching:
                return []
            missing = [verb for verb in missing if not queryset.filter(status__in=verb.action.applies_to).exists()]
        return [verb.name for verb in missing]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "item_type": ITEM_TYPE}
