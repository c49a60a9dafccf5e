"""The embed as files: how large the script is, and what is shipped with it. What it does is tried in a browser
(tests/browser/test_embed.py), and its types in tests/javascript/embed."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.docs.blocks import DOCS, first_column, section_of

pytestmark = pytest.mark.pure

NAME = "coprod_wagtail/comments-embed.js"
PAGE = DOCS / "how-to/embed.md"


def text_of(name):
    return Path(finders.find(f"coprod_wagtail/{name}")).read_text()


@pytest.fixture(scope="module")
def element():
    """What the manifest says of the element."""
    (module,) = json.loads(text_of("custom-elements.json"))["modules"]
    assert module["path"] == "comments-embed.js"
    (declaration,) = module["declarations"]
    assert declaration["customElement"] and declaration["tagName"] == "coprod-comments"
    (export,) = module["exports"]
    assert (export["name"], export["declaration"]["name"]) == (declaration["tagName"], declaration["name"])
    return declaration


def named(things):
    return [thing["name"] for thing in things]


def test_it_is_small():
    assert len(gzip.compress(Path(finders.find(NAME)).read_bytes(), 9)) < 19_000


def test_the_manifest_says_what_the_page_says(element):
    assert named(element["attributes"]) == first_column(section_of(PAGE, "The attributes"))
    events = first_column(section_of(PAGE, "The events"))
    assert named(element["events"]) == events[: events.index("reason")]
    looks = first_column(section_of(PAGE, "How it looks"))
    assert named(element["cssProperties"]) + named(element["cssParts"]) == looks
    defaults = dict(re.findall(r"^\| `(--[^`]+)` \| ([^|]+) \|", section_of(PAGE, "How it looks"), re.MULTILINE))
    assert {one["name"]: one["default"] for one in element["cssProperties"]} == {
        name: default.strip().replace("`", "") for name, default in defaults.items()
    }


def test_the_manifest_says_what_the_script_does(element):
    script = text_of("comments-embed.js")
    (watched,) = re.findall(r"observedAttributes = (\[.*\])", script)
    assert set(named(element["attributes"])) == set(json.loads(watched))
    told = set(re.findall(r'#tell\("(\w+)"|new Event\("(\w+)"\)', script))
    assert {one or other for one, other in told} - {"input"} == set(named(element["events"]))
    assert f"class {element['name']} extends" in script


def test_the_types_know_the_same_attributes_events_and_reasons(element):
    types = text_of("comments-embed.d.ts")

    def names_in(interface):
        (body,) = re.findall(rf"interface {interface} {{\n(.*?)\n}}", types, re.DOTALL)
        return set(re.findall(r'^ {2}"?([\w-]+)"?\??:', body, re.MULTILINE))

    assert names_in("CoprodCommentsAttributes") == set(named(element["attributes"]))
    assert names_in("CoprodCommentsEventMap") == set(named(element["events"]))
    assert names_in("CoprodCommentsProblem") == {"reason", "status", "tries", "again"}
    (reasons,) = re.findall(r"reason: (.*);", types)
    thrown = re.findall(
        r"new Failure\((?:error\.name === \"TimeoutError\" \? )?\"(\w+)\"(?: : \"(\w+)\")?",
        text_of("comments-embed.js"),
    )
    assert set(re.findall(r"\w+", reasons)) == {reason for pair in thrown for reason in pair if reason}


@pytest.mark.parametrize("kind", ["", ".react", ".vue"])
def test_the_files_are_named_in_the_documentation(kind):
    assert text_of(f"comments-embed{kind}.d.ts")
    assert f"`comments-embed{kind}.d.ts`" in section_of(PAGE, "With TypeScript, React and Vue")
