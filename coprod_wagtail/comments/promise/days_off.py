"""Days on which nobody reads, as an editor writes them: one a line, or from one day to another."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _

from coprod_wagtail.text.moments import check_year, today

#: Nobody is away for longer at once; and a promise has to be found within so many days.
_LONGEST = timedelta(days=366)
#: More lines than this are no list of a site's own any more.
_MOST = 200
_BETWEEN = re.compile(r"\s+(?:to|-|–|—)\s+|\s*(?:–|—)\s*", re.IGNORECASE)
#: How people write dates in Britain, and how programs do.
_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")


def check_days_off(text: str) -> None:
    """A validator: refuses, in words that name the line, what is no list of days."""
    list(_days_off(text))


def days_off(text: str) -> list[tuple[date, date]]:
    """The first and the last day of each line. What cannot be read is left out: the form has refused it."""
    try:
        return list(_days_off(text))
    except ValidationError:
        found: list[tuple[date, date]] = []
        for line in text.splitlines()[:_MOST]:
            try:
                found += _days_off(line)
            except ValidationError:
                continue
        return found


def _days_off(text: str) -> Iterator[tuple[date, date]]:
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > _MOST:
        raise ValidationError(_("These are too many lines. Take out the days that are over."), code="too_many")
    for number, line in lines:
        first, last = _ends(number, line)
        if last < first:
            raise ValidationError(
                _("Line %(number)s, “%(line)s”: the second day is before the first."),
                params={"number": number, "line": line[:60]},
                code="order",
            )
        if last - first > _LONGEST:
            raise ValidationError(
                _("Line %(number)s, “%(line)s”: this is longer than a year."),
                params={"number": number, "line": line[:60]},
                code="too_long",
            )
        yield first, last


def _ends(number: int, line: str) -> tuple[date, date]:
    """The first and the last day of one line."""
    found = [_day(part) for part in _BETWEEN.split(line)]
    days = [day for day in found if day]
    if len(days) != len(found) or len(days) > 2:
        raise ValidationError(
            _("Line %(number)s, “%(line)s”: write a day like %(example)s, or two days with “to” between them."),
            params={"number": number, "line": line[:60], "example": f"24/12/{today().year}"},
            code="invalid",
        )
    for day in days:
        check_year(day)
    return days[0], days[-1]


def _day(text: str) -> date | None:
    for template in (*_FORMATS, *formats.get_format("DATE_INPUT_FORMATS")):
        try:
            return datetime.strptime(text.strip(), template).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
