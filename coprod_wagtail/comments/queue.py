"""What waits to be read: how many, since when, and which one comes next."""

from django.db.models import Case, IntegerField, Q, Sum, Value, When

from .constants import Status
from .models import Conversation, ReaderComment

#: Waiting ones first and the longest wait on top; below them whatever came in last.
LISTING_ORDER = (
    Case(When(status=Status.PENDING, then=Value(0)), default=Value(1), output_field=IntegerField()),
    Case(When(status=Status.PENDING, then="received_at")),
    "-received_at",
    "-pk",
)


def count_waiting() -> int:
    """How many comments wait to be read, from the conversations' counters: one query, no COUNT over comments."""
    return Conversation.objects.aggregate(waiting=Sum("waiting_count"))["waiting"] or 0


def next_waiting(after=None) -> ReaderComment | None:
    """The comment that waits longest; with `after`, the one that came in next after that, and failing that the first.

    `after` itself is never the answer. At most two queries.
    """
    waiting = ReaderComment.objects.awaiting_moderation().order_by("received_at", "pk")
    if after is None:
        return waiting.first()
    waiting = waiting.exclude(pk=after.pk)
    later = Q(received_at__gt=after.received_at) | Q(received_at=after.received_at, pk__gt=after.pk)
    return waiting.filter(later, received_at__gte=after.received_at).first() or waiting.first()
