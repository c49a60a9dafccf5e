"""By when a comment is read: on which days, at which hours, and with which holidays."""

import subprocess
import sys
from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from coprod_wagtail.comments.promise.bank_holidays import BankHolidays, bank_holidays
from coprod_wagtail.comments.promise.days_off import check_days_off, days_off
from coprod_wagtail.comments.promise.working_days import WorkingDays

pytestmark = pytest.mark.pure

ENGLAND, SCOTLAND = BankHolidays.ENGLAND_AND_WALES, BankHolidays.SCOTLAND


def at(day, hour=10):
    return datetime.combine(date.fromisoformat(day), time(hour), tzinfo=UTC)


def after(day, days, hour=10, **decided):
    return WorkingDays(**decided).after(at(day, hour), days).isoformat()


@pytest.mark.parametrize(
    ("received", "days", "read", "decided"),
    [
        ("2026-01-08", 2, "2026-01-12", {}),  # from a Thursday over the weekend
        ("2026-01-10", 0, "2026-01-12", {}),  # nobody reads on a Saturday
        ("2026-01-08", 0, "2026-01-08", {}),
        ("2026-01-08", 1, "2026-01-13", {"weekdays": [1]}),  # on Tuesdays only
        ("2026-01-10", 1, "2026-01-11", {"weekdays": range(7)}),
        ("2026-01-08", 1, "2026-01-09", {"weekdays": []}),  # of nothing at all it makes the usual days
        ("2026-05-01", 1, "2026-05-04", {}),
        ("2026-05-01", 1, "2026-05-05", {"holidays": ENGLAND}),
        ("2026-12-24", 1, "2026-12-29", {"holidays": ENGLAND}),  # Christmas, a weekend, and Boxing Day moved on
        ("2026-12-31", 1, "2027-01-04", {"holidays": ENGLAND}),
        ("2026-12-31", 1, "2027-01-05", {"holidays": SCOTLAND}),  # 2 January, moved on
        ("2026-03-16", 1, "2026-03-18", {"holidays": BankHolidays.NORTHERN_IRELAND}),  # St Patrick's Day
        ("2026-12-23", 1, "2027-01-04", {"days_off": days_off("24/12/2026 to 03/01/2027")}),
        ("2026-01-08", 1, "2026-01-12", {"days_off": days_off("2026-01-09")}),
    ],
)
def test_so_many_working_days_later(received, days, read, decided):
    assert after(received, days, **decided) == read


def test_what_comes_when_nobody_reads_any_more_is_not_promised_for_the_same_day():
    hours = {"opens": time(9), "closes": time(17)}
    assert after("2026-01-08", 0, hour=16, **hours) == "2026-01-08"
    assert after("2026-01-08", 0, hour=17, **hours) == "2026-01-09"
    assert after("2026-01-09", 0, hour=20, **hours) == "2026-01-12"
    assert after("2026-01-08", 1, hour=20, **hours) == "2026-01-09"


@pytest.mark.parametrize(
    ("day", "hour", "is_open", "opens_next"),
    [
        ("2026-01-08", 8, False, "2026-01-08"),
        ("2026-01-08", 9, True, None),
        ("2026-01-08", 17, False, "2026-01-09"),
        ("2026-01-09", 18, False, "2026-01-12"),
        ("2026-01-11", 12, False, "2026-01-12"),
    ],
)
def test_whether_somebody_reads_now_and_when_again(day, hour, is_open, opens_next):
    working = WorkingDays(opens=time(9), closes=time(17))
    assert working.is_open(at(day, hour)) is is_open
    if opens_next:
        assert working.opens_next(at(day, hour)).isoformat() == opens_next


def test_it_ends_where_nobody_ever_reads():
    for_ever = [(date(2026, 1, 1), date(2999, 1, 1))]
    assert WorkingDays(days_off=for_ever).after(at("2026-01-08"), 2).year == 2029


def test_a_year_that_the_library_cannot_know_is_no_fault():
    assert bank_holidays(ENGLAND, 2090) is not None
    assert bank_holidays("somewhere", 2026) == frozenset()


@pytest.mark.parametrize(
    "typed", ["24/12/2026", "2026-12-24", "24.12.2026", "24 December 2026", "24 Dec 2026", "  24/12/2026  \n\n"]
)
def test_days_off_are_written_as_people_write_dates(typed):
    assert days_off(typed) == [(date(2026, 12, 24), date(2026, 12, 24))]


@pytest.mark.parametrize("between", [" to ", " - ", " – ", "–"])
def test_days_off_from_one_to_another(between):
    assert days_off(f"24/12/2026{between}03/01/2027") == [(date(2026, 12, 24), date(2027, 1, 3))]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("24/12/2026\nChristmas", "Line 2, “Christmas”: write a day like 24/12/"),
        ("30/02/2026", "Line 1"),
        ("24/12", "Line 1"),
        ("24/12/2026 to", "Line 1"),
        ("24/12/2026 to 25/12/2026 to 26/12/2026", "Line 1"),
        ("03/01/2027 to 24/12/2026", "the second day is before the first"),
        ("24/12/2026 to 24/12/2028", "longer than a year"),
        ("24/12/9026", "Check the year"),
        ("24/12/2026\n" * 201, "too many lines"),
    ],
)
def test_what_is_no_day_is_refused_and_the_line_is_named(typed, told):
    with pytest.raises(ValidationError) as refused:
        check_days_off(typed)
    assert told in " ".join(refused.value.messages)


def test_what_is_stored_and_no_day_stops_nobody():
    assert days_off("24/12/2026\nChristmas") == [(date(2026, 12, 24), date(2026, 12, 24))]


def test_the_library_is_loaded_by_who_needs_it_only():
    program = "import sys; import coprod_wagtail.comments.promise.bank_holidays as b; print('holidays' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "False"
