"""What moderators wrote to the writer of a comment, and the answers. What changes something is called with the comment's
conversation locked, in the transaction of whatever it follows from."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Min, QuerySet

from ..constants import Status
from ..models import MessageToWriter, ReaderComment

#: Where nothing is written or answered any more, and moderators read neither: its writer has taken the comment back.
SILENT = (Status.TAKEN_BACK, Status.ERASED)


def messages_about(comment: ReaderComment) -> list[MessageToWriter]:
    """All that was written to the writer of `comment`, each with its answer, the first one first. One query, and none
    where nothing was."""
    if not comment.has_messages:
        return []
    return list(MessageToWriter.objects.filter(comment=comment).order_by("pk"))


def to_answer(comment: ReaderComment, messages: Sequence[MessageToWriter]) -> MessageToWriter | None:
    """What the writer of `comment` can answer now, of all that was written to them: the last one, once."""
    last = messages[-1] if messages else None
    return None if last is None or last.is_answered or comment.status in SILENT else last


def waiting_answers() -> QuerySet[MessageToWriter]:
    """Those with an answer that nobody is done with."""
    found: QuerySet[MessageToWriter] = MessageToWriter.objects.filter(answered_at__isnull=False, closed_at=None)
    return found


def write(comment: ReaderComment, body: str, at: datetime) -> int:
    """Store what a moderator says to the writer of `comment`, whose `has_messages` is to say so; its id."""
    return MessageToWriter.objects.create(comment=comment, body=body, written_at=at).pk


def close(comment: ReaderComment, at: datetime, *, seen: Collection[int] | None = None) -> list[int]:
    """Be done with the answers that wait, of those to the messages `seen`: what came later nobody has read. All without
    `seen`. Returns the ids of the messages."""
    found = waiting_answers().filter(comment=comment)
    if seen is not None:
        found = found.filter(pk__in=seen)
    pks = list(found.order_by("pk").values_list("pk", flat=True))
    if pks:
        MessageToWriter.objects.filter(pk__in=pks).update(closed_at=at)
    return pks


def take_back(comment: ReaderComment, decided_at: datetime) -> None:
    """Undo what a decision at `decided_at` did, which is taken back: what was written with it goes, unless it was answered,
    and the answers that it closed wait again."""
    if not comment.has_messages:
        return
    found = MessageToWriter.objects.filter(comment=comment)
    for message in [one for one in found if decided_at in (one.written_at, one.closed_at)]:
        if message.closed_at == decided_at:
            found.filter(pk=message.pk).update(closed_at=None)
        elif not message.is_answered:
            found.filter(pk=message.pk).delete()


def waits_since(comment: ReaderComment) -> datetime | None:
    """Since when an answer about `comment` waits: what its `answer_waits_since` has to say."""
    oldest: datetime | None = waiting_answers().filter(comment=comment).aggregate(at=Min("answered_at"))["at"]
    return oldest


def forget_about(comment: ReaderComment) -> dict[str, Any]:
    """Drop all of it, because the words of `comment` are erased: either side may have written them down again. Returns the
    new values of its columns."""
    if comment.has_messages:
        MessageToWriter.objects.filter(comment=comment).delete()
    return {"answer_waits_since": None, "has_messages": False}
