"""Whether an entry of a colour profile holds what its kind says: a profile that lost some of its bytes may hold words of what
stood behind it in the file."""

from .problems import Damaged
from .reading import number, part

#: Numbers of colours are small, and words read as numbers are not. Brightness, in candela, may be larger.
_LARGEST, _BRIGHTEST = 8, 12_000
#: How many numbers there are in a curve that is said by a formula, by the formula.
_PARAMETERS = (1, 3, 4, 5, 7)


def is_sound(content: bytes, *, brightest: bool = False) -> bool:
    """Whether `content`, the whole entry, can be one of its kind. Of kinds that hold texts or tables, only the beginning is
    looked at. `brightest` is for the brightness of a screen."""
    try:
        kind, size = bytes(part(content, 0, 4)), len(content)
        if number(content, 4, 4) or not all(0x20 <= letter < 0x7F for letter in kind):
            return False
        check = _KINDS.get(kind)
        return check is None or check(content, size, _BRIGHTEST if brightest else _LARGEST)
    except Damaged:
        return False


def _are_small(content, start, largest):
    """Numbers of four bytes, the first two of which are the whole part."""
    if (len(content) - start) % 4:
        return False
    wholes = (int.from_bytes(content[at : at + 2], "big", signed=True) for at in range(start, len(content), 4))
    return all(-largest <= whole <= largest for whole in wholes)


def _are_numbers(content, size, largest):
    return _are_small(content, 8, largest)


def _is_chromaticity(content, size, largest):
    return size == 12 + 8 * number(content, 8, 2) and _are_small(content, 12, 1)


def _is_curve(content, size, largest):
    return size - 12 - 2 * number(content, 8, 4) in {0, 2}


def _is_formula(content, size, largest):
    formula = number(content, 8, 2)
    return formula < len(_PARAMETERS) and size == 12 + 4 * _PARAMETERS[formula] and _are_small(content, 12, 16)


def _is_word(content, size, largest):
    return size == 12


_KINDS = {
    b"XYZ ": _are_numbers,
    b"sf32": _are_numbers,
    b"chrm": _is_chromaticity,
    b"curv": _is_curve,
    b"para": _is_formula,
    b"sig ": _is_word,
}
