"""What somebody typed as an address is what the link leads to, and everything else is words."""

from html import unescape

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coprod_wagtail.text.links import links_in
from coprod_wagtail.text.plain_text import to_html

pytestmark = [pytest.mark.framework, pytest.mark.smoke]


def hrefs(text):
    return [link["href"] for link in BeautifulSoup(to_html(text), "html.parser").find_all("a")]


@pytest.mark.sampled
@pytest.mark.parametrize(
    "address",
    [
        # What looks like HTML's name of a character is none.
        "https://x.example/?page=1&section=2&region=north",
        "https://x.example/?a=1&current=2&copy=3&notify=4&degree=5&lt=6&gt=7&amp=8&not=9&times=1&para=2&order=3",
        "https://x.example/?q=&amp;x",
        "https://x.example/a_(b)",
        "https://x.example/a(b)c",
        "https://x.example/~me/?q=a+b#c!d",
        "https://en.wikipedia.org/wiki/“Heroes”",
        "https://web.archive.org/web/2020/https://example.org/x",
        "http://münchen.example/straße",
        "https://例え.jp/パス",
        "https://user-pages.example:8443/x/",
        "http://192.168.1.1/",
        "https://example.org/100%25",
        "https://example.org/it's",
        "HTTPS://EXAMPLE.ORG/A",
    ],
)
def test_an_address_leads_where_it_was_typed_to(address):
    for before, after in [
        ("", ""),
        ("See ", " please"),
        ("(", ")"),
        ("“", "”"),
        ("»", "«"),
        ("<", ">"),
        ("", "."),
        ("a\n", "\nb"),
    ]:
        assert hrefs(before + address + after) == [address], (before, after)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Website:https://example.org/x", ["https://example.org/x"]),
        ("[plan](https://example.org/x)", ["https://example.org/x"]),
        ("[plan](https://example.org/x).", ["https://example.org/x"]),
        ("https://example.org…", ["https://example.org"]),
        ("https://example.org/x…", ["https://example.org/x"]),
        ("Look→https://example.org/x", ["https://example.org/x"]),
        ("👉https://example.org/x", ["https://example.org/x"]),
        ("“https://example.org/x”", ["https://example.org/x"]),
        ("‘https://example.org/x’.", ["https://example.org/x"]),
        ("「https://example.org/x」。", ["https://example.org/x"]),
        ("www.example.org/x", ["https://www.example.org/x"]),
        ("see www.example.org, or example.org.uk/a.", ["https://www.example.org", "https://example.org.uk/a"]),
        ("nhs.uk", ["https://nhs.uk"]),
        ("me@example.org, or you@example.com.", ["mailto:me@example.org", "mailto:you@example.com"]),
        ("mailto:me@example.org", ["mailto:me@example.org"]),
        ("https://a.example https://b.example", ["https://a.example", "https://b.example"]),
    ],
)
def test_it_is_found_wherever_it_stands(text, found):
    assert hrefs(text) == found


@pytest.mark.sampled
@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "ftp://",
        "//example.org",
        "http://",
        "https://",
        "https://.",
        "www.",
        "https://[::1",
        "http://0\u202a",
        # Whose page is it?
        "https://bank.example@evil.example/",
        "https://bank.example%40evil.example/",
        "https://user:secret@example.org/",
        "https://bank.example\\@evil.example/",
        # A full stop without a space after it.
        "That was the day.It was long.So we went home.My bus is late.Is yours?",
        "file.py and README.md, e.g. this",
        "3.50 at 10.30",
        "a.b@c",
    ],
)
def test_these_are_words(text):
    assert hrefs(text) == []


PIECES = [
    "https://", "http://", "www.", "mailto:", "javascript:", "ftp://", "//", "@", ":", "/", ".", "..", "-", "_", "(", ")", "[", "]",
    "<", ">", "&", "&amp;", "&copy=", "&#x3c;", '"', "'", "“", "”", "’", "…", "→", "é", "例", "a", "b.org", "example.org", "x.uk", ".com",
    "?q=", "#", "%", "%00", "%40", " ", "\n", "\n\n", "\t", "\xa0", "\u200b", "\u202e", "\\", "|", "`", "*", "~", "[::1]", "1.2.3.4", ":80",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=2)), max_size=30).map("".join)
)


@settings(max_examples=600, deadline=None)
@given(TEXTS)
@example("https://x.example/?page=1&section=2")
@example("https://[::1]")
def test_any_text_stays_what_it_was_and_every_link_leads_to_what_was_typed(text):
    html = BeautifulSoup(to_html(text), "html.parser")
    typed = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    assert "".join(html.get_text().split()) == "".join(typed.split())
    for link in html.find_all("a"):
        href = link.get("href", "")
        assert href.startswith(("http://", "https://", "mailto:")) or href[:8].lower().startswith(
            ("http://", "https://")
        )
        shown = link.get_text()
        assert href in {shown, f"https://{shown}", f"mailto:{shown}"} and shown in typed


@pytest.mark.sampled
@pytest.mark.parametrize(
    "text",
    ["a." * 5000, "http://" * 3000, "@" * 9000, "www." * 4000, "https://a.org/" + "(" * 9000, "-" * 9000 + "@a.org"],
)
def test_long_nonsense_takes_no_time(text):
    import time

    begin = time.process_time()
    to_html(text)
    assert time.process_time() - begin < 1


def test_links_are_given_with_their_places():
    text = "See www.example.org now"
    assert links_in(text) == [(4, 19, "https://www.example.org")]
    assert unescape(to_html(text)).count("<a ") == 1
