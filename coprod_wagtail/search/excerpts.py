"""Where in a text what somebody looked for stands: a few words of it, with those that were found marked."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coprod_wagtail.text.plain_text import clean_line

#: Characters of an excerpt.
LENGTH = 240
#: Of those, characters before the first word that was found.
_BEFORE = 60
#: Among so many places the best one is looked for.
_MOST_PLACES = 300
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Part:
    """Some words of an excerpt."""

    text: str
    #: Whether it is a word that was found.
    marked: bool = False


def one_line(texts: Iterable[str]) -> str:
    """All of `texts`, as they stand on a page one after the other, in one line without characters that nobody can see."""
    return clean_line(" ".join(filter(None, texts)))


def words_of(line: str) -> set[str]:
    """The words of a text, as they are written."""
    return set(_WORD.findall(line))


def excerpt(line: str, found: Collection[str], length: int = LENGTH) -> list[Part]:
    """The stretch of `line` with the most of the words in `found`, these marked; its beginning where none is in it. At most
    about `length` characters, cut between words and with "…" then. Empty for an empty text."""
    places = [match.span() for match in _WORD.finditer(line) if match.group() in found]
    begin, end = _stretch(line, places[:_MOST_PLACES], length)
    parts, at = [], begin
    for first, last in places:
        if begin <= first and last <= end:
            parts += [Part(line[at:first]), Part(line[first:last], True)]
            at = last
    parts.append(Part(line[at:end]))
    if begin:
        parts.insert(0, Part("… "))
    if end < len(line):
        parts.append(Part(" …"))
    return _joined(part for part in parts if part.text)


def _stretch(line, places, length):
    """Where the excerpt begins and ends."""
    if len(line) <= length:
        return 0, len(line)
    begin = 0
    if places:
        first = max(places, key=lambda place: (_different(line, places, place[0], length), -place[0]))[0]
        begin = _word_begins(line, max(first - _BEFORE, 0), first)
    begin = min(begin, _word_begins(line, len(line) - length, len(line) - length + _BEFORE))
    if begin + length >= len(line):
        return begin, len(line)
    # A language that puts no spaces between words is cut anywhere.
    end = line.rfind(" ", begin + length // 2, begin + length + 1)
    return begin, end if end > 0 else begin + length


def _different(line, places, begin, length):
    within = (
        line[first:last].casefold() for first, last in places if begin <= first and last <= begin + length - _BEFORE
    )
    return len(set(within))


def _word_begins(line, at, latest):
    """Where the first word at `at` or behind it begins, but not behind `latest`."""
    if at == 0:
        return 0
    space = line.find(" ", at - 1, latest)
    return space + 1 if space >= 0 else at


def _joined(parts):
    found: list[Part] = []
    for part in parts:
        if found and found[-1].marked == part.marked:
            found[-1] = Part(found[-1].text + part.text, part.marked)
        else:
            found.append(part)
    return found
