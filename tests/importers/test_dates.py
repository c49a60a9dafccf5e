from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.importers import dates

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "words",
    [
        "4 May 2012",
        "4th May 2012",
        "4th of May, 2012",
        "Friday 4 May 2012",
        "Fri, 4 May 2012",
        "May 4, 2012",
        "May 4th 2012",
        "2012-05-04",
        "2012/05/04",
        "04/05/2012",
        "4.5.2012",
        "04-05-12",
        "4-May-2012",
        "on 4 May 2012",
    ],
)
def test_days_as_people_write_them(words):
    moment = dates.parse(words)
    assert timezone.localtime(moment.value).date() == date(2012, 5, 4)
    assert moment.precision == DatePrecision.DAY


@pytest.mark.parametrize(
    "words",
    [
        "4 May 2012 at 10:30 am",
        "4 May 2012, 10:30",
        "Fri, 04/05/2012 - 10:30",
        "2012-05-04T10:30:00+01:00",
        "2012-05-04 10:30",
        "10:30 on 4 May 2012",
        "May 4, 2012 at 10.30am",
    ],
)
def test_times_of_day(words):
    moment = dates.parse(words)
    assert moment.value.astimezone(UTC) == datetime(2012, 5, 4, 9, 30, tzinfo=UTC)  # British Summer Time
    assert moment.precision == DatePrecision.EXACT


@pytest.mark.parametrize(
    ("words", "exact"),
    [
        ("March 9, 2014 @ 6:22 pm", "2014-03-09T18:22:00+00:00"),
        ("Sun, 9 Mar 2014 18:22:00 +0000", "2014-03-09T18:22:00+00:00"),
        ("Sun, 09 Mar 2014 18:22:00 -0500", "2014-03-09T23:22:00+00:00"),
        ("Fri, 4 May 2012 17:30:00 GMT", "2012-05-04T17:30:00+00:00"),
        ("4 May 2012 17:30 GMT", "2012-05-04T17:30:00+00:00"),
        ("4 May 2012 17:30 UTC", "2012-05-04T17:30:00+00:00"),
        ("4 May 2012 17:30 BST", "2012-05-04T16:30:00+00:00"),
        ("4 May 2012 17:30", "2012-05-04T16:30:00+00:00"),
        ("4 May 2012, 17:30 +02:00", "2012-05-04T15:30:00+00:00"),
        ("4 mai 2012 à 17:30", "2012-05-04T16:30:00+00:00"),
        ("4 Ionawr 2012, 17:30", "2012-01-04T17:30:00+00:00"),
    ],
)
def test_times_are_those_of_the_zone_that_is_written(words, exact):
    moment = dates.parse(words)
    assert moment.value.astimezone(UTC).isoformat() == exact
    assert moment.precision == DatePrecision.EXACT


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("9 Mar 14", date(2014, 3, 9)),
        ("9-Mar-14", date(2014, 3, 9)),
        ("3 Jun 99", date(1999, 6, 3)),
        *((f"3 {name} 2014", date(2014, number, 3)) for number, name in enumerate(
            ["Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"], 1
        )),
        ("4 Mai 2012", date(2012, 5, 4)),
        ("4. Mai 2012", date(2012, 5, 4)),
        ("1er août 2012", date(2012, 8, 1)),
        ("vendredi 4 mai 2012", date(2012, 5, 4)),
        ("Freitag, 4. Mai 2012", date(2012, 5, 4)),
        ("4 de mayo de 2012", date(2012, 5, 4)),
        ("viernes, 4 de mayo de 2012", date(2012, 5, 4)),
        ("4 maja 2012", date(2012, 5, 4)),
    ],
)  # fmt: skip
def test_days_with_short_years_and_in_other_languages(words, day):
    moment = dates.parse(words)
    assert timezone.localtime(moment.value).date() == day
    assert moment.precision == DatePrecision.DAY


def test_an_afternoon_hour():
    assert timezone.localtime(dates.parse("4 May 2012 at 2pm").value).hour == 14


@pytest.mark.parametrize(
    ("words", "precision", "year", "month"),
    [
        ("May 2012", DatePrecision.MONTH, 2012, 5),
        ("Sept 2012", DatePrecision.MONTH, 2012, 9),
        ("2012", DatePrecision.YEAR, 2012, 1),
    ],
)
def test_dates_are_no_more_exact_than_they_are_written(words, precision, year, month):
    moment = dates.parse(words)
    assert (moment.precision, moment.value.year, moment.value.month) == (precision, year, month)


@pytest.mark.parametrize(
    "words", ["2 years ago", "yesterday", "0000-00-00 00:00:00", "00/00/0000", "1 January 1970", "1970-01-01T00:00:00Z"]
)
def test_dates_that_say_nothing_are_unknown(words):
    assert dates.parse(words) == dates.Moment(None, DatePrecision.UNKNOWN)


@time_machine.travel("2026-05-04")
def test_a_date_to_come_is_unknown():
    assert dates.parse("4 May 2031").value is None
    assert dates.parse("6 May 2026").value is None


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Sam",
        "31 June 2012",
        "in the letterbox",
        "12",
        "May",
        "4 May",
        "99/99/2012",
        "10:30",
        "4 people 2012",
        "12 ramps 2014",
        "3 likes 2014",
        "2 out 2012",
        "4 set 2012",
        "4 ago 2012",
        "4 a 2012",
        "Sam 4 mai 2012",
        "Martin 4 mai 2012",
        "We met on 4 mai 2012",
        "in the 4 mai 2012",
        "31 Mehefin 2012",
        "4 mai 2012 and more",
        "mai",
        "9 Mar 14 people",
        "Sun, 40 Mar 2014 18:22:00 +0000",
        "Mar 9",
    ],
)
def test_what_is_no_date(words):
    assert dates.parse(words) is None


def test_numbers_are_read_day_first_and_the_doubt_is_said():
    assert dates.parse("04/05/2012").ambiguous
    assert not dates.parse("14/05/2012").ambiguous
    assert not dates.parse("05/05/2012").ambiguous


def test_a_day_of_the_week_settles_which_is_the_month():
    assert not dates.parse("Fri, 04/05/2012").ambiguous
    american = dates.parse("Thu, 04/05/2012")
    assert (american.value.day, american.value.month, american.ambiguous) == (5, 4, False)


def test_a_page_that_can_only_be_american_is_read_so_throughout():
    assert dates.reads_day_first("04/05/2012 and 23/05/2012")
    assert not dates.reads_day_first("04/05/2012 and 05/23/2012")
    moment = dates.parse("04/05/2012", day_first=False)
    assert (moment.value.day, moment.value.month) == (5, 4)
