"""Having somebody look at who is to be told. The look is a row of the outbox, so that it outlives every process and needs no
other clock; what there is to tell is asked then."""

from datetime import datetime, timedelta

from django.utils import timezone

from coprod_wagtail.outbox.constants import State
from coprod_wagtail.outbox.kinds import all_kinds
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.queue import hand_over

from ..constants import MACHINE_SIGNS, Status
from ..models import ReaderComment
from .constants import SETTLED, SHOWN_LATELY

#: The name of the kind of outgoing message.
LOOK = "notices"
_DESTINATION = "moderators"
#: Whoever stores something that waits is done with that long before a look that is so far away.
_FAR_ENOUGH = SETTLED / 2
#: What a program sent is told the next time that somebody looks anyway, and within this.
_NO_HURRY = timedelta(hours=12)


def note_waiting(comment: ReaderComment, was: str) -> None:
    """Have those told who moderate that `comment`, which `was` in another status, waits to be read, or shows though nobody has
    read it. Not where it does neither, nor where its writer has only put it back. Two queries at most."""
    if comment.status == Status.PENDING and was in ("", Status.DECLINED, Status.SPAM):
        note_something(machine=bool(MACHINE_SIGNS & set(comment.signs)))
    elif comment.status == Status.PUBLISHED and comment.shown_unread and was in ("", Status.PENDING):
        note_something()


def note_something(*, machine: bool = False) -> None:
    """Have those told who moderate that something waits: soon, or, if a `machine` sent it, without hurry. Two queries at most.
    For the transaction of whatever it is."""
    now = timezone.now()
    if machine:
        look(now + _NO_HURRY)
    elif not _looks().filter(due_at__gte=now + _FAR_ENOUGH, due_at__lte=now + 2 * SETTLED).exists():
        _store(SETTLED)


def look(at: datetime) -> None:
    """Have somebody look at this moment, unless somebody does sooner anyway. Two queries at most."""
    if not _looks().filter(due_at__lte=at).exists():
        _store(max(at - timezone.now(), timedelta(0)))


def look_in_time() -> None:
    """Have somebody look within a day where a comment waits, or shows though nobody has read it, should every other look have been
    lost. Three queries at most."""
    now, comments = timezone.now(), ReaderComment.objects.all()
    if comments.awaiting_moderation().exists() or comments.shown_unread(now - SHOWN_LATELY).exists():
        look(now + _NO_HURRY)


def _looks():
    # One that was begun may have looked before what is told now was there.
    return OutgoingMessage.objects.filter(kind=LOOK, state=State.WAITING, tries=0)


def _store(wait):
    hand_over(all_kinds()[LOOK], _DESTINATION, {}, wait=wait)
