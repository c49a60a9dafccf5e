"""Letters that people take for the same: databases disagree about them, so we say it here."""

import re
import unicodedata
from functools import cache
from importlib import import_module
from string import digits
from typing import Any

from django.db import models
from django.utils.translation import get_language

#: Latin letters with marks: Latin-1, Latin Extended A and B, Latin Extended Additional.
_MARKED = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
#: Marks that one keyboard, telephone or word processor writes in one shape and the next in another.
_MARKS = ("'’‘‛ʼʹ`´′＇", '"“”„‟«»″＂', "-‐‑‒–—―−")
#: Hexadecimal digits of a key to sort by; an even number. Names that begin with the same hundred letters are rare.
KEY_LENGTH = 200


def without_marks(text: str) -> str:
    """`text` in small letters and without accents, to compare with: the same for "Zoë", "ZOE" and "zoe"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def collation_key(text: str, language: str = "") -> str:
    """`text` as a key to sort by, as people look for a name in a list: neither case nor an accent counts, so that Élodie stands
    before Zoe. At most `KEY_LENGTH` hexadecimal digits, which every database sorts alike, whatever collation it was made with.

    Where the site has PyICU (the extra ``icu``) the letters stand as `language` has them, or else the one that is spoken: in
    Welsh, "Lleu" after "Lowri". Without it they stand as in English, and those that are not Latin in the order of Unicode.
    """
    collator = _collator(language or get_language() or "")
    if collator is None:
        return text.lower().translate(_plain_letters()).encode("utf-8", "surrogatepass").hex()[:KEY_LENGTH]
    key: bytes = collator.getSortKey(text.encode("utf-8", "replace").decode())
    return key.hex()[:KEY_LENGTH]


@cache
def _collator(language: str) -> Any:
    """ICU's collator for `language`; None on a site without PyICU."""
    try:
        icu = import_module("icu")
    except ImportError:
        return None
    collator = icu.Collator.createInstance(icu.Locale(language.replace("-", "_")))
    collator.setStrength(icu.Collator.PRIMARY)
    return collator


class CollationKeyField(models.CharField):
    """A column to sort by, kept up to date whenever a row is saved: the `collation_key` of the instance's attribute `of`, in the
    language of the instance where it has one. ``manage.py update_sort_keys`` brings the rows that are there up to date.

    For migrations it is an ordinary `CharField`.
    """

    def __init__(self, *, of="", **kwargs):
        self.of = of
        super().__init__(**{"max_length": KEY_LENGTH, "default": "", "blank": True, "editable": False} | kwargs)

    def pre_save(self, instance, add):
        if self.of:
            setattr(instance, self.attname, self.key_of(instance))
        return super().pre_save(instance, add)

    def key_of(self, instance: models.Model) -> str:
        """What the column has to say of `instance`."""
        locale = getattr(instance, "locale", None)
        return collation_key(getattr(instance, self.of), getattr(locale, "language_code", ""))

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


@cache
def _plain_letters():
    """The number of each Latin letter that has a mark or a shape of its own, and the letter it stands beside."""
    plain = {ord(char): letter for letter, alike in _latin().items() for char in alike if not char.isascii()}
    return plain | {
        ord(char): letter for char, letter in zip("łŁøØđĐħĦŧŦıæÆœŒßðÐþÞ", "llooddhhttiaaoosddtt", strict=True)
    }


def loose_pattern(text: str) -> str:
    """A regular expression that finds `text` in text that is in NFC, whatever the case, and whatever accents a Latin
    letter has; any white space is as good as any other, any apostrophe, any quotation mark and any dash, too.

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
    for alike in _MARKS:
        if char in alike:
            return f"[{alike}]"  # a hyphen stands for itself where it stands first
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


def literal_parts(text: str) -> list[str]:
    """The stretches of `text` that stand in everything `loose_pattern` finds for it, once the letters of that are the plain
    ones of `plain_letters`: of the letters a to z, whatever accent they have, and of digits."""
    plain = "".join(_plain(char) for char in unicodedata.normalize("NFC", text))
    return plain.split()


def _plain(char):
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if base in _latin() or char in digits else " "


@cache
def plain_letters() -> tuple[str, str]:
    """Letters that `loose_pattern` takes for the same as another, and behind that, in the same order, the plain one of each, for
    ``translate`` in SQL. The most frequent characters come first, as themselves: it looks through the one for each that it
    meets."""
    frequent = " etaoinshrdlucmfwypvbgkjqxz.,0123456789"
    alike = {char: letter for letter, chars in _latin().items() for char in chars if char != letter}
    return frequent + "".join(alike), frequent + "".join(alike.values())
