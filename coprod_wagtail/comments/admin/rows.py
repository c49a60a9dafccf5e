"""One row of the list of reader comments: the words, who and where, and what can be decided."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, Table

from coprod_wagtail.text.formats import set_apart

from ..constants import Status
from ..moderation.pages import page_in_words
from ..moderation.told import has_notice, last_report, not_shown
from ..moderation.verbs import CLOSE_ANSWER, verbs_about
from ..panels import NO_NAME
from ..permissions import policy
from ..promise.left import time_left
from .filters import RECEIVED
from .preferences.chosen import why_folded

#: Part of the ids by which Wagtail's checkboxes find what they select.
ITEM_TYPE = "reader-comment"
NO_WORDS = gettext_lazy("(no words)")
ADD_FOR_SOMEONE = gettext_lazy("Add a comment for someone")
ANSWER = pgettext_lazy("button", "Answer")
ANSWER_READERS = gettext_lazy("Answer readers under your name")
PERSON = gettext_lazy("Everything we hold of one person")
PAUSE = gettext_lazy("Pause all comments")
HOLDS = gettext_lazy("What is held for a while")
#: Characters of a comment that stand in the list at once; the rest opens.
AT_ONCE = 600


def index_url():
    return reverse("coprod_reader_comments:index")


def reading_url(comment, query=""):
    """The page of a comment, or of the one with that id. `query` says which list it was found in, from the question mark
    on."""
    return f"{reverse('coprod_reader_comments:inspect', args=[getattr(comment, 'pk', comment)])}{query}"


def around_url(comment):
    """The list of what was said around `comment`: its thread."""
    return f"{index_url()}?{urlencode({'around': comment.pk})}"


def answer_url(user, comment, next_url="") -> str | None:
    """Where `user` answers `comment` for readers to read, and then goes on to `next_url`; None who may not, or where nobody reads
    it."""
    if comment.status != Status.PUBLISHED or not policy.user_answers(user, comment.page):
        return None
    query = {"reply": comment.pk, **({"next": next_url} if next_url else {})}
    return f"{reverse('coprod_comments_admin:answer', args=[comment.page_id])}?{urlencode(query)}"


def row_id(comment) -> str:
    """The element with the words of `comment` in the list."""
    return f"{ITEM_TYPE}_{comment.pk}_title"


def name_of(comment) -> str:
    """The writer's name as moderators see it."""
    return comment.author_name or str(NO_NAME)


def list_title(comment):
    """Name and first words, by which a moderator tells comments apart where many are decided about."""
    words = Truncator(" ".join(comment.body.split())).chars(120)
    return format_html(
        '<bdi class="coprod-title__name">{}</bdi>: <bdi class="coprod-title__words">{}</bdi>',
        name_of(comment),
        words or NO_WORDS,
    )


def bulk_button_class(verb) -> str:
    """The class of the button that decides about many: the style sheet takes those away that nothing is listed for."""
    return f"coprod-bulk--{verb.name}"


def in_two(words: str) -> tuple[str, str]:
    """`words` in two: what stands in the list, and what opens; the second is empty if they are short enough."""
    if len(words) <= AT_ONCE:
        return words, ""
    cut = max(words.rfind(" ", 0, AT_ONCE), words.rfind("\n", 0, AT_ONCE))
    cut = cut if cut > AT_ONCE // 2 else AT_ONCE  # some languages put no spaces between words
    return words[:cut].rstrip(), words[cut:].lstrip()


class Rows(Table):
    """Wagtail's table, whose cells also know the view that they are a part of, `listing`."""

    def __init__(self, *args, listing, **kwargs):
        super().__init__(*args, **kwargs)
        self.listing = listing

    def get_context_data(self, parent_context):
        return {**super().get_context_data(parent_context), "csrf_token": parent_context.get("csrf_token")}


class WordsColumn(Column):
    """The words, whole, and why somebody may want to look twice."""

    cell_template_name = "coprod_wagtail/comments/admin/cells/words.html"

    def get_cell_context_data(self, instance, parent_context):
        words, rest = in_two(instance.body)
        listing = parent_context["table"].listing
        reports = listing.open_reports.get(instance.pk, [])
        return {
            **super().get_cell_context_data(instance, parent_context),
            "comment": instance,
            "reports": reports,
            "answers": listing.answers.get(instance.pk, []),
            "more_reports": not_shown(reports),
            "has_notice": has_notice(reports),
            "title_id": row_id(instance),
            "words": words,
            "rest": rest,
            "no_words": NO_WORDS,
            "folded": why_folded(instance, reports) if instance.folds_for_reader else "",
        }


class WhoColumn(Column):
    """Who wrote it, to whom, and on which page."""

    cell_template_name = "coprod_wagtail/comments/admin/cells/who.html"

    def get_cell_context_data(self, instance, parent_context):
        listing = parent_context["table"].listing
        answered = instance.reply_to if listing.may_see_all else None
        return {
            **super().get_cell_context_data(instance, parent_context),
            "comment": instance,
            # Said once for all, where all rows have the same.
            "status": "" if listing.only_status else instance.get_status_display(),
            "who": format_html(
                '<a href="{}">{}</a>', reading_url(instance, listing.carried_query), set_apart(name_of(instance))
            ),
            "answered_name": answered and name_of(answered),
            "around_url": around_url(instance),
            "left": time_left(instance),
            "page_title": page_in_words(listing.request.user, instance.page, instance.page_is_private),
        }


class DecideColumn(Column):
    """The decisions that apply, as buttons of one form, which needs no script."""

    cell_template_name = "coprod_wagtail/comments/admin/cells/decide.html"

    def get_cell_context_data(self, instance, parent_context):
        listing = parent_context["table"].listing
        reports = listing.open_reports.get(instance.pk, [])
        answers = listing.answers.get(instance.pk, [])
        return {
            **super().get_cell_context_data(instance, parent_context),
            "comment": instance,
            "verbs": []
            if has_notice(reports)
            else [*verbs_about(instance, reports), *([CLOSE_ANSWER] if answers else [])],
            "answers": " ".join(str(one.pk) for one in answers),
            "last_report": last_report(reports),
            "next": listing.address_after(instance),
            "reading_url": reading_url(instance, listing.carried_query),
            "csrf_token": parent_context["csrf_token"],
            "answer_url": answer_url(listing.request.user, instance, listing.address_after(instance)),
            "answer": ANSWER,
        }


CHECKBOX = BulkActionsCheckboxColumn("bulk_actions", obj_type=ITEM_TYPE)
WORDS = WordsColumn("comment", label=pgettext_lazy("column of a list", "Comment"))
WHO = WhoColumn("who", label=gettext_lazy("Who and where"), classname="coprod-queue__who")
RECEIVED_AT = DateColumn("received_at", label=RECEIVED, sort_key="received_at", classname="coprod-queue__when")
DECIDE = DecideColumn("decide", label=gettext_lazy("Decide"), classname="coprod-queue__decide")
