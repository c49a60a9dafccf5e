"""Numbers that are too small to be told, and what has to be left out with them.

A few comments are a few people, and somebody who knows the place knows who. So a number from 1 to 4 is not told; that there
was none says nothing about anybody, and is. What would let one work such a number out is left out as well: the total first,
then the smallest other number beside it. This is the usual control of tables of counts ("primary" and "secondary
suppression" in the Handbook on Statistical Disclosure Control, A. Hundepool and others, 2010, chapter 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

#: The smallest number that is told, apart from none.
TELLS_FROM = 5
_ENDLESS = 10**9


class Mark(Enum):
    """What stands in the place of a number."""

    FEW = "few"  #: there are some, and fewer than `TELLS_FROM`
    LEFT_OUT = "left_out"  #: not told, so that no other one can be worked out


Shown: TypeAlias = int | Mark
#: What one may be sure of who sees it: at least, and at most.
_Range: TypeAlias = tuple[int, int]


@dataclass(slots=True)
class Protected:
    """Numbers as they may be told: `parts` as they were given, and their total."""

    parts: list[list[Shown]]
    total: Shown


def told(number: int) -> Shown:
    """One number that is no part of a sum."""
    return Mark.FEW if 0 < number < TELLS_FROM else number


def protect(*parts: Sequence[int]) -> Protected:
    """The same number divided in several ways, such as by week and by section: each of `parts` has the same sum.

    In what comes back, nobody can work out a number under `TELLS_FROM` from the others and the total, whatever way of
    dividing they go by.
    """
    shown = Protected([[told(number) for number in part] for part in parts], told(sum(parts[0])))
    while (exposed := _exposed(shown)) is not None:
        if shown.total is not Mark.LEFT_OUT:
            shown.total = Mark.LEFT_OUT
        else:
            _leave_one_out(shown.parts[exposed])
    return shown


def _leave_one_out(part: list[Shown]) -> None:
    others = [(number, place) for place, number in enumerate(part) if isinstance(number, int) and number]
    if others:
        part[min(others)[1]] = Mark.LEFT_OUT
    else:
        # There is nothing to hide it behind.
        part[:] = [Mark.LEFT_OUT] * len(part)


def _exposed(shown: Protected) -> int | None:
    """The place of a part in which a small number can be worked out."""
    ranges = [_ranges(part) for part in shown.parts]
    sums = [_sum(part) for part in ranges]
    least, most = shown.total if isinstance(shown.total, int) else 0, shown.total
    if most is Mark.FEW:
        least, most = 1, TELLS_FROM - 1
    elif most is Mark.LEFT_OUT:
        most = _ENDLESS
    least = max(least, *(low for low, _high in sums))
    most = min(most, *(high for _low, high in sums))
    for place, (part, (low, high)) in enumerate(zip(ranges, sums, strict=True)):
        for number, (at_least, at_most) in zip(shown.parts[place], part, strict=True):
            # What is left for this one where the others are as many, or as few, as they can be.
            found = (max(at_least, least - (high - at_most)), min(at_most, most - (low - at_least)))
            if number is Mark.FEW and found[0] == found[1]:
                return place
    return None


def _ranges(part: Sequence[Shown]) -> list[_Range]:
    # Beside a small number only a large one is left out; where all are, they may be anything.
    large = TELLS_FROM if Mark.FEW in part else 0
    found = {Mark.FEW: (1, TELLS_FROM - 1), Mark.LEFT_OUT: (large, _ENDLESS)}
    return [found[number] if isinstance(number, Mark) else (number, number) for number in part]


def _sum(ranges: Sequence[_Range]) -> _Range:
    return sum(low for low, _high in ranges), sum(high for _low, high in ranges)
