"""Numbers, dates and names as they stand in a sentence, in the reader's own language."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def number_in_words(number: int) -> str:
    """A whole number with its thousands kept apart as the language does it: 10,000 in English, 10.000 in German."""
    return number_format(number, force_grouping=True)


def day_in_words(day: date) -> str:
    """A date with the month as a word: 4 May 2026."""
    # Translators: Django's letters for a date with the month as a whole word, such as 4 May 2026.
    return date_format(day, pgettext("date format", "j F Y"))


def weekday_in_words(day: date) -> str:
    """A date of the next days, with its weekday and no year: Monday 4 May."""
    # Translators: Django's letters for a date with its weekday and without its year, such as Monday 4 May.
    return date_format(day, pgettext("date format", "l j F"))


def moment_in_words(moment) -> str:
    """Date and time in local time: 4 May 2026 at 5 p.m."""
    local = timezone.localtime(moment)
    # Translators: a date and a time of day, such as "4 May 2026 at 5 p.m."
    return _("%(date)s at %(time)s") % {"date": day_in_words(local), "time": date_format(local, "TIME_FORMAT")}


def moment_element(moment) -> SafeString:
    """Date and time for a page: in words for people, and the moment itself for machines."""
    words = moment_in_words(moment)
    return format_html('<time datetime="{}">{}</time>', timezone.localtime(moment).isoformat(timespec="seconds"), words)


def set_apart(name) -> SafeString:
    """A name that somebody chose, kept from disturbing the order of the words around it, whichever way each is written."""
    return SafeString(f"<bdi>{escape(name)}</bdi>")  # half the time of format_html, and pages have many names


def in_a_row(names) -> SafeString:
    """Several names, or other words, as one phrase: "Ann", "Ann and Bob", "Ann, Bob and Cai". What is safe stays so."""
    names = [conditional_escape(name) for name in names]
    if not names:
        return SafeString("")
    phrase = names[0]
    for name in names[1:-1]:
        # Translators: two names in the middle of a list. {names} may be several already: "Ann, Bob".
        phrase = format_html(_("{names}, {name}"), names=phrase, name=name)
    if len(names) > 1:
        # Translators: the end of a list of names. {names} may be several: "Ann, Bob and Cai".
        phrase = format_html(_("{names} and {last}"), names=phrase, last=names[-1])
    return phrase
