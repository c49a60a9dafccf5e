from ..constants import Status
from .decision import Decision


class HideComment(Decision):
    """Take a comment off the page that shows there, or is covered; answers to it stay, under a plain line."""

    applies_to = (Status.PUBLISHED, Status.COVERED)
    status = Status.HIDDEN
    log_action = "coprod_comments.hide"
