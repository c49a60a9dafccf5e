"""The newest posts of a blog, for feed readers."""

import datetime
import json
from urllib.parse import urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Site
from wagtail_factories import ImageFactory

from coprod_wagtail.blog.feeds.entries import LENGTH
from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.syndication.entries import page_urn
from tests.factories import BlogPostPageFactory
from tests.pages.factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    make_private,
)
from tests.syndication import checking

pytestmark = pytest.mark.framework

ADDRESSES = {"atom": "/blog/feed/", "rss": "/blog/feed/rss/", "json": "/blog/feed/json/"}
TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
every_format = pytest.mark.parametrize("kind", ADDRESSES)
HOSTILE = "\x0b]]><script>alert(1)</script> & \ufffe “quoted” \U0001f41d"
ATOM = checking.ATOM


@pytest.fixture
def kettle(db):
    """The site has a name of its own, that no request says."""
    Site.objects.update(hostname="www.kettle.example", port=443, site_name="Kettle Lane")
    Site.clear_site_root_paths_cache()
    return "https://www.kettle.example"


def in_text(words):
    """A picture for a text."""
    picture = ImageFactory(file__width=20, file__height=20)
    picture.contextual_alt_text, picture.decorative = words, False
    return {"image": picture, "caption": ""}


@pytest.fixture
def full(blog, root_page):
    """A post with everything that a feed tells."""
    member = MemberProfilePageFactory(
        parent=MemberIndexPageFactory(parent=root_page, slug="members"), title="Ann", slug="ann"
    )
    post = BlogPostPageFactory(
        parent=blog,
        title=f"Soup {HOSTILE}",
        slug="soup",
        date=datetime.date(2026, 5, 4),
        summary=f"In short {HOSTILE}",
        closing_question="And <yours>?",
        image=ImageFactory(file__width=20, file__height=20),
        image_alt='A "pot" of soup',
        body=[
            ("heading", {"text": "First <b>", "level": "h2"}),
            ("text", f'<p>See <a linktype="page" id="{blog.pk}">the blog</a> or <a href="/about/">us</a>.</p>'),
            ("picture", in_text("A table")),
            ("quote", {"text": "Good", "source": "Sam", "source_url": ""}),
        ],
    )  # fmt: skip
    BlogPostAuthorFactory(page=post, profile=member)
    BlogPostAuthorFactory(page=post, name="Bob & Co")
    post.categories.add(CategoryFactory(name="Food & drink", slug="food"))
    post.tags.add("tea")
    post.save()
    return post


@every_format
def test_it_is_sound_whatever_editors_wrote(client, blog, full, kettle, kind):
    BlogPostPageFactory(parent=blog, title="Undated", date=None)
    BlogPostPageFactory(parent=blog, title="Old", date=datetime.date(1842, 3, 1))
    response = client.get(ADDRESSES[kind])
    assert response.status_code == 200
    assert response["Content-Type"].partition(";")[0] == TYPES[kind]
    checking.check(response.content, kind, kettle + ADDRESSES[kind])


@pytest.mark.shape
def test_the_newest_come_first_and_no_more_than_are_read(client, blog):
    for day in range(1, LENGTH + 3):
        BlogPostPageFactory(parent=blog, title=f"Day {day}", date=datetime.date(2026, 5, day))
    feed = checking.parsed(client.get("/blog/feed/").content)
    titles = [title.text for title in feed.findall(f"{ATOM}entry/{ATOM}title")]
    assert titles == [f"Day {day}" for day in range(LENGTH + 2, 2, -1)]


def test_an_entry_has_the_whole_post(client, full, kettle):
    feed = checking.parsed(client.get("/blog/feed/").content)
    assert feed.findtext(f"{ATOM}title") == "Blog"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Kettle Lane"
    entry = feed.find(f"{ATOM}entry")
    people = [(who.findtext(f"{ATOM}name"), who.findtext(f"{ATOM}uri")) for who in entry.findall(f"{ATOM}author")]
    assert people == [("Ann", f"{kettle}/members/ann/"), ("Bob & Co", None)]
    assert [about.get("label") for about in entry.findall(f"{ATOM}category")] == ["Food & drink", "tea"]
    assert entry.findtext(f"{ATOM}published") == "2026-05-03T23:00:00+00:00"  # the day begins by the site's clock
    assert entry.findtext(f"{ATOM}summary").startswith("In short ]]><script>")
    words = BeautifulSoup(entry.findtext(f"{ATOM}content"), "html.parser")
    assert words.h2.text == "First <b>"
    assert [link["href"] for link in words.find_all("a")] == [f"{kettle}/blog/", f"{kettle}/about/"]
    assert [picture["alt"] for picture in words.find_all("img")] == ['A "pot" of soup', "A table"]
    assert "And <yours>?" in words.text
    picture = entry.find(f"{ATOM}link[@rel='enclosure']")
    assert (picture.get("title"), picture.get("type")) == ('A "pot" of soup', "image/jpeg")


def test_or_its_summary_where_the_site_says_so(client, full, settings):
    settings.COPROD_WAGTAIL = {"FEED_WHOLE_TEXTS": False}
    BlogPostPageFactory(
        parent=full.get_parent(), title="No summary", body=[("text", "<p>These are its <b>first</b> words.</p>")]
    )
    shown = [client.get(address).text for address in ADDRESSES.values()]
    assert not any("Good" in one for one in shown)
    assert all("In short" in one and "These are its first words." in one for one in shown)


@every_format
def test_only_what_everybody_may_see_is_in_it(client, blog, kind):
    BlogPostPageFactory(parent=blog, title="Public")
    BlogPostPageFactory(parent=blog, title="Secret draft", live=False)
    make_private(BlogPostPageFactory(parent=blog, title="Secret page"))
    shown = client.get(ADDRESSES[kind]).text
    assert "Public" in shown and "Secret" not in shown


@every_format
def test_a_private_blog_has_none_for_anybody(client, blog, post, moderator, kind):
    make_private(blog)
    assert client.get(ADDRESSES[kind]).status_code == 302
    client.force_login(moderator)
    assert client.get(ADDRESSES[kind]).status_code == 404
    assert "application/atom+xml" not in client.get("/blog/").text


def test_an_id_stays_when_the_post_moves_and_is_another_in_each_language(client, blog, post, root_page):
    other = type(blog)(title="Other", slug="other")
    root_page.add_child(instance=other)
    before = checking.parsed(client.get("/blog/feed/").content).findtext(f"{ATOM}entry/{ATOM}id")
    post.slug = "renamed"
    post.save_revision().publish()
    post.move(other, pos="last-child")
    after = checking.parsed(client.get("/other/feed/").content).findtext(f"{ATOM}entry/{ATOM}id")
    assert before == after == page_urn(post)
    post.refresh_from_db()
    post.locale = Locale(language_code="cy")
    assert page_urn(post) != before


def test_a_published_change_is_a_newer_entry(client, blog):
    with time_machine.travel("2026-05-04T10:00Z", tick=False):
        post = BlogPostPageFactory(parent=blog, title="One", live=False)
        post.save_revision().publish()
    with time_machine.travel("2026-05-06T10:00Z", tick=False):
        post.refresh_from_db()
        post.save_revision().publish()
    entry = checking.parsed(client.get("/blog/feed/").content).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}published") == "2026-05-04T10:00:00+00:00"
    assert entry.findtext(f"{ATOM}updated") == "2026-05-06T10:00:00+00:00"


def test_what_names_nobody_is_by_whoever_runs_the_site(client, post, kettle):
    found = json.loads(client.get("/blog/feed/json/").content)
    assert found["authors"] == [{"name": "Kettle Lane", "url": f"{kettle}/"}]
    assert "authors" not in found["items"][0]


def test_a_page_that_is_called_feed_was_there_first(client, blog, post):
    draft = BlogPostPageFactory(parent=blog, title="All about feeds", slug="feed", live=False)
    assert client.get("/blog/feed/")["Content-Type"].startswith("application/atom+xml")
    draft.save_revision().publish()
    assert "All about feeds" in client.get("/blog/feed/").text
    assert client.get("/blog/feed/")["Content-Type"].startswith("text/html")
    assert client.get("/blog/feed/rss/").status_code == 404


@pytest.mark.parametrize("whole", [True, False])
def test_the_number_of_queries_does_not_grow_with_the_posts(client, blog, root_page, settings, whole):
    settings.COPROD_WAGTAIL = {"FEED_WHOLE_TEXTS": whole}
    members = MemberIndexPageFactory(parent=root_page)

    def add(count):
        for number in range(count):
            linked = f'<p><a linktype="page" id="{blog.pk}">x</a> <a linktype="page" id="{root_page.pk}">y</a></p>'
            body = [
                ("text", linked),
                ("picture", in_text("x")),
                ("text", linked),
            ]
            post = BlogPostPageFactory(
                parent=blog, image=ImageFactory(file__width=20, file__height=20), image_alt="x", body=body
            )
            BlogPostAuthorFactory(page=post, profile=MemberProfilePageFactory(parent=members))
            post.categories.add(CategoryFactory())
            post.tags.add(f"tag {number} of {post.pk}")
            post.save()

    def queries(address):
        client.get(address)  # makes the sizes of the pictures
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    add(1)
    few = [queries(address) for address in ADDRESSES.values()]
    add(6)
    assert [queries(address) for address in ADDRESSES.values()] == few
    # With languages: in which each category and tag is, and the page's own.
    assert max(few) <= (27 if has_languages() else 24)


class TestKeeping:
    def test_an_unchanged_feed_is_not_sent_again(self, client, post):
        tag = client.get("/blog/feed/")["ETag"]
        again = client.get("/blog/feed/", headers={"If-None-Match": tag})
        assert again.status_code == 304 and again.content == b""
        post.title = "Another"
        post.save_revision().publish()
        assert client.get("/blog/feed/", headers={"If-None-Match": tag}).status_code == 200

    @pytest.mark.usefixtures("kettle")
    def test_who_asks_by_date_only_never_keeps_what_is_gone(self, client, blog, post):
        """The newest date in a feed goes back when a post is taken off the site."""
        host = {"Host": "www.kettle.example"}
        BlogPostPageFactory(parent=blog, title="Soon gone", slug="gone")
        with time_machine.travel("2030-01-01T10:00Z", tick=False) as clock:
            assert not client.get("/blog/feed/", headers=host).has_header("Last-Modified")
            clock.move_to("2030-01-01T10:05Z")
            first = client.get("/blog/feed/", headers=host)
            assert first["Last-Modified"] == "Tue, 01 Jan 2030 10:00:00 GMT"
            asked = {**host, "If-Modified-Since": first["Last-Modified"]}
            assert client.get("/blog/feed/", headers=asked).status_code == 304
            type(post).objects.get(slug="gone").unpublish()
            again = client.get("/blog/feed/", headers=asked)
            assert again.status_code == 200 and "Soon gone" not in again.text
            clock.move_to("2030-01-01T10:06Z")
            assert client.get("/blog/feed/", headers=asked)["Last-Modified"] == "Tue, 01 Jan 2030 10:05:00 GMT"
            cache.clear()  # then nobody knows
            assert client.get("/blog/feed/", headers=asked).status_code == 200

    @every_format
    def test_shared_caches_keep_it_as_the_pages(self, client, post, settings, kind):
        settings.COPROD_WAGTAIL = {"PAGE_CACHE_SECONDS": 180}
        host = {"Host": "localhost"}
        assert "s-maxage=180" in client.get(ADDRESSES[kind], headers=host)["Cache-Control"]
        assert client.get(f"{ADDRESSES[kind]}?x=1", headers=host)["Cache-Control"] == "no-cache"
        assert client.get(ADDRESSES[kind], headers={"Host": "other.example"})["Cache-Control"] == "no-cache"

    def test_nothing_is_kept_of_what_somebody_with_a_session_gets(self, client, post, moderator):
        client.force_login(moderator)
        assert client.get("/blog/feed/")["Cache-Control"] == "private, no-store"

    def test_it_is_purged_with_the_list(self, post, purged, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            post.unpublish()
        assert set(ADDRESSES.values()) <= purged()

    def test_a_hub_is_named_in_the_feed_and_in_the_header(self, client, post, settings, kettle):
        settings.COPROD_WAGTAIL = {"WEBSUB_HUB": "https://hub.example/"}
        response = client.get("/blog/feed/")
        checking.check(response.content, "atom", f"{kettle}/blog/feed/")
        assert response["Link"] == f'<https://hub.example/>; rel="hub", <{kettle}/blog/feed/>; rel="self"'
        assert '"hubs": [{"type": "WebSub"' in client.get("/blog/feed/json/").text


def feeds_in_head(client, address):
    head = BeautifulSoup(client.get(address).content, "html.parser").head
    return [(link["title"], link["href"], link["type"]) for link in head.find_all("link", rel="alternate", type=True)]


@pytest.mark.shape
def test_the_head_of_the_list_says_where_its_feeds_are(client, blog):
    found = feeds_in_head(client, "/blog/")
    assert [(title, kind) for title, _url, kind in found] == [
        ("Blog", "application/atom+xml"),
        ("Blog", "application/rss+xml"),
        ("Blog", "application/feed+json"),
    ]
    for _title, url, kind in found:
        assert client.get(urlsplit(url).path)["Content-Type"].partition(";")[0] == kind


def test_the_head_of_a_post_says_where_its_own_are_and_that_of_the_blog(client, post):
    found = feeds_in_head(client, post.url)
    assert [title for title, *_rest in found] == [
        "Comments on A good week",
        "Comments on A good week",
        "Comments on A good week",
        "Blog",
    ]
    for _title, url, kind in found:
        assert client.get(urlsplit(url).path)["Content-Type"].partition(";")[0] == kind


def test_people_are_told_how_to_follow(client, blog):
    section = BeautifulSoup(client.get("/blog/").content, "html.parser").find(class_="coprod-follow")
    assert section.h2.text == "Follow this blog"
    assert section.a.text == section.a["href"] == blog.full_url + "feed/"
