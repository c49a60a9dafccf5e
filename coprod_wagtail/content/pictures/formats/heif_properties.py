"""What is said about a picture in an AVIF or HEIC file: its size, its colours, how it is turned and coded."""

from . import icc
from .boxes import Reader, box
from .problems import Damaged, Unsupported

#: How it is drawn, each with the lengths that it can have. Names, descriptions and times are left behind.
_KEPT: dict[bytes, range] = {
    b"ispe": range(12, 13),
    b"pixi": range(6, 10),
    b"pasp": range(8, 9),
    b"clap": range(32, 33),
    b"irot": range(1, 2),
    b"imir": range(1, 2),
    b"clli": range(4, 5),
    b"mdcv": range(24, 25),
    b"a1op": range(1, 2),
    b"lsel": range(2, 3),
    b"a1lx": range(7, 14),
    b"av1C": range(4, 257),
}
_TRANSPARENCY = (b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", b"urn:mpeg:hevc:2015:auxid:1")
#: Sets of parameters of HEVC: of videos, sequences and pictures. Programs put messages of their own beside them.
_PARAMETERS = frozenset([32, 33, 34])


def is_transparency(kind: bytes, content: bytes) -> bool:
    """Whether this says that a picture is the transparency of another."""
    return kind == b"auxC" and content[4:].split(b"\0")[0] in _TRANSPARENCY


def cleaned_property(kind: bytes, content: bytes, essential: bool) -> bytes:
    """The box of the property, without what may be personal in it; empty where it is left behind."""
    if kind in _KEPT:
        if len(content) not in _KEPT[kind]:
            raise Damaged("A part of the file is not as long as it says.")
        return box(kind, content)
    if kind == b"colr":
        return _colours(content)
    if kind == b"hvcC":
        return box(kind, _hevc(content))
    if is_transparency(kind, content):
        return box(kind, bytes(4), content[4:].split(b"\0")[0], b"\0")
    if essential:
        raise Unsupported("HEIC")
    return b""


def _colours(content):
    if content[:4] == b"nclx" and len(content) == 11:
        return box(b"colr", content)
    profile = icc.cleaned(content[4:]) if content[:4] in {b"prof", b"rICC"} else b""
    return box(b"colr", content[:4], profile) if profile else b""


def _hevc(content):
    reader = Reader(content)
    head, arrays = reader.part(22), []
    for _array in range(reader.number(1)):
        kind, count = reader.number(1), reader.number(2)
        units = []
        for _unit in range(count):
            size = reader.number(2)
            units.append(size.to_bytes(2, "big") + reader.part(size))
        if kind & 63 in _PARAMETERS:
            arrays.append(b"".join([bytes([kind]), count.to_bytes(2, "big"), *units]))
    return b"".join([head, bytes([len(arrays)]), *arrays])
