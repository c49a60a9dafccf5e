"""Redis is away: everything answers, from the database."""

import json
import socket
import time
from contextlib import closing

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client

from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.sending import send_due
from tests.comments.sending import SAME_ORIGIN, send, words
from tests.factories import ModeratorFactory, ReaderCommentFactory

from .test_settings import settings_with

pytestmark = [pytest.mark.django_db, pytest.mark.smoke]

DJANGOS_OWN = "django.core.cache.backends.redis.RedisCache"


@pytest.fixture(scope="module")
def documented():
    """What the example site has in a deployment; the documentation says the same (tests/docs/test_deployment_pages.py)."""
    return settings_with("CACHES", CACHE_URL="redis://127.0.0.1:1/0")


@pytest.fixture
def away(documented, settings):
    """The cache of a deployment, where nothing listens."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen, so that nobody else does
        location = f"redis://127.0.0.1:{taken.getsockname()[1]}/0"
        settings.CACHES = {"default": documented["default"] | {"LOCATION": location}}
        yield settings


@pytest.fixture
def post(post):
    ReaderCommentFactory(page=post, body="The bus stops too early.")
    return post


@pytest.fixture
def signed_in():
    client = Client()
    client.force_login(ModeratorFactory())
    return client


def test_pages_and_the_api_answer(away, client, post):
    assert "The bus stops too early." in client.get(post.url).text
    for path in (post.get_parent().url, f"{post.get_parent().url}feed/", "/robots.txt", "/sitemap.xml"):
        assert client.get(path).status_code in {200, 404}, path
    for path in (
        "posts/",
        f"posts/by-path/?path={post.url}",
        f"conversations/{post.pk}/",
        f"comments/?page={post.pk}",
    ):
        assert client.get(f"/api/coprod/v1/{path}").status_code == 200, path


def test_a_comment_is_taken_and_its_private_page_answers(away, client, post):
    answer = send(client, post, **words(body="Written while it was away."))
    assert answer.status_code == 302
    assert client.get(answer["Location"].partition("#")[0]).status_code == 200

    form = client.get(f"/api/coprod/v1/conversations/{post.pk}/").json()["form"]
    token = {field["name"]: field["value"] for field in form["fields"]}["token"]
    body = {"page": post.pk, "token": token, **words(body="And as JSON.")}
    made = client.post("/api/coprod/v1/comments/", json.dumps(body), "application/json", headers=SAME_ORIGIN)
    assert made.status_code == 202, made.text
    assert ReaderComment.objects.filter(body__in=["Written while it was away.", "And as JSON."]).count() == 2


def test_the_admin_answers(away, signed_in, post):
    comment = ReaderComment.objects.get()
    for path in ("/admin/", "/admin/reader-comments/", f"/admin/reader-comments/inspect/{comment.pk}/"):
        assert signed_in.get(path).status_code == 200, path


def test_copies_are_let_go_of_all_the_same(away, post, settings, monkeypatch, django_capture_on_commit_callbacks):
    told = []
    settings.WAGTAILFRONTENDCACHE = {
        "varnish": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": "http://varnish.example",
        }
    }
    monkeypatch.setattr(
        "wagtail.contrib.frontend_cache.backends.HTTPBackend.purge_batch", lambda self, urls: told.extend(urls)
    )
    from coprod_wagtail.caching.purging import purge_soon

    with django_capture_on_commit_callbacks(execute=True):
        purge_soon([post.pk])
    send_due(5)
    assert post.full_url in told


def test_what_could_not_be_let_go_of_because_the_cache_raised_is_tried_again(post, settings):
    """With a backend that raises, as Django's own does: Wagtail cannot say the addresses of a page without it."""
    settings.WAGTAILFRONTENDCACHE = {
        "varnish": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": "http://127.0.0.1:1"}
    }
    from coprod_wagtail.caching.purging import purge_soon

    settings.CACHES = {"default": {"BACKEND": DJANGOS_OWN, "LOCATION": "redis://127.0.0.1:1/0"}}
    with transaction.atomic():
        purge_soon([post.pk])
    send_due(5)
    waiting = OutgoingMessage.objects.filter(kind="purge", tries=1)
    assert waiting.count() == 1


def test_a_machine_that_says_nothing_is_not_waited_for_long(documented, settings):
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(5)
        location = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        settings.CACHES = {"default": documented["default"] | {"LOCATION": location}}
        began = time.monotonic()
        assert caches["default"].get("any", "missed") == "missed"
        assert time.monotonic() - began < 3
