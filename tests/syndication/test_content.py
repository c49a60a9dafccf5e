"""HTML in feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_wagtail.syndication.content import feed_html
from tests.syndication import checking

pytestmark = pytest.mark.framework

BASE = "https://www.kettle.example/blog/a-week/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/about/">us</a>', '<a href="https://www.kettle.example/about/">us</a>'),
        ('<a href="#form">answer</a>', f'<a href="{BASE}#form">answer</a>'),
        ('<a href="//cdn.example/x">x</a>', '<a href="https://cdn.example/x">x</a>'),
        ('<a href="mailto:a@b.org">a</a>', '<a href="mailto:a@b.org">a</a>'),
        ('<a href="tel:+44123">ring</a>', '<a href="tel:+44123">ring</a>'),
        ('<img src="../p.png" alt="A pot" srcset="/q.png 2x" loading="lazy">', '<img src="https://www.kettle.example/blog/p.png" alt="A pot">'),
        ('<blockquote cite="/said/">x</blockquote>', '<blockquote cite="https://www.kettle.example/said/">x</blockquote>'),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="//[">x</a>', "<a>x</a>"),
        ('<p onclick="x()" style="color:red" class="c">x</p>', "<p>x</p>"),
        ("<script>alert(1)</script><style>p{}</style>x", "x"),
        ('<div class="coprod-table" role="region"><table><tr><th scope="col">a</th></tr></table></div>', '<table><tbody><tr><th scope="col">a</th></tr></tbody></table>'),
        ('<iframe src="/film/" title="A film of us">no frames</iframe>', '<a href="https://www.kettle.example/film/">A film of us</a>'),
        ('<IFRAME src="https://films.example/1"></IFRAME>', '<a href="https://films.example/1">https://films.example/1</a>'),
        ("<iframe></iframe>x", "x"),
        ('<p lang="cy" dir="ltr">Helo</p>', '<p lang="cy" dir="ltr">Helo</p>'),
    ],
)  # fmt: skip
def test_what_becomes_of_it(html, expected):
    assert feed_html(html, BASE) == expected


@given(st.text(), st.sampled_from(["href", "src", "cite", "poster"]))
def test_no_address_in_it_leads_nowhere(address, attribute):
    quoted = address.replace("&", "&amp;").replace('"', "&quot;")
    tag = {"href": "a", "src": "img", "cite": "q", "poster": "video"}[attribute]
    checking._check_html(feed_html(f'<{tag} {attribute}="{quoted}">x</{tag}>', BASE))
