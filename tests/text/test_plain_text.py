import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coprod_wagtail.text import plain_text
from coprod_wagtail.text.plain_text import (
    clean_line,
    clean_text,
    could_be_linked,
    count_links,
    drops_characters,
    has_broken_characters,
    has_visible_characters,
    linked_html,
    to_html,
    unlinked_html,
)

# What tells the two ways of making HTML apart, if anything does: what they escape, leave out or split by, and nearly
# addresses of every kind.
PIECES = [
    "\0", "\r", "\n", "\r\n", "\n\0\n", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\xa0", "\u2028", "\u2029", "\u2003", "\ufeff",
    "\u202e", "\ufffe", "\U0010ffff", "&", "&amp;", "&nbsp;", "&#0;", "&#13;", "&lt;p&gt;", "<", ">", "<p>", "<!--", "]]>", '"', "'",
    "www", "WWW.", "www.", "www.(", "wWw.a", "http:", "https:/", "HTTPS://", "ftp://a", "//", "mailto:", "a@b", "@", "a.com", "a.COM",
    "a.\u0130nt", "a.\u0131nt", "a.\u0440\u0444", ".com", ".", "..", "3.50", "a.", ".1com", "e.g.", "[::1]", "(", ")", "[", "]", ":", ";", "!",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map("".join),
    st.builds(lambda piece, times: piece * times, st.sampled_from(PIECES), st.integers(0, 300)),
)

pytestmark = pytest.mark.framework


@pytest.mark.sampled
@pytest.mark.smoke
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


@pytest.mark.sampled
@pytest.mark.smoke
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


@pytest.mark.smoke
@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("\n\0\n")
@example("www.(")
@example("a.\u0131nt")
def test_text_without_links_has_the_html_that_the_sanitiser_would_give(text):
    if not could_be_linked(text):
        assert unlinked_html(text) == linked_html(text)
    assert to_html(text) == linked_html(text)


@pytest.mark.sampled
@pytest.mark.parametrize("character", ["\0", "\r", "\xa0", "&", "<", ">", '"', "'", "\ufffe", "\x85", "\u2028"])
def test_every_character_is_written_as_the_sanitiser_writes_it(character):
    for text in (character, f"a{character}b", f"\n{character}\n"):
        assert unlinked_html(text) == linked_html(text)


def test_half_characters_are_refused_whether_there_are_links_or_not():
    for text in ("a\ud800", "a\ud800 www.example.org"):
        with pytest.raises(UnicodeEncodeError):
            to_html(text)


def test_neither_linker_nor_sanitiser_is_asked_about_text_without_links(monkeypatch):
    """They take four times what it takes to store a comment."""
    monkeypatch.setattr(plain_text, "linked_html", pytest.fail)
    assert to_html('It\'s £3.50 at 10.30 - see: the "list" & <ask>.\n\nWhy?').startswith("<p>It's £3.50")


@pytest.mark.smoke
def test_mail_addresses_become_links_without_more():
    assert 'href="mailto:a@example.org"' in to_html("a@example.org")


def test_line_ends_are_one_kind_and_controls_go():
    assert clean_text("a\r\nb\rc\u2028d\x00\x1b\u202e\u2066") == "a\nb\nc\nd"


@pytest.mark.smoke
def test_letters_are_composed():
    assert clean_text("e\u0301") == "\u00e9"


def test_a_line_has_single_spaces():
    assert clean_line("  Mrs \n  Jones\t ") == "Mrs Jones"


@pytest.mark.smoke
@pytest.mark.parametrize(
    ("text", "visible"), [("a", True), ("!", True), ("👋", True), ("\u200b", False), ("\u0301", False), ("", False)]
)
def test_what_can_be_seen(text, visible):
    assert has_visible_characters(text) is visible


def test_half_characters_are_broken():
    assert has_broken_characters("a\ud800") and not has_broken_characters("a😀")


def test_links_are_counted():
    assert count_links("http://a HTTPS://b www.c d.example") == 3


#: What people write: each as it is typed on one keyboard or another.
WRITTEN = [
    "Tiếng Việt", "Ṩ̥̄", "שְׁמַ֖ע", "ٱللَّهُ", "می‌خواهم", "བརྒྱུད", "ไม่รู้", "မြွှေ့", "हिन्दी क्ष्म्य", "葛\U000e0100城",
    "👩‍👩‍👧‍👦 ❤️‍🔥 👍🏽 1️⃣", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "A‏ב‎c",
]  # fmt: skip


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_write_stays(text, form):
    typed = unicodedata.normalize(form, text)
    assert clean_text(typed) == unicodedata.normalize("NFC", text)
    assert not drops_characters(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a" + "\u0301\u0302" * 300, "á\u0302\u0301\u0302"),
        ("a" + "\u0301\u200d" * 300, "á\u200d\u0301\u200d"),
        ("ש" + "\u05b0" * 79, "ש" + "\u05b0" * 5),
        ("Kettle\u200b Lane", "Kettle Lane"),
        ("Kettle\u2060 Lane\u3164", "Kettle Lane"),
        ("Sam\U000e0053\U000e0061\U000e006d", "Sam"),
        ("🏴\U000e0067\U000e0062", "🏴"),
        ("Sam\u200d\u200d\u200d", "Sam\u200d"),
        ("\u202emaS", "maS"),
    ],
)
def test_what_is_there_to_deceive_or_to_cover_other_lines_is_left_out(typed, kept):
    assert clean_line(typed) == kept
    assert drops_characters(typed)


@pytest.mark.parametrize("pasted", ["Ket\u00adtle", "\ufeffKettle", "Ke\x00ttle", "a\r\nb", "caf\u0065\u0301"])
def test_what_comes_along_with_pasted_text_is_nothing_to_tell(pasted):
    assert not drops_characters(pasted)


@given(
    st.text(st.one_of(st.characters(), st.sampled_from("a\u0301\u0302\u05b0\u200b\u200d\ufe0f🏴\U000e0067\U000e007f")))
)
def test_what_was_cleaned_is_clean(text):
    text = text.encode("utf-8", "ignore").decode()
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert not drops_characters(cleaned)
