"""Twice as much takes about twice as long, whatever is in the file: nobody's page keeps the importer busy for an hour."""

import gc
import time
from contextlib import suppress

import pytest

from coprod_wagtail.importers.exceptions import CannotImport
from coprod_wagtail.importers.files import load
from coprod_wagtail.importers.formats import READERS
from coprod_wagtail.importers.formats.saved_page.text import read_text

from .nasty import HTML, TEXT

pytestmark = pytest.mark.pure

#: In characters. The second is two doublings of the first, each of which may take three times as long: time that is
#: measured on a busy machine wavers, and what grows with the square takes sixteen times as long.
SMALL, LARGE = 1000, 4000
BOUND = 3 * 3
#: For reading a date that is none, `dateparser` takes 10 ms.
SLOW = {"dates that are none"}


def seconds(read, path, content):
    path.write_text(content, newline="")
    gc.collect()
    began = time.process_time()
    with suppress(CannotImport):
        read(path)
    return time.process_time() - began


def grows_by(read, path, make, portion):
    """How many times as long the larger one takes; asked again as long as it is more than it may be."""
    small = large = float("inf")
    for _attempt in range(5):
        small = min(small, seconds(read, path, make(SMALL // portion)))
        large = min(large, seconds(read, path, make(LARGE // portion)))
        if large < BOUND * small or large < 0.01:
            break
    return large / small if large >= 0.01 else 0


def read_whole(reader):
    return lambda path: [list(post.comments) for post in reader(path)]


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory):
    """What is made once, such as the words of dates, is made before anything is measured."""
    for name, make in [("a.txt", TEXT["dates of other languages"]), ("a.html", HTML["comments"])]:
        seconds(read_whole(READERS["saved-page"]), tmp_path_factory.mktemp("warm") / name, make(SMALL))


@pytest.mark.parametrize("name", TEXT)
def test_a_page_saved_as_text(tmp_path, name):
    """Read past the question whether it looks like a program: most of these do."""
    grown = grows_by(lambda path: read_text(load(path).text), tmp_path / "a.txt", TEXT[name], 8 if name in SLOW else 1)
    assert grown < BOUND


@pytest.mark.parametrize("name", HTML)
def test_a_page_saved_as_html(tmp_path, name):
    assert grows_by(read_whole(READERS["saved-page"]), tmp_path / "a.html", HTML[name], 1) < BOUND


def test_every_format_is_measured():
    assert set(READERS) == {"saved-page"}, "a new one needs nasty files of its own"
