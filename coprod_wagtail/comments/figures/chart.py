"""The chart of figures: where each bar of it is. A template draws it, as SVG; the table below it says the same in text."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from . import words
from .counting import Measure
from .suppression import Mark, Shown
from .table import Row

#: In units of the drawing, which are about pixels on a phone.
WIDTH, LABELS, NUMBERS = 340, 74, 96
LINE, BAR, TOP = 42, 15, 6
#: How long the mark is that stands in the place of a number that is not told: always the same.
_STUB = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `is_number` is False where it only says that there is something. `says` stands at its end."""

    y: float
    length: float
    is_number: bool
    says: str

    @property
    def text_x(self) -> float:
        return LABELS + self.length + 5

    @property
    def text_y(self) -> float:
        return self.y + BAR - 3


@dataclass(frozen=True, slots=True)
class Line:
    """A week: how many came, and how many waited at its end, where that is known."""

    label: str
    y: float
    came: Bar
    waited: Bar | None


@dataclass(frozen=True, slots=True)
class Chart:
    lines: list[Line]
    width: int = WIDTH
    left: int = LABELS
    bar: int = BAR

    @property
    def height(self) -> float:
        return TOP + LINE * len(self.lines)

    @property
    def has_waited(self) -> bool:
        return any(line.waited for line in self.lines)


def chart_of(rows: Sequence[Row]) -> Chart:
    """A chart of these weeks."""
    numbers = [row.numbers[Measure.RECEIVED] for row in rows] + [row.waiting for row in rows]
    most = max((number for number in numbers if isinstance(number, int)), default=0)
    return Chart([_line(place, row, most) for place, row in enumerate(rows)])


def _line(place: int, row: Row, most: int) -> Line:
    y = TOP + place * LINE
    came = _bar(row.numbers[Measure.RECEIVED], y, most, words.number_shown(row.numbers[Measure.RECEIVED]))
    waited = None if row.waiting is None else _bar(row.waiting, y + BAR + 2, most, row.waiting_in_words)
    return Line(_short(row), y + BAR - 3, came, waited)


def _bar(number: Shown, y: float, most: int, says: str) -> Bar:
    if isinstance(number, Mark):
        return Bar(y, _STUB, False, says)
    room = WIDTH - LABELS - NUMBERS
    return Bar(y, round(number / most * room, 1) if most else 0, True, says)


def _short(row: Row) -> str:
    if row.week is None:
        return row.name
    # Translators: Django's letters for a day and its month in short, without the year, such as 4 May. It has little room.
    format_in_short = pgettext("date format", "j M")
    show_year = row.week.year != timezone.now().year and row.week.month == 1
    return date_format(row.week, f"{format_in_short} Y" if show_year else format_in_short)
