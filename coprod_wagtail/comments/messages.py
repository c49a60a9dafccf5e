"""What front ends are told of a conversation: which page it is on, and nobody's name or words (see `features.Message`)."""

from coprod_wagtail.features import Told

from .constants import Status


def about_conversation(conversation, **kwargs) -> Told:
    return Told(page=lambda: conversation.page, tags=[_tag(conversation.page_id)])


def about_comment(comment, **kwargs) -> Told:
    return Told(page=lambda: comment.page, tags=[_tag(comment.page_id)])


def submitted(comment, **kwargs) -> Told | None:
    """A site may let comments show straight away; of one that waits nobody is told."""
    return about_comment(comment) if comment.status == Status.PUBLISHED else None


def _tag(page_id):
    return f"conversation-{page_id}"
