"""What features call: handing a message over, and having one tried again."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from .kinds import Kind
from .rows import store, wait_again
from .tasks import ring


def hand_over(kind: Kind, destination: str, payload: dict, *, wait: timedelta = timedelta(0)) -> None:
    """Store a message in the present transaction, and have it sent after commit, or `wait` later.

    `destination` is a key of at most 80 characters that means something to the kind, such as an id: no address. What a
    `payload` may hold is said at `OutgoingMessage`.
    """
    hand_over_all(kind, [(destination, payload)], wait=wait)


def hand_over_all(kind: Kind, told: Iterable[tuple[str, dict]], *, wait: timedelta = timedelta(0)) -> None:
    """As `hand_over`, for any number of messages, pairs of a destination and a payload, with as few queries."""
    stored = store(kind, told, wait=wait)
    if stored:
        announce(kind, stored[0], wait)


def announce(kind: Kind, stored, wait: timedelta = timedelta(0)) -> None:
    """Have the message `stored`, which waits for so long, sent after commit."""
    transaction.on_commit(partial(ring, kind.rank, at=stored.due_at if wait else None), robust=True)


def try_again(messages: QuerySet) -> int:
    """Have those of `messages`, rows of one queryset, that were given up sent as if they were new; how many these are."""
    count = wait_again(messages)
    if count:
        transaction.on_commit(ring, robust=True)
    return count
