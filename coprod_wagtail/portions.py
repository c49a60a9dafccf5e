"""Many rows with few statements: long lists in parts, because a database takes only so many values in one question, and rows that
go at once."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import QuerySet

#: So many values go into one question, beside the few others that it has: SQLite takes 999 of all before 3.32.
AT_ONCE = 1000 if sqlite3.sqlite_version_info >= (3, 32) else 500

_T = TypeVar("_T")


def portions(things: Iterable[_T], size: int | None = None) -> Iterator[list[_T]]:
    """`things` in their order, in lists of `size` (`AT_ONCE`) and a shorter last one; none for nothing."""
    every, step = list(things), size or AT_ONCE
    return (every[first : first + step] for first in range(0, len(every), step))


def delete_all(rows: QuerySet[Any]) -> int:
    """Delete `rows`, to which nothing else in the database refers, with one statement; how many these were. Django's own
    `delete` goes by hundreds as soon as anybody listens to deletions of anything, as Wagtail does. No signal is sent."""
    return rows._raw_delete(rows.db)
