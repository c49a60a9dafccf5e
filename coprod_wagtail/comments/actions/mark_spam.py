from ..constants import Status
from .decision import Decision


class MarkSpam(Decision):
    """Say that a comment is an advert or the work of a machine. Only a person can."""

    applies_to = (Status.PENDING, Status.DECLINED, Status.HIDDEN, Status.COVERED)
    status = Status.SPAM
    log_action = "coprod_comments.mark_spam"
