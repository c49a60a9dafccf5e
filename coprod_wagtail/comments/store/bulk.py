"""Writes many comments at once, and leaves everything as if each had been stored and settled alone."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Protocol, TypeAlias

from django.db import transaction
from django.db.models import Case, F, PositiveIntegerField, When

from coprod_wagtail.portions import portions

from ..constants import HOLDS_PLACE, TOMBSTONES, Status
from ..models import Conversation, ReaderComment
from .counting import add

#: So many comments go into the database together. How many queries they take does not depend on what is in them.
CHUNK = 1000

#: Answers of answers of answers are rare, and setting afterwards whom a comment answers takes as long as storing it.
_STEPS = 3

# What is counted of a conversation besides statuses.
_SHOWN, _THREADS, _FLOOD = "shown", "threads", "flood"


#: Of conversations, by their ids: how many comments of a status came, and how many of `_SHOWN`, `_THREADS` and `_FLOOD`.
_Changes: TypeAlias = defaultdict[int, Counter[str]]


class Answered(Protocol):
    """A comment that can be answered: a `ReaderComment`, or what stands for one. `pk` is None as long as it is not stored
    yet."""

    @property
    def pk(self) -> int | None: ...
    @property
    def thread_start_id(self) -> int | None: ...


#: A new comment, with the one that it answers.
_Row: TypeAlias = tuple[ReaderComment, Answered | None]


def write(comments: Sequence[_Row]) -> set[int]:
    """Store new `comments` of one conversation or several, each with the comment that it answers or None.

    That one is stored already, or comes before it in `comments`; `ValueError` if not. Of each comment the page, the
    conversation, the status and what a person wrote are set; what follows from that is filled in here, ids included. All
    or nothing, in a transaction that locks the conversations. The version grows once for each conversation in which
    readers can see a difference; the ids of those are returned. Caches are told by the caller.
    """
    changes: _Changes = defaultdict(Counter)
    with transaction.atomic():
        Conversation.objects.lock({row.conversation_id for row, _parent in comments})
        for chunk in portions(comments, CHUNK):
            _write_chunk(chunk, changes)
        _count(changes)
    return {pk for pk, change in changes.items() if change[_SHOWN]}


def _count(changes: _Changes) -> None:
    """Add to the counters of the conversations, and to their versions where readers see a difference."""

    def more(what: str) -> dict[int, int]:
        return {pk: change[what] for pk, change in changes.items()}

    add(
        Conversation.objects.all(),
        {
            "published_count": more(Status.PUBLISHED),
            "waiting_count": more(Status.PENDING),
            "flood_count": more(_FLOOD),
            "thread_count": more(_THREADS),
            "version": {pk: int(shown > 0) for pk, shown in more(_SHOWN).items()},
        },
    )


def _write_chunk(comments: Sequence[_Row], changes: _Changes) -> None:
    rows = [row for row, _parent in comments]
    for row in rows:
        row.prepare()
        row.listed = row.status in HOLDS_PLACE
    _insert(comments)
    shown = [(row.conversation_id, row.thread_id) for row in rows if row.listed] + _list_answered(rows)
    _count_replies(Counter(thread for _conversation, thread in shown if thread))
    for row in rows:
        changes[row.conversation_id][row.status] += 1
        changes[row.conversation_id][_FLOOD] += row.status == Status.PENDING and row.is_of_flood
    for conversation, thread in shown:
        changes[conversation][_SHOWN] += 1
        changes[conversation][_THREADS] += thread is None


def _insert(comments: Sequence[_Row]) -> None:
    """A row needs the ids of those it points to. So first comes what answers nobody, or somebody who is there, then the
    answers to these, and so on; of a longer chain the rest together, and at last whom each of them answers."""
    _refuse_disorder(comments)
    left: Sequence[_Row] = comments
    answers: list[tuple[ReaderComment, Answered]] = []
    for _step in range(_STEPS):
        if not left:
            return
        ready: list[ReaderComment] = []
        answers = []
        for row, parent in left:
            if parent is None or parent.pk:
                row.reply_to_id = parent.pk if parent else None
                row.thread_id = parent.thread_start_id if parent else None
                ready.append(row)
            else:
                answers.append((row, parent))
        _insert_rows(ready)
        left = answers
    for row, answered in answers:
        row.reply_to_id, row.thread_id = answered.pk, answered.thread_start_id
    _insert_rows([row for row, _answered in answers])
    unsure = [(row, answered) for row, answered in answers if row.reply_to_id is None]
    for row, answered in unsure:
        row.reply_to_id = answered.pk
    ReaderComment.objects.bulk_update([row for row, _answered in unsure], ["reply_to"], batch_size=500)


def _refuse_disorder(comments: Sequence[_Row]) -> None:
    before: set[int] = set()
    for row, parent in comments:
        if parent is not None and not parent.pk and id(parent) not in before:
            raise ValueError("A comment answers one that is not stored and does not come before it.")
        before.add(id(row))


def _insert_rows(rows: Sequence[ReaderComment]) -> None:
    ReaderComment.objects.bulk_create(rows)
    # Some databases do not say which ids they gave, such as MySQL.
    for some in portions([row for row in rows if row.pk is None]):
        by_public_id = {row.public_id: row for row in some}
        found = ReaderComment.objects.filter(public_id__in=list(by_public_id)).values_list("public_id", "pk")
        for public_id, pk in found:
            by_public_id[public_id].pk = pk


def _list_answered(rows: Sequence[ReaderComment]) -> list[tuple[int, int | None]]:
    """List what was taken off the page and is answered by one of `rows`: it keeps its place. Returns the conversation and
    the thread of each."""
    by_pk = {row.pk: row for row in rows}
    answered = {pk for row in rows if row.listed for pk in (row.thread_id, row.reply_to_id) if pk}
    shown: list[tuple[int, int | None]] = []
    for pks in portions(sorted(answered)):
        unlisted = ReaderComment.objects.filter(pk__in=pks, listed=False, status__in=TOMBSTONES)
        found = list(unlisted.values_list("pk", "conversation_id", "thread_id"))
        if found:
            ReaderComment.objects.filter(pk__in=[pk for pk, *_rest in found]).update(listed=True)
        for pk, conversation, thread in found:
            shown.append((conversation, thread))
            if pk in by_pk:
                by_pk[pk].listed = True
    return shown


def _count_replies(replies: Counter[int]) -> None:
    """Add to the first comment of each thread how many `replies` in it are listed now."""
    for threads in portions(sorted(replies)):
        by_number = defaultdict(list)
        for thread in threads:
            by_number[replies[thread]].append(thread)
        more = Case(
            *[When(pk__in=pks, then=number) for number, pks in by_number.items()], output_field=PositiveIntegerField()
        )
        ReaderComment.objects.filter(pk__in=threads).update(reply_count=F("reply_count") + more)
