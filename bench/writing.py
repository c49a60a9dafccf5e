"""How long it takes to bring in old comments, beside what the database takes for the same rows ready made."""

import gc
from datetime import UTC, datetime, timedelta
from time import perf_counter
from uuid import uuid4

from django.db import connection

from coprod_wagtail.comments.actions import ImportComments, OldComment
from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.comments.models import Conversation, ReaderComment

from .rows import IMPORTED, READY_MADE

_BEGAN = datetime(2012, 5, 4, tzinfo=UTC)
_ROUNDS = 5


def measure_writing(page, texts, count) -> dict:
    """Write `count` comments on `page`, again and again in either way, and take them away. Returns, by the names of the
    rows, the seconds of each round and the queries of one."""
    old = [_old(number, texts) for number in range(count)]
    measured = {name: {"seconds": [], "queries": 0} for name in (READY_MADE, IMPORTED)}
    _bring_in(page, old)
    rows = list(ReaderComment.objects.filter(page_id=page.pk).order_by("pk"))
    ways = {READY_MADE: lambda: ReaderComment.objects.bulk_create(rows), IMPORTED: lambda: _bring_in(page, old)}
    for _ in range(_ROUNDS):
        for name, write in ways.items():
            _take_away(page)
            _time(write, measured[name])
    _take_away(page)
    Conversation.objects.filter(page_id=page.pk).delete()
    return measured


def _old(number, texts):
    """A third of them answer an earlier one; every third of those answers an answer."""
    answers = ""
    if number % 3 == 2:
        answers = _key(number - 3 if number % 9 == 8 else number - 2)
    return OldComment(
        source_key=_key(number),
        body="\n\n".join(" ".join(texts[(number + part) % 3 :][:3]) for part in range(1 + number % 3)),
        author_name=f"Reader {number}",
        posted_at=_BEGAN + timedelta(minutes=number),
        posted_precision=DatePrecision.EXACT,
        position=number,
        reply_to_key=answers,
    )


def _key(number):
    return f"{number:064x}"


def _bring_in(page, old):
    ImportComments(page, old, source="bench", batch=uuid4())()


def _take_away(page):
    # No row's answer may be looked for, as Django's own way does.
    ReaderComment.objects.filter(page_id=page.pk)._raw_delete(using=connection.alias)


def _time(write, measured):
    asked = []

    def note(execute, *args):
        asked.append(None)
        return execute(*args)

    gc.collect()
    with connection.execute_wrapper(note):
        start = perf_counter()
        write()
        measured["seconds"].append(perf_counter() - start)
    measured["queries"] = len(asked)
