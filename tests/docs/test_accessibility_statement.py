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
MARKER = "pytest.mark.accessibility"
#: What no row may say without a test that says it, too: a row has many words, and these promise something.
PROMISES = [
    "axe",
    "The Nu HTML checker",
    "keyboard alone",
    "without scripts",
    "320 pixels",
    "[Tt]ext twice as large",
    "own spacing",
    "forced colours",
    "[Pp]rint",
    "less motion",
    "24 by 24",
    "44 high",
    "3 to 1",
    "7 to 1",
    "right to left",
    "Arabic and Urdu",
    "two days",
    "link to each field",
    "lost networks",
    # The screens of the admin
    "the list of comments",
    "its filters",
    "the page for reading one",
    "decisions about one and many",
    "the number on the home page",
    "the conversation of a page",
    "the fields of a post",
    "of a profile",
    "deleting a page with comments",
    "settings",
    "categories",
    "webhooks",
]
NEVER_RUN = {"skip", "skipif", "xfail"}
#: The fixtures with which axe looks at a page.
AXE = {"axe", "look"}


def rows():
    """What was tested, how, and the files where."""
    for line in section_of(PAGE, TESTED).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if len(cells) == 3 and "`tests/" in cells[2]:
            yield *cells[:2], re.findall(r"`(tests/[\w/]+\.py)`", cells[2])


def each_test_in(file):
    """The tests in `file`: what each is called, its fixtures, and its markers with what is said in them."""
    for node in ast.walk(ast.parse((ROOT / file).read_text())):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            calls = [decorator if isinstance(decorator, ast.Call) else None for decorator in node.decorator_list]
            markers = {}
            for decorator, call in zip(node.decorator_list, calls, strict=True):
                name = ast.unparse(call.func if call else decorator)
                said = [ast.literal_eval(argument) for argument in call.args] if name == MARKER else []
                markers[name.removeprefix("pytest.mark.")] = said
            yield node.name, {argument.arg for argument in node.args.args}, markers


def promised():
    """What tests say that the statement says of them: file, name, the beginning of a row, and words of that row."""
    for path in sorted((ROOT / "tests").glob("**/test_*.py")):
        if MARKER not in path.read_text():  # to parse all of them would take a second
            continue
        file = str(path.relative_to(ROOT))
        for name, _fixtures, markers in each_test_in(file):
            if "accessibility" in markers:
                row, *words = markers["accessibility"]
                yield file, name, row, words


ROWS = list(rows())
PROMISED = list(promised())


def said_of(what, files):
    """What the tests in these files say of the row `what`: how it begins, and words of it."""
    of_this_row = [(row, words) for file, _name, row, words in PROMISED if file in files and what.startswith(row)]
    return [said for row, words in of_this_row for said in (row, *words)]


def test_every_test_it_leans_on_is_there():
    named = [name for *_words, files in ROWS for name in files]
    assert len(named) > 10
    assert sorted(set(named)) == sorted(set(re.findall(r"`(tests/[\w/]+\.py)`", section_of(PAGE, TESTED))))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(("what", "how", "files"), ROWS, ids=[what[:30] for what, *_rest in ROWS])
def test_a_row_has_a_test_in_each_of_its_files_and_one_for_each_criterion(what, how, files):
    assert [file for file in files if not said_of(what, [file])] == []
    criteria = re.findall(r"\b\d\.\d\.\d+\b", how)
    assert [criterion for criterion in criteria if criterion not in said_of(what, files)] == []


@pytest.mark.parametrize("promise", PROMISES)
def test_where_it_promises_something_a_test_does_it(promise):
    found = [(what, files) for what, how, files in ROWS if re.search(promise, f"{what} {how}")]
    assert found, f"No row says {promise!r} any more"
    for what, files in found:
        is_done = any(re.search(promise, said) for said in said_of(what, files))
        assert is_done, f"“{what}” promises {promise!r}, and no test in {files} says so"


@pytest.mark.parametrize(("file", "name", "row", "words"), PROMISED, ids=[name for _file, name, *_rest in PROMISED])
def test_what_a_test_says_the_statement_says(file, name, row, words):
    (found,) = [(f"{what} {how}", files) for what, how, files in ROWS if what.startswith(row)]
    text, files = found
    assert file in files
    assert words and [word for word in words if word not in text] == []


def test_no_test_that_it_leans_on_is_left_out():
    files = {file for *_words, files in ROWS for file in files}
    left_out = {
        f"{file}::{name}"
        for file in files
        for name, _fixtures, markers in each_test_in(file)
        if "accessibility" in markers and NEVER_RUN & markers.keys()
    }
    assert left_out == set()


def test_whatever_axe_looks_at_is_said():
    """Each test in which it looks says so, and stands in a file that a row about axe names."""
    says_so = {name for what, how, files in ROWS if "axe" in how for name in files}
    assert {"tests/browser/test_axe.py", "tests/browser/test_axe_admin.py"} <= says_so
    silent = set()
    for path in (ROOT / "tests/browser").glob("test_*.py"):
        file = str(path.relative_to(ROOT))
        looks = {name: markers for name, fixtures, markers in each_test_in(file) if fixtures & AXE}
        if path.name == "test_docs_site.py":  # which is not the package's pages
            continue
        assert not looks or file in says_so
        silent |= {name for name, markers in looks.items() if "accessibility" not in markers}
    assert silent == set()


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
    # What is sent and stored, and what the documentation says, and not what is shown.
    others = {f"tests/browser/{name}.py" for name in ("test_privacy", "test_api", "test_embed_page", "test_docs_site")}
    there = {str(path.relative_to(ROOT)) for path in (ROOT / "tests/browser").glob("test_*.py")} - others
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
