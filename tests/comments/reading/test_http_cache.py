"""Who may keep a page, how long, when it has not changed, and what is thrown out of a cache when it has."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.messages import SUCCESS, get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache.backends.base import BaseCache
from django.db import connection
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.caching.content_version import SETTLED, settled_version
from coprod_wagtail.comments.actions import HideComment, PublishComment, SetConversation
from coprod_wagtail.comments.models import ReaderCommentSettings
from coprod_wagtail.models import SiteHelp
from coprod_wagtail.swap import get_page_model
from tests.api.conforming import ConformingClient
from tests.comments.sending import SAME_ORIGIN, drawn_fields, words
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

pytestmark = pytest.mark.framework

SITE = "localhost"  # what Wagtail's migrations call it
THREE_MINUTES = {"PAGE_CACHE_SECONDS": 180}
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def client():
    """Asks the site by its own name."""
    return ConformingClient(SERVER_NAME=SITE)


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


@pytest.mark.shape
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
        response = client.get(f"{post.url}{query}")
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

    @pytest.mark.parametrize(("hours", "seconds"), [(24, 4 * 3600), (48, 28 * 3600), (20, 3600)])
    def test_whoever_gets_a_copy_has_twenty_hours_left_to_write(self, client, post, settings, hours, seconds):
        settings.COPROD_WAGTAIL = {"PAGE_CACHE_SECONDS": 10**7, "STALE_WHILE_REVALIDATE": 60, "TOKEN_HOURS": hours}
        assert told(client.get(post.url)) == {"public", "max-age=0", f"s-maxage={seconds}"} | {"must-revalidate"}

    def test_an_older_copy_may_be_given_away_while_a_new_one_is_drawn(self, client, post, settings):
        settings.COPROD_WAGTAIL = THREE_MINUTES | {"STALE_WHILE_REVALIDATE": 20}
        assert told(client.get(post.url)) == {"public", "max-age=0", "s-maxage=180", "stale-while-revalidate=20"}
        SetConversation(post, {"closes_at": timezone.now() + timedelta(seconds=190)}, user=ModeratorFactory())()
        [seconds] = [int(part.split("=")[1]) for part in told(client.get(post.url)) if part.startswith("stale")]
        assert 1 <= seconds <= 10

    def test_a_form_that_comes_back_when_fewer_wait_is_not_kept_away_for_long(self, client, post, settings):
        settings.COPROD_WAGTAIL = THREE_MINUTES | {"MAX_WAITING": 1}
        ReaderCommentFactory(page=post, status="pending")
        [seconds] = [int(part.split("=")[1]) for part in told(client.get(post.url)) if part.startswith("s-maxage")]
        assert seconds <= 60

    @pytest.mark.parametrize("named", [{"Authorization": "Basic c3RhZ2luZw=="}, {"Cookie": "django_language=cy"}])
    def test_what_may_be_one_persons_is_kept_by_nobody(self, client, post, named):
        response = client.get(post.url, headers=named)
        assert told(response) == {"private", "no-store"}
        assert not response.has_header("ETag")

    def test_another_name_of_the_server_is_asked_about_each_time(self, client, post):
        """Purges name the site's own."""
        for address in (post.url, f"/comments/{post.pk}/feed/"):
            assert told(client.get(address, headers={"Host": "origin.example"})) == {"no-cache"}

    def test_so_is_the_feed_of_another_sites_page(self, client, post, root_page):
        blog = BlogIndexPageFactory(parent=root_page.get_parent(), title="Elsewhere", slug="elsewhere")
        Site.objects.create(hostname="elsewhere.example", root_page=blog)
        other = BlogPostPageFactory(parent=blog, title="There", slug="there")
        feed = f"/comments/{other.pk}/feed/"
        assert told(client.get(feed)) == {"no-cache"}
        assert "s-maxage=180" in told(client.get(feed, headers={"Host": "elsewhere.example"}))

    def test_what_a_site_says_to_one_person_is_kept_by_nobody(self, client, post, monkeypatch):
        """Such as "Thank you, Sam" after a form of the site's own, in the cookie that Django takes away afterwards."""

        context_of = type(post).get_context

        def get_context(page, request):
            page.title = " ".join(str(message) for message in get_messages(request)) or "Nothing to say"
            return context_of(page, request)

        monkeypatch.setattr(type(post), "get_context", get_context)
        assert "s-maxage=180" in told(client.get(post.url))
        client.cookies[CookieStorage.cookie_name] = _said("Thank you, Sam.")
        response = client.get(post.url)
        assert b"Thank you, Sam." in response.content
        assert told(response) == {"private", "no-store"}

    def test_a_site_that_keeps_what_it_says_in_the_session_is_not_asked_for_it(self, client, post, settings):
        settings.MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
        response = client.get(post.url)
        assert "s-maxage=180" in told(response)
        assert "Cookie" not in response.get("Vary", "")

    def test_it_costs_no_query(self, client, post, settings):
        ReaderCommentFactory(page=post)
        counts = []
        for given in ({}, THREE_MINUTES):
            settings.COPROD_WAGTAIL = given
            client.get(post.url)
            with CaptureQueriesContext(connection) as asked:
                client.get(post.url)
            counts.append(len(asked))
        assert counts[0] == counts[1]


def test_a_page_drawn_for_a_session_is_kept_by_nobody_without_the_setting(client, post):
    client.cookies[settings.SESSION_COOKIE_NAME] = "from-an-earlier-visit"
    assert told(client.get(post.url)) == {"private", "no-store"}


class CacheThatIsDown(BaseCache):
    def __init__(self, location, params):
        super().__init__(params)

    def get(self, *args, **kwargs):
        raise ConnectionError("Nobody there")


@pytest.fixture
def early(settings):
    """The site says that its templates draw nothing but what is in the database."""
    settings.COPROD_WAGTAIL = THREE_MINUTES | {"ETAG_BEFORE_DRAWING": True}


@pytest.mark.usefixtures("early")
class TestBeforeDrawing:
    """A 304 that is answered before anything is drawn."""

    @pytest.fixture
    def clock(self):
        """Time that passes when a test says so; nothing has changed for a while."""
        with time_machine.travel(NOON, tick=False) as clock:
            settled_version()
            clock.shift(SETTLED)
            yield clock

    @pytest.fixture
    def drawn(self, monkeypatch):
        """Every drawing of a page."""
        drawn = []
        draw = TemplateResponse.render
        monkeypatch.setattr(TemplateResponse, "render", lambda response: drawn.append(1) or draw(response))
        return drawn

    def test_nothing_is_drawn_for_who_has_the_page(self, client, post, clock, drawn):
        clock.shift(SETTLED)
        first = client.get(post.url)
        assert len(drawn) == 1
        again = client.get(post.url, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert len(drawn) == 1
        assert told(again) == told(first)
        assert again["ETag"] == first["ETag"]

    def test_a_cache_that_is_down_takes_no_page_down(self, client, post, settings):
        settings.CACHES = settings.CACHES | {"down": {"BACKEND": f"{__name__}.CacheThatIsDown"}}
        settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"CACHE": "down"}
        response = client.get(post.url)
        assert response.status_code == 200
        assert client.get(post.url, headers={"If-None-Match": response["ETag"]}).status_code == 304

    def test_it_takes_one_query_more_than_finding_the_page(self, client, post, clock):
        clock.shift(SETTLED)
        ReaderCommentFactory(page=post)
        tag = client.get(post.url)["ETag"]
        with CaptureQueriesContext(connection) as asked:
            assert client.get(post.url, headers={"If-None-Match": tag}).status_code == 304
        with CaptureQueriesContext(connection) as needed:
            page, _args, _kwargs = get_page_model().route_for_request(_request(post), post.url.strip("/"))
            list(page.get_view_restrictions())
        assert len(asked) <= len(needed) + 1

    def test_words_that_come_and_go_make_it_another(self, client, post, clock, django_capture_on_commit_callbacks):
        comment = ReaderCommentFactory(page=post, status="pending", body="A word nobody else says")
        clock.shift(SETTLED)
        tag = client.get(post.url)["ETag"]
        assert client.get(post.url, headers={"If-None-Match": tag}).status_code == 304
        publish(comment, django_capture_on_commit_callbacks)
        clock.shift(SETTLED)
        shown = client.get(post.url, headers={"If-None-Match": tag})
        assert b"A word nobody else says" in shown.content
        with django_capture_on_commit_callbacks(execute=True):
            HideComment(comment, user=ModeratorFactory())()
        clock.shift(SETTLED)
        hidden = client.get(post.url, headers={"If-None-Match": shown["ETag"]})
        assert hidden.status_code == 200
        assert b"A word nobody else says" not in hidden.content

    def test_a_comment_that_waits_changes_nothing(self, client, post, clock, django_capture_on_commit_callbacks):
        fields = drawn_fields(client, post.url) | words()
        action = fields.pop("action")
        clock.shift(SETTLED)
        tag = client.get(post.url)["ETag"]
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(action, fields, headers=SAME_ORIGIN).status_code == 302
        assert client.get(post.url, headers={"If-None-Match": tag}).status_code == 304

    @pytest.mark.parametrize("changed", ["page", "site", "settings", "parent"])
    def test_whatever_editors_change_makes_it_another(
        self, client, post, blog, clock, changed, django_capture_on_commit_callbacks
    ):
        clock.shift(SETTLED)
        tag = client.get(post.url)["ETag"]
        with django_capture_on_commit_callbacks(execute=True):
            site = Site.objects.get()
            if changed == "page":
                post.title = "Another title"
                post.save()
            elif changed == "site":
                SiteHelp.objects.create(site=site, phone="020 7946 0000")
            elif changed == "settings":
                ReaderCommentSettings.objects.create(site=site, answer_days=9)
            else:
                blog.title = "Another blog"
                blog.save_revision().publish()
        for seconds in (0, SETTLED):
            clock.shift(seconds)
            assert client.get(post.url, headers={"If-None-Match": tag}).status_code == 200

    def test_who_is_slow_gets_no_etag_of_what_came_meanwhile(
        self, client, post, clock, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            post.save_revision().publish()
        fresh = client.get(post.url)["ETag"]
        clock.shift(SETTLED)
        assert client.get(post.url)["ETag"] != fresh

    def test_the_hour_of_the_form_makes_it_another(self, client, post, clock):
        clock.shift(SETTLED)
        tag = client.get(post.url)["ETag"]
        clock.shift(3600)
        assert client.get(post.url, headers={"If-None-Match": tag}).status_code == 200

    def test_closing_makes_it_another(self, client, post, clock):
        SetConversation(post, {"closes_at": NOON + timedelta(minutes=5)}, user=ModeratorFactory())()
        clock.shift(SETTLED)
        tag = client.get(post.url)["ETag"]
        clock.shift(300)
        assert client.get(post.url, headers={"If-None-Match": tag}).status_code == 200

    def test_every_address_has_its_own(self, client, post, clock):
        clock.shift(SETTLED)
        tags = {client.get(f"{post.url}{query}")["ETag"] for query in ("", "?comments=2", "?comment=1")}
        assert len(tags) == 3

    def test_a_page_that_became_private_is_never_unchanged(self, client, post, clock):
        clock.shift(SETTLED)
        tag = client.get(post.url)["ETag"]
        PageViewRestriction.objects.create(page=post.get_parent(), restriction_type=PageViewRestriction.LOGIN)
        assert client.get(post.url, headers={"If-None-Match": tag}).status_code == 302

    def test_nor_is_somebody_whom_the_site_has_something_to_say(self, client, post, clock):
        clock.shift(SETTLED)
        tag = client.get(post.url)["ETag"]
        client.cookies[CookieStorage.cookie_name] = _said("Thank you, Sam.")
        assert client.get(post.url, headers={"If-None-Match": tag}).status_code == 200

    def test_a_session_is_never_told_that_nothing_changed(self, client, post, clock):
        clock.shift(SETTLED)
        tag = client.get(post.url)["ETag"]
        client.force_login(ModeratorFactory())
        response = client.get(post.url, headers={"If-None-Match": tag})
        assert response.status_code == 200
        assert told(response) == {"private", "no-store"}


def _said(words):
    """What Django puts into the cookie to say it on the next page."""
    store = CookieStorage(RequestFactory().get("/"))
    store.add(SUCCESS, words)
    store.update(answer := HttpResponse())
    return answer.cookies[CookieStorage.cookie_name].value


def _request(page):
    return RequestFactory().get(page.url, headers={"Host": "localhost"})


@pytest.mark.shape
@override_settings(COPROD_WAGTAIL=THREE_MINUTES)
def test_a_list_of_posts_is_kept_page_by_page(client, blog):
    if not hasattr(blog, "get_posts"):
        pytest.skip("A list of the site's own is the site's to cache.")
    for _one in range(blog.POSTS_PER_PAGE + 1):
        BlogPostPageFactory(parent=blog)
    for query, kept in [("", True), ("?page=2", True), ("?page=3", True), ("?page=9", False), ("?tag=x", False)]:
        response = client.get(f"{blog.url}{query}")
        if response.status_code == 200:
            assert ("s-maxage=180" in told(response)) is kept, query


def test_nothing_that_is_kept_names_a_port_that_only_this_request_did(client, post, kept):
    """A server answers under any port that is asked for, and a copy of that answer is given to others."""
    ReaderCommentFactory(page=post)
    api = "/api/coprod/v1"
    doors = [
        post.url,
        f"/comments/{post.pk}/feed/",
        f"{api}/conversations/{post.pk}/",
        f"{api}/comments/?page={post.pk}",
    ]
    for door in [*doors, f"{api}/posts/", f"{api}/posts/{post.pk}/", post.get_parent().url]:
        answer = client.get(door, headers={"host": f"{SITE}:1337"})
        assert answer.status_code == 200, door
        assert "1337" not in answer.content.decode() and "1337" not in str(answer.headers), door
