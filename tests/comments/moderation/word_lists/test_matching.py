"""Which words of a list stand in a text: whole words, whatever their case, with accents as they are written."""

import pytest

from coprod_wagtail.comments.moderation.word_lists.matching import found_in, key_of, tree_of

pytestmark = pytest.mark.pure


def finds(entry, text):
    return found_in(text, tree_of([(7, entry)])) == [7]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("scam", "This is a scam."),
        ("scam", "SCAM!!!"),
        ("Scam", "(scam)"),
        ("scam", "It is a pyramid-scam, I say"),
        ("get rich", "Get  rich\nquick"),
        ("get rich", "GET RICH"),
        ("get rich", "get-rich"),
        ("don't", "I don’t know"),
        ("don’t", "I don't know"),
        ("scam", "a ‘scam’ or 'scam'"),
        ("scam", "It’s a sc\u200bam"),  # a zero-width space
        ("scam", "sc\u00adam"),  # a soft hyphen
        ("scam", "ｓｃａｍ"),
        ("office", "The o\ufb03ce"),  # a ligature
        ("café", "CAFE\u0301"),  # an accent of its own
        ("straße", "STRASSE"),
        ("ΣΟΦΟΣ", "σοφος"),
        ("tŷ", "Y TŶ"),
        ("हिंदी", "यह हिंदी है"),
        ("covid 19", "COVID-19"),
        ("a b c d e f g h i j k l", "x A b c d e f g h i j k l y"),
    ],
)
def test_it_is_found(entry, text):
    assert finds(entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("cunt", "Scunthorpe is nice."),
        ("ass", "I pass the assessment"),
        ("cafe", "the café"),
        ("café", "the cafe"),
        ("get rich", "get very rich"),
        ("get rich", "rich get"),
        ("don't", "dont"),
        ("scam", "scams"),
        ("scam", ""),
        ("", "anything"),
        ("...", "..."),
    ],
)
def test_it_is_not_found(entry, text):
    assert not finds(entry, text)


def test_each_is_named_once_in_the_order_of_the_text():
    tree = tree_of([(1, "bus"), (2, "late bus"), (3, "late"), (4, "tram")])
    assert found_in("The late bus. The bus!", tree) == [3, 2, 1]


def test_entries_that_are_looked_for_alike_have_one_key():
    assert key_of("Get  RICH!") == key_of("get-rich") != key_of("get rich quick")
    assert key_of("café") != key_of("cafe")
