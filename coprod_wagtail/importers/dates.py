"""Reads the dates people and old websites write, and only as exactly as they are written."""

import datetime
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache

from dateparser.date import DateDataParser
from django.utils import timezone

from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.text.moments import aware

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "(?P<month>" + "|".join([*_MONTHS, *(name[:3] for name in _MONTHS), "sept"]) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_NUMERIC = r"(?P<first>\d{1,2})(?P<mark>[/.\-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})"

_FORMS = [
    re.compile(f"^{form}$")
    for form in (
        rf"{_DAY}(?: of)?[ \-]{_MONTH},?[ \-]{_YEAR}",
        rf"{_DAY}[ \-]{_MONTH}[ \-]['’]?(?P<year>\d{{2}})",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        r"(?P<year>\d{4})[\-/](?P<number>\d{1,2})[\-/](?P<day>\d{1,2})",
        _NUMERIC,
        rf"{_MONTH},? {_YEAR}",
        _YEAR,
    )
]
_ANY_NUMERIC = re.compile(rf"(?<![\d/.\-]){_NUMERIC}(?![\d/.\-])")
_TIME = re.compile(
    r"(?:\b(?:at|à|um|a las) |[,\-–—|@] ?|^| )(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::\d{2})?(?: ?(?P<half>[ap])\.?m\.?)?"
    r"|(?: ?(?P<half2>[ap])\.?m\.?))(?: ?(?P<zone>gmt|bst|utc|[+\-]\d{2}:?\d{2}))?(?=$|[ ,\-–—|])"
)
# As e-mails and feeds write it, with one of the zones that are named there.
_MAILED = re.compile(
    r"^(?:[a-z]{3},? )?\d{1,2} [a-z]{3} \d{4} \d{1,2}:\d{2}(?::\d{2})? (?:[+\-]\d{4}|gmt|utc?|[ecmp][sd]t)$",
    re.IGNORECASE,
)
# A day, the name of a month and a year in any language, after a weekday or an article. Which words are which is asked
# of dateparser; that nothing else is there is not left to it.
_NAMED = re.compile(
    r"^(?:(?:le|el|il|am|ar|dydd|[^\W\d_]{5,14}),? ){0,2}(?P<day>\d{1,2})(?:er|\.|º)?(?: de)? (?P<name>[^\W\d_]{3,12})\.?,?"
    r"(?: del?)? (?P<year>\d{4})$"
)
#: What old websites in Britain are written in.
_LANGUAGES = ["cy", "gd", "ga", "en", "fr", "de", "es", "it", "pt", "nl", "pl", "ro"]
#: Months somewhere, and much more often words.
_WORDS = {"ago", "out", "set"}
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?")
_RELATIVE = re.compile(r"^(?:today|yesterday|just now|(?:about |over |almost )?(?:an?|\d+) \w+(?:,? \d+ \w+)? ago)$")
_NO_DATE = re.compile(r"^(?:unknown|no date|date unknown|n/a|0{4}-00-00.*|00/00/0{4}.*|1970-01-01.*|1 january 1970.*)$")
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
#: Before the first websites there were no comments on them; such dates are a machine's empty field.
_FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as it was written. `value` is None for one that says nothing ("2 years ago", "00/00/0000").

    Where the time of day is not known it is noon, so that no time zone turns one day into another. `ambiguous`: days
    and months could be the other way round.
    """

    value: datetime.datetime | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    ambiguous: bool = False


def parse(text: str, *, day_first: bool = True) -> Moment | None:
    """The moment that the whole of `text` says, or None if it is no date."""
    text = " ".join(text.split()).strip(" ,.;:|-–—@()")
    if not text or len(text) > 60:
        return None
    exact = _iso(text) or _mailed(text)
    if exact:
        return _sane(exact, DatePrecision.EXACT)
    text = text.lower().removeprefix("on ")
    if _RELATIVE.match(text) or _NO_DATE.match(text):
        return Moment()
    named = _WEEKDAY.search(text)
    weekday = _WEEKDAYS.index(named[0][:3]) if named else None
    text = _WEEKDAY.sub("", text)
    moment = _date(text, day_first, weekday)
    if moment:
        return moment
    clock = _TIME.search(text)
    if not clock:
        return None
    return _date(text[: clock.start()] + " " + text[clock.end() :], day_first, weekday, clock)


def reads_day_first(text: str) -> bool:
    """Whether dates such as 04/05/2012 in `text` are the fourth of May.

    They are, unless another date in the same text only makes sense the other way round (05/23/2012).
    """
    pairs = [(int(match["first"]), int(match["second"])) for match in _ANY_NUMERIC.finditer(text)]
    american = any(first <= 12 < second <= 31 for first, second in pairs)
    return not american or any(second <= 12 < first <= 31 for first, second in pairs)


def _iso(text):
    """A date with a time of day as machines write it, or None."""
    if "T" not in text.upper() and ":" not in text:
        return None
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def _mailed(text):
    """A date as e-mails have it, or None."""
    if not _MAILED.match(text):
        return None
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


@cache
def _reader():
    settings = {
        "DATE_ORDER": "DMY",
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    return DateDataParser(languages=_LANGUAGES, settings=settings, try_previous_locales=False)


def _named(text):
    """The parts of a day whose month has a name in another language, or None."""
    found = _NAMED.match(text)
    if not found or found["name"] in _WORDS:
        return None
    read = _reader().get_date_data(text).date_obj
    if read is None or (read.day, read.year) != (int(found["day"]), int(found["year"])):
        return None
    return {"day": found["day"], "number": str(read.month), "year": found["year"]}


def _date(text, day_first, weekday, clock=None):
    text = " ".join(text.split()).strip(" ,.;:|-–—@").removeprefix("on ").strip()
    for form in _FORMS:
        found = form.match(text)
        if found:
            return _moment(found.groupdict(), day_first, weekday, clock)
    named = _named(text)
    return _moment(named, day_first, weekday, clock) if named else None


def _moment(parts, day_first, weekday, clock):
    year, ambiguous = int(parts["year"]), False
    precision = DatePrecision.DAY
    if len(parts["year"]) == 2:
        year += 2000 if year < 70 else 1900
    if parts.get("first"):
        day, month, ambiguous = _day_and_month(year, int(parts["first"]), int(parts["second"]), day_first, weekday)
    elif parts.get("month"):
        month = next(index for index, name in enumerate(_MONTHS, 1) if name.startswith(parts["month"][:3]))
        day = int(parts["day"]) if parts.get("day") else None
    else:
        month = int(parts["number"]) if parts.get("number") else None
        day = int(parts["day"]) if parts.get("day") else None
    if day is None:
        precision = DatePrecision.YEAR if month is None else DatePrecision.MONTH
    hour, minute, zone = 12, 0, None
    if clock and precision == DatePrecision.DAY:
        hour, minute = _clock(clock)
        precision, zone = DatePrecision.EXACT, _zone(clock["zone"])
    try:
        value = datetime.datetime(year, month or 1, day or 1, hour, minute, tzinfo=zone)
    except ValueError:
        return None  # the 31st of June is no date
    return _sane(value, precision, ambiguous)


def _day_and_month(year, first, second, day_first, weekday):
    """(day, month, whether they could be the other way round)."""
    if first > 12 or second > 12 or first == second:
        return (second, first, False) if second > 12 else (first, second, False)
    if weekday is not None and first and second:
        fits = [pair for pair in ((first, second), (second, first)) if _weekday(year, *pair) == weekday]
        if len(fits) == 1:
            return (*fits[0], False)
    return (first, second, True) if day_first else (second, first, True)


def _weekday(year, day, month):
    return datetime.date(year or 1, month, day).weekday()


def _clock(found):
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"] or found["half2"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, minute


def _zone(name):
    """The time zone that was written, or None for that of the site."""
    if not name:
        return None
    if name in {"gmt", "utc"}:
        return datetime.UTC
    hours, minutes = (1, 0) if name == "bst" else (int(name[1:3]), int(name[-2:]))
    offset = datetime.timedelta(hours=hours, minutes=minutes)
    return datetime.timezone(-offset if name[0] == "-" else offset)


def _sane(value, precision, ambiguous=False):
    now = aware(timezone.now())
    if not _FIRST_YEAR <= value.year <= now.year:
        return Moment()
    value = aware(value)
    # Somebody's clock may be a little ahead; a whole day is a mistake. This year or month may well have begun.
    if value > now + datetime.timedelta(days=1):
        return Moment()
    return Moment(value, precision, ambiguous)
