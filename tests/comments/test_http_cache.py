"""Who may keep a page, how long, when it has not changed, and what is thrown out of a cache when it has."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from wagtail.models import PageViewRestriction

from coprod_wagtail.comments.actions import HideComment, PublishComment, SetConversation
from coprod_wagtail.comments.models import Conversation
from tests.comments.sending import SAME_ORIGIN, drawn_fields, words
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

THREE_MINUTES = {"PAGE_CACHE_SECONDS": 180}


@pytest.fixture
def kept(settings):
    """The site lets shared caches keep its pages for three minutes."""
    settings.COPROD_WAGTAIL = THREE_MINUTES


def told(response):
    """The directives of Cache-Control."""
    return set(response.get("Cache-Control", "").replace(" ", "").split(",")) - {""}


def publish(comment, callbacks):
    with callbacks(execute=True):
        PublishComment(comment, user=ModeratorFactory())()


def test_without_the_setting_nothing_is_said(client, post):
    response = client.get(post.url)
    assert not response.has_header("Cache-Control") and not response.has_header("ETag")


@pytest.mark.usefixtures("kept")
class TestKeeping:
    def test_a_page_may_be_kept_by_shared_caches(self, client, post):
        response = client.get(post.url)
        assert told(response) == {"public", "max-age=0", "s-maxage=180", "must-revalidate"}
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies

    def test_so_may_its_feed(self, client, post):
        assert "s-maxage=180" in told(client.get(f"/comments/{post.pk}/feed/"))

    def test_an_unchanged_page_is_not_sent_again(self, client, post):
        tag = client.get(post.url)["ETag"]
        assert tag.startswith('W/"') and tag.endswith('"')  # the form's hidden moment is another each time
        again = client.get(post.url, headers={"If-None-Match": tag})
        assert again.status_code == 304
        assert again.content == b""
        assert again["ETag"] == tag
        assert "s-maxage=180" in told(again)

    def test_head_says_the_same(self, client, post):
        assert client.head(post.url)["ETag"] == client.get(post.url)["ETag"]

    def test_a_published_comment_makes_it_another(self, client, post, django_capture_on_commit_callbacks):
        comment = ReaderCommentFactory(page=post, status="pending", body="A word nobody else says")
        tag = client.get(post.url)["ETag"]
        assert client.get(post.url, headers={"If-None-Match": tag}).status_code == 304  # waiting changes nothing
        publish(comment, django_capture_on_commit_callbacks)
        response = client.get(post.url, headers={"If-None-Match": tag})
        assert response.status_code == 200
        assert b"A word nobody else says" in response.content
        with django_capture_on_commit_callbacks(execute=True):
            HideComment(comment, user=ModeratorFactory())()
        response = client.get(post.url, headers={"If-None-Match": response["ETag"]})
        assert response.status_code == 200
        assert b"A word nobody else says" not in response.content

    def test_a_page_that_became_private_is_never_unchanged(self, client, post):
        tag = client.get(post.url)["ETag"]
        PageViewRestriction.objects.create(page=post.get_parent(), restriction_type=PageViewRestriction.LOGIN)
        response = client.get(post.url, headers={"If-None-Match": tag})
        assert response.status_code == 302
        assert "public" not in told(response)

    def test_nor_is_one_that_is_gone(self, client, post):
        tag = client.get(post.url)["ETag"]
        post.unpublish()
        assert client.get(post.url, headers={"If-None-Match": tag}).status_code == 404

    def test_a_session_gets_a_copy_of_its_own(self, client, post):
        client.force_login(ModeratorFactory())
        response = client.get(post.url)
        assert told(response) == {"private", "no-store"}
        assert not response.has_header("ETag")

    def test_a_form_with_errors_is_for_one_reader(self, client, post):
        fields = drawn_fields(client, post.url) | words(body="")
        response = client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
        assert response.status_code == 422
        assert told(response) == {"private", "no-store"}
        assert not response.has_header("ETag")

    def test_a_preview_is_for_one_editor(self, post, rf):
        response = post.make_preview_request(preview_mode="")
        assert "public" not in told(response)

    @pytest.mark.parametrize("query", ["?reply=1", "?comment=1", "?utm_source=x", "?comments=999", "?"])
    def test_what_a_purge_would_not_reach_is_asked_about_each_time(self, client, post, query):
        response = client.get(post.url + query)
        if query == "?":  # the same address, as Django sees it
            assert "s-maxage=180" in told(response)
        else:
            assert told(response) == {"no-cache"}
            assert response.has_header("ETag")

    def test_the_pages_of_a_conversation_are_kept(self, client, post, settings):
        settings.COPROD_WAGTAIL = THREE_MINUTES | {"THREADS_PER_PAGE": 1}
        for _one in range(3):
            ReaderCommentFactory(page=post)
        assert "s-maxage=180" in told(client.get(f"{post.url}?comments=3"))
        assert told(client.get(f"{post.url}?comments=30")) == {"no-cache"}

    def test_not_longer_than_until_the_conversation_closes(self, client, post):
        SetConversation(post, {"closes_at": timezone.now() + timedelta(seconds=60)}, user=ModeratorFactory())()
        [seconds] = [int(part.split("=")[1]) for part in told(client.get(post.url)) if part.startswith("s-maxage")]
        assert 50 <= seconds <= 60

    def test_not_longer_than_until_the_page_expires(self, client, post):
        post.expire_at = timezone.now() + timedelta(seconds=60)
        post.save()
        [seconds] = [int(part.split("=")[1]) for part in told(client.get(post.url)) if part.startswith("s-maxage")]
        assert 50 <= seconds <= 60

    def test_not_longer_than_half_the_life_of_a_form(self, client, post, settings):
        settings.COPROD_WAGTAIL = {"PAGE_CACHE_SECONDS": 10**7}
        assert "s-maxage=43200" in told(client.get(post.url))

    def test_it_costs_no_query(self, client, post, settings):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        ReaderCommentFactory(page=post)
        counts = []
        for given in ({}, THREE_MINUTES):
            settings.COPROD_WAGTAIL = given
            client.get(post.url)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(post.url)
            counts.append(len(asked))
        assert counts[0] == counts[1]


class Remembers:
    """A cache in front of the site, as `wagtail.contrib.frontend_cache` knows it."""

    purged: list = []

    def __init__(self, params=None):
        pass

    def purge(self, url):
        self.purged.append(url)

    def purge_batch(self, urls):
        self.purged.extend(urls)

    def invalidates_hostname(self, hostname):
        return True


@pytest.fixture
def purged(settings):
    """What the cache in front of the site was told to forget, as paths."""

    settings.WAGTAILFRONTENDCACHE = {"test": {"BACKEND": f"{__name__}.Remembers"}}
    Remembers.purged = []
    return lambda: {url.removeprefix("http://localhost") for url in Remembers.purged}


def paths(page, *more):
    return {page.url, *(page.url + query for query in more), f"/comments/{page.pk}/feed/"}


class TestPurging:
    def test_a_decision_purges_page_list_and_feed(self, post, blog, purged, django_capture_on_commit_callbacks):
        publish(ReaderCommentFactory(page=post, status="pending"), django_capture_on_commit_callbacks)
        assert paths(post, "?comments=2") | {blog.url} <= purged()

    def test_words_that_were_hidden_are_purged_on_every_page_that_is_kept(
        self, post, purged, settings, django_capture_on_commit_callbacks
    ):
        settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 1}
        comments = [ReaderCommentFactory(page=post) for _one in range(4)]
        with django_capture_on_commit_callbacks(execute=True):
            HideComment(comments[-1], user=ModeratorFactory())()
        assert paths(post, "?comments=2", "?comments=3", "?comments=4") <= purged()

    def test_a_comment_that_waits_purges_nothing(self, client, post, purged, django_capture_on_commit_callbacks):
        fields = drawn_fields(client, post.url) | words()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
        assert Conversation.objects.get().waiting_count == 1
        assert purged() == set()

    def test_a_conversation_that_closes(self, post, purged, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            SetConversation(post, {"access": "read_only"}, user=ModeratorFactory())()
        assert paths(post) <= purged()

    def test_a_published_page_purges_what_shows_it(self, post, blog, purged, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            post.save_revision().publish()
        assert paths(post) | {blog.url} <= purged()

    def test_a_page_taken_off_the_site_purges_the_list(self, post, blog, purged, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            post.unpublish()
        assert blog.url in purged()

    def test_a_page_made_private_purges_its_branch(self, post, blog, purged, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            PageViewRestriction.objects.create(page=blog, restriction_type=PageViewRestriction.LOGIN)
        assert paths(post) | {blog.url} <= purged()

    def test_a_cache_that_does_not_answer_stops_nobody(
        self, post, purged, monkeypatch, django_capture_on_commit_callbacks
    ):
        def broken(self, urls):
            raise OSError("nobody there")

        monkeypatch.setattr(Remembers, "purge_batch", broken)
        comment = ReaderCommentFactory(page=post, status="pending")
        publish(comment, django_capture_on_commit_callbacks)
        comment.refresh_from_db()
        assert comment.status == "published"

    def test_without_a_cache_in_front_nothing_is_asked(self, post, django_capture_on_commit_callbacks):
        Remembers.purged = []
        publish(ReaderCommentFactory(page=post, status="pending"), django_capture_on_commit_callbacks)
        assert Remembers.purged == []


@override_settings(COPROD_WAGTAIL=THREE_MINUTES)
def test_a_list_of_posts_is_kept_page_by_page(client, blog):
    if not hasattr(blog, "get_posts"):
        pytest.skip("A list of the site's own is the site's to cache.")
    for _one in range(blog.POSTS_PER_PAGE + 1):
        BlogPostPageFactory(parent=blog)
    for query, kept in [("", True), ("?page=2", True), ("?page=3", True), ("?page=9", False), ("?tag=x", False)]:
        response = client.get(blog.url + query)
        if response.status_code == 200:
            assert ("s-maxage=180" in told(response)) is kept, query
