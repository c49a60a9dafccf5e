from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from time_machine import travel

from coprod_wagtail.text.formats import clock_in_words, moment_element
from coprod_wagtail.text.moments import FIRST_YEAR, LAST_YEAR, aware, check_year, local, storable, today

pytestmark = pytest.mark.pure
SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
HERE = datetime(2026, 7, 2, 0, 30)  # noqa: DTZ001


@pytest.fixture(autouse=True)
def london(settings):
    settings.TIME_ZONE = "Europe/London"


@pytest.fixture(params=[True, False])
def zones(request, settings):
    settings.USE_TZ = request.param
    return request.param


def test_the_same_moment_with_and_without_time_zones(zones):
    stored = storable(SUMMER)
    assert stored == (SUMMER if zones else HERE)
    assert storable(stored) == stored
    assert aware(stored) == aware(HERE) == SUMMER
    assert local(stored).replace(tzinfo=None) == HERE
    assert 'datetime="2026-07-02T00:30:00+01:00"' in moment_element(stored)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/London", "London time"),
        ("America/New_York", "New York time"),
        ("Etc/UTC", "UTC"),
        ("UTC", "UTC"),
    ],
)
def test_whose_clocks_they_are(zones, settings, zone, words):
    settings.TIME_ZONE = zone
    assert clock_in_words() == words


def test_at_the_ends_of_the_calendar_no_clock_fails():
    for moment in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        for zone in ("Pacific/Auckland", "America/New_York"):
            with timezone.override(zone):
                assert moment_element(moment)


@pytest.mark.parametrize("year", [1, FIRST_YEAR - 1, LAST_YEAR + 1, 9999])
def test_years_at_the_ends_of_the_calendar_are_refused_in_words(year):
    with pytest.raises(ValidationError, match=f"Check the year: {year} is too far away. Write it like 20"):
        check_year(date(year, 1, 1))


@pytest.mark.parametrize("year", [FIRST_YEAR, 1850, LAST_YEAR])
def test_a_year_that_is_taken_stays_one_on_every_clock(year):
    for edge in (datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, 23, 59, tzinfo=UTC)):
        check_year(edge)
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
            with timezone.override(zone):
                assert 1000 <= local(edge).year <= 9999


@travel(SUMMER, tick=False)
def test_today_is_the_local_date(settings):
    assert today() == date(2026, 7, 2)
