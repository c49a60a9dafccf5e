from ..constants import Status
from .decision import Decision


class PublishComment(Decision):
    """Show a comment to everybody. Also how a decision is taken back."""

    applies_to = (Status.PENDING, Status.HIDDEN, Status.DECLINED, Status.SPAM)
    status = Status.PUBLISHED
    log_action = "coprod_comments.publish"
