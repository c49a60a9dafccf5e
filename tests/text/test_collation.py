"""The order of names in a list: the same on every database, and as people look for a name."""

import pytest
from django.core.management import call_command
from django.utils import translation

from coprod_wagtail.text import collation
from coprod_wagtail.text.collation import KEY_LENGTH, collation_key
from tests.factories import BlogPostPageFactory

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


WELSH = ["Cwm", "Chwarel", "Dafydd", "Ddu", "Élodie", "Lowri", "Lleu", "Rhys", "Zoe"]


@pytest.mark.skipif(collation._collator("cy") is None, reason="PyICU is not installed: the extra `icu`")
def test_with_icu_each_language_has_its_own_order():
    assert sorted(WELSH, key=lambda name: collation_key(name, "cy")) == WELSH
    assert collation_key("Lowri", "en-gb") > collation_key("Lleu", "en-gb")
    with translation.override("cy"):
        assert collation_key("Lowri") < collation_key("Lleu")


@pytest.mark.django_db
def test_rows_that_are_there_are_sorted_anew(blog, capsys):
    posts = [BlogPostPageFactory(parent=blog, title=title) for title in ("Élodie", "Zoe")]
    model = type(posts[0])
    model.objects.filter(pk=posts[0].pk).update(title_key="ff")
    call_command("update_sort_keys")
    assert capsys.readouterr().out == "1 row is sorted anew.\n"
    assert [post.title for post in model.objects.order_by("title_key")] == ["Élodie", "Zoe"]
