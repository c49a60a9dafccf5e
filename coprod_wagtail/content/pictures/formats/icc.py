"""Colour profiles (ICC.1), without what some programs write into them about a screen or its owner."""

from .icc_entries import is_sound
from .problems import Damaged
from .reading import Bytes, number, part

_HEADER = 128
_ENTRY = 12
_MOST_TAGS = 100
#: What describes colours, and the name and the copyright of the profile. What is left out is the maker's serial number
#: of a screen, and what the programs that measured it wrote down: whose it is, on which computer and when.
_TAGS = frozenset(
    b"A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 B2D0 B2D1 B2D2 B2D3 D2B0 D2B1 D2B2 D2B3 bTRC gTRC rTRC kTRC bXYZ gXYZ rXYZ "
    b"bkpt wtpt chad chrm cicp clro clot cprt desc dmdd dmnd gamt lumi meas pre0 pre1 pre2 rig0 rig2 tech view vued".split()
)


def cleaned(profile: Bytes) -> bytes:
    """A copy of the profile; the profile itself, byte for byte, where there is nothing to leave out. Empty where it is none:
    every program passes over one that is damaged."""
    profile = bytes(profile)
    try:
        return _cleaned(profile)
    except Damaged:
        return b""


def _cleaned(profile):
    if number(profile, 0, 4) != len(profile) or part(profile, 36, 4) != b"acsp":
        raise Damaged("The colour profile is not as long as it says.")
    count = number(profile, _HEADER, 4)
    if count > _MOST_TAGS:
        raise Damaged("The colour profile has too many entries.")
    tags, covered = [], []
    for index in range(count):
        at = _HEADER + 4 + index * _ENTRY
        name, start, size = bytes(part(profile, at, 4)), number(profile, at + 4, 4), number(profile, at + 8, 4)
        content = bytes(part(profile, start, size))
        if name in _TAGS and not is_sound(content, brightest=name == b"lumi"):
            raise Damaged("An entry of the colour profile is not what it says it is.")
        tags.append((name, content))
        covered.append((start, start + size))
    if all(name in _TAGS for name, _content in tags) and not _has_gaps(covered, _HEADER + 4 + count * _ENTRY, profile):
        return profile
    return _assembled(profile, [(name, content) for name, content in tags if name in _TAGS])


def _has_gaps(covered, end, profile):
    """Whether there is something between what the entries name, but for what makes lengths even."""
    for start, stop in sorted(covered):
        if any(profile[end:start]):
            return True
        end = max(end, stop)
    return any(profile[end:])


def _assembled(profile, tags):
    at = _HEADER + 4 + len(tags) * _ENTRY
    table, contents, places = [], [], {}
    for name, content in tags:
        if content not in places:
            places[content] = at
            padded = content + bytes(-len(content) % 4)
            contents.append(padded)
            at += len(padded)
        table.append(name + places[content].to_bytes(4, "big") + len(content).to_bytes(4, "big"))
    # Bytes 84 to 99 are a checksum of the whole, which may be left empty.
    header = at.to_bytes(4, "big") + profile[4:84] + bytes(16) + profile[100:_HEADER]
    return b"".join([header, len(tags).to_bytes(4, "big"), *table, *contents])
