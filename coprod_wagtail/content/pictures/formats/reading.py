"""Numbers out of a file's bytes. Whoever reads past the end is told that the file is damaged."""

import struct

from .problems import Damaged

Bytes = bytes | bytearray | memoryview


def unpack(layout: str, data: Bytes, at: int) -> tuple:
    """The numbers at `at`, by a layout of `struct`, such as ``">HB"``."""
    if at < 0 or at + struct.calcsize(layout) > len(data):
        raise Damaged("The file ends too early.")
    return struct.unpack_from(layout, data, at)


def number(data: Bytes, at: int, size: int) -> int:
    """The number of `size` bytes at `at`, the most significant byte first; 0 of no bytes."""
    return int.from_bytes(part(data, at, size), "big")


def part(data: Bytes, at: int, size: int) -> Bytes:
    """`size` bytes from `at` on."""
    if at < 0 or size < 0 or at + size > len(data):
        raise Damaged("The file ends too early.")
    return data[at : at + size]
