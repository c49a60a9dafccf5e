"""The pictures of the documentation: each is shown, each that is shown is there, and each says in words what it shows."""

import re

import pytest
from PIL import Image

from scripts.make_pictures import IMAGES, PICTURES

from .blocks import DOCS, PAGES, prose_of

ROOT = DOCS.parent
SHOWN = [
    (page, match[1], (page.parent / match[2]).resolve())
    for page in [ROOT / "README.md", *PAGES]
    for match in re.finditer(r"!\[([^\]]*)\]\(([^)\s]+)[^)]*\)", prose_of(page))
]
FILES = sorted(IMAGES.iterdir())


def test_there_are_some():
    assert len(SHOWN) > 5
    assert {page.name for page, _alt, _path in SHOWN} >= {"README.md", "install.md", "first-guide.md"}


@pytest.mark.parametrize("shown", SHOWN, ids=[f"{path.name} in {page.name}" for page, _alt, path in SHOWN])
def test_each_that_is_shown_is_there_and_says_what_it_shows(shown):
    page, alt, path = shown
    assert path.is_file(), f"{page.name} shows {path.name}, which is not there: make pictures"
    assert len(alt.split()) >= 5, f"{page.name} says of {path.name} only “{alt}”"


def test_no_picture_is_drawn_past_markdown():
    """One in HTML would be looked at by nobody here."""
    for page in [ROOT / "README.md", *PAGES]:
        assert "<img" not in re.sub(r"`[^`]+`", "", prose_of(page)), page.name


def test_each_is_shown_and_made_by_the_script():
    assert {path.name for path in FILES} == {f"{name}.png" for name in PICTURES}
    assert set(FILES) - {path for _page, _alt, path in SHOWN} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_is_small(path):
    assert path.stat().st_size < 200_000
    with Image.open(path) as image:
        assert image.format == "PNG" and image.width <= 1800
