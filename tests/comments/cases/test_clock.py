"""By when a case is due: hours that do not count, months of different length, and the nights on which clocks change."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from coprod_wagtail.comments.cases.clock import counted_between, deadline_of, is_working_day
from coprod_wagtail.comments.checks import check_case_calendar

pytestmark = pytest.mark.pure

LONDON = ZoneInfo("Europe/London")
EW, SCOTLAND, NI = "england_and_wales", "scotland", "northern_ireland"


@pytest.fixture(autouse=True)
def london(settings):
    settings.TIME_ZONE = "Europe/London"
    with timezone.override("Asia/Tokyo"):  # whoever is asking
        yield


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def due(kind, received, whose=EW, **kwargs):
    return deadline_of(kind, at(received), whose, **kwargs).due.astimezone(LONDON).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("received", "expected", "whose"),
    [
        ("2026-05-05 09:30", "2026-05-07 09:30:00", EW),
        # Over a weekend.
        ("2026-05-07 09:30", "2026-05-11 09:30:00", EW),
        # On a Saturday: it begins on Monday, at midnight.
        ("2026-05-09 15:00", "2026-05-13 00:00:00", EW),
        # The last minute of a Friday counts, and no minute of the weekend.
        ("2026-05-08 23:59", "2026-05-12 23:59:00", EW),
        # Good Friday (3 April 2026) and Easter Monday; Scotland and its banks work on that Monday.
        ("2026-04-02 12:00", "2026-04-08 12:00:00", EW),
        ("2026-04-02 12:00", "2026-04-07 12:00:00", SCOTLAND),
        # St Patrick's Day is one in Northern Ireland only.
        ("2026-03-16 10:00", "2026-03-18 10:00:00", EW),
        ("2026-03-16 10:00", "2026-03-19 10:00:00", NI),
        # Christmas 2026: Friday; Boxing Day is a Saturday, so Monday 28 is a holiday.
        ("2026-12-24 12:00", "2026-12-30 12:00:00", EW),
        # A site that names no holidays goes by England and Wales.
        ("2026-04-02 12:00", "2026-04-08 12:00:00", "none"),
        # Clocks go forward on Sunday 29 March, and back on Sunday 25 October: not in hours that count.
        ("2026-03-27 12:00", "2026-03-31 12:00:00", EW),
        ("2026-10-23 12:00", "2026-10-27 12:00:00", EW),
    ],
)
def test_untrue_has_48_hours_without_weekends_and_bank_holidays(received, expected, whose):
    assert due("untrue", received, whose) == expected


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-09-03 10:00", "2026-10-05 23:59:59"),  # 3 October is a Saturday
        ("2026-05-05 00:00", "2026-06-05 23:59:59"),
        ("2026-01-30 12:00", "2026-03-02 23:59:59"),  # 28 February, a Saturday
        ("2024-01-31 12:00", "2024-02-29 23:59:59"),
        ("2026-11-25 12:00", "2026-12-29 23:59:59"),  # Christmas, and its substitute day
    ],
)
def test_data_protection_has_a_calendar_month(received, expected):
    assert due("personal", received) == expected


def test_and_two_months_more_where_that_is_needed():
    assert due("personal", "2026-05-05 10:00", longer=True) == "2026-08-05 23:59:59"


@pytest.mark.parametrize(
    ("kind", "expected"), [("about_me", "2026-05-12 23:59:59"), ("worried", "2026-05-09 17:00:00")]
)
def test_the_packages_own_times(kind, expected):
    assert due(kind, "2026-05-08 17:00") == expected


def test_a_day_begins_by_the_clocks_of_the_site():
    # It is Monday already in London, and Sunday still in UTC.
    received = datetime.fromisoformat("2026-05-10T23:30:00+00:00")
    assert deadline_of("untrue", received, EW).due == datetime.fromisoformat("2026-05-12T23:30:00+00:00")


def test_what_is_left_leaves_the_weekend_out():
    left = counted_between(at("2026-05-08 20:00"), at("2026-05-11 09:30"), EW)
    assert left.total_seconds() == (4 + 9.5) * 3600
    assert not counted_between(at("2026-05-09 10:00"), at("2026-05-10 10:00"), EW)


@pytest.mark.parametrize(
    "holiday",
    # As gov.uk has published them for England and Wales.
    [
        "2024-03-29",
        "2024-04-01",
        "2025-05-05",
        "2025-08-25",
        "2026-05-25",
        "2026-12-28",
        "2027-12-27",
        "2027-12-28",
        "2028-01-03",
    ],
)
def test_published_bank_holidays_are_known(holiday):
    day = datetime.fromisoformat(holiday).date()
    assert day.weekday() < 5 and not is_working_day(day, EW)


def every_day(day, whose):
    return True


def never(day, whose):
    return False


@pytest.mark.parametrize("calendar", [every_day, never])
def test_a_site_can_name_a_calendar_of_its_own(settings, calendar):
    path = f"{__name__}.{calendar.__name__}"
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"CASE_CALENDAR": path}
    # One without a working day is a mistake: everything would be due at the end of days.
    assert due("untrue", "2026-05-08 12:00") == "2026-05-10 12:00:00"


@pytest.mark.parametrize(
    ("path", "wrong"), [("nowhere.at_all", 1), (f"{__name__}.LONDON", 1), (f"{__name__}.never", 0)]
)
def test_a_calendar_that_cannot_be_asked_is_said_before_readers_come(settings, path, wrong):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"CASE_CALENDAR": path}
    assert [error.id for error in check_case_calendar(None)] == ["coprod_wagtail.E084"] * wrong
