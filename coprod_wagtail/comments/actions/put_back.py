from typing import Any

from ..constants import Status
from ..models import ReaderComment
from .decision import Decision


class PutBack(Decision):
    """Take a decision back: the comment waits again, or is in the status `to` that it had before.

    `to` is PENDING, COVERED or one of the statuses that a person can decide for; `ValueError` for any other.
    """

    applies_to = (Status.PUBLISHED, Status.DECLINED, Status.SPAM, Status.HIDDEN)
    status = Status.PENDING
    log_action = "coprod_comments.put_back"
    only_undoes = True

    def __init__(self, comment: ReaderComment, *, to: Status = Status.PENDING, **kwargs: Any) -> None:
        super().__init__(comment, **kwargs)
        self.status = Status(to)

    def check(self) -> None:
        if self.status not in (Status.PENDING, Status.COVERED, *self.applies_to):
            raise ValueError(f"No decision is taken back to this status: {self.status.value}")
        super().check()
        if self.comment.status == self.status:
            raise self._conflict()
