"""What the writer of a comment can do with it, as pages and the API name it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise

from coprod_wagtail.text.formats import weekday_in_words

from .. import texts
from ..actions import BringBackComment, EditComment, EraseComment, TakeDownComment
from ..actions.take_back import WritersVerb
from ..constants import Status
from ..models import ReaderComment
from .status import last_day_to_bring_back


@dataclass(frozen=True, slots=True)
class Verb:
    """`name` is the last part of its URL, `label` the word on its button."""

    name: str
    action: Callable[[ReaderComment], WritersVerb]
    applies_to: Callable[[ReaderComment], bool]
    label: Promise
    _hint: Promise
    #: Whether there is no way back, so that it is asked once more.
    is_final: bool = False

    @property
    def hint(self) -> str:
        """What it means, in a sentence or two."""
        return str(self._hint).format(day=weekday_in_words(_last_day()))


def _last_day() -> date:
    return last_day_to_bring_back(timezone.now())


TAKE_DOWN = Verb("take-down", TakeDownComment, TakeDownComment.can_apply_to, texts.TAKE_DOWN, texts.TAKE_DOWN_HINT)
BRING_BACK = Verb(
    "bring-back", BringBackComment, BringBackComment.can_apply_to, texts.BRING_BACK, texts.BRING_BACK_HINT
)
ERASE = Verb("erase", EraseComment, EraseComment.can_apply_to, texts.ERASE, texts.ERASE_HINT, is_final=True)


def hint_for_change(comment: ReaderComment) -> str | None:
    """What it means to change the words of `comment` as it stands; None where they cannot be changed."""
    if not EditComment.can_apply_to(comment):
        return None
    if comment.status == Status.PENDING:
        return str(texts.CHANGE_HINT_WAITING)
    refused = comment.status in {Status.DECLINED, Status.SPAM}
    return str(texts.CHANGE_HINT_DECLINED if refused else texts.CHANGE_HINT_READ)


def verbs_for(comment: ReaderComment) -> list[Verb]:
    """What its writer can do with `comment` as it stands."""
    return [verb for verb in (TAKE_DOWN, BRING_BACK, ERASE) if verb.applies_to(comment)]
