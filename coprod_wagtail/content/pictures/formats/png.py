"""PNG and its moving form (PNG, third edition). Each chunk has a checksum, so none can pass for another."""

import zlib

from . import icc
from .orientation import Orientation, exif
from .problems import Damaged, Unsupported
from .reading import Bytes, number, part

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER, _PIXELS, _END, _PROFILE = b"IHDR", b"IDAT", b"IEND", b"iCCP"
#: What it takes to draw the picture in its colours, and to move it, each with the length that it has at most. Texts,
#: times, EXIF and whatever else programs add is left behind.
_KEPT = {
    b"PLTE": 768,
    b"tRNS": 256,
    b"cHRM": 32,
    b"gAMA": 4,
    b"sRGB": 1,
    b"sBIT": 4,
    b"cICP": 4,
    b"mDCV": 24,
    b"cLLI": 8,
    b"bKGD": 6,
    b"pHYs": 9,
    b"acTL": 8,
    b"fcTL": 26,
    b"fdAT": 2**31,
    _PIXELS: 2**31,
}
_LARGEST_PROFILE = 4_000_000


def cleaned(data: Bytes, orientation: Orientation) -> bytes:
    """A clean copy of the file `data`. Raises `Damaged`."""
    if bytes(data[:8]) != SIGNATURE:
        raise Damaged("This is no PNG.")
    kept, at, name, drawn = [SIGNATURE], 8, b"", False
    while name != _END:
        first = not name
        name, content, at = _chunk(data, at)
        if (name == _HEADER) is not first or (first and len(content) != 13):
            raise Damaged("The file does not begin as a PNG does.")
        if first:
            kept.append(_made(_HEADER, content))
            kept += [_made(b"eXIf", said) for said in [exif(orientation())] if said]
        elif name == _PROFILE:
            kept += _profile(content)
        elif name in _KEPT:
            if len(content) > _KEPT[name]:
                raise Damaged("A part of the file is too long.")
            drawn = drawn or name == _PIXELS
            kept.append(_made(name, content))
        elif name != _END and not name[0] & 0x20:  # a large first letter says that nobody can do without it
            raise Unsupported("PNG")
    if not drawn:
        raise Damaged("There is no picture in the file.")
    return b"".join([*kept, _made(_END, b"")])


def _chunk(data, at):
    size, name = number(data, at, 4), bytes(part(data, at + 4, 4))
    content = part(data, at + 8, size)
    if zlib.crc32(content, zlib.crc32(name)) != number(data, at + 8 + size, 4):
        raise Damaged("A checksum in the file is wrong.")
    return name, content, at + 12 + size


def _made(name, content):
    checksum = zlib.crc32(content, zlib.crc32(name))
    return b"".join([len(content).to_bytes(4, "big"), name, content, checksum.to_bytes(4, "big")])


def _profile(content):
    """The colour profile under a name that says nothing."""
    _name, found, packed = bytes(content).partition(b"\0")
    if not found or packed[:1] != b"\0":
        return []
    unpacking = zlib.decompressobj()
    try:
        profile = unpacking.decompress(packed[1:], _LARGEST_PROFILE)
    except zlib.error:
        return []
    profile = icc.cleaned(profile) if unpacking.eof else b""
    return [_made(_PROFILE, b"ICC profile\0\0" + zlib.compress(profile))] if profile else []
