from ..constants import Status
from .decision import Decision


class PutBack(Decision):
    """Let a comment wait again, as if nobody had decided: how a first decision is undone."""

    applies_to = (Status.PUBLISHED, Status.DECLINED, Status.SPAM, Status.HIDDEN)
    status = Status.PENDING
    log_action = "coprod_comments.put_back"
