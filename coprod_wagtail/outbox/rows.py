"""The queue in the database: storing a message, taking one, noting how it went. Portable: a condition in an UPDATE is all
that keeps two processes from sending the same one at once."""

import logging
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from .constants import KEPT, Problem, State
from .kinds import Kind, Outcome, all_kinds
from .models import MailTo, OutgoingMessage

logger = logging.getLogger(__name__)

_messages = OutgoingMessage._default_manager
#: So many are looked at, in case others take the first ones.
_CANDIDATES = 20


def store(kind: Kind, told, *, wait=timedelta(0), rank=None, waits=None):
    """Store messages, pairs of a destination and a payload, to be sent in this order, and none before `wait` is over, or
    each before its own of `waits`."""
    now, told = timezone.now(), list(told)
    waits = waits or [wait] * len(told)
    return _messages.bulk_create(
        OutgoingMessage(
            kind=kind.name,
            destination=destination,
            payload=payload,
            rank=kind.rank if rank is None else rank,
            created_at=now + timedelta(microseconds=number),
            due_at=now + wait + timedelta(microseconds=number),
            give_up_at=now + wait + kind.patience,
        )
        for number, ((destination, payload), wait) in enumerate(zip(told, waits, strict=True))
    )


def due(now, kinds, *, before_rank=None):
    """Messages that may be sent at `now`, in the order in which they go.

    Those that the destination owes an answer go before others for it, so that it is asked ever more rarely. What belongs
    to a kind that is not installed waits.
    """
    waiting = _messages.filter(state=State.WAITING)
    rows = waiting.filter(due_at__lte=now, kind__in=kinds)
    if before_rank is not None:
        rows = rows.filter(rank__lt=before_rank)
    held = {}
    for name, destination in waiting.filter(holds=True, due_at__gt=now).values_list("kind", "destination").distinct():
        held.setdefault(name, set()).add(destination)
    for name, kind in kinds.items():
        closed = held.get(name, set()) | set(kind.paused())
        if closed:
            rows = rows.exclude(Q(kind=name) & Q(destination__in=closed))
    return rows.order_by("rank", "-holds", "due_at")


def take(*, before_rank=None, before=None) -> tuple[OutgoingMessage, Kind] | None:
    """The next message that is due, which nobody else takes until its lease is over; None where there is none.

    `before` is called first where there is one: whoever dies right after has said that somebody has to look again.
    """
    kinds = all_kinds()
    while True:
        now = timezone.now()
        candidates = list(due(now, kinds, before_rank=before_rank).values_list("pk", "kind", "tries")[:_CANDIDATES])
        if candidates and before:
            before()
            before = None
        for pk, name, tries in candidates:
            ours = _messages.filter(pk=pk, state=State.WAITING, tries=tries, due_at__lte=now)
            if ours.update(due_at=now + kinds[name].lease, tries=F("tries") + 1, tried_at=now):
                taken = _messages.filter(pk=pk).first()
                if taken:  # nobody has dropped it in this moment, because what it is about was erased
                    return taken, kinds[name]
        if len(candidates) < _CANDIDATES:
            return None


def note(message: OutgoingMessage, kind: Kind, outcome: Outcome):
    """Note how a try went; when it is tried again, if it is. Does nothing where somebody else has taken it meanwhile,
    because it took longer than the lease."""
    now = timezone.now()
    ours = _messages.filter(pk=message.pk, state=State.WAITING, tries=message.tries)
    facts = {"answer": outcome.answer, "problem": outcome.problem, "holds": False}
    if outcome.problem == Problem.NONE:
        _finish(ours, kind, State.DELIVERED, facts)
        _messages.filter(
            kind=message.kind, destination=message.destination, state=State.WAITING, holds=True
        ).update(holds=False)  # fmt: skip
        return None
    if outcome.silent:
        # Nobody asked on behalf of these, but they have waited for as long.
        behind = _messages.filter(kind=message.kind, destination=message.destination, state=State.WAITING)
        behind = behind.filter(give_up_at__lte=now, due_at__lte=now)
        _finish(behind, kind, State.GAVE_UP, {"problem": outcome.problem, "holds": False})
    if outcome.final or message.give_up_at <= now:
        _finish(ours, kind, State.GAVE_UP, facts)
        return None
    again = now + kind.pauses[min(message.tries, len(kind.pauses)) - 1]
    ours.update(due_at=again, **{**facts, "holds": outcome.silent})
    return again


def _finish(rows, kind, state, facts):
    if kind.kept:
        rows.update(state=state, **facts)
        return
    gone, _each = rows.delete()
    if gone and state == State.GAVE_UP:
        logger.error("Gave up sending: %s (%s).", kind.name, facts["problem"])


def wait_again(messages) -> int:
    """Have those of `messages`, a queryset, that were given up wait as if they were new; how many these are."""
    kinds, now, count = all_kinds(), timezone.now(), 0
    for name in set(messages.values_list("kind", flat=True)) & set(kinds):
        given_up = messages.filter(kind=name, state=State.GAVE_UP)
        # Somebody says that the destination is there again, so nothing waits for another try.
        destinations = list(given_up.values_list("destination", flat=True).distinct())
        holding = _messages.filter(kind=name, destination__in=destinations, state=State.WAITING, holds=True)
        holding.update(holds=False)
        count += given_up.update(
            state=State.WAITING, tries=0, due_at=now, give_up_at=now + kinds[name].patience, holds=False
        )
    return count


def prune():
    """Drop what is older than the list of what was sent goes; a few at a time, because it happens beside other work."""
    old = _messages.exclude(state=State.WAITING).filter(created_at__lt=timezone.now() - KEPT)
    pks = list(old.values_list("pk", flat=True)[:500])
    if pks:
        MailTo._default_manager.filter(pk__in=pks).delete()
        _messages.filter(pk__in=pks).delete()
