"""What front ends are told of a conversation: which page it is on, and nobody's name or words (see `features.Message`)."""

from coprod_wagtail.features import Told

from .constants import Status


def about_conversation(conversation, **kwargs) -> Told:
    return Told(page=lambda: conversation.page, tags=[_tag(conversation.page_id)])


def shows(comment, was, **kwargs) -> Told | None:
    """Of a comment that waits nobody is told."""
    return _about(comment) if comment.status == Status.PUBLISHED != was else None


def goes(comment, was, **kwargs) -> Told | None:
    return _about(comment) if was == Status.PUBLISHED != comment.status else None


def _about(comment):
    return Told(page=lambda: comment.page, tags=[_tag(comment.page_id)])


def _tag(page_id):
    return f"conversation-{page_id}"
