"""JPEG (ITU-T T.81). Kept: what it takes to draw the picture, the colour profile and the orientation.

Left behind: EXIF with its small copy of the picture, XMP, IPTC, comments, the further pictures of MPF, depth and motion,
and everything after the picture's own end.
"""

import re

from . import icc
from .orientation import Orientation, exif
from .problems import Damaged, Unsupported
from .reading import Bytes, number, part

_SOI, _EOI, _SOS, _DQT, _DHT, _DAC, _DRI, _DNL = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xCC, 0xDD, 0xDC
_APP0, _APP2, _APP14, _APP15, _COM = 0xE0, 0xE2, 0xEE, 0xEF, 0xFE
#: Starts of a frame: how a picture can be coded.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {_DHT, 0xC8, _DAC}
_JFIF, _ADOBE, _PROFILE = b"JFIF\0", b"Adobe", b"ICC_PROFILE\0"
#: No segment is longer: its length has two bytes.
_LONGEST = 65_533
_NO_FILLING = re.compile(rb"\xff+[^\xff]", re.DOTALL)
#: In the coded picture, FF stands before 00 or before a restart marker; before anything else the coded picture ends.
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


def cleaned(data: Bytes, orientation: Orientation) -> bytes:
    """A clean copy of the file `data`. Raises `Damaged`, or `Unsupported`."""
    if bytes(data[:2]) != b"\xff\xd8":
        raise Damaged("This is no JPEG.")
    kept: list[Bytes] = []
    profile: dict[tuple[int, int], bytes] = {}
    at, framed, scanned = 2, False, False
    while True:
        marker, at = _marker(data, at)
        if marker == _EOI:
            break
        size = number(data, at, 2)
        content = part(data, at + 2, size - 2)
        at += size
        if _APP0 <= marker <= _APP15 or marker == _COM:
            if not scanned:  # what comes later says nothing about how to draw the picture
                _application(marker, bytes(content), kept, profile)
            continue
        if not _is_sound(marker, content, framed):
            raise Damaged("Something in the file is not what it says it is.")
        framed = framed or marker in _FRAMES
        kept.append(_segment(marker, content))
        if marker == _SOS:
            scanned = True
            end = _end_of_scan(data, at)
            kept.append(data[at:end])
            at = end
    if not scanned:
        raise Damaged("There is no picture in the file.")
    return b"".join(
        [b"\xff\xd8", *_first(kept), *_oriented(orientation()), *_profile(profile), *_rest(kept), b"\xff\xd9"]
    )


def _marker(data, at):
    if number(data, at, 1) != 0xFF:
        raise Damaged("A part of the file is not as long as it says.")
    after = _NO_FILLING.match(data, at)  # any number of FF may stand before a marker
    if after is None:
        raise Damaged("The file ends too early.")
    return data[after.end() - 1], after.end()


def _end_of_scan(data, at):
    found = _END_OF_SCAN.search(data, at)
    if found is None:
        raise Damaged("The picture breaks off.")
    return found.start()


def _segment(marker, content):
    return b"".join([bytes([0xFF, marker]), (len(content) + 2).to_bytes(2, "big"), content])


def _application(marker, content, kept, profile):
    """Two say how colours are coded, and one is a part of the colour profile."""
    if marker == _APP0 and content[:5] == _JFIF and len(content) >= 14 and not kept:
        kept.append(_segment(_APP0, content[:12] + b"\0\0"))  # without its small copy of the picture
    elif marker == _APP14 and content[:5] == _ADOBE and len(content) >= 12:
        kept.append(_segment(_APP14, content[:5] + b"\0d\0\0\0\0" + content[11:12]))
    elif marker == _APP2 and content[:12] == _PROFILE and len(content) > 14:
        profile.setdefault((content[13], content[12]), content[14:])


def _first(kept):
    """JFIF says that it stands first."""
    return kept[:1] if kept and kept[0][1] == _APP0 else []


def _rest(kept):
    return kept[len(_first(kept)) :]


def _oriented(orientation):
    said = exif(orientation)
    return [_segment(0xE1, b"Exif\0\0" + said)] if said else []


def _profile(parts):
    """The parts of the profile in their order, where all are there, cut anew."""
    counts = {count for count, _number in parts}
    if len(counts) != 1 or sorted(number for _count, number in parts) != list(range(1, counts.pop() + 1)):
        return []
    profile = icc.cleaned(b"".join(parts[key] for key in sorted(parts)))
    room = _LONGEST - len(_PROFILE) - 2
    cut = [profile[start : start + room] for start in range(0, len(profile), room)]
    return [_segment(_APP2, _PROFILE + bytes([index, len(cut)]) + one) for index, one in enumerate(cut, 1)]


def _is_sound(marker, content, framed):
    """Whether a segment holds what its marker says, so that no other one hides behind a marker that was damaged."""
    size = len(content)
    if marker in _FRAMES:
        if framed:
            raise Unsupported("JPEG")  # a picture in several sizes, which no browser draws
        return size > 5 and size == 6 + 3 * content[5] and content[5] in {1, 2, 3, 4} and content[0] in {8, 12, 16}
    if marker == _SOS:
        return framed and size > 0 and size == 4 + 2 * content[0] and content[0] in {1, 2, 3, 4}
    if marker == _DQT:
        return _are_quantization_tables(content)
    if marker == _DHT:
        return _are_huffman_tables(content)
    if marker == _DAC:
        return size % 2 == 0 and all(pair in {0, 1, 2, 3, 16, 17, 18, 19} for pair in content[::2])
    return (marker == _DRI and size == 2) or (marker == _DNL and size == 2)


def _are_quantization_tables(content):
    at = 0
    while at < len(content):
        precision, destination = divmod(content[at], 16)
        if precision > 1 or destination > 3:
            return False
        at += 1 + 64 * (1 + precision)
    return at == len(content)


def _are_huffman_tables(content):
    at = 0
    while at + 17 <= len(content):
        kind, destination = divmod(content[at], 16)
        if kind > 1 or destination > 3:
            return False
        at += 17 + sum(content[at + 1 : at + 17])
    return at == len(content)
