"""Letters that people take for the same: databases disagree about them, so we say it here."""

import re
import unicodedata
from functools import cache

#: Latin letters with marks: Latin-1, Latin Extended A and B, Latin Extended Additional.
_MARKED = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]


def without_marks(text: str) -> str:
    """`text` in small letters and without accents, to compare with: the same for "Zoë", "ZOE" and "zoe"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


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
