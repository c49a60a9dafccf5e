"""The accessibility statement says of the tests what is true."""

import re

from example_site import settings as example_settings
from tests.browser import accessibility

from .blocks import DOCS, blocks_of, section_of

PAGE = DOCS / "accessibility-statement.md"
ROOT = DOCS.parent


def test_every_test_it_leans_on_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)`", section_of(PAGE, "What was tested, and with what"))
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_no_test_of_what_a_browser_shows_is_forgotten():
    # What is sent and stored, and not what is shown.
    about_privacy = {"tests/browser/test_privacy.py", "tests/browser/test_api.py"}
    there = {str(path.relative_to(ROOT)) for path in (ROOT / "tests/browser").glob("test_*.py")} - about_privacy
    assert [name for name in sorted(there) if f"`{name}`" not in PAGE.read_text()] == []


def test_what_it_says_of_axe_is_what_axe_is_asked_for():
    (sentence,) = re.findall(r"axe looks with its rules for (.+?), and may find", PAGE.read_text(), re.DOTALL)
    assert re.findall(r"`([\w-]+)`", sentence) == accessibility.TAGS


def test_it_says_what_was_not_tested_and_what_a_site_has_to_fill_in():
    untested = section_of(PAGE, "What was not tested")
    for what in ("JAWS", "NVDA", "VoiceOver", "TalkBack", "people", "Firefox", "Safari"):
        assert what in untested
    (text,) = blocks_of(PAGE, "text")
    assert len(re.findall(r"\[[^\]]+\]", text.code)) > 20
    # The example site's own organisation is nobody's to paste.
    assert example_settings.WAGTAIL_SITE_NAME not in text.code
