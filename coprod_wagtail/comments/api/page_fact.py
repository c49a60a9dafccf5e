"""What any page can say of its conversation, in lists of pages and on the page itself (`features.PageFact`)."""

from datetime import datetime

from django.db.models import Case, Count, Min, Q, Sum, Value, When
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from ninja import Schema
from pydantic import Field

from coprod_wagtail.conf import conf
from coprod_wagtail.text.spoken import page_mark, words_mark

from ..mixins import CommentableMixin
from ..models import Conversation, ReaderCommentSettings, conversation_of
from ..reading.json_ld import comments_in_json_ld
from ..reading.phrases import so_many_comments
from .known import State


class ConversationInShort(Schema):
    """What readers say about a page, in a list of pages."""

    page: int = Field(
        description="The page to ask `conversations/` and `comments/` for; 0 in the preview of one that was never saved."
    )
    state: State = Field(description='As in `conversations/`. In previews "preview": nobody can write.')
    comment_count: int = Field(description="How many comments show, replies included.")
    opens_at: datetime | None = Field(description="Null where no beginning is set.")
    closes_at: datetime | None = Field(description="Null where no end is set.")


def conversations_in_short(pages, request) -> list[dict | None]:
    """For each of the pages, what readers say about it as `ConversationInShort`; None where they cannot. One query.

    A page whose type readers cannot answer has none. A preview has one also for a page that was never saved.
    """
    ids = [page.commented_page_id if isinstance(page, CommentableMixin) else None for page in pages]
    found = _conversations_on(pages, {pk for pk in ids if pk})
    if not getattr(request, "is_preview", False):
        return [_in_short(found.get(pk) if pk else None) for pk in ids]
    return [
        _in_preview((found.get(pk) if pk else None) or Conversation()) if isinstance(page, CommentableMixin) else None
        for page, pk in zip(pages, ids, strict=True)
    ]


def _conversations_on(pages, ids):
    """By the ids of the pages. A page that is drawn asks for its conversation again, and it is remembered there."""
    if len(pages) == 1 and ids:
        return {conversation.page_id: conversation} if (conversation := conversation_of(pages[0])) else {}
    return Conversation.for_page_ids(ids)


def conversations_version() -> tuple[dict, list]:
    """What changes whenever any conversation looks different, and the next moments at which one does by itself. One
    query.

    Where pages close by their age, it changes each minute: to find out whether one has closed since, all of them would have
    to be counted.
    """
    now = timezone.now()
    # No database promises that the rows of a UNION come in the order of its parts.
    rows = _conversations_together(now).union(_stops_of_sites(now), all=True)
    first, *sites = sorted(rows, key=lambda row: row[0])
    found = dict(zip(_PARTS, first[1:], strict=True))
    changes = [found.pop(name) for name in ("next_opens_at", "next_closes_at")]
    for _is_site, days, _none, begun, ended, begins, ends in sites:
        found["stops_passed"] = found.get("stops_passed", 0) + begun + ended
        changes += [at for at in (begins, ends) if at and at > now]
        if days is not None:
            found["minute"] = now.replace(second=0, microsecond=0)
    return found, changes


_PARTS = ("rows", "versions", "opens_at_passed", "closes_at_passed", "next_opens_at", "next_closes_at")


def _conversations_together(now):
    """One row about all conversations: their number comes behind a 0, by which it is told from the sites."""
    moments = ("opens_at", "closes_at")
    passed = {f"{name}_passed": Count(name, filter=Q(**{f"{name}__lte": now})) for name in moments}
    coming = {f"next_{name}": Min(name, filter=Q(**{f"{name}__gt": now})) for name in moments}
    rows = Conversation.objects.order_by().annotate(is_site=Value(0)).values("is_site")
    return rows.annotate(rows=Count("pk"), versions=Sum("version"), **passed, **coming).values_list("is_site", *_PARTS)


def _stops_of_sites(now):
    """A row for each site with settings, as wide as the other."""
    passed = {
        f"{name}_passed": Case(When(**{f"{name}__lte": now}, then=Value(1)), default=Value(0))
        for name in ("frozen_from", "frozen_until")
    }
    rows = ReaderCommentSettings.objects.order_by().annotate(is_site=Value(1), nothing=Value(0), **passed)
    return rows.values_list("is_site", "close_after_days", "nothing", *passed, "frozen_from", "frozen_until")


def _in_short(conversation):
    # An alias may show the conversation of a page that is not for everyone.
    if conversation is None or not conversation.page_is_public:
        return None
    return _as_dict(conversation, conversation.state())


def _in_preview(conversation):
    return _as_dict(conversation, conversation.state_in_preview())


def _as_dict(conversation, state):
    return {
        "page": conversation.page_id or 0,
        "state": state,
        "comment_count": conversation.visible_count(),
        "opens_at": conversation.opens_at,
        "closes_at": conversation.closing_time(),
    }


def json_ld(conversation: dict) -> dict:
    """The number of comments, as schema.org has it for any piece of writing; and the newest ones, where the site says so."""
    told: dict = {"commentCount": conversation["comment_count"]}
    if conf.COMMENTS_IN_STRUCTURED_DATA:
        told["comment"] = comments_in_json_ld(conversation["page"])
    return told


def in_lists(conversation: dict, page, url: str) -> SafeString:
    """How many comments `page` has, as a link to them; for who hears the link by itself, with the title of the page. Nothing
    where there are none."""
    count = conversation["comment_count"]
    if not count:
        return SafeString("")
    return format_html(
        '<a href="{}#comments"{}>{}<span class="coprod-visually-hidden">: <bdi{}>{}</bdi></span></a>',
        url,
        words_mark(),
        so_many_comments(count),
        page_mark(),
        page.title,
    )
