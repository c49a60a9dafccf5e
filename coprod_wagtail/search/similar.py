"""Misspelling: pages with words like those that somebody looked for, where PostgreSQL has the extension pg_trgm.

The index is of groups of three letters in the beginning of what Wagtail's search knows of a page: its title, and of a post its
summary and the first lines. It is no part of the models: no other database has it. It is made by a migration, and by
``manage.py index_similar_words``; where it is not, nothing similar is found.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, OperationalError, connections, router, transaction

from coprod_wagtail.text.collation import without_marks

#: Characters of a page that are looked through.
_LOOKED_AT = 1000
#: So many pages are looked at more closely at most: the likest of so many that may be meant. Where more may be, the word is like
#: nearly all others, and to compare them all would take seconds.
_MOST, _MOST_COMPARED = 100, 500
#: Who writes more words is not looking for one.
_MOST_WORDS = 6
#: Milliseconds after which the database gives up.
_LONGEST = 1000
#: How much of the groups of a word has to be there. One letter too many, or two that have changed places, leave half.
_LIKENESS = 0.4
#: Shorter words are like too many others.
_SHORTEST = 4
#: In words of so many letters two may be wrong.
_LONG = 7
_TABLE = "wagtailsearch_indexentry"
_INDEX = "coprod_similar_words"
#: With its accents: to take them off takes longer than all the rest, and one letter may be another anyway.
_TEXT = f"left(title_text || ' ' || body_text, {_LOOKED_AT})"


def ranks(models: Sequence[Any], words: Sequence[str]) -> Mapping[Any, list[int]]:
    """For each of `models` the ids of its pages with a word like each of `words`, the likest first. Six queries on PostgreSQL
    where the index is there, one where it is not, none elsewhere. It may find pages that not everybody may read."""
    connection = connections[router.db_for_read(apps.get_model("wagtailsearch", "IndexEntry"))]
    if len(words) > _MOST_WORDS or max(map(len, words), default=0) < _SHORTEST or not is_there(connection):
        return {}
    by_type = {ContentType.objects.get_for_model(model).pk: model for model in models}
    rows = _like(connection, [*by_type], words)
    there = {pk: set(re.findall(r"\w+", text)) for _type, pk, text in rows}
    near = [near_to(word, set().union(*there.values())) for word in words]
    found: dict[Any, list[int]] = {}
    for type_id, pk, _text in rows:
        if all(there[pk] & alike for alike in near):
            found.setdefault(by_type[type_id], []).append(int(pk))
    return found


def _like(connection, type_ids, words):
    """Pages that may be meant: the type, the id and what is looked through of each."""
    long = [word for word in words if len(word) >= _SHORTEST]
    like = " AND ".join([f"{_TEXT} %%> %s"] * len(long))
    likeness = " + ".join(["word_similarity(%s, looked_at)"] * len(long))
    query = (
        f"SELECT * FROM (SELECT content_type_id, object_id, {_TEXT} AS looked_at FROM {_TABLE} "  # noqa: S608
        f"WHERE content_type_id = ANY(%s) AND {like} LIMIT {_MOST_COMPARED}) AS may_be_meant "
        f"ORDER BY {likeness} DESC, object_id LIMIT {_MOST}"
    )
    try:
        # Whatever is set in it is as it was when it fails.
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            usual = cursor.fetchone()[0]
            cursor.execute(
                "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true), "
                "set_config('statement_timeout', %s, true)",
                [str(_LIKENESS), str(_LONGEST)],
            )
            cursor.execute(query, [type_ids, *long, *long])
            rows = cursor.fetchall()
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [usual])
    except OperationalError:
        # A word that is like very many others: nobody is kept waiting for a guess.
        return []
    return rows


def near_to(word: str, others: Collection[str]) -> set[str]:
    """Those of `others` that somebody who wrote `word` may have meant (see `is_near`)."""
    return {other for other in others if is_near(word, other)}


def is_near(word: str, other: str) -> bool:
    """Whether somebody who wrote `word` may have meant `other`: one letter is wrong, missing or too many, or two have changed
    places; in a long word that may be so twice. Neither case nor accents count. A word of three letters is like itself only."""
    word, other = without_marks(word), without_marks(other)
    if word == other or len(word) < _SHORTEST:
        return word == other
    most = 2 if len(word) >= _LONG else 1
    return abs(len(word) - len(other)) <= most and _steps(word, other) <= most


def _steps(word, other):
    """How many letters have to be changed, added, left out or exchanged with the next to make the one of the other."""
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        line = [row]
        for column, another in enumerate(other, 1):
            least = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != another))
            if row > 1 and column > 1 and letter == other[column - 2] and word[row - 2] == another:
                least = min(least, before[column - 2] + 1)
            line.append(least)
        before, last = last, line
    return last[-1]


def is_there(connection: Any) -> bool:
    """Whether the index is there to be used. One query on PostgreSQL, none elsewhere."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(%s) AND indisvalid", [_INDEX])
        return cursor.fetchone() is not None


def make(using: str) -> bool:
    """Make the index, and the extension where it is not there yet; whether it is there then. Nothing is done on other databases, or
    where the database does not have the extension, or lets nobody but its owner make it. Others go on writing meanwhile, so it
    is not to be called in a transaction."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            _drop(cursor)  # one that was begun and is not valid
            cursor.execute(f"CREATE INDEX CONCURRENTLY {_INDEX} ON {_TABLE} USING gin (({_TEXT}) gin_trgm_ops)")
    except DatabaseError:
        # One that is not valid costs something with each page all the same.
        with suppress(DatabaseError), connection.cursor() as cursor:
            _drop(cursor)
    return is_there(connection)


def drop(using: str) -> None:
    """Take the index away, if it is there. The extension stays: others may use it."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            _drop(cursor)


def _drop(cursor):
    cursor.execute(f"DROP INDEX IF EXISTS {_INDEX}")
