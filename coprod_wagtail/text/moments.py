"""Moments in time on every site, also on one that keeps no time zones (``USE_TZ = False``).

There, Django's own functions for local times and dates fail, and the database takes only times without a zone, which are
those of ``TIME_ZONE``.
"""

from datetime import date, datetime, time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

#: Every database takes these years, and they stay years in every time zone; what is later is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1001, 2999


def aware(moment: datetime) -> datetime:
    """`moment` with its time zone, to be compared, or told to other programs. One without is in that of the site."""
    return timezone.make_aware(moment, timezone.get_default_timezone()) if timezone.is_naive(moment) else moment


def storable(moment: datetime) -> datetime:
    """`moment` as this site's database takes it; one without a time zone is in that of the site."""
    if settings.USE_TZ:
        return aware(moment)
    return moment if timezone.is_naive(moment) else timezone.make_naive(moment, timezone.get_default_timezone())


def local(moment: datetime) -> datetime:
    """`moment` as clocks show it to whoever is asking; as it is where the calendar ends, and no clock of theirs shows it."""
    if timezone.is_naive(moment):
        return moment
    try:
        return timezone.localtime(moment)
    except OverflowError:
        return moment


def today() -> date:
    """The date of this moment where whoever is asking is."""
    return local(timezone.now()).date()


def moment_at(day: date, clock: time) -> datetime:
    """This time of this day by the clock of whoever is asking, as moments are on this site."""
    moment = datetime.combine(day, clock)
    return timezone.make_aware(moment) if settings.USE_TZ else moment


def check_year(day: date) -> None:
    """A validator for dates and moments: refuses, in words, years at the ends of the calendar. Time zones lead out of it
    there, and MariaDB does not take the first ones."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("Check the year: %(year)s is too far away. Write it like %(example)s."),
            params={"year": day.year, "example": today().year},
            code="year",
        )
