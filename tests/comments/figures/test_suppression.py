"""Nobody works a small number out of the figures, whichever others stand beside it."""

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coprod_wagtail.comments.figures.suppression import Mark, protect, told

pytestmark = pytest.mark.pure

#: A number that is left out may be as large as this, for who tries all that it can be.
LARGEST = 14


@st.composite
def divided(draw):
    """The same number divided in one, two or three ways, into few parts each."""
    first = draw(st.lists(st.integers(0, 7), min_size=1, max_size=4))
    ways = [first]
    for _ in range(draw(st.integers(0, 2))):
        left, part = sum(first), []
        for _ in range(draw(st.integers(0, 2))):
            part.append(draw(st.integers(0, min(left, 7))))
            left -= part[-1]
        ways.append([*part, left])
    return ways


def may_be(part):
    """All that the numbers of a part can be, for somebody who knows how they are made."""
    large = 5 if Mark.FEW in part else 0
    ranges = {Mark.FEW: range(1, 5), Mark.LEFT_OUT: range(large, LARGEST + 20)}
    return product(*(ranges[one] if isinstance(one, Mark) else [one] for one in part))


def possible(protected):
    """For each part, what each of its numbers can be."""
    by_sum = []
    for part in protected.parts:
        worlds = {}
        for world in may_be(part):
            worlds.setdefault(sum(world), []).append(world)
        by_sum.append(worlds)
    sums = set.intersection(*(set(worlds) for worlds in by_sum))
    if isinstance(protected.total, int):
        sums &= {protected.total}
    elif protected.total is Mark.FEW:
        sums &= set(range(1, 5))
    return [
        [{world[place] for total in sums for world in worlds[total]} for place in range(len(part))]
        for worlds, part in zip(by_sum, protected.parts, strict=True)
    ]


@given(divided())
def test_no_small_number_can_be_worked_out(ways):
    protected = protect(*ways)
    # Three of them may be so much that trying it all takes too long.
    assume(all(part.count(Mark.LEFT_OUT) < 3 for part in protected.parts))
    for part, shown, found in zip(ways, protected.parts, possible(protected), strict=True):
        for number, mark, values in zip(part, shown, found, strict=True):
            assert mark == number or isinstance(mark, Mark)
            if 0 < number < 5:
                assert isinstance(mark, Mark)
                assert len(values) > 1, (ways, protected)


@given(divided())
def test_what_is_large_enough_is_told_where_nothing_small_stands_beside_it(ways):
    if all(number == 0 or number >= 5 for part in ways for number in part):
        protected = protect(*ways)
        assert protected.parts == ways
        assert protected.total == sum(ways[0])


def test_the_total_goes_before_another_number_does():
    protected = protect([7, 9, 2], [18])
    assert protected.total is Mark.LEFT_OUT
    assert protected.parts[0][2] is Mark.FEW
    # With one section only, its number is the total: so a week is left out, too.
    assert protected.parts == [[Mark.LEFT_OUT, 9, Mark.FEW], [18]]
    assert protect([7, 2, 3, 0]).total == 12
    assert protect([7, 9, 2]).parts == [[7, 9, Mark.FEW]]


def test_none_is_told():
    assert [told(number) for number in (0, 1, 4, 5)] == [0, Mark.FEW, Mark.FEW, 5]
