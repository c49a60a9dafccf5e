from uuid import uuid4

from wagtail.log_actions import log

from ..models import Conversation


def log_erased_conversation(conversation: Conversation) -> None:
    """One log line on the page that is going, with how many comments go with it and not a word of them.

    Called while the page is being deleted, whichever way: alone, with the pages above it, in bulk or by a program.
    """
    count = conversation.comments.count()
    if count:
        log(conversation.page, "coprod_comments.erase_conversation", uuid=uuid4(), data={"comments": count})
