"""Where the pages are that the tests read."""

from pathlib import Path

import pytest

from coprod_wagtail.importers.formats import READERS

DATA = Path(__file__).parent / "data"
#: Same shape as the real page below, in words of our own.
TUESDAYS = DATA / "why-we-meet-on-tuesdays.txt"
#: A real page of an old website. It is not ours to publish, so it stands outside the repository.
REAL_PAGE = Path(__file__).parents[3] / "shared" / "data" / "what-is-co-production.txt"

needs_real_page = pytest.mark.skipif(not REAL_PAGE.exists(), reason="the real old page is not on this machine")


def read(path):
    [post] = READERS["saved-page"](path)
    return post


def read_words(tmp_path, words, name="page.txt"):
    path = tmp_path / name
    path.write_text(words, encoding="utf-8")
    return read(path)


def left_out(post):
    return " ".join(item.what for item in post.left_out)
