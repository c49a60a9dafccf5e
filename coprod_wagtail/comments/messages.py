"""What front ends are told of a conversation: which page it is on, and nobody's name or words (see `features.Message`)."""

from coprod_wagtail.features import Told

from .constants import Status


def about_conversations(conversations, **kwargs) -> list[Told]:
    return [_about(conversation) for conversation in conversations]


def shows(changes, **kwargs) -> list[Told]:
    """A front end is told nothing of a comment that waits."""
    return [_about(comment) for comment, was in changes if comment.status == Status.PUBLISHED != was]


def goes(changes, **kwargs) -> list[Told]:
    return [_about(comment) for comment, was in changes if was == Status.PUBLISHED != comment.status]


def waits(comment, **kwargs) -> Told | None:
    """That one more has to be read, and not which words. Of a flood nobody's phone is to ring."""
    return _about(comment) if comment.status == Status.PENDING and not comment.is_of_flood else None


def wait_again(changes, user=None, **kwargs) -> list[Told]:
    """Its writer has mended one that was not published."""
    mended = [comment for comment, was in changes if was in (Status.DECLINED, Status.SPAM)] if user is None else []
    return [told for comment in mended if (told := waits(comment))]


def _about(thing):
    """`thing` is a comment or a conversation. Its page is asked for once for all of them, and only where somebody listens."""
    return Told(page_id=thing.page_id, tags=[f"conversation-{thing.page_id}"])
