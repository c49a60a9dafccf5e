"""The boxes that AVIF and HEIC files are made of (ISO/IEC 14496-12)."""

import re
from collections.abc import Iterator

from .problems import Damaged
from .reading import Bytes, number, part

_LOOKED_THROUGH = 262_144
#: Begins at every byte, for a kind may follow on other letters.
_KIND = re.compile(rb"(?=[a-zA-Z0-9 ]{4})")


def boxes(data: Bytes, at: int = 0) -> Iterator[tuple[bytes, int, int]]:
    """The kind of each box from `at` on, where its content begins and where that ends."""
    while at < len(data):
        size, kind, begin = number(data, at, 4), bytes(part(data, at + 4, 4)), at + 8
        if size == 1:
            size, begin = number(data, at + 8, 8), at + 16
        end = at + size if size else len(data)
        if end < begin or end > len(data) or not all(0x20 <= letter < 0x7F for letter in kind):
            raise Damaged("A part of the file is not as long as it says.")
        yield kind, begin, end
        at = end


def box(kind: bytes, *contents: Bytes) -> bytes:
    """A box of this kind."""
    content = b"".join(contents)
    return b"".join([(len(content) + 8).to_bytes(4, "big"), kind, content])


def full_box(kind: bytes, version: int, flags: int, *contents: Bytes) -> bytes:
    """A box that says which version of its kind it is."""
    return box(kind, bytes([version]), flags.to_bytes(3, "big"), *contents)


def ends_with_a_box(data: Bytes, begin: int, end: int) -> bool:
    """Whether the last bytes of a content, which is no box, are a whole one: what was lost before it has let that move up.
    No box that stands behind a picture is larger than what is looked through."""
    begin = max(begin + 4, end - _LOOKED_THROUGH)
    return any(number(data, one.start() - 4, 4) == end - one.start() + 4 for one in _KIND.finditer(data, begin, end))


class Reader:
    """Reads numbers one after the other."""

    def __init__(self, data: Bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def number(self, size: int) -> int:
        found = number(self.data, self.at, size)
        self.at += size
        return found

    def part(self, size: int) -> bytes:
        found = bytes(part(self.data, self.at, size))
        self.at += size
        return found

    def version(self) -> int:
        """The version of a full box; its flags are passed over."""
        return self.number(4) >> 24
