"""Counts what waits in a conversation, and its version, where no comment changes its status."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from coprod_wagtail.conf import conf
from coprod_wagtail.inserting import insert_if_new

from ..models import Conversation


def begin(conversation: Conversation) -> bool:
    """Store the row of a conversation that has none yet, or leave the one that somebody else has stored this moment; whether
    it is ours. Until the transaction ends, nobody else writes in one that is.

    `conversation` itself learns nothing; ask it for itself `again()`.
    """
    return insert_if_new(Conversation(page_id=conversation.page_id))


def count_waiting(page_id: int, now: datetime, flood_room: int | None = None) -> bool:
    """Count one more comment that waits in the conversation of page `page_id`, if that takes comments at `now`, or did
    when somebody may have begun to write (see `Conversation.finishes_at`). One that came in a flood is counted if fewer
    than `flood_room` such wait; None for any other.

    Guard and counter in one statement: it may have closed, or filled up, since somebody looked. Returns whether it was
    counted. For the transaction that then stores the comment.
    """
    grace = timedelta(seconds=conf.CLOSING_GRACE_SECONDS)
    taking = Conversation.objects.filter(page_id=page_id).taking_comments(now, conf.MAX_WAITING, grace)
    if flood_room is None:
        return bool(taking.update(waiting_count=F("waiting_count") + 1))
    taking = taking.filter(flood_count__lt=flood_room)
    return bool(taking.update(waiting_count=F("waiting_count") + 1, flood_count=F("flood_count") + 1))


def change(conversation: Conversation, values: Mapping[str, Any]) -> None:
    """Store `values`, new values by name of a field, in `conversation` as a change that readers can see, and load it anew."""
    type(conversation).objects.filter(pk=conversation.pk).update(**values, version=F("version") + 1)
    conversation.refresh_from_db()
