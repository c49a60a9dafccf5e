"""The accessibility statement says of the tests what is true."""

import ast
import json
import re
from importlib.metadata import version

import pytest
from axe_playwright_python.sync_playwright import Axe

from example_site import settings as example_settings
from tests.browser import accessibility

from .blocks import DOCS, blocks_of, section_of

PAGE = DOCS / "accessibility-statement.md"
ROOT = DOCS.parent


TESTED = "What was tested, and with what"
#: What a row of the statement says was done, and what the code of a test that does it has in it.
DONE = {
    "axe": r"\baxe\.(assert_clean|findings)\(",
    "The Nu HTML checker": r"\bchecker\.check\(",
    "keyboard alone": r"\b(tab_to|press|press_send|type_into)\(|keyboard\.press\(",
    "without scripts": r"\breader\b",  # the fixture of this name comes once with scripts and once without
    "320 pixels": r"\b320\b",
    "[Tt]ext twice as large": r"200 ?%|fontSize",
    "own spacing": r"letter-spacing",
    "forced colours": r"\bforced_colors\b",
    "[Pp]rint": r'media="print"',
    "less motion": r"\bMOVING\b",
    "24 by 24": r"\b24\b",
    "44 high": r"\b44\b",
    "3 to 1": r">= 3\b",
    "7 to 1": r">= 7\b",
    "right to left": r'"rtl"|"ar"',
    "Arabic and Urdu": r'\["ar", "ur"\]',
    "two days": r"\bTWO_DAYS\b",
    "with the keyboard": r"\bpress\(",
}
#: The screens of the admin that it names, and the tests in which axe looks at each.
SCREENS = {
    "the list of comments": ["test_the_list_of_comments", "test_a_list_without_comments"],
    "its filters": ["test_the_filters_of_the_list"],
    "the page for reading one": ["test_reading_one_comment"],
    "decisions about one and many": [
        "test_what_is_said_after_a_decision",
        "test_the_question_before_a_decision_about_many",
    ],
    "the number on the home page": ["test_the_home_page_of_the_admin"],
    "the conversation of a page": ["test_the_conversation_of_a_page"],
    "the fields of a post": ["test_writing_a_post"],
    "of a profile": ["test_writing_a_profile"],
    "deleting a page with comments": ["test_deleting_a_page_with_comments"],
    "settings": ["test_settings"],
    "categories": ["test_categories"],
    "webhooks": ["test_webhooks"],
}


def rows():
    """What was tested, how, and the files where."""
    for line in section_of(PAGE, TESTED).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if len(cells) == 3 and "`tests/" in cells[2]:
            yield *cells[:2], re.findall(r"`(tests/[\w/]+\.py)`", cells[2])


def code_of(files):
    return "\n".join((ROOT / name).read_text() for name in files)


def functions_with(pattern, file):
    """The names of the tests in `file` that have `pattern` in them."""
    code = (ROOT / file).read_text()
    functions = [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
    found = [node.name for node in functions if re.search(pattern, ast.get_source_segment(code, node))]
    return {name for name in found if name.startswith("test_")}


def test_every_test_it_leans_on_is_there():
    named = [name for *_words, files in rows() for name in files]
    assert len(named) > 10
    assert sorted(set(named)) == sorted(set(re.findall(r"`(tests/[\w/]+\.py)`", section_of(PAGE, TESTED))))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("done", DONE)
def test_where_it_says_that_something_was_done_it_is_done(done):
    found = [(what, files) for what, how, files in rows() if re.search(done, f"{what} {how}")]
    assert found, f"No row says {done!r} any more"
    for what, files in found:
        is_done = re.search(DONE[done], code_of(files)) is not None
        assert is_done, f"“{what}” is said to be tested so, and it is not in {files}"


def test_every_file_in_which_axe_looks_is_in_a_row_that_says_so():
    says_so = {name for what, how, files in rows() if "axe" in how for name in files}
    looks = {str(path.relative_to(ROOT)) for path in (ROOT / "tests/browser").glob("test_*.py")}
    assert {name for name in looks if functions_with(DONE["axe"], name)} <= says_so
    assert {"tests/browser/test_axe.py", "tests/browser/test_axe_admin.py"} <= says_so


def test_axe_looks_at_the_screens_of_the_admin_that_it_names_and_at_no_others():
    file = "tests/browser/test_axe_admin.py"
    said = " ".join(what for what, how, files in rows() if file in files and "axe" in how)
    assert [screen for screen in SCREENS if screen not in said] == []
    assert {name for names in SCREENS.values() for name in names} == functions_with(r"\blook\(", file)


def versions():
    table = re.findall(r"^\| ([\w.()` ,-]+?) \| ([^|]+) \|$", section_of(PAGE, TESTED), re.MULTILINE)
    return {tool: number for tool, number in table if tool not in {"tool", "---"} and "tests/" not in number}


def as_numbers(number):
    return tuple(map(int, number.split(".")))


def test_versions_are_numbers_and_no_older_ones_are_used():
    said = versions()
    assert len(said) == 7
    assert [number for number in said.values() if not re.fullmatch(r"\d+(\.\d+)*", number)] == []
    ours = {
        "axe-playwright-python, which brings axe-core": version("axe-playwright-python"),
        "Playwright for Python": version("playwright"),
        "axe-core": re.search(r"axe v([\d.]+)", Axe().axe_script)[1],
    }
    checker = ROOT / "tests/html/node_modules/vnu-jar/package.json"
    if checker.exists():  # it is there after `make html-checker`
        ours["Nu HTML checker (`vnu-jar`)"] = json.loads(checker.read_text())["version"]
    assert ours.keys() <= said.keys()
    assert [tool for tool, number in ours.items() if as_numbers(number) < as_numbers(said[tool])] == []
    if ours["axe-playwright-python, which brings axe-core"] == said["axe-playwright-python, which brings axe-core"]:
        assert ours["axe-core"] == said["axe-core"]


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
