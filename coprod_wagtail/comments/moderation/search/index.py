"""The index by which PostgreSQL finds words in comments: of groups of three letters, by its own extension pg_trgm.

It is no part of the models: a site without the extension works without it, and looks through every comment then.
"""

from contextlib import suppress
from typing import Any

from django.db import DatabaseError, connections

from coprod_wagtail.text.collation import plain_letters

#: Fewer letters make no group of three.
SHORTEST = 3
_NAME = "coprod_comment_words"
_TABLE = "coprod_comments_readercomment"
_FROM, _TO = plain_letters()
#: Nothing of it depends on the language that a database was made for. No quotation mark or percent sign is in it.
PLAIN_WORDS = f"translate(%(expressions)s, '{_FROM}', '{_TO}')"
_INDEXED = PLAIN_WORDS % {"expressions": "author_name || ' ' || body"}


def is_there(connection: Any) -> bool:
    """Whether the index is there to be used. One query on PostgreSQL, none elsewhere."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(%s) AND indisvalid", [_NAME])
        return cursor.fetchone() is not None


def make(using: str) -> bool:
    """Make the index, and the extension where it is not there yet; whether it is there then. Nothing is done on other databases,
    or where the database does not have the extension or lets nobody but its owner make it. Others go on writing meanwhile, so it
    is not to be called in a transaction."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            drop(using)  # one that was begun and is not valid
            cursor.execute(f"CREATE INDEX CONCURRENTLY {_NAME} ON {_TABLE} USING gin (({_INDEXED}) gin_trgm_ops)")
    except DatabaseError:
        with suppress(DatabaseError):
            drop(using)  # one that is not valid costs something with each comment all the same
        return False
    return is_there(connection)


def drop(using: str) -> None:
    """Take the index away, if it is there. The extension stays: others may use it."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute(f"DROP INDEX IF EXISTS {_NAME}")
