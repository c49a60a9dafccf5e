import pytest

from coprod_wagtail.text.plain_text import (
    clean_line,
    clean_text,
    count_links,
    has_broken_characters,
    has_visible_characters,
    to_html,
)

pytestmark = [pytest.mark.framework, pytest.mark.smoke]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n\n<p>two</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("<b>bold</b> & more", "<p>&lt;b&gt;bold&lt;/b&gt; &amp; more</p>"),
        ('"quoted"', '<p>"quoted"</p>'),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        (
            "see https://example.org/a?b=1&c=2.",
            '<p>see <a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">'
            "https://example.org/a?b=1&amp;c=2</a>.</p>",
        ),
    ],
)
def test_text_becomes_safe_html(text, html):
    assert to_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        'https://example.org/"onmouseover="alert(1)',
        "<img src=x onerror=alert(1)>",
        "https://example.org/<script>alert(1)</script>",
        "data:text/html,<script>alert(1)</script>",
        "<<script>script>alert(1)</script>",
        "www.example.org/'><svg onload=alert(1)>",
    ],
)
def test_nothing_becomes_markup_that_we_did_not_write(text):
    from bs4 import BeautifulSoup

    html = BeautifulSoup(to_html(text), "html.parser")
    assert {tag.name for tag in html.find_all()} <= {"p", "br", "a"}
    for tag in html.find_all():
        assert set(tag.attrs) <= {"href", "rel"}
        assert tag.get("href", "http").startswith(("http", "mailto:"))


def test_mail_addresses_become_links_without_more():
    assert 'href="mailto:a@example.org"' in to_html("a@example.org")


def test_line_ends_are_one_kind_and_controls_go():
    assert clean_text("a\r\nb\rc\u2028d\x00\x1b\u202e\u2066") == "a\nb\nc\nd"


def test_letters_are_composed():
    assert clean_text("e\u0301") == "\u00e9"


def test_a_line_has_single_spaces():
    assert clean_line("  Mrs \n  Jones\t ") == "Mrs Jones"


@pytest.mark.parametrize(
    ("text", "visible"), [("a", True), ("!", True), ("👋", True), ("\u200b", False), ("\u0301", False), ("", False)]
)
def test_what_can_be_seen(text, visible):
    assert has_visible_characters(text) is visible


def test_half_characters_are_broken():
    assert has_broken_characters("a\ud800") and not has_broken_characters("a😀")


def test_links_are_counted():
    assert count_links("http://a HTTPS://b www.c d.example") == 3
