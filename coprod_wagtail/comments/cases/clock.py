"""By when a case has to be dealt with. Moments go by the site's own clock (Django's ``TIME_ZONE``), whoever is asking.

- "Untrue": 48 hours, of which no time counts that falls on a Saturday, a Sunday, Good Friday, Christmas Day or a bank holiday
  (The Defamation (Operators of Websites) Regulations 2013, SI 2013/3028).
- Personal information: one month, counted as the Information Commissioner does: to the same date of the next month, or its
  last day, and on to the next working day where that is none (UK GDPR, article 12(3)); two months more where that is needed.
- "About me": 2 working days. Somebody is worried: 24 hours, all of which count. These two are the package's own.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from coprod_wagtail.conf import conf
from coprod_wagtail.text.moments import aware, storable

from ..promise.bank_holidays import BankHolidays, bank_holidays
from .constants import CaseKind

#: Says of a day, and of whose bank holidays count (a value of `BankHolidays`), whether it is a working day.
Calendar = Callable[[date, str], bool]

UNTRUE_HOURS, WORRIED_HOURS = 48, 24
ABOUT_ME_DAYS = 2
#: So many working days before a month is over, somebody is reminded.
_REMIND_DAYS = 5
#: And at this time.
_MORNING = time(8)
_END = time(23, 59, 59)
_HOUR = timedelta(hours=1)
#: A calendar without a working day in so many days is a mistake: then every day counts.
_FARTHEST = 366


def is_working_day(day: date, whose: str) -> bool:
    """The usual calendar: Monday to Friday, without the bank holidays of that part of the United Kingdom. A site that names
    none goes by England and Wales, as the Regulations do."""
    if whose == BankHolidays.NONE or not whose:
        whose = BankHolidays.ENGLAND_AND_WALES
    return day.weekday() < 5 and day not in bank_holidays(whose, day.year)


def calendar() -> Calendar:
    """The one that the setting ``CASE_CALENDAR`` names, or the usual one."""
    found: Calendar = import_string(conf.CASE_CALENDAR) if conf.CASE_CALENDAR else is_working_day
    return found


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a case is due, and when somebody is reminded of it."""

    due: datetime
    remind: datetime


def deadline_of(kind: str, received: datetime, whose: str, *, longer: bool = False) -> Deadline:
    """The deadline of a case of this kind that was `received` then; `longer` with the two months more that the law allows."""
    if kind == CaseKind.UNTRUE:
        return Deadline(
            _after_hours(received, UNTRUE_HOURS, whose), _after_hours(received, UNTRUE_HOURS - WORRIED_HOURS, whose)
        )
    if kind == CaseKind.WORRIED:
        return Deadline(received + WORRIED_HOURS * _HOUR, received + WORRIED_HOURS // 2 * _HOUR)
    day = _local(received).date()
    if kind == CaseKind.ABOUT_ME:
        last = _after_days(day, ABOUT_ME_DAYS, whose)
        return Deadline(_at(last, _END), _at(last, _MORNING))
    last = _working_day_from(_months_later(day, 3 if longer else 1), whose)
    return Deadline(_at(last, _END), _at(_days_before(last, _REMIND_DAYS, whose), _MORNING))


def counted_between(begin: datetime, end: datetime, whose: str) -> timedelta:
    """How much of the time between two moments counts for the 48 hours; none where `end` is not later."""
    begin, end, counts = _utc(begin), _utc(end), calendar()
    counted = timedelta(0)
    while begin < end:
        day, day_over = _day_and_its_end(begin)
        if counts(day, whose):
            counted += min(end, day_over) - begin
        begin = day_over
    return counted


def _after_hours(begin: datetime, hours: int, whose: str) -> datetime:
    at, left, counts = _utc(begin), hours * _HOUR, calendar()
    for _day in range(_FARTHEST):
        day, day_over = _day_and_its_end(at)
        if counts(day, whose):
            if left <= day_over - at:
                return storable(at + left)
            left -= day_over - at
        at = day_over
    return begin + hours * _HOUR


def _after_days(day: date, days: int, whose: str) -> date:
    """So many working days after `day`."""
    for _number in range(days):
        day = _working_day_from(day + timedelta(days=1), whose)
    return day


def _days_before(day: date, days: int, whose: str) -> date:
    for _number in range(days):
        day = _working_day_from(day - timedelta(days=1), whose, step=-1)
    return day


def _working_day_from(day: date, whose: str, step: int = 1) -> date:
    """`day` itself, or the next working day."""
    counts, found = calendar(), day
    for _number in range(_FARTHEST):
        if counts(found, whose):
            return found
        found += timedelta(days=step)
    return day


def _months_later(day: date, months: int) -> date:
    """The same date so many months later; the last day of a month that has no such date."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _utc(moment: datetime) -> datetime:
    # Two moments of one time zone are subtracted as clocks show them, and an hour is lost or won in spring and autumn.
    return aware(moment).astimezone(UTC)


def _local(moment: datetime) -> datetime:
    return aware(moment).astimezone(timezone.get_default_timezone())


def _day_and_its_end(moment: datetime) -> tuple[date, datetime]:
    """The site's date at `moment`, and when the next one begins."""
    day = _local(moment).date()
    return day, _utc(_at(day + timedelta(days=1), time.min))


def _at(day: date, clock: time) -> datetime:
    moment = datetime.combine(day, clock)
    return timezone.make_aware(moment, timezone.get_default_timezone()) if settings.USE_TZ else moment
