from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from defusedxml.ElementTree import fromstring
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.comments.actions import HideComment
from coprod_wagtail.comments.constants import Access, AuthorKind, DatePrecision
from coprod_wagtail.comments.models import Conversation
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory
from tests.syndication import checking

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

#: Every character that no XML document can hold, not even escaped (XML 1.0, 2.2).
FORBIDDEN = sorted({*map(chr, range(0x20)), "\ufffe", "\uffff"} - set("\t\n\r"))
#: PostgreSQL stores no NUL.
STORED = "".join(sorted(set(FORBIDDEN) - {"\0"}))

KINDS = {"atom": "feed_atom", "rss": "feed", "json": "feed_json"}
every_format = pytest.mark.parametrize("kind", KINDS)
LOST = {"author_name": "", "author_kind": AuthorKind.UNKNOWN}
UNDATED = {"posted_at": None, "posted_precision": DatePrecision.UNKNOWN}
HOSTILE = "\x0b]]><script>alert(1)</script> & \ufffe https://example.org/?a=1&b=2"


def of_page(page, kind="rss"):
    return reverse(f"coprod_comments:{KINDS[kind]}", args=[page.pk])


def of_site(kind="rss"):
    return reverse(f"coprod_comments:site_{KINDS[kind]}")


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
    monkeypatch.setattr("django.contrib.sites.shortcuts.get_current_site", lambda request: elsewhere)
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


@every_format
def test_it_is_sound_in_each_format(client, post, kind):
    """Old rows and imports hold what a form of today refuses."""
    comment = ReaderCommentFactory(page=post, author_name="Sam", content_note="About <illness>")
    ReaderCommentFactory(page=post, **LOST, **UNDATED)
    replied = ReaderCommentFactory(page=post, reply_to=comment)
    type(comment).objects.filter(pk=replied.pk).update(
        author_name=HOSTILE, body=HOSTILE, body_html=f'<p onclick="x()">{HOSTILE}</p>'
    )
    for address in (of_page(post, kind), of_site(kind)):
        response = client.get(address)
        checking.check(response.content, kind, f"http://localhost{address}")
        # Readers of feeds fold nothing.
        assert "About" in response.text and comment.body not in response.text


@pytest.mark.shape
@pytest.mark.parametrize("address", [of_page, lambda page: of_site()], ids=["of a page", "of a site"])
def test_only_what_everybody_may_read_is_in_it(client, post, blog, address):
    hidden = BlogPostPageFactory(parent=blog, title="Hidden conversation")
    private = BlogPostPageFactory(parent=blog, title="Private page")
    draft = BlogPostPageFactory(parent=blog, title="Draft page")
    for page in (hidden, private, draft):
        ReaderCommentFactory(page=page, body="Secret words")
    Conversation.objects.filter(page=hidden.pk).update(access=Access.HIDDEN)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    draft.unpublish()
    ReaderCommentFactory(page=post, body="Open words")
    ReaderCommentFactory(page=post, body="Secret words", status="pending")
    shown = client.get(address(post)).text
    assert "Open words" in shown
    assert not any(secret in shown for secret in ("Secret words", hidden.title, private.title, draft.title))


def test_the_feed_of_a_site_says_on_which_page_each_is(client, post, blog):
    other = BlogPostPageFactory(parent=blog, title="Another week", slug="another")
    Site.objects.update(site_name="Kettle Lane")
    ReaderCommentFactory(page=post, posted_at=datetime(2026, 5, 4, 10, tzinfo=UTC), author_name="Sam")
    new = ReaderCommentFactory(page=other, posted_at=datetime(2026, 5, 5, 10, tzinfo=UTC), author_name="Ann")
    channel = fromstring(client.get(of_site()).content)[0]
    assert channel.find("title").text == "Comments on all pages of Kettle Lane"
    assert [title.text for title in channel.iterfind("item/title")] == [
        "Comment by Ann, 5 May 2026, on “Another week”",
        "Comment by Sam, 4 May 2026, on “A good week”",
    ]
    link = channel.find("item/link").text
    assert link.endswith(f"/blog/another/?comment={new.pk}#comment-{new.pk}")


def test_comments_of_another_site_are_not_in_it(client, post, root_page):
    elsewhere = BlogPostPageFactory(parent=root_page.get_parent(), title="Elsewhere", slug="elsewhere")
    Site.objects.create(hostname="elsewhere.example", root_page=elsewhere)
    ReaderCommentFactory(page=elsewhere, body="There")
    ReaderCommentFactory(page=post, body="Here")
    here, there = client.get(of_site()).text, client.get(of_site(), headers={"Host": "elsewhere.example"}).text
    assert "Here" in here and "There" not in here
    assert "There" in there and "Here" not in there


def test_nobody_is_made_up_and_atom_says_so_in_words(client, post):
    ReaderCommentFactory(page=post, **LOST, **UNDATED)
    entry = checking.parsed(client.get(of_page(post, "atom")).content).find(f"{checking.ATOM}entry")
    assert entry.findtext(f"{checking.ATOM}author/{checking.ATOM}name") == "A reader of our old website"
    assert entry.find(f"{checking.ATOM}published") is None
    assert "authors" not in client.get(of_page(post, "json")).json()["items"][0]


@every_format
def test_who_has_it_already_is_not_sent_it_again(client, post, kind, django_capture_on_commit_callbacks):
    comment = ReaderCommentFactory(page=post, body="Words to hide")
    for address in (of_page(post, kind), of_site(kind)):
        tag = client.get(address)["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    with django_capture_on_commit_callbacks(execute=True):
        HideComment(comment, user=ModeratorFactory())()
    for address in (of_page(post, kind), of_site(kind)):
        again = client.get(address, headers={"If-None-Match": tag})
        assert again.status_code == 200 and "Words to hide" not in again.text


def test_what_was_hidden_is_purged_from_every_feed(post, purged, django_capture_on_commit_callbacks):
    comment = ReaderCommentFactory(page=post)
    with django_capture_on_commit_callbacks(execute=True):
        HideComment(comment, user=ModeratorFactory())()
    assert {address for kind in KINDS for address in (of_page(post, kind), of_site(kind))} <= purged()


@pytest.mark.parametrize("address", [of_page, lambda page: of_site()], ids=["of a page", "of a site"])
def test_the_number_of_queries_does_not_grow_with_the_comments(client, post, blog, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(post)).status_code == 200
        return len(captured)

    ReaderCommentFactory(page=post)
    client.get(address(post))
    few = queries()
    for _more in range(5):
        ReaderCommentFactory(page=post)
        ReaderCommentFactory(page=BlogPostPageFactory(parent=blog))
    assert queries() == few <= 6


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_feed_is_only_read(client, post, method):
    for address in (of_page(post), of_site()):
        assert getattr(client, method)(address).status_code == 405


@pytest.mark.pure
@pytest.mark.parametrize("character", FORBIDDEN, ids=lambda character: f"U+{ord(character):04X}")
def test_a_comment_never_holds_what_no_feed_can(character):
    from coprod_wagtail.text.plain_text import clean_line, clean_text

    line_end = character in "\x0b\x0c"
    assert clean_text(f"a{character}b") == ("a\nb" if line_end else "ab")
    assert clean_line(f"a{character}b") == ("a b" if line_end else "ab")
