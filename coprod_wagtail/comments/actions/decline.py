from ..constants import Status
from .decision import Decision


class DeclineComment(Decision):
    """Decide not to show a comment that nobody has seen yet."""

    applies_to = (Status.PENDING, Status.SPAM)
    status = Status.DECLINED
    log_action = "coprod_comments.decline"
