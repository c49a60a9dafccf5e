"""What waits for a moderator, and since when: new comments, what readers told us about some, what writers answered, and the
new words that they want."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from coprod_wagtail.page_tree.visibility import private_page

from ..constants import MACHINE_SIGNS, Sign
from ..correspondence.rows import SILENT, waiting_answers
from ..models import CommentReport, HandOver, ProposedEdit, ReaderComment
from ..moderation.word_lists.naming import name_entries
from ..permissions import policy
from ..querysets import ReaderCommentQuerySet
from ..reports.constants import Reason
from .constants import SHOWN, SHOWN_LATELY, Thing
from .people import Person

#: What readers tell us that a mail says, and that can be decided by a link in it. All else is about a person, may be anything,
#: or has rules of its own: it is read in the admin.
TOLD_BY_MAIL = (Reason.UNKIND, Reason.SPAM)
#: The column that says since when each waits, and the one that leads to the comment.
SINCE = {
    Thing.COMMENT: "status_since",
    Thing.REPORT: "created_at",
    Thing.ANSWER: "answered_at",
    Thing.EDIT: "proposed_at",
    Thing.HANDED: "given_at",
    # Not when it was shown: whoever was told of it while it waited is not told again.
    Thing.SHOWN: "received_at",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: `row` is the comment itself, the report, the message that was answered, or the new words."""

    thing: Thing
    row: Any
    since: datetime
    comment: ReaderComment
    #: Whether somebody is worried about the writer. Then no mail says anything of what was written.
    is_worrying: bool = False
    #: Whether the page is not for everyone.
    is_private: bool = False
    #: Whether readers told us something about the comment that only the admin says (see `TOLD_BY_MAIL`).
    is_for_admin: bool = False

    @property
    def key(self) -> str:
        """Tells it from all others, without a word of it."""
        return f"{self.thing}-{self.row.pk}"


def waiting_for(person: Person) -> dict[Thing, QuerySet[Any]]:
    """All that waits for `person`: as `waiting` has it, and what was handed over to them, or to whom they stand in for; and, if
    they want that, what shows already though nobody has read it."""
    comments = policy.comments_for(person.user)
    found = waiting(comments, [person.user.pk, *person.covers])
    if person.hears_of_shown:
        shown = comments.shown_unread(timezone.now() - SHOWN_LATELY)
        found[Thing.SHOWN] = shown.order_by(SINCE[Thing.SHOWN], "pk")
    return found


def waiting(comments: ReaderCommentQuerySet, handed_to: Collection[Any] = ()) -> dict[Thing, QuerySet[Any]]:
    """All that waits about `comments`, which are those that somebody may read, in the order in which it came; and what of them
    was handed over to the users with these ids. Asks nothing of the database yet."""
    not_gone: dict[str, Any] = {} if comments.leaves_nothing_out() else {"comment__in": comments}
    reports = CommentReport.objects.open().filter(**not_gone).exclude(comment__status__in=SILENT)
    answers = waiting_answers().filter(**not_gone).exclude(comment__status__in=SILENT)
    edits = ProposedEdit.objects.filter(**not_gone, comment__edit_waits=True).exclude(comment__status__in=SILENT)
    found: dict[Thing, QuerySet[Any]] = {
        Thing.COMMENT: comments.awaiting_moderation(),
        Thing.REPORT: reports,
        Thing.ANSWER: answers,
        Thing.EDIT: edits,
    }
    if handed_to:
        handed = HandOver.objects.filter(**not_gone, to__in=handed_to)
        found[Thing.HANDED] = handed.exclude(comment__status__in=SILENT).select_related("by")
    return {thing: rows.order_by(SINCE[thing], "pk") for thing, rows in found.items()}


def between(
    rows: dict[Thing, QuerySet[Any]], after: datetime | None, until: datetime | None
) -> dict[Thing, QuerySet[Any]]:
    """Of what `waiting` found, what began to wait after the one moment and up to the other."""
    bounds = {"gt": after, "lte": until}
    return {
        thing: found.filter(**{f"{SINCE[thing]}__{name}": at for name, at in bounds.items() if at is not None})
        for thing, found in rows.items()
    }


def by_people(rows: dict[Thing, QuerySet[Any]]) -> dict[Thing, QuerySet[Any]]:
    """Of what `waiting` found, what looks as if a person had sent it."""
    found = {**rows}
    for sign in sorted(MACHINE_SIGNS):
        found[Thing.COMMENT] = found[Thing.COMMENT].exclude(signs__icontains=sign)
    found[Thing.REPORT] = found[Thing.REPORT].exclude(signs__icontains=Sign.MANY_AT_ONCE.value)
    return found


def is_there(rows: dict[Thing, QuerySet[Any]]) -> bool:
    """Whether any of it is there. Six queries at most."""
    return any(found.exists() for found in rows.values())


def counts(rows: dict[Thing, QuerySet[Any]]) -> dict[Thing, int]:
    """How much there is of each. Six queries at most."""
    return {thing: found.count() for thing, found in rows.items()}


def first_items(rows: dict[Thing, QuerySet[Any]], most: int = SHOWN) -> list[Item]:
    """The first of them, whichever they are, and last what shows already, with all that a mail says of them. Seven queries at most."""
    found = [item for thing, queryset in rows.items() for item in _items(thing, queryset[:most])]
    found.sort(key=lambda item: (item.thing == Thing.SHOWN, item.since, item.thing, item.row.pk))
    return _marked(found[:most])


def items_of(keys: Iterable[str], comments: ReaderCommentQuerySet) -> list[Item]:
    """Those of the things with these keys that still wait, and are about `comments`, in the order in which they came."""
    wanted: dict[str, list[str]] = {}
    for key in keys:
        thing, _dash, number = key.rpartition("-")
        wanted.setdefault(thing, []).append(number)
    rows = waiting(comments)
    found = [
        item for thing in rows if thing in wanted for item in _items(thing, rows[thing].filter(pk__in=wanted[thing]))
    ]
    found.sort(key=lambda item: (item.since, item.thing, item.row.pk))
    return _marked(found)


def is_worrying(comment: ReaderComment) -> bool:
    """Whether somebody is worried about the writer of `comment`, and nobody has decided about that. One query."""
    return CommentReport.objects.open().filter(comment=comment, reason=Reason.WORRIED).exists()


def _items(thing, rows):
    if thing in (Thing.COMMENT, Thing.SHOWN):
        rows = rows.select_related("page", "conversation")
        return [Item(thing, comment, getattr(comment, SINCE[thing]), comment) for comment in rows]
    rows = rows.select_related("comment__page", "comment__conversation")
    return [Item(thing, row, getattr(row, SINCE[thing]), row.comment) for row in rows]


def _marked(items):
    """`items`, with what is to be known before anything of them is written down. One query, and one where a word list found
    something."""
    own = (Thing.COMMENT, Thing.EDIT, Thing.SHOWN)
    name_entries(item.row if item.thing in own else item.comment for item in items)
    pks = {item.comment.pk for item in items}
    if not pks:
        return []
    told = CommentReport.objects.open().filter(comment=OuterRef("pk"))
    facts = {
        "is_worrying": Exists(told.filter(reason=Reason.WORRIED)),
        "is_private": private_page(),
        "is_for_admin": Exists(told.exclude(reason__in=TOLD_BY_MAIL)),
    }
    found = ReaderComment.objects.filter(pk__in=pks).annotate(**facts).values("pk", *facts)
    known = {row.pop("pk"): {name: bool(value) for name, value in row.items()} for row in found}
    return [replace(item, **known[item.comment.pk]) for item in items if item.comment.pk in known]
