"""Whether a name looks like one that a reader would take for the website's own, a team's or a member's.

Names are compared as people see them: neither case, accents, spaces nor letters of another script that look the same count
(Unicode Technical Standard 39, "confusables"; the few that can be typed are enough here).
"""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from coprod_wagtail import features
from coprod_wagtail.text.collation import without_marks

from ..models import StaffName
from .known import Part, Row, known, told

_ALIKE = str.maketrans(
    # Cyrillic, Greek, and what is typed for a letter
    "\u0430\u0432\u0435\u0501\u04bb\u0456\u0458\u043a\u04cf\u043c\u043d\u043e\u0440\u051b\u0441\u0455\u0442\u0475\u051d\u0445\u0443"
    "\u03b1\u03b2\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3\u03c9"
    "0134578|!i\u0269\u0261\u0131",
    "abedhljklmhopqcstvwxyabenlkvoptuxywoleastbllllgl",
)
_KIND = "name"
_NOT_LETTERS = re.compile(r"[\W_]+")
#: Nobody but the people who run a website is called so.
_OFFICES = "admin administrator moderator mod webmaster sysadmin gweinyddwr cymedrolwr"
#: What a team may be called by itself, or behind the website's name. In English and in Welsh.
_TEAMS = "team staff crew office official editor editors moderators admins support helpdesk management trustees swyddfa golygydd"
#: "Team" in Welsh, and what many people are called: it tells something only beside the website's name or another of these.
_TEAMS_AND_NAMES = "tim"
_FILLERS = "the a at of from our site website web page y yr o"


def folded(name: str) -> str:
    """`name` as it looks, without anything but letters between single spaces."""
    looks = without_marks(name).translate(_ALIKE)
    return _NOT_LETTERS.sub(" ", looks).strip().replace("rn", "m").replace("vv", "w")


def _words(text):
    return frozenset(folded(text).split())


OFFICES, TEAMS, FILLERS = _words(_OFFICES), _words(_TEAMS), _words(_FILLERS)
TEAMS_AND_NAMES = _words(_TEAMS_AND_NAMES)


def looks_official(name: str, site_name: str = "", site_id: int | None = None) -> bool:
    """Whether a moderator of the site that is called `site_name`, and has this id, may want to look twice at `name`. One query at
    most, however many members there are, and none within a minute of the last time."""
    words = folded(name).split()
    whole = "".join(words)
    if not whole:
        return False
    if OFFICES.intersection(words) or whole in OFFICES or whole in TEAMS:
        return True
    if TEAMS.intersection(words) and (TEAMS | TEAMS_AND_NAMES | FILLERS).issuperset(words):
        return True
    own = (site_name, getattr(settings, "WAGTAIL_SITE_NAME", ""))
    return any(_is_a_sites(words, site) for site in map(_joined, own) if site) or whole in known("names", site_id)


def _is_a_sites(words: list[str], site: str) -> bool:
    before, found, behind = "".join(words).partition(site)
    rest, groups = before + behind, TEAMS | TEAMS_AND_NAMES | OFFICES
    return bool(found) and (
        not rest
        or rest in FILLERS
        or not groups.isdisjoint(words)
        or any(group in rest for group in groups if len(group) > 3)
    )


def _joined(name):
    return folded(name).replace(" ", "")


def staff_names() -> Iterator[QuerySet[Any, Any]]:
    """The names under which people answer readers who work here, or look after the website."""
    yield StaffName.objects.values_list("name")


def _rows(site_id: int | None) -> list[QuerySet[Any, Any]]:
    return [told(rows, _KIND) for rows in features.known_names()]


def _make(rows: list[Row]) -> frozenset[str]:
    return frozenset(_joined(name) for name, *_others in rows if name)


#: The names that members and groups are known by, joined. They stand on the website, for everybody to see.
PART = Part(frozenset({_KIND}), _rows, _make)
