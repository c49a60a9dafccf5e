"""WebP (RFC 9649)."""

from . import icc
from .orientation import Orientation, exif
from .problems import Damaged
from .reading import Bytes, part, unpack

_EXTENDED, _PROFILE, _ANIMATION, _FRAME, _EXIF = b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"EXIF"
_PICTURES = frozenset([b"VP8 ", b"VP8L"])
_IN_FRAME = _PICTURES | {b"ALPH"}
#: Bits of the header: what the file says that it has.
_HAS_PROFILE, _HAS_ALPHA, _HAS_EXIF, _HAS_XMP, _HAS_ANIMATION = 0x20, 0x10, 0x08, 0x04, 0x02
_FRAME_HEADER = 16


def cleaned(data: Bytes, orientation: Orientation) -> bytes:
    """A clean copy of the file `data`. Raises `Damaged`."""
    magic, size, form = unpack("<4sI4s", data, 0)
    if magic != b"RIFF" or form != b"WEBP":
        raise Damaged("This is no WebP.")
    chunks = list(_chunks(part(data, 12, size - 4)))
    if not chunks:
        raise Damaged("There is no picture in the file.")
    if chunks[0][0] == _EXTENDED:
        kept = _extended(chunks, orientation)
    else:
        kept = [_made(*chunk) for chunk in chunks[:1] if chunk[0] in _PICTURES]
        orientation()
    if not kept:
        raise Damaged("There is no picture in the file.")
    content = b"".join(kept)
    return b"".join([b"RIFF", (len(content) + 4).to_bytes(4, "little"), b"WEBP", content])


def _chunks(data):
    at = 0
    while at < len(data):
        name, size = unpack("<4sI", data, at)
        if not all(0x20 <= letter < 0x7F for letter in name):
            raise Damaged("A part of the file is not as long as it says.")
        yield name, part(data, at + 8, size)
        at += 8 + size + size % 2


def _made(name, content):
    return b"".join([name, len(content).to_bytes(4, "little"), content, b"\0" * (len(content) % 2)])


def _extended(chunks, orientation):
    header = chunks[0][1]
    names = {name for name, _content in chunks}
    flags = unpack("<B", header, 0)[0]
    # Pixels have no length of their own. A file that lost what it says it has may have it among them.
    lost = (flags & _HAS_EXIF and _EXIF not in names) or (flags & _HAS_XMP and b"XMP " not in names)
    if len(header) != 10 or lost:
        raise Damaged("A part of the file is missing.")
    profile = next((icc.cleaned(content) for name, content in chunks if name == _PROFILE), b"")
    pictures = [_made(name, content) for name, content in _pictures(chunks[1:], flags & _HAS_ANIMATION)]
    if not pictures:
        return []
    said = exif(orientation())
    flags &= _HAS_ALPHA | _HAS_ANIMATION
    flags |= (_HAS_PROFILE if profile else 0) | (_HAS_EXIF if said else 0)
    kept = [_made(_EXTENDED, bytes([flags, 0, 0, 0]) + bytes(header[4:]))]
    kept += [_made(_PROFILE, profile)] if profile else []
    return [*kept, *pictures, *([_made(_EXIF, said)] if said else [])]


def _pictures(chunks, moving):
    """What is drawn: of a moving picture its frames, of another one picture with its transparency."""
    if not moving:
        found = dict.fromkeys(_IN_FRAME)
        for name, content in chunks:
            if name in _IN_FRAME:
                if found[name] is not None:
                    raise Damaged("There are two pictures in the file.")
                found[name] = content
        return [(name, found[name]) for name in (b"ALPH", b"VP8 ", b"VP8L") if found[name] is not None]
    kept = []
    for name, content in chunks:
        if name == _ANIMATION:
            kept.append((name, part(content, 0, 6)))
        elif name == _FRAME:
            inside = [
                _made(*chunk)
                for chunk in _chunks(part(content, _FRAME_HEADER, len(content) - _FRAME_HEADER))
                if chunk[0] in _IN_FRAME
            ]
            kept.append((name, b"".join([content[:_FRAME_HEADER], *inside])))
    return kept
