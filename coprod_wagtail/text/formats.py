"""Numbers, dates and names as they stand in a sentence, in the reader's own language."""

import re
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, get_format, number_format
from django.utils.html import conditional_escape, escape, format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from .collation import without_marks
from .moments import aware, local
from .spoken import other_language_of_words, page_mark

# Months in short, among Django's letters for dates, or any letter that stands for itself.
_SHORT_MONTH = re.compile(r"(\\.)|[MN]")


def number_in_words(number: int) -> str:
    """A whole number with its thousands kept apart as the language does it: 10,000 in English, 10.000 in German."""
    return number_format(number, force_grouping=True)


def day_in_words(day: date) -> str:
    """A date with the month as a word: 4 May 2026."""
    # Translators: Django's letters for a date with the month as a whole word, such as 4 May 2026. Leave it untranslated for
    # Django's own format of your language.
    return date_format(day, _by_translators(pgettext("date format", "j F Y"), "j F Y") or _long("DATE_FORMAT"))


def month_in_words(day: date) -> str:
    """The month of a date, as a word, with its year: May 2026."""
    return date_format(day, _long("YEAR_MONTH_FORMAT"))


def weekday_in_words(day: date) -> str:
    """A date of the next days, with its weekday and no year: Monday 4 May."""
    # Translators: Django's letters for a date with its weekday and without its year, such as Monday 4 May. Leave it
    # untranslated for Django's own format of your language.
    named = _by_translators(pgettext("date format", "l j F"), "l j F")
    if not named:
        month_day = _long("MONTH_DAY_FORMAT")
        # "Monday, May 4"
        named = f"l, {month_day}" if month_day.startswith("F") else f"l {month_day}"
    return date_format(day, named)


def _by_translators(found, message):
    return "" if found == message else found


def _long(name):
    """Django's format of this name in the language that is spoken, with the month as a whole word."""
    return _SHORT_MONTH.sub(lambda letter: letter[0] if letter[1] else "F", get_format(name))


def moment_in_words(moment) -> str:
    """Date and time in local time: 4 May 2026 at 5 p.m."""
    here = local(moment)
    if other_language_of_words():  # not "28. November 2026 at 17:00"
        return date_format(here, _long("DATETIME_FORMAT"))
    # Translators: a date and a time of day, such as "4 May 2026 at 5 p.m."
    return _("%(date)s at %(time)s") % {"date": day_in_words(here), "time": date_format(here, "TIME_FORMAT")}


#: For the catalogue. Where a time zone is another's, a site's own catalogue may translate its name, in this context.
PLACES = [
    # Translators: a city that a time zone is named after, as in "London time".
    pgettext_lazy("time zone", "London"),
    pgettext_lazy("time zone", "Dublin"),
]


def clock_in_words() -> str:
    """Whose clocks times are told by to whoever is asking: "London time"; "UTC" where it is no place's."""
    name = timezone.get_current_timezone_name() if settings.USE_TZ else settings.TIME_ZONE
    area, slash, place = name.rpartition("/")
    if not slash or area == "Etc":
        return place
    # Translators: %(place)s is the city that a time zone is named after, as in "London time".
    return _("%(place)s time") % {"place": pgettext("time zone", place.replace("_", " "))}


def deadline_in_words(moment) -> str:
    """Date and time for somebody who may live by other clocks: 4 May 2026 at 5 p.m., London time."""
    # Translators: a date with its time of day, and whose clocks it is told by: "4 May 2026 at 5 p.m., London time"
    return _("%(moment)s, %(clock)s") % {"moment": moment_in_words(moment), "clock": clock_in_words()}


def moment_element(moment) -> SafeString:
    """Date and time for a page: in words for people, and the moment itself for machines."""
    return _element(moment, moment_in_words(moment))


def deadline_element(moment) -> SafeString:
    """Date and time for a page whose readers may live by other clocks (see `deadline_in_words`)."""
    return _element(moment, deadline_in_words(moment))


def _element(moment, words):
    machine = aware(local(moment)).isoformat(timespec="seconds")
    return format_html('<time datetime="{}"{}>{}</time>', machine, page_mark(), words)


def set_apart(name) -> SafeString:
    """A name that somebody chose, kept from disturbing the order of the words around it, whichever way each is written."""
    return SafeString(f"<bdi>{escape(name)}</bdi>")  # half the time of format_html, and pages have many names


def plain_with_commas(words) -> str:
    """Several names, or other words, one after the other: "Days out, Food, News"."""
    phrase, *rest = list(words) or [""]
    for name in rest:
        # Translators: two names in the middle of a list. {names} may be several already: "Ann, Bob".
        phrase = _("{names}, {name}").format(names=phrase, name=name)
    return phrase


def with_commas(words) -> SafeString:
    """Several names, or other words, one after the other, as HTML. What is safe stays so."""
    return SafeString(plain_with_commas(map(conditional_escape, words)))


def in_a_row(names) -> SafeString:
    """Several names, or other words, as one phrase: "Ann", "Ann and Bob", "Ann, Bob and Cai". What is safe stays so."""
    *names, last = list(names) or [""]
    if not names:
        return conditional_escape(last)
    # Translators: the end of a list of names. {names} may be several: "Ann, Bob and Cai".
    joined = _("{names} and {last}")
    if _begins_with(last, pgettext("before these, “and” has its other form", "-")):
        # Translators: only for languages in which “and” changes before some letters, such as a, ac in Welsh and y, e in
        # Spanish. Before which is said in the message "-": the beginnings of words with a space between, "a e i o u w y".
        joined = pgettext("“and” in its other form", "{names} and {last}")
    return format_html(joined, names=with_commas(names), last=last)


def _begins_with(name, beginnings):
    """Whether `name`, which may be HTML, begins with one of some letters, with or without marks on them."""
    word = without_marks(strip_tags(name)).lstrip()
    return beginnings != "-" and word.startswith(tuple(beginnings.split()))
