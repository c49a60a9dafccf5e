import pytest
from django.utils.safestring import SafeString

from coprod_wagtail.text.phone_numbers import dialled, phone_links

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("If you are in danger, ring 999.", ["999"]),
        ("Ring Samaritans on 116 123, at any hour.", ["116123"]),
        ("The office: 029 2000 1234 (weekdays)", ["02920001234"]),
        ("From abroad: +44 (0)20 7946 0000", ["+442079460000"]),
        ("(029) 2000-1234", ["02920001234"]),
        ("Ring 999 or 116\xa0123", ["999", "116123"]),
        ("Since 2014 we read within 2 working days, 24 hours a day.", []),
        ("£1,250 for 100% of 12.500 people at 10:30, room 7/123", []),
        ("https://example.org/123456", []),
        ("The number 12345678901234567890 is no number to ring", []),
    ],
)
def test_numbers_to_ring_are_links_and_others_are_not(text, rung):
    html = phone_links(text)
    assert [part.split('"')[0] for part in html.split('href="tel:')[1:]] == rung


def test_every_other_character_stays_and_is_escaped():
    assert phone_links('<b>"999"</b> & co') == (
        '&lt;b&gt;&quot;<a href="tel:999" dir="ltr">999</a>&quot;&lt;/b&gt; &amp; co'
    )
    assert phone_links(SafeString("<b>999</b>")) == '<b><a href="tel:999" dir="ltr">999</a></b>'


def test_what_is_dialled():
    assert dialled("+44 (0)20 7946 0000") == "+442079460000"
    assert dialled("(029) 2000 1234") == "02920001234"
