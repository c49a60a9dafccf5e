"""What fills the queue with a million comments goes past Django, and names each column that has to have a value."""

import re

import pytest

from coprod_wagtail.comments.models import ReaderComment

pytestmark = pytest.mark.pure


def test_it_names_every_column_that_needs_a_value():
    # Not above: it brings the ready-made pages, which some kinds of site do without.
    from bench.filling_queue import FILL

    named = {name.strip() for name in re.search(r"\((.*?)\)", FILL, re.DOTALL)[1].split(",")}
    columns = {field.column: field.null or field.primary_key for field in ReaderComment._meta.concrete_fields}
    assert named <= set(columns)
    assert [column for column, may_be_empty in columns.items() if not may_be_empty and column not in named] == []
