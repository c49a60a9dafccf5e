"""Letters that people take for the same: databases disagree about them, so we say it here."""

import re
import unicodedata
from functools import cache

from django.db.models import Func, TextField

#: Latin letters with marks: Latin-1, Latin Extended A and B, Latin Extended Additional.
_MARKED = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]


def without_marks(text: str) -> str:
    """`text` in small letters and without accents, to compare with: the same for "Zoë", "ZOE" and "zoe"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


class ByLetter(Func):
    """Text to put into order as people look for it in a list: neither case nor an accent on a Latin letter counts, so
    that Élodie stands before Zoe. For ``order_by``, on SQLite, PostgreSQL and MariaDB alike.

    PostgreSQL and MariaDB order as their databases were made to, which for PostgreSQL is often by the numbers of the
    letters; SQLite always does that.
    """

    function = "LOWER"
    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function=_SQLITE_FUNCTION, **context)

    def as_postgresql(self, compiler, connection, **context):
        sql, params = self.as_sql(compiler, connection, **context)
        marked, plain = zip(*_plain_letters().items(), strict=True)
        return f'translate({sql}, %s, %s) COLLATE "C"', (*params, "".join(map(chr, marked)), "".join(plain))

    def as_mysql(self, compiler, connection, **context):
        sql, params = self.as_sql(compiler, connection, **context)
        return f"{sql} COLLATE utf8mb4_unicode_520_ci", params


_SQLITE_FUNCTION = "coprod_by_letter"


def teach_sqlite(connection, **kwargs):
    """A receiver for Django's signal that there is a new connection."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(_SQLITE_FUNCTION, 1, by_letter, deterministic=True)


def by_letter(text: str | None) -> str | None:
    """`text` as a key to sort by in Python, in the order of `ByLetter`."""
    return None if text is None else text.lower().translate(_plain_letters())


@cache
def _plain_letters():
    """The number of each Latin letter that has a mark or a shape of its own, and the letter it stands beside."""
    plain = {ord(char): letter for letter, alike in _latin().items() for char in alike if not char.isascii()}
    return plain | {
        ord(char): letter for char, letter in zip("łŁøØđĐħĦŧŦıæÆœŒßðÐþÞ", "llooddhhttiaaoosddtt", strict=True)
    }


def loose_pattern(text: str) -> str:
    """A regular expression that finds `text` in text that is in NFC, whatever the case, and whatever accents a Latin
    letter has; any white space is as good as any other.

    For ``__iregex``, in the part of the language that SQLite (Python), PostgreSQL and MariaDB share. Both cases of a
    letter are in it, because not every database knows them beyond A to Z.
    """
    return re.sub(r"(\\s\+)+", r"\\s+", "".join(map(_loose, unicodedata.normalize("NFC", text))))


def _loose(char):
    base = unicodedata.normalize("NFD", char)[0].lower()
    if base in _latin():
        return f"[{_latin()[base]}]"
    if char.isspace():
        return r"\s+"
    cases = {char, char.lower(), char.upper()}
    if len(cases) > 1 and all(len(case) == 1 for case in cases):
        return f"[{''.join(sorted(cases))}]"
    return char if char.isalnum() or not char.isascii() else f"\\{char}"


@cache
def _latin():
    """The letters a to z, each with everything it may look like, in both cases."""
    alike = {letter: letter + letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"}
    for char in map(chr, _MARKED):
        base, *marks = unicodedata.normalize("NFD", char)
        if marks and base.lower() in alike:
            alike[base.lower()] += char
    return alike
