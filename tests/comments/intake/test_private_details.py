"""What is asked about before it is sent, what is not, and that looking for it takes no time, whatever comes in."""

import time

import pytest
from django.utils import translation

from coprod_wagtail.comments.intake.email_typos import suggestion
from coprod_wagtail.comments.intake.private_details import details_in

pytestmark = pytest.mark.pure


def kinds(text):
    with translation.override("en-gb"):
        return [detail.kind for detail in details_in(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ring me on 07700 900123 after six.", "07700 900123"),
        ("Ring me on 07700900123.", "07700900123"),
        ("My number (020 7946 0000) is", "(020 7946 0000"),
        ("029 2018 0123", "029 2018 0123"),
        ("01632 960 123 10 to 4", "01632 960 123"),
        ("Call +44 7700 900123", "+44 7700 900123"),
        ("Call +44 (0)20 7946 0000 now", "+44 (0)20 7946 0000"),
        ("00447700900123", "00447700900123"),
        ("07700-900-123", "07700-900-123"),
        ("Ffoniwch 01970 600 123", "01970 600 123"),
    ],
)
def test_phone_numbers(text, words):
    with translation.override("en-gb"):
        assert [(one.kind, one.words) for one in details_in(text)] == [("phone", words)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to sam.jones+bus@example.co.uk!", "email"),
        ("I am in CF10 3AT", "postcode"),
        ("i am in cf10 3at, third floor", "postcode"),
        ("SW1A1AA", "postcode"),
        ("Near LL57 2DG.", "postcode"),
        ("Come to 14 Kettle Lane", "address"),
        ("at 7b, Old Mill Road please", "address"),
        ("I live at 14 kettle lane", "address"),
        ("Dewch i 14 Heol y Bont", "address"),
        ("22 Ffordd Penglais", "address"),
        ("3 Stryd Fawr", "address"),
    ],
)
def test_other_details(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "On 01/02/2026 and 01.02.2026, or 01-02-2026 at 10.30, and 2026-11-29.",
        "01-02-2026 123 people came.",
        "Open 09:00-17:00, Monday to Friday 10-4, 07.00 to 19.00.",
        "It costs £1,200.50, or £07700 900 a year. 12345678901 pennies.",
        "From 2019 to 2024, and 1998-2003, and again in 2025.",
        "Ref 07700900123, order no. 0123456789, case: 01632 960123",
        "Invoice 02079460000 and #07700900123",
        "0 1 2 3 4 5 6 7 8 9 0",
        "10 20 30 40 50 60 70 80",
        "Ring 999, 111, 116 123 or 0800 1111. Citizens Advice: 0800 144 8848; 0300 123 3393.",
        "The 42 bus from Church Road takes 20 minutes. Bus 42 Church Road is late.",
        "I waited 10 minutes on the road and 3 people closed the lane.",
        "On 12 May Street parties are everywhere.",
        "I agree with Sam @ the kitchen, 5 @ 2.50 each.",
        "Vitamin B12 5 times a day; the A1 2nd exit; M4 at 2pm; E10 5p a litre.",
        "Section 117 of the Act, page 12, chapter 3, 65 years old, 80% of us.",
        "I am 72 and live in Church Street.",
        "We walked 5 miles down Mill Lane.",
        "",
    ],
)
def test_what_is_no_private_detail(text):
    assert kinds(text) == []


def test_other_languages_are_left_alone():
    with translation.override("cy"):
        assert details_in("07700 900123")
    for language in ("de", "pl", "ar"):
        with translation.override(language):
            assert details_in("07700 900123, CF10 3AT, 14 Kettle Lane") == []


def test_no_more_than_a_handful_and_each_once():
    text = "07700 900123 " * 50
    with translation.override("en-gb"):
        assert [one.words for one in details_in(text)] == ["07700 900123"]
        assert len(details_in(" ".join(f"me{number}@example.org" for number in range(99)))) == 5


PARTS = [
    "a",
    "1",
    "0",
    "0 ",
    "01 ",
    "+44 0 ",
    "a@",
    "a.",
    "@a.",
    "12 A ",
    "1 Aa ",
    "at 1 aa ",
    "CF1",
    "0044 ",
    "-",
    "(0)",
]
PARTS += ["1 Heol y ", "é", "07", "07 00 ", "a-", "1a, "]


@pytest.mark.parametrize("part", PARTS)
def test_hostile_text_takes_time_that_grows_with_its_length_and_no_faster(part):
    def seconds(length):
        text = (part * length)[:length]
        began = time.perf_counter()
        kinds(text)
        suggestion(f"{text}@{text}")
        return time.perf_counter() - began

    seconds(1000)
    assert seconds(200_000) < 2.5


# E-mail addresses


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sam@gmail,com", "sam@gmail.com"),
        ("sam@hotmial.com", "sam@hotmail.com"),
        ("sam@gmial.com", "sam@gmail.com"),
        ("sam@gmai.com", "sam@gmail.com"),
        ("sam@gmail.con", "sam@gmail.com"),
        ("sam@gmail.co", "sam@gmail.com"),
        ("sam@gmail", "sam@gmail.com"),
        ("sam@gmail.com.", "sam@gmail.com"),
        ("sam@gmail..com", "sam@gmail.com"),
        ("sam@@gmail.com", "sam@gmail.com"),
        ("sam@gmail com", "sam@gmail.com"),
        ("sam@yahoo.co.k", "sam@yahoo.co.uk"),
        ("Sam@Hotmial.Co.Uk", "Sam@hotmail.co.uk"),
        ("sam@kettlelane,org", "sam@kettlelane.org"),
    ],
)
def test_an_address_that_was_meant_otherwise(typed, meant):
    assert suggestion(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "", "sam", "sam@", "sam@gmail.com", "Sam@GMAIL.com", "sam@mail.com", "sam@email.com", "sam@ymail.com",
        "sam@kettlelane.org", "sam@example.ac.uk", "sam@yahoo.fr", "sam@live.com", "sam@me.com", "sam@bt.com", "@", "a@b",
        "sam@outlook.com", "sam@yahoo.com.au", "sam and ann@gmail,com at home", "x" * 300 + "@gmail,com",
    ],
)  # fmt: skip
def test_an_address_that_nobody_is_asked_about(typed):
    assert suggestion(typed) == ""
