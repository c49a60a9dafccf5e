"""Where words stand in a text: as they were typed, pasted or chosen, which may differ from it in their spaces and capitals."""

import re
from collections.abc import Sequence

from coprod_wagtail.text.plain_text import clean_text

#: The beginning and the end of words in a text.
Place = tuple[int, int]


def places_of(words: str, text: str) -> list[Place]:
    """Everywhere that `words` stand in `text`, from the left. As whole words if they do so anywhere: "Al" is not found in
    "Also" then. Nowhere for empty ones."""
    tokens = clean_text(words).split()
    if not tokens:
        return []
    pattern = r"\s+".join(map(re.escape, tokens))
    before, after = (r"\b" if edge.isalnum() else "" for edge in (tokens[0][0], tokens[-1][-1]))
    return _found(before + pattern + after, text) or _found(pattern, text)


def _found(pattern: str, text: str) -> list[Place]:
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def merged(places: Sequence[Place]) -> list[Place]:
    """`places` in order, those that overlap as one."""
    found: list[Place] = []
    for begin, end in sorted(places):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def moved(places: Sequence[Place], begin: int, length: int, new_length: int) -> list[Place]:
    """Where `places` of a text are after the `length` characters from `begin` on became `new_length`. One that reached into
    these is left out."""
    by, end = new_length - length, begin + length
    return [
        (first + by, last + by) if first >= end else (first, last)
        for first, last in places
        if first >= end or last <= begin
    ]
