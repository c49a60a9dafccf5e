"""How much is left of the promise, in words for moderators."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.text.formats import day_in_words, number_in_words, weekday_in_words
from coprod_wagtail.text.moments import local, today

from ..constants import Status

if TYPE_CHECKING:
    from ..models import ReaderComment

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
#: For so long a day without its year is understood.
_THIS_YEAR = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Left:
    """`words` such as "2 hours left"."""

    words: str
    is_late: bool


def time_left(comment: "ReaderComment") -> Left | None:
    """What is left of the time in which somebody reads `comment`; None where it does not wait. By the clock of whoever asks."""
    if comment.status != Status.PENDING:
        return None
    left, day = comment.due_at - timezone.now(), local(comment.due_at).date()
    if left < timedelta(0):
        if day == today():
            return Left(_("late since today"), True)
        # Translators: a comment should have been read; %(day)s is "Monday 4 May", for example.
        said = weekday_in_words(day) if -left < _THIS_YEAR else day_in_words(day)
        return Left(_("late since %(day)s") % {"day": said}, True)
    if left < _HOUR:
        return Left(_("less than an hour left"), False)
    if left < _DAY:
        return Left(hours_left(left // _HOUR), False)
    # Translators: by when a comment has to be read; %(day)s is "Monday 4 May", for example.
    return Left(_("read it by %(day)s") % {"day": weekday_in_words(day)}, False)


def hours_left(hours: int) -> str:
    """So many whole hours are left, in words."""
    return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": number_in_words(hours)}
