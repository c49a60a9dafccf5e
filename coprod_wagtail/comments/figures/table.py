"""Figures as tables, in which nothing is told of a few people (`suppression`)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import TypeVar

from django.db.models import TextChoices

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.text.formats import day_in_words

from ..cases.constants import CaseKind
from ..grounds.reasons import reasons_by_key
from ..reports.constants import Reason
from . import words
from .counting import Figures, Measure
from .sections import NOWHERE, names_of_sections
from .suppression import TELLS_FROM, Mark, Protected, Shown, protect, told

#: So many sections have a line of their own: those with the most comments.
MOST_SECTIONS = 30
#: How many waited at the end of a week is told in steps of so many. Exactly, it would give away what came and went.
STEP = 5
_REST = "*"
_Key = TypeVar("_Key", date, str)


@dataclass(slots=True)
class Row:
    """A line of a table: `median` and `longest` are seconds; None where nothing was decided, or is not asked."""

    name: str
    numbers: dict[Measure, Shown] = field(default_factory=dict)
    median: float | Mark | None = None
    longest: float | Mark | None = None
    waiting: Shown | None = None
    #: Of a week, its Monday.
    week: date | None = None

    @property
    def cells(self) -> list[str]:
        times = [words.span_in_words(self.median), words.span_in_words(self.longest)]
        return [*(words.number_shown(self.numbers[measure]) for measure in words.MEASURES), *times]

    @property
    def waiting_in_words(self) -> str:
        if self.waiting is None:
            return ""
        return words.about(self.waiting) if self.week else words.number_shown(self.waiting)


@dataclass(slots=True)
class Tables:
    """All of it. There are `sections` where there are several of them."""

    total: Row
    weeks: list[Row]
    sections: list[Row]
    #: Why comments were declined, what readers told us about comments that nobody has decided, and open cases: words and numbers.
    reasons: list[tuple[str, Shown]]
    reports: list[tuple[str, Shown]]
    cases: list[tuple[str, Shown]]

    @property
    def lists(self) -> list[list[tuple[str, str]]]:
        """The three, in words."""
        lists = (self.reasons, self.reports, self.cases)
        return [[(name, words.number_shown(number)) for name, number in found] for found in lists]

    @property
    def has_weeks_that_waited(self) -> bool:
        return any(row.waiting is not None for row in self.weeks)


def tables_of(figures: Figures, user: AnyUser) -> Tables:
    """`figures` as `user` is told them. Four queries, or five."""
    weeks, sections = list(figures.weeks), _sections(figures)
    reasons = [key for key, _number in figures.reasons.most_common()]
    names, of_reasons = names_of_sections(user, sections), reasons_by_key(reasons)
    total = Row(str(words.ALL), {}, *_times(figures.times.all))
    by_week = [Row(day_in_words(week), {}, *_times(figures.times.weeks.get(week)), week=week) for week in weeks]
    by_section = [
        Row(_name(section, names), {}, *_times(_of_section(figures.times.sections, section, sections)))
        for section in sections
    ]
    shown: dict[Measure, Protected] = {}
    for measure, tally in figures.tallies.items():
        parts = [_numbers(tally.weeks, weeks), _by_section(tally.sections, sections)]
        parts += [_numbers(figures.reasons, reasons)] if measure == Measure.DECLINED and reasons else []
        # One section is all there is.
        shown[measure] = protect(*(parts if len(sections) > 1 else [parts[0], *parts[2:]]))
        total.numbers[measure] = shown[measure].total
        _fill(measure, by_week, shown[measure].parts[0])
        if len(sections) > 1:
            _fill(measure, by_section, shown[measure].parts[1])
    for row in by_week:
        row.waiting = _waited(figures.waited.get(row.week)) if row.week else None
    waiting = protect(_by_section(figures.waiting, sections) or [0])
    total.waiting = waiting.total
    for row, number in zip(by_section, waiting.parts[0], strict=False):
        row.waiting = number
    why = shown[Measure.DECLINED].parts[-1] if reasons else []
    return Tables(
        total,
        by_week,
        by_section if len(sections) > 1 else [],
        [
            (of_reasons[key].label_now if key in of_reasons else key or str(words.NO_REASON), number)
            for key, number in zip(reasons, why, strict=True)
        ],
        _by_choice(figures.reports, Reason),
        _by_choice(figures.cases, CaseKind),
    )


def _fill(measure: Measure, rows: Sequence[Row], numbers: Sequence[Shown]) -> None:
    for row, number in zip(rows, numbers, strict=True):
        row.numbers[measure] = number


def _by_choice(found: Counter[str], choices: type[TextChoices]) -> list[tuple[str, Shown]]:
    here = [choice for choice in choices if found[choice.value]]
    if not here:
        return []
    shown = protect([found[choice.value] for choice in here])
    return [(str(choice.label), number) for choice, number in zip(here, shown.parts[0], strict=True)]


def _sections(figures: Figures) -> list[str]:
    """The sections with a line, the one with the most comments first, and at last `_REST` where there are more."""
    found: Counter[str] = Counter(figures.waiting)
    for tally in figures.tallies.values():
        found += tally.sections
    first = [section for section, _number in found.most_common(MOST_SECTIONS)]
    return [*first, _REST] if len(found) > len(first) else first


def _by_section(numbers: Counter[str], sections: Sequence[str]) -> list[int]:
    rest = sum(number for section, number in numbers.items() if section not in sections)
    return [rest if section == _REST else numbers[section] for section in sections]


def _of_section(times: dict[str, list[float]], section: str, sections: Sequence[str]) -> list[float]:
    if section != _REST:
        return times.get(section, [])
    return [seconds for one, found in times.items() if one not in sections for seconds in found]


def _numbers(numbers: Counter[_Key], keys: Iterable[_Key]) -> list[int]:
    return [numbers[key] for key in keys]


def _name(section: str, names: dict[str, str]) -> str:
    fixed = {_REST: words.OTHER_SECTIONS, NOWHERE: words.NO_SECTION}
    return str(fixed[section]) if section in fixed else names.get(section, section)


def _times(seconds: Sequence[float] | None) -> tuple[float | Mark | None, float | Mark | None]:
    """The median and the longest; of a few decisions both would be about somebody."""
    if not seconds:
        return None, None
    if len(seconds) < TELLS_FROM:
        return Mark.FEW, Mark.FEW
    return median(seconds), max(seconds)


def _waited(number: int | None) -> Shown | None:
    if number is None:
        return None
    few = told(number)
    return few if isinstance(few, Mark) else STEP * round(number / STEP)
