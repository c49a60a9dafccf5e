"""What waits to be read: in which order, and which one comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from ..constants import Status
from ..models import CommentReport, ReaderComment
from ..permissions import policy
from ..querysets import REPORTED, ReaderCommentQuerySet
from ..reports.constants import Reason

#: Waiting ones first, of these what a word list brings to the top, and then what is to be read soonest, as its writer was promised;
#: below them whatever came in last.
LISTING_ORDER = (
    Case(When(status=Status.PENDING, then=Value(0)), default=Value(1), output_field=IntegerField()),
    Case(When(status=Status.PENDING, then="queue_rank")),
    Case(When(status=Status.PENDING, then="due_at")),
    Case(When(status=Status.PENDING, then="received_at")),
    "-received_at",
    Case(When(status=Status.PENDING, then="pk")),
    "-pk",
)


def reported_first(comments: ReaderCommentQuerySet) -> ReaderCommentQuerySet:
    """Those of `comments` that readers told us something about which nobody has decided: first where somebody is worried about
    a person, then what was told first. There are few at any time."""
    worried = CommentReport.objects.open().filter(comment=OuterRef("pk"), reason=Reason.WORRIED)
    reported = comments.filter(REPORTED).annotate(is_worrying=Exists(worried))
    return reported.order_by("-is_worrying", "reported_since", "pk")


class Stretches:
    """Ids of comments for a paginator: of several querysets one after the other, of which it is known how many each has.

    It costs one query for each stretch that a page reaches into, and none to count.
    """

    def __init__(self, *stretches: tuple[Any, int]) -> None:
        self.stretches = stretches

    def count(self) -> int:
        return sum(length for _ids, length in self.stretches)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[int]:
        pks: list[int] = []
        before = 0
        for ids, length in self.stretches:
            first, last = max(part.start - before, 0), min(part.stop - before, length)
            if first < last:
                pks += ids[first:last]
            before += length
        return pks


class ReportedFirst:
    """The ids of `comments` as a list has them: the reported ones first, and then those of `ordered`, which are the same
    comments in the order of the list. Sliced, it costs two queries."""

    def __init__(self, comments: ReaderCommentQuerySet, ordered: ReaderCommentQuerySet) -> None:
        self.comments, self.ordered = comments, ordered

    def __getitem__(self, part: slice) -> list[int]:
        first = list(reported_first(self.comments).values_list("pk", flat=True)[: part.stop])
        rest = self.ordered.exclude(REPORTED) if first else self.ordered
        return [*first, *rest.values_list("pk", flat=True)[: part.stop - len(first)]]


def listed_ids(
    comments: ReaderCommentQuerySet, counts: Mapping[str, int], reported: Mapping[str, int] | None = None
) -> Stretches:
    """Ids of `comments` in `LISTING_ORDER`, the reported ones before all others; `counts` says how many there are of each
    status, and `reported` how many of those are.

    No index is in the order of the whole, so a database asked for it sorts every comment of the site for each page. The
    stretches have one each.
    """
    reported = reported or {}
    first, waiting = sum(reported.values()), counts.get(Status.PENDING, 0) - reported.get(Status.PENDING, 0)
    rest = comments.exclude(REPORTED) if first else comments
    return Stretches(
        (reported_first(comments).values_list("pk", flat=True), first),
        (in_queue_order(rest).values_list("pk", flat=True), waiting),
        (newest_first(rest).values_list("pk", flat=True), sum(counts.values()) - waiting - first),
    )


def in_queue_order(comments: ReaderCommentQuerySet) -> ReaderCommentQuerySet:
    """Those of `comments` that wait: what a word list brings to the top, and then what is to be read soonest, first; of what is due at the
    same moment, what came first."""
    return comments.awaiting_moderation().order_by("queue_rank", "due_at", "received_at", "pk")


def newest_first(comments: ReaderCommentQuerySet) -> ReaderCommentQuerySet:
    """Those of `comments` that do not wait, as `LISTING_ORDER` has them."""
    return comments.not_awaiting_moderation().order_by("-received_at", "-pk")


#: So many comments of a list are looked through for the one that somebody has opened.
IN_SIGHT = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment stands in a list: its `number`, which begins with 1, of `total`, or of more than that, and the ids
    of the comments before and after it."""

    number: int
    total: int
    is_more: bool
    previous: int | None
    next: int | None
    first: int | None  #: the first other one


def place_in(pks: Sequence[int] | QuerySet[Any, int] | ReportedFirst, pk: int) -> Place | None:
    """Where the comment `pk` stands in a list that begins with `pks`; None if it is not among the first `IN_SIGHT`.

    `pks` may be unevaluated: at most two queries.
    """
    found = list(pks[: IN_SIGHT + 1])
    is_more, found = len(found) > IN_SIGHT, found[:IN_SIGHT]
    if pk not in found:
        return None
    at = found.index(pk)
    return Place(
        number=at + 1,
        total=len(found),
        is_more=is_more,
        previous=found[at - 1] if at else None,
        next=found[at + 1] if at + 1 < len(found) else None,
        first=found[0] if at else None,
    )


def next_waiting(user, after=None) -> ReaderComment | None:
    """The comment that comes first in the queue of `user`; with `after`, the one that comes next after that, and failing
    that the first.

    `after` itself is never the answer. At most two queries.
    """
    waiting = in_queue_order(policy.comments_for(user))
    if after is None:
        return waiting.first()
    waiting = waiting.exclude(pk=after.pk)
    came_later = Q(received_at__gt=after.received_at) | Q(received_at=after.received_at, pk__gt=after.pk)
    is_due_later = Q(due_at__gt=after.due_at) | (Q(due_at=after.due_at) & came_later)
    later = Q(queue_rank__gt=after.queue_rank) | (Q(queue_rank=after.queue_rank) & is_due_later)
    return waiting.filter(later, queue_rank__gte=after.queue_rank).first() or waiting.first()
