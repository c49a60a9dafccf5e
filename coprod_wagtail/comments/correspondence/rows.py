"""What moderators wrote to the writer of a comment, and the answers. What changes something is called with the comment's
conversation locked, in the transaction of whatever it follows from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Min, QuerySet

from coprod_wagtail.portions import delete_all, portions

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


def said(messages: Sequence[MessageToWriter]) -> list[MessageToWriter]:
    """Those of `messages` with words, of either side."""
    return [message for message in messages if message.body or message.is_answered]


def to_answer(comment: ReaderComment, messages: Sequence[MessageToWriter]) -> MessageToWriter | None:
    """What the writer of `comment` can answer now, of all that was written to them: the last one, once; and one without words,
    which only said why, as long as that holds."""
    last = messages[-1] if messages else None
    if last is None or last.is_answered or comment.status in SILENT:
        return None
    return last if last.body or last.written_at == comment.status_since else None


def waiting_answers() -> QuerySet[MessageToWriter]:
    """Those with an answer that nobody is done with."""
    found: QuerySet[MessageToWriter] = MessageToWriter.objects.filter(answered_at__isnull=False, closed_at=None)
    return found


def write(bodies: Mapping[int, str], at: datetime, by: Any = None) -> dict[int, int]:
    """Store what a moderator, `by`, says to the writers of the comments with these ids, whose `has_messages` are to say so. The
    ids of the messages, by those of the comments."""
    messages = [
        MessageToWriter(comment_id=comment, body=body, written_at=at, written_by=by) for comment, body in bodies.items()
    ]
    stored = MessageToWriter.objects.bulk_create(messages)
    if all(message.pk for message in stored):
        return {message.comment_id: message.pk for message in stored}
    # Some databases do not say which ids they gave, such as MySQL.
    written: dict[int, int] = {}
    for pks in portions(bodies):
        found = MessageToWriter.objects.filter(comment__in=pks, written_at=at).order_by("pk")
        written |= found.values_list("comment", "pk")
    return written


def close(
    seen: Mapping[int, Collection[int] | None], at: datetime, *, but: Collection[int] = ()
) -> dict[int, list[int]]:
    """Be done with the answers that wait about the comments with these ids, of those to the messages that `seen` has for each:
    what came later nobody has read. All where it has None. Those to the messages `but` wait on. Returns the ids of the
    messages by those of the comments. As many queries for one comment as for five hundred."""
    closed: dict[int, list[int]] = {}
    for pks in portions(seen):
        found = waiting_answers().filter(comment__in=pks).order_by("pk").values_list("pk", "comment")
        for pk, comment in found:
            read = seen[comment]
            if pk not in but and (read is None or pk in read):
                closed.setdefault(comment, []).append(pk)
    for pks in portions(pk for found in closed.values() for pk in found):
        MessageToWriter.objects.filter(pk__in=pks).update(closed_at=at)
    return closed


def take_back(decided_at: Mapping[int, datetime]) -> None:
    """Undo what a decision at that moment did about each of the comments with these ids, which is taken back: what was written
    with it goes, unless it was answered, and the answers that it closed wait again. As many queries for one comment as for
    five hundred."""
    waits_again: list[int] = []
    goes: list[int] = []
    for pks in portions(decided_at):
        for message in MessageToWriter.objects.filter(comment__in=pks):
            at = decided_at[message.comment_id]
            if message.closed_at == at:
                waits_again.append(message.pk)
            elif message.written_at == at and not message.is_answered:
                goes.append(message.pk)
    for pks in portions(waits_again):
        MessageToWriter.objects.filter(pk__in=pks).update(closed_at=None)
    for pks in portions(goes):
        delete_all(MessageToWriter.objects.filter(pk__in=pks))


def waits_since(comments: Iterable[int]) -> dict[int, datetime]:
    """Since when an answer about each of the comments with these ids waits, which is what its `answer_waits_since` has to say;
    those without one are left out. As many queries for one comment as for five hundred."""
    oldest: dict[int, datetime] = {}
    for pks in portions(comments):
        found = waiting_answers().filter(comment__in=pks).order_by().values("comment")
        oldest |= found.annotate(at=Min("answered_at")).values_list("comment", "at")
    return oldest


def forget_about(comment: ReaderComment) -> dict[str, Any]:
    """Drop all of it, because the words of `comment` are erased: either side may have written them down again. Returns the
    new values of its columns."""
    if comment.has_messages:
        MessageToWriter.objects.filter(comment=comment).delete()
    return {"answer_waits_since": None, "has_messages": False}
