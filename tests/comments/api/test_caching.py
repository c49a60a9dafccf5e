"""What caches may keep of the JSON API, and when it is the same."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.comments.actions import HideComment, PublishComment, SetConversation
from coprod_wagtail.comments.api.published import lists
from coprod_wagtail.comments.models import ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.reading import drawn_cache
from coprod_wagtail.comments.reading.api_urls import api_paths
from tests.factories import ModeratorFactory, ReaderCommentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture(params=["conversation", "comments"])
def path(request, post):
    return api_paths(post.pk)[["conversation", "comments"].index(request.param)]


@pytest.fixture(autouse=True)
def one_moment(time_machine):
    time_machine.move_to("2026-05-04 09:01:00+01:00", tick=False)


def etag(client, path, **headers):
    return client.get(path, headers=headers).headers["ETag"]


def test_what_did_not_change_is_not_sent_again(client, post, path):
    ReaderCommentFactory(page=post)
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "Content-Language", "Access-Control-Allow-Origin"):
        assert again.headers[name] == first.headers[name]
    assert first.headers["ETag"].startswith('"'), "a strong one"


def test_that_takes_at_most_six_queries(client, post, path):
    ReaderCommentFactory(page=post)
    tag = etag(client, path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert len(asked) <= 6


def test_what_readers_can_see_changes_it(client, post, path):
    tags = [etag(client, path)]
    comment = ReaderCommentFactory(page=post, status="pending")
    tags.append(etag(client, path))
    assert tags[1] == tags[0], "one that waits changes nothing"
    PublishComment(comment, user=ModeratorFactory())()
    tags.append(etag(client, path))
    HideComment(comment, user=ModeratorFactory())()
    tags.append(etag(client, path))
    SetConversation(post, {"access": "read_only"}, user=ModeratorFactory())()
    tags.append(etag(client, path))
    assert all(before != after for before, after in pairwise(tags[1:]))


def test_the_time_alone_changes_it_when_it_closes(client, post, path, time_machine):
    SetConversation(post, {"closes_at": timezone.now() + timedelta(minutes=5)}, user=ModeratorFactory())()
    before = etag(client, path)
    time_machine.shift(timedelta(minutes=4))
    assert etag(client, path) == before
    time_machine.shift(timedelta(minutes=1))
    assert etag(client, path) != before


def test_the_form_is_another_one_each_hour_and_with_other_words(client, post, time_machine):
    path = api_paths(post.pk)[0]
    tags = [etag(client, path)]
    time_machine.shift(timedelta(hours=1))
    tags.append(etag(client, path))
    ReaderCommentSettings.objects.create(site=Site.objects.get(), house_rules="Be kind.")
    tags.append(etag(client, path))
    post.title = "Another week"
    post.save()
    tags.append(etag(client, path))
    assert len(set(tags)) == 4


def test_each_language_has_its_own(client, post, path, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("de", "German")]
    assert etag(client, path, **{"Accept-Language": "de"}) != etag(client, path)


def test_a_page_that_is_private_now_is_gone_also_for_who_has_it(client, post, path):
    tag = etag(client, path)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 404


# Caches that many share


@pytest.fixture
def kept(settings, post):
    settings.COPROD_WAGTAIL = {"API_CACHE_SECONDS": 300}
    site = Site.objects.get()
    site.hostname, site.port = "testserver", 80
    site.save()


def test_by_default_it_is_asked_about_each_time(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-cache"


def test_what_a_purge_reaches_may_be_kept(client, post, path, kept):
    response = client.get(path)
    assert "s-maxage=300" in response.headers["Cache-Control"]
    assert "public" in response.headers["Cache-Control"]
    assert f"http://testserver{path}" in post.get_cached_urls()


def test_but_not_beyond_the_moment_it_closes(client, post, path, kept):
    SetConversation(post, {"closes_at": timezone.now() + timedelta(seconds=100)}, user=ModeratorFactory())()
    assert "s-maxage=100" in client.get(path).headers["Cache-Control"]


def test_what_no_purge_reaches_is_asked_about(client, post, path, kept):
    more = f"{path}{'&' if '?' in path else '?'}site=testserver"
    assert client.get(more).headers["Cache-Control"] == "no-cache"
    assert client.get(path, headers={"Host": "elsewhere.example"}).headers["Cache-Control"] == "no-cache"


def test_what_is_for_one_person_is_kept_by_nobody(client, post, kept):
    for response in (
        client.get("/api/coprod/v1/slips/nobody/"),
        client.post("/api/coprod/v1/comments/", {"page": post.pk}, content_type="application/json"),
    ):
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_an_error_is_kept_by_nobody(client, kept):
    assert client.get("/api/coprod/v1/nothing/").headers["Cache-Control"] == "no-store"


def test_behind_a_password_of_the_web_server_nobody_keeps_it(client, path, kept):
    """A shared cache would give it to people without the password, if it said "public" (RFC 9111, 3.5)."""
    response = client.get(path, headers={"Authorization": "Basic c3RhZ2luZw=="})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


class TestKeptBytes:
    """The first answer is drawn once, and kept under its ETag."""

    @pytest.fixture(autouse=True)
    def _empty(self):
        cache.clear()

    @pytest.fixture
    def comments(self, post):
        ReaderCommentFactory(page=post, body="One is here.")
        return api_paths(post.pk)[1]

    @pytest.fixture
    def queries(self, client):
        def queries(path):
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            return len(asked)

        return queries

    def test_the_next_client_gets_it_without_the_comments_being_asked_for(self, client, comments, queries):
        first = client.get(comments)
        assert queries(comments) < queries(f"{comments}&offset=1")
        again = client.get(comments)
        assert again.content == first.content and again.headers == first.headers

    def test_it_is_what_is_drawn_anew(self, client, comments, monkeypatch, post):
        for _one in range(3):
            ReaderCommentFactory(page=post)
        path = f"{comments}&limit=2"
        kept = [client.get(path) for _time in range(2)][1]
        monkeypatch.setattr(lists, "answer_kept", lambda conversation, etag, draw: draw())
        anew = client.get(path)
        assert (anew.content, anew.headers["Link"]) == (kept.content, kept.headers["Link"])

    def test_each_address_has_its_own(self, client, comments, post):
        later = ReaderComment.objects.get().posted_at + timedelta(hours=1)
        ReaderCommentFactory(page=post, body="Two is here.", posted_at=later)
        assert len(client.get(f"{comments}&limit=1").json()["items"]) == 1
        assert len(client.get(comments).json()["items"]) == 2
        newest = client.get(f"{comments}&order=newest").json()["items"]
        assert "Two" in newest[0]["body_html"] and "One" in client.get(comments).json()["items"][0]["body_html"]

    def test_what_is_hidden_is_gone_at_once(self, client, comments, post):
        client.get(comments)
        HideComment(ReaderComment.objects.get(), user=ModeratorFactory())()
        assert b"One is here" not in client.get(comments).content

    def test_it_closes_when_its_time_comes(self, client, comments, post, time_machine):
        SetConversation(post, {"closes_at": timezone.now() + timedelta(minutes=5)}, user=ModeratorFactory())()
        assert client.get(comments).json()["state"] == "open"
        time_machine.shift(timedelta(minutes=6))
        assert client.get(comments).json()["state"] != "open"

    def test_a_private_page_leaves_nothing_lying_about(self, client, comments, post, monkeypatch):
        PageViewRestriction.objects.create(page=post, restriction_type="login")
        client.force_login(UserFactory())
        drawn = []
        monkeypatch.setattr(drawn_cache, "_kept", lambda *args: drawn.append(args))
        assert client.get(comments).status_code in {200, 404} and not drawn
