"""No message of ours is answered by the catalogue of another app.

Django merges the catalogues of all apps: a message without a context is translated by whichever app has the same, in
languages that nobody translated ours into. Half a page would be in Polish, and our word would stand in Wagtail's menus.
"""

from collections import defaultdict
from functools import cache
from gettext import GNUTranslations
from importlib.util import find_spec
from pathlib import Path

import polib

from .pseudo import CATALOGUE

#: Whose catalogues stand beside ours on every site, and on one in several languages.
OTHERS = ["django", "wagtail", "taggit", "wagtail_localize"]
CONTEXT_ENDS = "\4"


@cache
def said_by_others():
    """Which languages have each message, as gettext looks it up: its context, if it has one, before it."""
    found = defaultdict(set)
    for package in OTHERS:
        for path in Path(find_spec(package).origin).parent.glob("**/locale/*/LC_MESSAGES/django.mo"):
            with path.open("rb") as file:
                messages = GNUTranslations(file)._catalog
            for message in messages:
                found[message[0] if isinstance(message, tuple) else message].add((package, path.parts[-3]))
    return found


def as_looked_up(entry):
    return entry.msgid if entry.msgctxt is None else entry.msgctxt + CONTEXT_ENDS + entry.msgid


def test_the_catalogues_of_others_are_read():
    others = said_by_others()
    assert {package for package, _language in set().union(*others.values())} == set(OTHERS)
    assert len(others["Tags"]) > 50


def test_every_message_that_others_have_too_says_where_it_stands():
    others = said_by_others()
    ours = {as_looked_up(entry): entry for entry in polib.pofile(str(CATALOGUE))}
    answered = {message: entry.occurrences for message, entry in ours.items() if message in others}
    assert answered == {}
