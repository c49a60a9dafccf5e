from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from defusedxml.ElementTree import fromstring
from wagtail.models import Site

from tests.factories import ReaderCommentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

#: Every character that no XML document can hold, not even escaped (XML 1.0, 2.2).
FORBIDDEN = sorted({*map(chr, range(0x20)), "\ufffe", "\uffff"} - set("\t\n\r"))
#: PostgreSQL stores no NUL.
STORED = "".join(sorted(set(FORBIDDEN) - {"\0"}))


@pytest.mark.shape
def test_the_feed_has_the_newest_first_with_links_to_each(client, post):
    old = ReaderCommentFactory(page=post, posted_at=datetime(2026, 5, 4, 10, tzinfo=UTC), author_name="Sam & Co")
    new = ReaderCommentFactory(page=post, posted_at=datetime(2026, 5, 5, 10, tzinfo=UTC))
    channel = fromstring(client.get(f"/comments/{post.pk}/feed/").content)[0]
    links = [item.find("link").text for item in channel.iter("item")]
    assert [link.split("#")[1] for link in links] == [f"comment-{new.pk}", f"comment-{old.pk}"]
    assert channel.findall("item")[1].find("title").text == "Comment by Sam & Co, 4 May 2026"


@pytest.mark.parametrize("page_id", [1, 99999])
def test_pages_without_a_conversation_have_no_feed(client, db, page_id):
    assert client.get(f"/comments/{page_id}/feed/").status_code == 404


@pytest.mark.shape
def test_every_link_is_where_wagtail_says_the_site_is(client, post, monkeypatch):
    """django.contrib.sites, which other apps bring, calls a new site example.com."""
    elsewhere = SimpleNamespace(domain="example.com")
    monkeypatch.setattr("django.contrib.syndication.views.get_current_site", lambda request: elsewhere)
    Site.objects.update(hostname="www.kettle.example", port=443)
    Site.clear_site_root_paths_cache()
    ReaderCommentFactory(page=post, posted_at=datetime(2026, 5, 4, 10, tzinfo=UTC))
    response = client.get(f"/comments/{post.pk}/feed/")
    assert "example.com" not in response.text
    channel = fromstring(response.content)[0]
    links = [element.text or element.get("href") for element in channel.iter() if element.tag.endswith("link")]
    assert len(links) == 3
    assert {link.partition("/a-good-week/")[0] for link in links[:1] + links[2:]} == {"https://www.kettle.example/blog"}
    assert links[1] == f"https://www.kettle.example/comments/{post.pk}/feed/"


def test_what_no_feed_can_hold_is_left_out_of_every_field(client, post):
    """Old rows, imports and editors' pages hold what a form of today leaves out."""
    comment = ReaderCommentFactory(page=post, author_name="Sam")
    name, words = f"S{STORED}am", f"W{STORED}ords"
    type(comment).objects.update(author_name=name, body=words, body_html=f"<p>{words}</p>")
    type(post).objects.filter(pk=post.pk).update(title=f"A{STORED} week", draft_title=f"A{STORED} week")
    channel = fromstring(client.get(f"/comments/{post.pk}/feed/").content)[0]
    assert channel.find("title").text == "Comments on A week"
    (item,) = channel.iter("item")
    assert "Sam" in item.find("title").text and item.find("description").text == "<p>Words</p>"


@pytest.mark.pure
@pytest.mark.parametrize("character", FORBIDDEN, ids=lambda character: f"U+{ord(character):04X}")
def test_a_comment_never_holds_what_no_feed_can(character):
    from coprod_wagtail.text.plain_text import clean_line, clean_text

    line_end = character in "\x0b\x0c"
    assert clean_text(f"a{character}b") == ("a\nb" if line_end else "ab")
    assert clean_line(f"a{character}b") == ("a b" if line_end else "ab")
