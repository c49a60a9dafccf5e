"""The indexes by which PostgreSQL finds comments among very many: by their words, of groups of three letters, by its own extension
pg_trgm; and by the signs that they have.

They are no part of the models: no other database has them, and a site without the extension looks through every comment for
words.
"""

from contextlib import suppress
from typing import Any

from django.db import DatabaseError, connections

from coprod_wagtail.text.collation import plain_letters

#: Fewer letters make no group of three.
SHORTEST = 3
_TABLE = "coprod_comments_readercomment"
_FROM, _TO = plain_letters()
#: Nothing of it depends on the language that a database was made for. No quotation mark or percent sign is in it.
PLAIN_WORDS = f"translate(%(expressions)s, '{_FROM}', '{_TO}')"
_INDEXED = PLAIN_WORDS % {"expressions": "author_name || ' ' || body"}
_WORDS = "coprod_comment_words"
#: What each is of, by name.
_INDEXES = {
    "coprod_comment_signs": "signs jsonb_path_ops",
    _WORDS: f"({_INDEXED}) gin_trgm_ops",
}


def is_there(connection: Any) -> bool:
    """Whether the index of words is there to be used. One query on PostgreSQL, none elsewhere."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(%s) AND indisvalid", [_WORDS])
        return cursor.fetchone() is not None


def make(using: str) -> bool:
    """Make the indexes, and the extension where it is not there yet; whether that of words is there then. Nothing is done on other
    databases; where the database does not have the extension, or lets nobody but its owner make it, there is no index of
    words. Others go on writing meanwhile, so it is not to be called in a transaction."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return False
    for name in _INDEXES:
        try:
            with connection.cursor() as cursor:
                if name == _WORDS:
                    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
                _drop(cursor, name)  # one that was begun and is not valid
                cursor.execute(f"CREATE INDEX CONCURRENTLY {name} ON {_TABLE} USING gin ({_INDEXES[name]})")
        except DatabaseError:
            # One that is not valid costs something with each comment all the same.
            with suppress(DatabaseError), connection.cursor() as cursor:
                _drop(cursor, name)
    return is_there(connection)


def drop(using: str) -> None:
    """Take the indexes away, if they are there. The extension stays: others may use it."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            for name in _INDEXES:
                _drop(cursor, name)


def _drop(cursor: Any, name: str) -> None:
    cursor.execute(f"DROP INDEX IF EXISTS {name}")
