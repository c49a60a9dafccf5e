"""What an AVIF or HEIC file says about the things in it: which there are, where, and how they belong together."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .boxes import Reader, boxes
from .problems import Damaged, Unsupported
from .reading import Bytes

_IN_FILE, _IN_BOX = 0, 1
_OTHER_FILE = 2


@dataclass
class Items:
    data: Bytes
    #: The id of the picture that the file is about.
    primary: int = 0
    kinds: dict[int, bytes] = field(default_factory=dict)
    #: Where in the file each of them is, as (begin, end).
    places: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    #: (kind, from, to), by ids.
    references: list[tuple[bytes, int, list[int]]] = field(default_factory=list)
    #: (kind, content), counted from 1.
    properties: list[tuple[bytes, bytes]] = field(default_factory=list)
    #: For each of them (essential, index of a property).
    associations: dict[int, list[tuple[bool, int]]] = field(default_factory=dict)

    def property_at(self, index: int) -> tuple[bytes, bytes]:
        if not 1 <= index <= len(self.properties):
            raise Damaged("The file names something that it does not have.")
        return self.properties[index - 1]

    def properties_of(self, item: int) -> Iterator[tuple[bytes, bytes]]:
        return (self.property_at(index) for _essential, index in self.associations.get(item, []))


def read(data: Bytes, begin: int, end: int, in_file: list[tuple[int, int]]) -> Items:
    """`begin` and `end` are of the box "meta"; `in_file` are the places where things may be."""
    items = Items(data)
    found = {kind: (at, to) for kind, at, to in boxes(data[:end], begin + 4)}
    if not {b"pitm", b"iinf", b"iloc", b"iprp"} <= set(found):
        raise Damaged("The file does not say what is in it.")
    reader = Reader(data[: found[b"pitm"][1]], found[b"pitm"][0])
    items.primary = reader.number(4 if reader.version() else 2)
    _read_kinds(items, *found[b"iinf"])
    _read_places(items, *found[b"iloc"], {_IN_FILE: in_file, _IN_BOX: [found[b"idat"]] if b"idat" in found else []})
    if b"iref" in found:
        _read_references(items, *found[b"iref"])
    _read_properties(items, *found[b"iprp"])
    return items


def _read_kinds(items, begin, end):
    reader = Reader(items.data[:end], begin)
    reader.number(4 if reader.version() else 2)
    for kind, at, to in boxes(items.data[:end], reader.at):
        entry = Reader(items.data[:to], at)
        version = entry.version()
        if kind != b"infe" or version not in {2, 3}:
            raise Unsupported("HEIC")
        item = entry.number(4 if version == 3 else 2)
        entry.number(2)
        if item in items.kinds:
            raise Damaged("Two things in the file have one number.")
        items.kinds[item] = entry.part(4)


def _read_places(items, begin, end, rooms):
    reader = Reader(items.data[:end], begin)
    version = reader.version()
    sizes = reader.number(2)
    offset_size, length_size, base_size, index_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15
    if offset_size not in {4, 8} or length_size not in {4, 8} or base_size not in {0, 4, 8}:
        raise Unsupported("HEIC")
    for _item in range(reader.number(4 if version == 2 else 2)):
        item = reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version else _IN_FILE
        elsewhere, base = reader.number(2), reader.number(base_size)
        places = items.places.setdefault(item, [])
        for _extent in range(reader.number(2)):
            reader.number(index_size if version else 0)
            offset, length = base + reader.number(offset_size), reader.number(length_size)
            places.append(_place(offset, length, method, rooms, elsewhere))


def _place(offset, length, method, rooms, elsewhere):
    if method >= _OTHER_FILE or elsewhere:
        raise Unsupported("HEIC")
    if method == _IN_BOX and rooms[_IN_BOX]:
        offset += rooms[_IN_BOX][0][0]
    if length and any(begin <= offset and offset + length <= end for begin, end in rooms[method]):
        return offset, offset + length
    raise Damaged("The file names a place that it does not have.")


def _read_references(items, begin, end):
    reader = Reader(items.data[:end], begin)
    wide = 4 if reader.version() else 2
    for kind, at, to in boxes(items.data[:end], reader.at):
        entry = Reader(items.data[:to], at)
        source = entry.number(wide)
        items.references.append((kind, source, [entry.number(wide) for _one in range(entry.number(2))]))


def _read_properties(items, begin, end):
    for kind, at, to in boxes(items.data[:end], begin):
        if kind == b"ipco":
            items.properties += [
                (name, bytes(items.data[start:stop])) for name, start, stop in boxes(items.data[:to], at)
            ]
        elif kind == b"ipma":
            _read_associations(items, Reader(items.data[:to], at))


def _read_associations(items, reader):
    head = reader.number(4)
    wide, long = 4 if head >> 24 else 2, head & 1
    for _item in range(reader.number(4)):
        said = items.associations.setdefault(reader.number(wide), [])
        for _one in range(reader.number(1)):
            value = reader.number(2) if long else reader.number(1)
            essential = 0x8000 if long else 0x80
            said.append((bool(value & essential), value & (essential - 1)))
