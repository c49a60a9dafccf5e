"""What decides whether a conversation looks the same as before: parts of an ETag, and the moments at which it changes.

For pages and for the JSON API (see `coprod_wagtail.caching.responses.etag_of`).
"""

from datetime import timedelta

from django.utils import timezone

from coprod_wagtail.conf import conf

from ..intake import tokens
from ..models import Conversation

#: A page without its form, because too many comments wait, is not told when it may have it again.
FULL_SECONDS = 60


def conversation_parts(conversation: Conversation) -> dict:
    """Everything that an answer with this conversation and its form depends on, but for the site's settings. Comments
    that wait change nothing in it."""
    return {
        "conversation": conversation.page_id,
        "conversation_version": conversation.version,
        "state": conversation.state().value,
        "full": conversation.is_full(),
        "hour": tokens.hour(),
        "limits": [conf.THREADS_PER_PAGE, conf.MAX_COMMENT_LENGTH, conf.MAX_NAME_LENGTH],
    }


def next_changes(conversation: Conversation) -> list:
    """Moments at which the conversation changes by itself; None for those that are not set."""
    full_until = timezone.now() + timedelta(seconds=FULL_SECONDS) if conversation.is_full() else None
    return [conversation.opens_at, conversation.ends_at(), *conversation.stops.changes(), full_until]
