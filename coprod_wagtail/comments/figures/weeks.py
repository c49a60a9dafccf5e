"""The weeks that figures are about: whole ones, from Monday to Sunday, by the clocks of the site."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from coprod_wagtail.text.moments import aware, storable

#: Without a choice, and at most.
USUAL, MOST = 12, 53
_WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def site_day(moment: datetime) -> date:
    """The date of `moment` where the site is, whoever is asking."""
    return aware(moment).astimezone(timezone.get_default_timezone()).date()


def midnight(day: date) -> datetime:
    """The beginning of `day` where the site is, as the database takes it."""
    return storable(timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone()))


@dataclass(frozen=True, slots=True)
class Weeks:
    """From the Monday `first` to the Sunday after the Monday `last`."""

    first: date
    last: date

    @classmethod
    def holding(cls, first: date | None, last: date | None) -> "Weeks":
        """The whole weeks that these days are in: the usual number where one is not given, and never more than `MOST`, of
        which the later ones count."""
        this_week = monday_of(site_day(timezone.now()))
        end = min(monday_of(last), this_week) if last else this_week
        if last is None and first is not None:
            end = max(end, monday_of(first))
        start = monday_of(first) if first else end - (USUAL - 1) * _WEEK
        return cls(min(max(start, end - (MOST - 1) * _WEEK), end), end)

    def __iter__(self) -> Iterator[date]:
        return (self.first + number * _WEEK for number in range((self.last - self.first).days // 7 + 1))

    @property
    def last_day(self) -> date:
        return self.last + timedelta(days=6)

    @property
    def begins(self) -> datetime:
        return midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment after them."""
        return midnight(self.last + _WEEK)

    @property
    def are_up_to_now(self) -> bool:
        return self.last >= monday_of(site_day(timezone.now()))
