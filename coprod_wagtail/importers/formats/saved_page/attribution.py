"""Finds the lines by which old sites say who wrote something, and when: "Posted on 4 May 2012 by Sam"."""

import re
from dataclasses import dataclass

from ... import dates, names
from ...dates import Moment

_POSTED = r"(?:posted|submitted|published|written|added|left|sent)"
#: Of these only articles say who: "Written by Sam" under a text is no comment.
_BYLINE = re.compile(r"^(?:published|written|by)\b", re.IGNORECASE)
_UNSURE = re.compile(r"^(?:left|sent|added)\b", re.IGNORECASE)
_COMMENT = r"(?:(?:comment|reply|response|message)(?: posted| left| submitted)?)"
_DATE_BY_NAME = re.compile(rf"^(?:{_COMMENT} |{_POSTED}\b ?)?:?(?P<date>.*?)\bby\b:?(?P<name>.*)$", re.IGNORECASE)
_BY = re.compile(rf"^(?P<how>(?:{_POSTED}|{_COMMENT}) )?(?:by|from)\b:?(?P<rest>.*)$", re.IGNORECASE)
_SAID = r"(?:says|said|wrote|writes|commented|replied|responds|responded)"
_SAYS = re.compile(rf"^(?P<name>\S.{{0,99}}?) {_SAID}\b(?P<after>.*)$", re.IGNORECASE)
_ON_SAID = re.compile(rf"^on (?P<when_and_who>.+) {_SAID}:?$", re.IGNORECASE)
_POSTED_ON = re.compile(rf"^{_POSTED}\b ?(?:on\b)?:?(?P<date>.+)$", re.IGNORECASE)
_BY_LINE = re.compile(r"^\s*by\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:on|at)\b|\s*(?:[,|•·]|\s[-–—])\s*", re.IGNORECASE)
_LEAD = re.compile(r"^(?:on\b|:|,|-|–|—|\||\s)+|[\s,:|\-–—]+$", re.IGNORECASE)
MAX_LENGTH = 160
MAX_LINES = 4

#: Most to least certain: STRONG says that somebody posted it; SPOKEN ("Sam says:") may be somebody quoted; WEAK is a
#: name and a date; UNNAMED a date only.
STRONG, SPOKEN, WEAK, UNNAMED = "strong", "spoken", "weak", "unnamed"


@dataclass(frozen=True, slots=True)
class Marker:
    """Who and when, as it stands in the file. `name` is "" where it should stand and does not; `moment` is None where
    there is no date. `words` is the line itself, `lines` how many lines it took."""

    kind: str
    words: str
    name: str
    moment: Moment | None
    lines: int = 1


def find(lines: list[str], *, day_first: bool = True) -> Marker | None:
    """The marker that `lines` begin with, or None."""
    unnamed = None
    for count in range(1, min(len(lines), MAX_LINES) + 1):
        words = " ".join(" ".join(lines[:count]).split())
        if len(words) > MAX_LENGTH:
            break
        marker = _parse(words, day_first)
        if marker:
            marker = _with_rest(marker, lines, count, day_first)
            if marker.name:
                return marker
            unnamed = unnamed or marker
        if unnamed and not _BY_LINE.match("".join(lines[count : count + 1])):
            break
    return unnamed or _name_over_date(lines, day_first)


def is_byline(marker) -> bool:
    """Whether this can stand under an article as well as over it, and means the article then."""
    return marker.kind == UNNAMED or bool(_BYLINE.match(marker.words))


def _with_rest(marker, lines, count, day_first):
    """`marker` with the name or the date from the lines after it, where a browser broke the line in between."""
    name, moment, words = marker.name, marker.moment, [marker.words]
    while count < len(lines):
        line = lines[count].strip()
        more = count + 1 < len(lines)
        named = words[-1].lower().endswith("by") and more and names.looks_like_name(line)
        if not name and (named or (line and names.is_lost(line))):
            name = line
        elif moment is None and (found := dates.parse(line, day_first=day_first)):
            moment = found
        else:
            break
        words.append(line)
        count += 1
    return Marker(marker.kind, " ".join(words), name, moment, count)


def _name_over_date(lines, day_first):
    """A name on one line and the date on the next."""
    name = _BY_LINE.sub("", lines[0]).strip() if lines else ""
    if len(lines) < 2 or not (names.looks_like_name(name) or (name and names.is_lost(name))):
        return None
    moment = dates.parse(lines[1], day_first=day_first)
    return Marker(WEAK, f"{lines[0].strip()} {lines[1].strip()}", name, moment, 2) if moment else None


def _parse(words, day_first):
    for rule in (_date_by_name, _by, _says, _unnamed, _name_and_date):
        found = rule(words, day_first)
        if found:
            kind, name, moment = found
            if _UNSURE.match(words) and moment is None:
                return None  # "Left by the side of the road"
            return Marker(WEAK if _BYLINE.match(words) else kind, words, name, moment)
    return None


def _date_by_name(words, day_first):
    """ "Posted on 4 May 2012 by Sam", "4 May 2012 by Sam", and "Posted on by Sam", which lost the date."""
    found = _DATE_BY_NAME.match(words)
    if not found:
        return None
    name, date = _trim(found["name"]), _trim(found["date"])
    moment = dates.parse(date, day_first=day_first) if date else None
    if date and moment is None:
        return None
    if not date and words.lower().startswith("by"):
        return None
    if not moment:
        split = _name_then_date(name, day_first)
        if split:
            return (STRONG, *split)
        moment = dates.parse(name, day_first=day_first)
        name = "" if moment else name
    if name and not names.could_be_name(name):
        return None
    return STRONG, name, moment


def _by(words, day_first):
    """ "Posted by Sam on 4 May 2012", "By Sam, 4 May 2012", "Comment from Sam". Only "By Sam" is no marker."""
    found = _BY.match(words)
    if not found:
        return None
    rest = _trim(found["rest"])
    split = _name_then_date(rest, day_first)
    if split:
        return (STRONG, *split)
    if found["how"] and (not rest or names.could_be_name(rest)):
        return STRONG, rest, None
    return None


def _says(words, day_first):
    """ "Sam says:", "Sam said on 4 May 2012", "On 4 May 2012, Sam wrote:"."""
    dated = _ON_SAID.match(words)
    if dated:
        return _date_then_name(dated["when_and_who"], day_first)
    found = _SAYS.match(words)
    if not found or not names.could_be_name(found["name"]):
        return None
    date = _trim(found["after"])
    moment = dates.parse(date, day_first=day_first) if date else None
    if (date and moment is None) or (moment is None and not words.endswith(":")):
        return None
    return SPOKEN, found["name"], moment


def _date_then_name(text, day_first):
    for between in reversed(list(re.finditer(r",? ", text))):
        moment, name = dates.parse(text[: between.start()], day_first=day_first), text[between.end() :]
        if moment and names.could_be_name(name):
            return SPOKEN, name, moment
    return None


def _name_and_date(words, day_first):
    """ "Sam on 4 May 2012", "Sam, 4 May 2012"."""
    split = _name_then_date(words, day_first)
    return (WEAK, *split) if split and names.looks_like_name(split[0]) else None


def _unnamed(words, day_first):
    """ "Posted on 4 May 2012", with nobody named."""
    found = _POSTED_ON.match(words)
    moment = dates.parse(_trim(found["date"]), day_first=day_first) if found else None
    return (UNNAMED, "", moment) if moment else None


def _name_then_date(text, day_first):
    for between in _BETWEEN.finditer(text):
        moment = dates.parse(text[between.end() :], day_first=day_first)
        name = _trim(text[: between.start()])
        if moment and (not name or names.could_be_name(name)):
            return name, moment
    return None


def _trim(text):
    return _LEAD.sub("", text.strip()).strip()
