from ..constants import Status
from .decision import Decision


class HideComment(Decision):
    """Take a published comment off the page; answers to it stay, under a plain line."""

    applies_to = (Status.PUBLISHED,)
    status = Status.HIDDEN
    log_action = "coprod_comments.hide"
