"""AVIF and HEIC (ISO/IEC 23008-12): the file is put together anew from the one picture that it is about.

That is the picture, its tiles and its transparency. Small copies of it, maps of depth and brightness, EXIF, XMP and any
other picture beside it are left behind.
"""

from .boxes import box, boxes, ends_with_a_box, full_box
from .heif_items import Items, read
from .heif_properties import cleaned_property, is_transparency
from .orientation import Orientation
from .problems import Damaged, Unsupported
from .reading import Bytes

_ALLOWED = frozenset([b"av01", b"hvc1", b"grid", b"iden", b"iovl"])
#: What a reference from one picture to another can mean: made of, transparency of, and multiplied with it already.
_MADE_OF, _AUXILIARY, _PREMULTIPLIED = b"dimg", b"auxl", b"prem"
_BRANDS = 4


def cleaned(data: Bytes, orientation: Orientation) -> bytes:
    """A clean copy of the file `data`. It says its orientation itself. Raises `Damaged`, or `Unsupported`."""
    top = list(boxes(data))
    kinds = [kind for kind, _begin, _end in top]
    if b"moov" in kinds:
        raise Unsupported("AVIF" if b"avi" in bytes(data[8:64]) else "HEIC")  # moves
    if kinds[:1] != [b"ftyp"] or kinds.count(b"meta") != 1:
        raise Damaged("There is no picture in the file.")
    found = {kind: (begin, end) for kind, begin, end in top}
    if any(kind == b"mdat" and ends_with_a_box(data, begin, end) for kind, begin, end in top):
        raise Damaged("A part of the file is not as long as it says.")
    items = read(data, *found[b"meta"], [(begin, end) for kind, begin, end in top if kind == b"mdat"])
    kept = _kept(items)
    contents = _contents(items, kept)
    orientation()
    ftyp = box(b"ftyp", _brands(data, *found[b"ftyp"]))
    # How long the first part is does not depend on what is in it, so it is made twice.
    start = len(ftyp) + len(_meta(items, kept, contents, 0)) + 8
    return b"".join([ftyp, _meta(items, kept, contents, start), box(b"mdat", *contents.values())])


def _brands(data, begin, end):
    content = bytes(data[begin:end])
    if len(content) % _BRANDS or not _BRANDS * 2 <= len(content) <= _BRANDS * 20:
        raise Damaged("The file does not say what it is.")
    brands = [content[at : at + _BRANDS] for at in range(_BRANDS * 2, len(content), _BRANDS)]
    if not all(brand.isalnum() or brand.strip().isalnum() for brand in [content[:_BRANDS], *brands]):
        raise Damaged("The file does not say what it is.")
    return content[:_BRANDS] + bytes(_BRANDS) + b"".join(brands)


def _kept(items: Items) -> list[int]:
    """The ids of the picture, of what it is made of, and of their transparency."""
    kept, waiting = [], [items.primary]
    while waiting:
        one = waiting.pop(0)
        if one in kept:
            continue
        if items.kinds.get(one) not in _ALLOWED:
            raise Unsupported("HEIC")
        kept.append(one)
        waiting += [
            to for kind, source, targets in items.references if kind == _MADE_OF and source == one for to in targets
        ]
        waiting += [
            source
            for kind, source, targets in items.references
            if kind == _AUXILIARY
            and one in targets
            and any(is_transparency(*prop) for prop in items.properties_of(source))
        ]
    return sorted(kept)


def _contents(items, kept):
    """What each of the kept items consists of. None may reach into another that is left behind."""
    apart = [place for one, places in items.places.items() if one not in kept for place in places]
    contents, room = {}, len(items.data)
    for one in kept:
        places = items.places.get(one, [])
        for begin, end in places:
            room -= end - begin
            if room < 0 or any(begin < other_end and other < end for other, other_end in apart):
                raise Damaged("Parts of the file overlap.")
        contents[one] = b"".join(bytes(items.data[begin:end]) for begin, end in places)
        if items.kinds[one] == b"grid" and len(contents[one]) not in {8, 12}:
            raise Damaged("The file does not say how its tiles are laid.")
    return contents


def _meta(items, kept, contents, start):
    wide = 4 if kept[-1] > 0xFFFF else 2
    parts = [
        full_box(b"hdlr", 0, 0, bytes(4), b"pict", bytes(13)),
        full_box(b"pitm", wide // 4, 0, items.primary.to_bytes(wide, "big")),
        _places(kept, contents, start, wide),
        full_box(b"iinf", 0, 0, len(kept).to_bytes(2, "big"), *(_about(items, one, wide) for one in kept)),
        _references(items, kept, wide),
        _properties(items, kept, wide),
    ]
    return full_box(b"meta", 0, 0, *parts)


def _places(kept, contents, start, wide):
    rows = []
    for one in kept:
        size = len(contents[one])
        # A version, which file (this one), how many pieces, and where the one is.
        rows.append(one.to_bytes(wide, "big") + (bytes(2) if wide == 4 else b"") + bytes(2) + b"\0\1"
                    + start.to_bytes(4, "big") + size.to_bytes(4, "big"))  # fmt: skip
        start += size
    return full_box(b"iloc", 2 if wide == 4 else 0, 0, b"\x44\0", len(kept).to_bytes(wide, "big"), *rows)


def _about(items, one, wide):
    hidden = int(one != items.primary)
    return full_box(b"infe", 2 + wide // 4, hidden, one.to_bytes(wide, "big"), bytes(2), items.kinds[one], b"\0")


def _references(items, kept, wide):
    known = [
        box(kind, *(value.to_bytes(size, "big") for value, size in
                    [(source, wide), (len(targets), 2), *((to, wide) for to in targets)]))
        for kind, source, targets in items.references
        if kind in {_MADE_OF, _AUXILIARY, _PREMULTIPLIED} and source in kept and all(to in kept for to in targets)
    ]  # fmt: skip
    return full_box(b"iref", wide // 4, 0, *known) if known else b""


def _properties(items, kept, wide):
    made, rows = {}, []
    for one in kept:
        said = []
        for essential, index in items.associations.get(one, []):
            prop = cleaned_property(*items.property_at(index), essential)
            if prop:
                said.append((made.setdefault(prop, len(made) + 1)) | (0x8000 if essential else 0))
        rows.append(b"".join([one.to_bytes(wide, "big"), bytes([len(said)]), *(n.to_bytes(2, "big") for n in said)]))
    return box(
        b"iprp",
        box(b"ipco", *made),
        full_box(b"ipma", wide // 4, 1, len(kept).to_bytes(4, "big"), *rows),
    )
