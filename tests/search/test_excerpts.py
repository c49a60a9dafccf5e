"""Which words of a text are shown of what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_wagtail.search.excerpts import LENGTH, Part, excerpt, one_line, words_of

pytestmark = pytest.mark.pure


def plain(parts):
    return "".join(part.text for part in parts)


def test_a_short_text_is_shown_whole():
    assert excerpt("We cook soup, and more soup.", {"soup"}) == [
        Part("We cook "),
        Part("soup", True),
        Part(", and more "),
        Part("soup", True),
        Part("."),
    ]


def test_nothing_that_was_found_shows_the_beginning():
    line = "word " * 100
    (part,) = excerpt(line.strip(), {"soup"})
    assert part.text.startswith("word word") and part.text.endswith("word …") and not part.marked


def test_the_best_stretch_is_shown_cut_between_words():
    line = "soup here. " + "filler " * 100 + "the soup and the bread " + "filler " * 100 + "bread"
    parts = excerpt(line, {"soup", "bread"})
    assert plain(parts)[:2] == "… " and plain(parts).endswith(" …")
    assert {part.text for part in parts if part.marked} == {"soup", "bread"}
    assert set(words_of(plain(parts))) <= {"filler", "the", "soup", "and", "bread"}


def test_a_language_without_spaces_is_cut_anywhere():
    line = "汤" * 1000
    assert len(plain(excerpt(line, set()))) == LENGTH + 2


def test_characters_that_nobody_sees_are_left_out():
    assert one_line(["a\u202eb", "", "c\n\nd"]) == "ab c d"


@given(st.lists(st.text(max_size=200), max_size=20), st.sets(st.text(min_size=1, max_size=4)), st.integers(80, 400))
def test_it_is_a_stretch_of_the_text_with_nothing_added(texts, found, length):
    line = one_line(texts)
    parts = excerpt(line, found, length)
    shown = plain(parts).removeprefix("… ").removesuffix(" …")
    assert shown in line or line.startswith("…")
    assert len(shown) <= length + 64
    assert all(part.text in found for part in parts if part.marked)
    assert all(one.marked != other.marked for one, other in zip(parts, parts[1:], strict=False))
