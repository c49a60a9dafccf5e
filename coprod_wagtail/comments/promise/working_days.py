"""Which day is a working day, and which is so many of them later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coprod_wagtail.text.moments import local

from .bank_holidays import BankHolidays, bank_holidays

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
#: Where everything is a day off for longer than this, the promise is given up: somebody has mistyped a year.
_FARTHEST = timedelta(days=3 * 366)


def monday_to_friday() -> list[int]:
    """The days on which comments are read unless a site says otherwise: 0 is Monday."""
    return list(MONDAY_TO_FRIDAY)


@dataclass(frozen=True, kw_only=True)
class WorkingDays:
    """When somebody reads comments: on these `weekdays` (0 is Monday), but not on `holidays` or `days_off`, and between the
    hours `opens` and `closes`, where those are given. Local dates and times."""

    weekdays: Iterable[int] = MONDAY_TO_FRIDAY
    holidays: str = BankHolidays.NONE
    days_off: Iterable[tuple[date, date]] = ()
    opens: time | None = None
    closes: time | None = None

    def includes(self, day: date) -> bool:
        """Whether somebody reads on this day."""
        if day.weekday() not in (tuple(self.weekdays) or MONDAY_TO_FRIDAY):
            return False
        if any(first <= day <= last for first, last in self.days_off):
            return False
        return day not in bank_holidays(self.holidays, day.year)

    def after(self, moment: datetime, days: int) -> date:
        """The local date so many working days after `moment`. With 0 it is the same day, or, where nobody reads any more on
        that, the next working day."""
        here = local(moment)
        day = here.date()
        if days <= 0 and self.closes and here.time() >= self.closes:
            days = 1
        farthest = day + _FARTHEST
        while (days > 0 or not self.includes(day)) and day < farthest:
            day += timedelta(days=1)
            if self.includes(day):
                days -= 1
        return day

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody reads at `moment`."""
        here = local(moment)
        return self.includes(here.date()) and self._in_hours(here.time())

    def _in_hours(self, clock: time) -> bool:
        return not (self.opens and self.closes) or self.opens <= clock < self.closes

    def opens_next(self, moment: datetime) -> date:
        """The local date on which somebody reads again, for a `moment` at which nobody does."""
        here = local(moment)
        if self.includes(here.date()) and self.opens and here.time() < self.opens:
            return here.date()
        return self.after(moment, 1)
