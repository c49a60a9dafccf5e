"""Finds in what somebody wrote what looks like a phone number, an e-mail address, a postcode or the address of a house, so that
they can be asked once whether everybody shall see it.

British formats, in English and in Welsh; in other languages nothing is looked for. It asks too seldom rather than too
often: dates, prices, years, opening hours, reference numbers and helplines are none. Every pattern is bounded, so that
the time grows with the length of the text and not faster, whatever comes in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import translation

#: More is not shown, and would be no help.
_MOST = 5
_LANGUAGES = ("en", "cy")


@dataclass(frozen=True, slots=True)
class Detail:
    """`kind` is one of "email", "phone", "postcode", "address"; `words` is what was found, as it was typed."""

    kind: str
    words: str


def details_in(text: str) -> list[Detail]:
    """What in `text` looks private, each once, up to five; none where another language than English or Welsh is spoken."""
    if (translation.get_language() or "")[:2] not in _LANGUAGES:
        return []
    found: dict[str, Detail] = {}
    for kind, search in _SEARCHES.items():
        for words in search(text):
            found.setdefault(words, Detail(kind, words))
            if len(found) == _MOST:
                return list(found.values())
    return list(found.values())


_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


def _emails(text: str) -> Iterator[str]:
    return (found[0] for found in _EMAIL.finditer(text))


# Phone numbers

#: Digits in a row, with what stands before them and decides whether they can begin a number.
_DIGITS = re.compile(r"[0-9]+")
#: Between the groups of one number.
_BETWEEN = re.compile(r"[ \u00a0()./‐‑–-]{1,3}")
#: Behind these there is a number of another kind.
_ABOUT = re.compile(
    r"\b(?:ref|reference|order|invoice|ticket|case|cyf|cyfeirnod|rhif)[ .:]{0,2}$|[#£€$/_.,:\w]$", re.IGNORECASE
)
#: As many digits as a British number has behind the nought: geographic (1, 2) and mobile (7). Numbers that begin with 03 and
#: 08 are those of organisations (Ofcom, National Telephone Numbering Plan).
_NATIONAL = 10


def _phones(text: str) -> Iterator[str]:
    groups = list(_DIGITS.finditer(text))
    at = 0
    while at < len(groups):
        last = _last_of_a_number(text, groups, at)
        if last is None:
            at += 1
            continue
        begin = groups[at].start()
        begin -= text[max(0, begin - 1) : begin] in ("+", "(") and begin > 0
        yield text[begin : groups[last].end()]
        at = last + 1


def _last_of_a_number(text, groups, at) -> int | None:
    """The index of the group that a number ends with which begins with the group `at`; None where none begins there."""
    digits, last = _beginning(text, groups[at]), at
    if digits is None:
        return None
    while len(digits) < _NATIONAL and last + 1 < len(groups):
        following = groups[last + 1][0]
        if not _BETWEEN.fullmatch(text, groups[last].end(), groups[last + 1].start()):
            return None
        if digits:
            digits += following
        elif following != "0" or last > at:  # "0" as in +44 (0)20
            digits = following.removeprefix("0")
        if len(following) < 2 and digits:
            return None
        last += 1
    is_number = len(digits) == _NATIONAL and digits[0] in "127" and not _is_date(groups[at : last + 1])
    return last if is_number and not text[groups[last].end() : groups[last].end() + 1].isalpha() else None


def _beginning(text, group) -> str | None:
    """The national digits in the first group of a number; None where it begins none."""
    digits = group[0]
    if not digits.startswith(("0", "44")):  # most begin none, and what stands before them is not looked at
        return None
    before = text[max(0, group.start() - 12) : group.start()]
    for prefix, is_there in (("0044", True), ("44", before.endswith("+"))):
        if is_there and digits.startswith(prefix):
            return digits.removeprefix(prefix).removeprefix("0")
    if digits.startswith("0") and len(digits) > 1 and not _ABOUT.search(before.removesuffix("(")):
        return digits[1:]
    return None


def _is_date(groups):
    sizes = [len(group[0]) for group in groups[:3]]
    return len(sizes) == 3 and sizes[2] == 4 and max(sizes[:2]) <= 2


# Postcodes

_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY "
    "HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL "
    "PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_KNOWN_AREAS = frozenset(_AREAS.split())
_POSTCODE = re.compile(r"\b([A-Z]{1,2})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
#: "the a1 2nd exit" is no postcode; nobody types one half in capitals.
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$")


def _postcodes(text: str) -> Iterator[str]:
    for found in _POSTCODE.finditer(text):
        if found[1].upper() in _KNOWN_AREAS and not _ORDINAL.search(found[0]):
            yield found[0]


# Where somebody lives

_STREET = "Street|St|Road|Rd|Lane|Avenue|Ave|Close|Drive|Crescent|Court|Place|Terrace|Gardens|Grove|Square|Row|Mews|Parade|Rise|Way"
_NOT_A_NAME = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Mon|Tue|Wed|Thu|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
_STREETS = [
    # 14 Kettle Lane
    re.compile(
        rf"(?<![\d£€$.,:/#-])\b\d{{1,3}}[a-z]?,? (?!(?:{_NOT_A_NAME})\b)(?:[A-Z][\w'’-]{{1,20}} ){{1,3}}(?:{_STREET})\b(?!\s+\d)"
    ),
    # 14 Heol y Bont
    re.compile(
        r"(?<![\d£€$.,:/#-])\b\d{1,3}[a-z]?,? (?:Heol|Stryd|Ffordd|Lôn|Lon|Rhodfa|Clos|Cilgant|Teras|Rhes) (?:(?:y|yr) )?[A-ZŴŶÂÊÎÔÛ][\w'’-]{1,20}"
    ),
    # I live at 14 kettle lane
    re.compile(
        rf"(?<=\bat )\d{{1,3}}[a-z]?,? (?:[a-z'’-]{{2,20}} ){{1,2}}(?:{_STREET.lower()})\b",
    ),
]
_BUS = re.compile(r"\b(?:bus|buses|route|line|room|bws|llwybr)[ ]?$", re.IGNORECASE)


def _streets(text: str) -> Iterator[str]:
    for pattern in _STREETS:
        for found in pattern.finditer(text):
            if not _BUS.search(text[max(0, found.start() - 8) : found.start()]):
                yield found[0]


_SEARCHES = {"email": _emails, "phone": _phones, "postcode": _postcodes, "address": _streets}
