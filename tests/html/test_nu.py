"""The Nu HTML checker has nothing to say about any page that readers see, in any state, nor about any style sheet.

`make test-html` installs the checker. Without it the states are still drawn, and every template has to be among them.
"""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test.signals import template_rendered

import coprod_wagtail

from . import checker
from .states import STATES, KettleLane, drawn

pytestmark = pytest.mark.django_db  # pytest-django makes no database for fixtures alone

PACKAGE = Path(coprod_wagtail.__file__).parent
EXAMPLE_SITE = PACKAGE.parent / "example_site"
STYLE_SHEETS = sorted([*PACKAGE.glob("**/static/**/*.css"), *EXAMPLE_SITE.glob("static/**/*.css")])

#: What may stay, by a part of the message, each with its reason.
ACCEPTED = {
    "Trailing slash on void elements": "Wagtail's editor stores <hr/> and <br/>; they mean what they should",
}


def public_templates():
    """The names of the templates that readers meet: all but those of Wagtail's admin."""
    names = set()
    for folder in [*PACKAGE.glob("**/templates"), EXAMPLE_SITE / "templates"]:
        names |= {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    return {name for name in names if "/admin/" not in name and not name.startswith("wagtailadmin/")}


@pytest.fixture(scope="module")
def drawn_states(django_db_setup, django_db_blocker, tmp_path_factory):
    """A folder with a file for every document of every state, and the names of the templates that drew them."""
    folder = tmp_path_factory.mktemp("documents")
    templates = set()

    def note(template, **kwargs):
        templates.add(template.name)

    template_rendered.connect(note)
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            site = KettleLane()
            for name in STATES:
                cache.clear()
                with transaction.atomic():
                    for number, response in enumerate(drawn(name, site), start=1):
                        (folder / f"{name}-{number}.html").write_bytes(response.content)
                    transaction.set_rollback(True)
            transaction.set_rollback(True)
    finally:
        template_rendered.disconnect(note)
    return folder, templates


@pytest.mark.accessibility("Every template for readers", "in every state")
def test_every_template_is_drawn_in_some_state(drawn_states):
    """Whoever adds a template adds the state that shows it."""
    _, templates = drawn_states
    assert public_templates() - templates == set()


@pytest.mark.accessibility("Every template for readers", "The Nu HTML checker has nothing to say")
def test_the_checker_has_nothing_to_say(drawn_states):
    if missing := checker.what_is_missing():
        pytest.skip(missing)
    folder, _ = drawn_states
    (folder / "wrong.html").write_text('<!doctype html><html lang="en"><title>Wrong</title><p><h1></p></html>')

    messages = checker.check([*sorted(folder.glob("*.html")), *STYLE_SHEETS])

    wrong = [message for message in messages if message["url"].endswith("wrong.html")]
    assert any(message["type"] == "error" for message in wrong)  # it did look
    found = [checker.in_words(message) for message in messages if message not in wrong]
    unexpected = [line for line in found if not any(part in line for part in ACCEPTED)]
    assert not unexpected, "\n".join(unexpected)
    assert [part for part in ACCEPTED if not any(part in line for line in found)] == []
