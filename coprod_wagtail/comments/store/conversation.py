"""Counts what waits in a conversation, and its version, where no comment changes its status."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from coprod_wagtail.conf import conf

from ..models import Conversation


def count_waiting(page_id: int, now: datetime) -> bool:
    """Count one more comment that waits in the conversation of page `page_id`, if that takes comments at `now`.

    Guard and counter in one statement: it may have closed, or filled up, since somebody looked. Returns whether it was
    counted. For the transaction that then stores the comment.
    """
    open_now = Conversation.objects.filter(page_id=page_id).taking_comments(now, conf.MAX_WAITING)
    return bool(open_now.update(waiting_count=F("waiting_count") + 1))


def change(conversation: Conversation, values: Mapping[str, Any]) -> None:
    """Store `values`, new values by name of a field, in `conversation` as a change that readers can see, and load it anew."""
    type(conversation).objects.filter(pk=conversation.pk).update(**values, version=F("version") + 1)
    conversation.refresh_from_db()
