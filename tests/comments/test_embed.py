"""The embed as a file: how large it is. What it does is tried in a browser (tests/browser/test_embed.py)."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.pure

NAME = "coprod_wagtail/comments-embed.js"


def test_it_is_small():
    assert len(gzip.compress(Path(finders.find(NAME)).read_bytes(), 9)) < 15_000
