"""Names in a row and dates, in languages that write them otherwise than English does."""

from datetime import UTC, date, datetime

import polib
import pytest
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from coprod_wagtail.text.formats import (
    day_in_words,
    in_a_row,
    moment_in_words,
    plain_with_commas,
    weekday_in_words,
    with_commas,
)
from tests.words.pseudo import save

pytestmark = pytest.mark.pure

#: Said by nobody's catalogue but this one.
WELSH = {
    (None, "{names}, {name}"): "{names}, {name}",
    (None, "{names} and {last}"): "{names} a {last}",
    ("“and” in its other form", "{names} and {last}"): "{names} ac {last}",
    ("before these, “and” has its other form", "-"): "a e i o u w y",
}
ARABIC = {(None, "{names}, {name}"): "{names}، {name}", (None, "{names} and {last}"): "{names} و{last}"}


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory):
    folder = tmp_path_factory.mktemp("joined")
    for code, words in {"cy": WELSH, "ar": ARABIC}.items():
        catalogue = polib.POFile()
        catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": code}
        catalogue.extend(
            polib.POEntry(msgctxt=context, msgid=msgid, msgstr=msgstr) for (context, msgid), msgstr in words.items()
        )
        save(catalogue, folder, code)
    return folder


@pytest.fixture(autouse=True)
def site(settings, catalogues):
    settings.LOCALE_PATHS = [catalogues]
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Welsh"), ("ar", "Arabic")]


@pytest.mark.parametrize(
    ("language", "names", "phrase"),
    [
        ("en-gb", [], ""),
        ("en-gb", ["Ann"], "Ann"),
        ("en-gb", ["Ann", "Efa"], "Ann and Efa"),
        ("en-gb", ["Ann", "Bob", "Cai"], "Ann, Bob and Cai"),
        ("cy", ["Ann", "Sam"], "Ann a Sam"),
        ("cy", ["Ann", "Efa"], "Ann ac Efa"),
        ("cy", ["Ann", "Bob", "Âne"], "Ann, Bob ac Âne"),
        ("cy", ["Ann", SafeString("<bdi>Efa</bdi>")], "Ann ac <bdi>Efa</bdi>"),
        ("ar", ["Ann", "Bob", "Cai"], "Ann، Bob وCai"),
    ],
)
def test_names_are_joined_as_the_language_does(language, names, phrase):
    with translation.override(language):
        assert in_a_row(names) == in_a_row(iter(names)) == phrase


def test_words_are_kept_apart_by_the_comma_of_the_language():
    with translation.override("ar"):
        assert with_commas(["Food", "Days & nights", SafeString("<b>News</b>")]) == (
            "Food، Days &amp; nights، <b>News</b>"
        )
        assert plain_with_commas(["Food", "Days & nights"]) == "Food، Days & nights"


@pytest.mark.parametrize(
    ("language", "day", "weekday", "moment"),
    [
        ("en-gb", "2 March 2026", "Monday 2 March", "2 March 2026 at 5 p.m."),
        ("en-us", "March 2, 2026", "Monday, March 2", "March 2, 2026 at 5 p.m."),
        ("cy", "2 Mawrth 2026", "Dydd Llun 2 Mawrth", None),
        ("de", "2. März 2026", "Montag 2. März", "2. März 2026 17:00"),
        ("pl", "2 marca 2026", "Poniedziałek 2 marca", "2 marca 2026 17:00"),
        ("ja", "2026年3月2日", "月曜日 3月2日", "2026年3月2日17:00"),
        ("lt", "2026 m. kovo 2 d.", None, None),
        ("vi", "Ngày 02 tháng 3 năm 2026", None, None),
    ],
)
def test_dates_are_written_as_the_language_does_where_no_translator_said_how(settings, language, day, weekday, moment):
    settings.LANGUAGES = [(language, language)]
    settings.LOCALE_PATHS = []
    five = datetime(2026, 3, 2, 17, tzinfo=UTC)
    with translation.override(language), timezone.override("UTC"):
        assert day_in_words(five.date()) == day
        assert weekday is None or weekday_in_words(five.date()) == weekday
        assert moment is None or moment_in_words(five) == moment


def test_a_translator_may_write_dates_otherwise(settings, tmp_path):
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "de"}
    catalogue.append(polib.POEntry(msgctxt="date format", msgid="j F Y", msgstr="j. F (Y)"))
    save(catalogue, tmp_path, "de")
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("de"):
        assert day_in_words(date(2026, 3, 2)) == "2. März (2026)"
