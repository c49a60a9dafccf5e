"""Words are found in a text as people choose, type or paste them."""

import pytest

from coprod_wagtail.comments.covering.places import merged, moved, places_of

pytestmark = pytest.mark.pure

TEXT = "Also ring Al on 01632 960 001.\nAl’s number is\n01632 960 001, AL said."


def found(words, text=TEXT):
    return [text[begin:end] for begin, end in places_of(words, text)]


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("01632 960 001", ["01632 960 001"] * 2),
        ("01632  960\n001", ["01632 960 001"] * 2),
        # As a whole word, in any case of letters: not in "Also".
        ("al", ["Al", "Al", "AL"]),
        # Chosen across lines.
        ("number is 01632 960 001", ["number is\n01632 960 001"]),
        # Somebody chose half a word.
        ("umbe", ["umbe"]),
        ("001.", ["001."]),
        ("not there", []),
        ("", []),
        (" \n ", []),
        ("(.*)+$", []),
    ],
)
def test_where_words_stand(words, there):
    assert found(words) == there


def test_a_language_without_spaces():
    assert found("田中", "私は田中です") == ["田中"]


def test_an_accent_typed_in_two_characters():
    assert found("Zoe\u0308", "Ask Zoë.") == ["Zoë"]


def test_places_that_overlap_are_one():
    assert merged([(5, 9), (0, 3), (8, 12), (3, 4)]) == [(0, 4), (5, 12)]


def test_places_move_with_the_words_before_them():
    assert moved([(0, 3), (5, 9), (12, 14)], 4, 6, 2) == [(0, 3), (8, 10)]
