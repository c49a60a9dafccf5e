"""What was said to the writers of comments that are decided about, and what they answered."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...correspondence import rows
from ...correspondence.readers import left_to_others
from ...mail.news import note_message

if TYPE_CHECKING:
    from ..decision import Decision


def settle_answers(decisions: "Sequence[Decision]") -> None:
    """Write to the writers of the comments, and be done with what they answered; or undo that, as each of `decisions` has it:
    they learn which `answers` they closed, and what was `written`."""
    moved = [one for one in decisions if not one.answers_stay]
    _take_back([one for one in moved if one.may_be_undone()])
    _close([one for one in moved if not (one.may_be_undone() and one.answers_seen is None)])
    _write([one for one in moved if (one.message and one.comment.slip_hash) or one.explains()])
    touched = [
        one for one in decisions if one.comment.answer_waits_since or (one.comment.has_messages and one.may_be_undone())
    ]
    since = rows.waits_since(one.comment.pk for one in touched)
    for one in touched:
        one.settled["answer_waits_since"] = since.get(one.comment.pk)


def _take_back(decisions: "Sequence[Decision]") -> None:
    rows.take_back({one.comment.pk: one.comment.status_since for one in decisions if one.comment.has_messages})


def _close(decisions: "Sequence[Decision]") -> None:
    waiting = [one for one in decisions if one.comment.answer_waits_since]
    if not waiting:
        return
    others = left_to_others([one.comment for one in waiting], waiting[0].user)
    closed = rows.close({one.comment.pk: one.answers_seen for one in waiting}, waiting[0].at, but=others)
    for one in waiting:
        one.answers = closed.get(one.comment.pk, [])


def _write(decisions: "Sequence[Decision]") -> None:
    if not decisions:
        return
    written = rows.write({one.comment.pk: one.message for one in decisions}, decisions[0].at, by=decisions[0].user)
    for one in decisions:
        one.written = written[one.comment.pk]
        one.settled["has_messages"] = True
    note_message(one.comment.pk for one in decisions if one.message)
