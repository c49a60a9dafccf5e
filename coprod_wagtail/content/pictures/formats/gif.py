"""GIF (89a). It has no EXIF; comments, texts and what programs add are left behind."""

import re

from .orientation import Orientation
from .problems import Damaged
from .reading import Bytes, number, part

_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
#: How often a moving picture is shown.
_LOOPS = frozenset([b"NETSCAPE2.0", b"ANIMEXTS1.0"])
#: Where a comment may begin, or what a program added; its first byte may be lost. What follows is as long as the number says.
_WORDS = re.compile(rb"(?=\xfe([\x08-\xff])([ -~]{8,})|\xff(\x0b)([ -~]{8,}))", re.DOTALL)


def cleaned(data: Bytes, orientation: Orientation) -> bytes:
    """A clean copy of the file `data`, which has no orientation. Raises `Damaged`."""
    if bytes(data[:6]) not in {b"GIF87a", b"GIF89a"}:
        raise Damaged("This is no GIF.")
    at = _end_of_colours(data, 13, number(data, 10, 1))
    kept, drawn = [part(data, 0, at)], False
    while (kind := number(data, at, 1)) != _TRAILER:
        start = at
        if kind == _IMAGE:
            at = _end_of_colours(data, at + 10, number(data, at + 9, 1)) + 1
            keep = drawn = True
        elif kind == _EXTENSION:
            keep = _is_kept(data, at)
            at += 2
        else:
            raise Damaged("A part of the file is not as long as it says.")
        at = _end_of_blocks(data, at, kind == _IMAGE)
        if keep:
            kept.append(data[start:at])
    if not drawn:
        raise Damaged("There is no picture in the file.")
    orientation()
    return b"".join([*kept, b";"])


def _end_of_colours(data, at, flags):
    """Where a table of colours from `at` on ends, if `flags` say that there is one. Of one that has lost a piece, what comes
    behind it would be taken for colours, and stay."""
    size = 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0
    if _has_words(bytes(part(data, at, size))):
        raise Damaged("A part of the file is not as long as it says.")
    return at + size


def _has_words(colours):
    """Whether a block of text stands in it, whole or cut off by the end: by chance in about one of 100,000 files."""
    for found in _WORDS.finditer(colours):
        wide = 1 if found[1] else 3
        length, end = found[wide][0], found.start(wide) + 1
        if len(found[wide + 1]) >= min(length, len(colours) - end):
            return True
    return False


def _end_of_blocks(data, at, pixels):
    """Where the blocks from `at` on end. Those of pixels are as long as each other, and only the last may be shorter: so
    what comes after a lost end is not taken for more of them."""
    first = number(data, at, 1)
    before = first
    while size := number(data, at, 1):
        if pixels and (before != first or size > first):
            raise Damaged("A part of the file is not as long as it says.")
        before = size
        at += 1 + size
    return at + 1


def _is_kept(data, at):
    kind, size = number(data, at + 1, 1), number(data, at + 2, 1)
    if kind == _CONTROL:
        return size == 4 and number(data, at + 7, 1) == 0
    if kind != _APPLICATION:
        return False
    # Its name, then three bytes and the end of it.
    return (
        size == 11
        and bytes(part(data, at + 3, 11)) in _LOOPS
        and bytes(part(data, at + 14, 2)) == b"\x03\x01"
        and number(data, at + 18, 1) == 0
    )
