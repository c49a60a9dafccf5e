"""The page about the embed holds to the script, and the script to the page."""

import re
from pathlib import Path

import coprod_wagtail

from .blocks import DOCS, blocks_of, first_column, section_of

PAGE = DOCS / "how-to/embed.md"
SCRIPT = (Path(coprod_wagtail.__file__).parent / "comments/static/coprod_wagtail/comments-embed.js").read_text()


def parts():
    named = re.findall(r"\bpart: ([^,}]+)", SCRIPT) + re.findall(r"\bpart\.\w+\(([^,)]+)", SCRIPT)
    named += re.findall(r"\bbutton\(\s*(\"[^\"]+\")", SCRIPT)
    return {part for words in named for quoted in re.findall(r'"([^"]+)"', words) for part in quoted.split()}


def test_the_parts_are_all_there():
    documented = first_column(section_of(PAGE, "How it looks"))
    assert {name for name in documented if not name.startswith("--")} == parts()
    assert len(documented) == len(set(documented))


def test_the_properties_are_all_there_with_their_defaults():
    rows = dict(re.findall(r"^\| `(--[^`]+)` \| `([^`]+)` \|", section_of(PAGE, "How it looks"), re.MULTILINE))
    used = set(re.findall(r"var\((--coprod-[a-z-]+), ((?:[^()]|\([^()]*\))+)\)", SCRIPT))
    assert len(used) == len(dict(used)), "a property with two defaults"
    assert rows == dict(used)


def test_the_style_is_about_parts_that_there_are():
    assert set(re.findall(r'\[part~="?([a-z-]+)"?\]', SCRIPT)) <= parts()
    for block in blocks_of(PAGE, "css"):
        assert set(re.findall(r"::part\(([a-z-]+)\)", block.code)) <= parts()


def test_the_attributes_are_those_that_are_watched():
    (watched,) = re.findall(r"observedAttributes = \[([^]]+)\]", SCRIPT)
    assert set(first_column(section_of(PAGE, "The attributes"))) == set(re.findall(r'"([^"]+)"', watched))


def test_the_limits_are_those_of_the_script():
    (threads,) = re.findall(r"const THREADS = (\d+);", SCRIPT)
    (tries,) = re.findall(r"const TRIES = (\d+);", SCRIPT)
    assert f"first {int(threads) * int(tries):,} threads" in section_of(PAGE, "What it says")
