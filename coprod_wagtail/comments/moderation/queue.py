"""What waits to be read: how many, since when, and which one comes next."""

from django.db.models import Case, IntegerField, Q, Sum, Value, When

from ..constants import Status
from ..models import Conversation, ReaderComment
from ..permissions import policy

#: Waiting ones first and the longest wait on top; below them whatever came in last.
LISTING_ORDER = (
    Case(When(status=Status.PENDING, then=Value(0)), default=Value(1), output_field=IntegerField()),
    Case(When(status=Status.PENDING, then="received_at")),
    "-received_at",
    Case(When(status=Status.PENDING, then="pk")),
    "-pk",
)


class ListedIds:
    """Ids of `comments` in `LISTING_ORDER`, for a paginator: the same, as two stretches that an index is in the order of.

    No index is in the order of the whole, so a database asked for it sorts every comment of the site for each page.
    """

    def __init__(self, comments):
        self.comments = comments
        self.waiting = comments.awaiting_moderation().order_by("received_at", "pk").values_list("pk", flat=True)
        self.others = comments.not_awaiting_moderation().order_by("-received_at", "-pk").values_list("pk", flat=True)

    def count(self) -> int:
        return self.comments.count()

    def __len__(self):
        return self.count()

    def __getitem__(self, part: slice) -> list[int]:
        pks = list(self.waiting[part])
        missing = part.stop - part.start - len(pks)
        if missing:
            waiting = part.start + len(pks) if pks or not part.start else self.waiting.count()
            first = max(0, part.start - waiting)
            pks += self.others[first : first + missing]
        return pks


def count_waiting(user) -> int:
    """How many comments wait for `user` to read them. At most one query, and no COUNT over comments for somebody who may
    see all of them: conversations have counters."""
    comments = policy.comments_for(user)
    if not comments.leaves_nothing_out():
        return comments.awaiting_moderation().count()
    return Conversation.objects.aggregate(waiting=Sum("waiting_count"))["waiting"] or 0


def next_waiting(user, after=None) -> ReaderComment | None:
    """The comment that has waited longest for `user`; with `after`, the one that came in next after that, and failing
    that the first.

    `after` itself is never the answer. At most two queries.
    """
    waiting = policy.comments_for(user).awaiting_moderation().order_by("received_at", "pk")
    if after is None:
        return waiting.first()
    waiting = waiting.exclude(pk=after.pk)
    later = Q(received_at__gt=after.received_at) | Q(received_at=after.received_at, pk__gt=after.pk)
    return waiting.filter(later, received_at__gte=after.received_at).first() or waiting.first()
