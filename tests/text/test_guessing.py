"""In which language words are, guessed on this machine: only where that is sure, and never with an error."""

import socket
import time

import pytest

from coprod_wagtail.text import guessing
from coprod_wagtail.text.guessing import guessed_language
from coprod_wagtail.text.spoken import language_of_words

pytestmark = pytest.mark.pure

ENGLISH = "The bus decides my whole day, and nobody has asked us about it."
WELSH = "Mae'r bws yn hwyr bob dydd, ac nid oes neb wedi gofyn i ni amdano."
ARABIC = "الحافلة متأخرة كل يوم، ولم يسألنا أحد عن ذلك حتى الآن."
URDU = "بس روزانہ دیر سے آتی ہے اور کسی نے ہم سے اس کے بارے میں نہیں پوچھا۔"
POLISH = "Autobus spóźnia się każdego dnia i nikt nas o to nie zapytał."


@pytest.fixture(autouse=True)
def offline(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("Something was asked of another machine.")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.smoke
@pytest.mark.parametrize(
    ("text", "page", "said"),
    [
        (ENGLISH, "en-gb", "en-gb"),
        (WELSH, "cy", "cy"),
        (WELSH, "en-gb", "cy"),
        (ENGLISH, "cy", "en"),
        (ARABIC, "en-gb", "ar"),
        (URDU, "en-gb", "ur"),
        (POLISH, "en-gb", "pl"),
        (ENGLISH, "ar", "en"),
    ],
)
def test_what_is_sure_is_said(text, page, said):
    assert language_of_words(text, page) == said


@pytest.mark.parametrize(
    "text",
    [
        "Diolch!", "Thank you", "Tidy, mun.", "", "999 :-) 😀😀😀", "aaaa " * 30, "Ysgol Bro Teifi",
        "Pwyllgor Llandrindod says no to Mrs Williams", "lol ok yes yes ok lol yes ok no ok lol yes",
    ],
)  # fmt: skip
def test_what_is_short_or_mixed_stays_the_pages(text):
    assert language_of_words(text, "en-gb") == "en-gb"


@pytest.mark.parametrize(
    "text", ["\ud800" * 40, "\x00" * 40 + ENGLISH, "a" * 1_000_000, "\n" * 99 + ENGLISH, "\u202e" + ARABIC]
)
def test_no_text_makes_it_fail_or_takes_it_long(text):
    guessed_language(ENGLISH, "en")
    began = time.perf_counter()
    guessed_language(text, "en")
    assert time.perf_counter() - began < 0.2  # a busy machine; it takes less than a thousandth


def test_without_the_library_nothing_is_guessed(monkeypatch):
    monkeypatch.setattr(guessing, "_detector", lambda: guessing._nothing)
    assert language_of_words(WELSH, "en-gb") == "en-gb"
    assert language_of_words(ARABIC, "en-gb") == ""


def test_languages_that_look_alike_are_not_told_apart():
    assert guessed_language("Bussen kommer for sent hver dag, og ingen har spurgt os om det endnu.", "nb") == ""
