"""The order of names in a list: the same on every database, and as people look for a name."""

import pytest

from coprod_wagtail.text.collation import KEY_LENGTH, collation_key

pytestmark = pytest.mark.framework


@pytest.mark.parametrize(("before", "after"), [("Élodie", "Zoe"), ("ann", "Bob"), ("Łukasz", "Mo"), ("Zoe", "Ζωή")])
def test_neither_case_nor_a_mark_counts(before, after):
    assert collation_key(before) < collation_key(after)


def test_names_that_differ_by_that_only_stand_together():
    assert collation_key("Zoë") == collation_key("ZOE") == collation_key("zoe")


def test_a_key_fits_its_column_whatever_the_name_is():
    for name in ("a" * 255, "😀" * 255, "\ud800"):
        key = collation_key(name)
        assert len(key) <= KEY_LENGTH and set(key) <= set("0123456789abcdef")
