"""A kind of outgoing message as a feature would bring it along."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from coprod_wagtail.outbox.kinds import Kind, Outcome
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.rows import store


class LetterKind(Kind):
    name = "letter"
    label = "Letters"
    deadline = 1
    pauses = (timedelta(minutes=1), timedelta(minutes=5))

    sent: list = []
    #: What becomes of a letter to somebody: an `Outcome`, an exception, or something to be called with the deadline.
    outcomes: dict = {}
    closed: list = []
    at_prepare = None

    def paused(self):
        return self.closed

    def prepare(self, message):
        if self.at_prepare:
            type(self).at_prepare(message)
        return partial(self._send, message.destination, message.payload["number"])

    def _send(self, destination, number, deadline):
        self.sent.append((destination, number))
        outcome = self.outcomes.get(destination, Outcome())
        if callable(outcome):
            return outcome(deadline)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def write(destination="Sam", number=1, **facts):
    """A letter that waits, without a bell."""
    [row] = store(LetterKind(), [(destination, {"number": number})])
    OutgoingMessage.objects.filter(pk=row.pk).update(**facts)
    row.refresh_from_db()
    return row


def passed(seconds=0, **times):
    """Moves all letters into the past, as if so much time had passed."""
    by = timedelta(seconds=seconds, **times)
    for row in OutgoingMessage.objects.all():
        OutgoingMessage.objects.filter(pk=row.pk).update(
            due_at=row.due_at - by, give_up_at=row.give_up_at - by, created_at=row.created_at - by
        )


def soon(row):
    """In how many seconds a row is due."""
    row.refresh_from_db()
    return (row.due_at - timezone.now()).total_seconds()
