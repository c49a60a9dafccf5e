"""What a moderator does about the writer of a comment, and not about the comment."""

from typing import Any

from django.core.exceptions import ValidationError

from .. import texts
from ..actions import Decision
from ..constants import Status
from ..exceptions import AnswerIsForOthers
from ..models import ReaderComment
from . import rows
from .readers import left_to_others

_NOT_SILENT = tuple(status for status in Status if status not in rows.SILENT)


class _AboutNothingElse(Decision):
    """The comment stays as it is, and what readers told us about it, too."""

    applies_to = _NOT_SILENT
    status: Status  # the one it has

    def __init__(self, comment: ReaderComment, **kwargs: Any) -> None:
        super().__init__(comment, **kwargs)
        self.status = Status(comment.status)

    def takes_back(self) -> bool:
        return False

    def outcome(self) -> None:
        """What readers told us stays open."""

    def columns(self) -> dict[str, Any]:
        return super().columns() | {"status_since": self.comment.status_since}


class WriteToWriter(_AboutNothingElse):
    """Say something to the writer of a comment, who reads it on its private page and can answer. An answer that was read is
    done with it. Raises Django's `ValidationError` without words."""

    log_action = "coprod_comments.write_to_writer"

    @classmethod
    def can_apply_to(cls, comment: ReaderComment) -> bool:
        # What was brought in from elsewhere has no private page.
        return super().can_apply_to(comment) and bool(comment.slip_hash)

    def check(self) -> None:
        super().check()
        if not self.message:
            raise ValidationError(texts.WRITE_WORDS_FIRST, code="required")


class CloseAnswer(_AboutNothingElse):
    """Be done with the answer of a comment's writer: it was read. Raises `AnswerIsForOthers` for who decided, where somebody
    else can read it."""

    log_action = "coprod_comments.close_answer"

    @classmethod
    def can_apply_to(cls, comment: ReaderComment) -> bool:
        return super().can_apply_to(comment) and comment.answer_waits_since is not None

    def columns(self) -> dict[str, Any]:
        if not self.answers and left_to_others([self.comment], self.user):
            raise AnswerIsForOthers
        if not self.answers:  # somebody else was quicker
            raise self._conflict()
        return super().columns()
