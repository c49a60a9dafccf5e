"""Why comments that are decided about do not show, as their writers are told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...constants import Status
from ...grounds import rows
from ...mail.news import note_message
from ...models import DecisionGround
from ...reports.constants import TIME_TO_UNDO

if TYPE_CHECKING:
    from ..decision import Decision


def settle_grounds(decisions: "Sequence[Decision]") -> None:
    """Say why each of the comments does not show, or that what was said of it holds no longer; or undo that, as each of
    `decisions` has it."""
    moved = [one for one in decisions if one.status != one.comment.status]
    if not moved:
        return
    undone = [one for one in moved if _undoes(one)]
    rows.take_back(one.comment for one in undone)
    rows.end((one.comment for one in moved if not _undoes(one)), moved[0].at)
    explained = [one for one in moved if one.explains()]
    for one in explained:
        one.settled["has_grounds"] = True
    given = [rows.ground(one.comment, one.at, reason=one.reason, marks=one.marks, mend=one.mend) for one in explained]
    DecisionGround.objects.bulk_create(given)
    note_message(one.comment.pk for one in explained if one.status == Status.HIDDEN and not one.message)


def _undoes(one: "Decision") -> bool:
    in_time = one.at - one.comment.status_since < TIME_TO_UNDO
    return in_time and (one.only_undoes or one.takes_back())
