"""Who may keep what the API answers to everybody: each door that reads, as the document lists them; and whether it is known
again when a web server or Django's own middleware has packed it."""

import gzip
import json

import pytest
from django.test import Client
from wagtail.models import Site

from coprod_wagtail.page_tree.paths import page_path
from tests.factories import BlogPostPageFactory, ConversationPageFactory, ReaderCommentFactory
from tests.pages.factories import MemberProfilePageFactory

from .client import ROOT
from .conforming import document

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

#: What no cache may keep: it is for one person.
FOR_ONE = {"/comments/{comment_id}/reports/", "/mail/{secret}/", "/previews/", "/slips/{secret}/"}
#: What is not purged by its address, and so is asked for again each time.
ASKED_AGAIN = {"/", "/comments/{comment_id}/", "/comments/{comment_id}/replies/", "/redirects/by-path/", "/search/"}


def doors():
    """The paths of everything that anybody may read; moderators are let in one by one."""
    reading = {path for path, methods in document()["paths"].items() if "get" in methods}
    return {path for path in reading if not path.startswith("/moderation/")}


@pytest.fixture
def asked(client, post, settings):
    """Asks at the door of a path for something that is there, on the host of its site."""
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "API_CACHE_SECONDS": 60}
    site = Site.objects.get(is_default_site=True)
    comment = ReaderCommentFactory(page=post)

    home = site.root_page
    pages = {
        "members": MemberProfilePageFactory(parent=home),
        "conversation-pages": ConversationPageFactory(parent=home),
        "indexes": post.get_parent(),
    }

    def ask(path, **headers):
        operation = document()["paths"][path]["get"]
        page = pages.get(path.split("/")[1], post)
        known = {"page_id": page.pk, "comment_id": comment.pk, "page": post.pk, "path": page_path(page).path}
        query = {
            parameter["name"]: known[parameter["name"]]
            for parameter in operation["parameters"]
            if parameter["required"] and parameter["in"] == "query"
        }
        url = ROOT + path.lstrip("/").format(**known) + "".join(f"?{name}={value}" for name, value in query.items())
        return client.get(url, headers={"host": site.hostname, **headers})

    return ask


def test_everything_may_be_kept_or_asked_for_again(asked):
    told = {}
    for path in sorted(doors() - FOR_ONE - {"/redirects/by-path/"}):
        answer = asked(path)
        assert answer.status_code == 200, (path, answer.content)
        told[path] = answer.headers["Cache-Control"]
        again = asked(path, **{"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["Cache-Control"] == told[path], path
    assert {path for path, words in told.items() if words == "no-cache"} == ASKED_AGAIN - {"/redirects/by-path/"}
    assert all("public" in words and "s-maxage=60" in words for words in told.values() if words != "no-cache")


def test_no_door_is_forgotten():
    assert doors() >= FOR_ONE | ASKED_AGAIN


@pytest.mark.parametrize("path", ["/posts/", "/pages/", "/site/", "/comments/recent/"])
def test_without_the_setting_nothing_is_kept(client, post, path):
    answer = client.get(ROOT + path.lstrip("/"), headers={"host": "localhost"})
    assert answer.headers["Cache-Control"] == "no-cache" and answer.headers["ETag"]


class TestPacked:
    """GZipMiddleware makes the ETag a weak one, and so do web servers: what is asked with it is known all the same."""

    @pytest.fixture(autouse=True)
    def _packs(self, settings):
        settings.MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *settings.MIDDLEWARE]

    @pytest.fixture
    def ask(self, post):
        # Django's middleware puts up to 100 random bytes into what it packs: an answer must be much longer than that.
        for _one in range(5):
            ReaderCommentFactory(page=BlogPostPageFactory(parent=post.get_parent()))
        browser = Client()
        return lambda path="posts/", **headers: browser.get(ROOT + path, headers=headers)

    def test_it_is_smaller_and_the_same(self, ask):
        plain, packed = ask(), ask(**{"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip" and len(packed.content) < len(plain.content) * 0.7
        assert json.loads(gzip.decompress(packed.content)) == json.loads(plain.content)
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert packed.headers["ETag"] == f"W/{plain.headers['ETag']}"

    @pytest.mark.parametrize("path", ["posts/", "pages/", "comments/recent/", "openapi.json"])
    def test_with_either_etag_it_is_known_again(self, ask, path):
        packed = ask(path, **{"Accept-Encoding": "gzip"})
        assert packed.status_code == 200 and packed.headers["Content-Encoding"] == "gzip"
        if path == "openapi.json":
            return
        weak = packed.headers["ETag"]
        for etag in (weak, weak.removeprefix("W/"), f'"other", {weak}'):
            for encoding in ("gzip", "identity"):
                again = ask(path, **{"Accept-Encoding": encoding, "If-None-Match": etag})
                assert (again.status_code, again.content) == (304, b"")
        assert ask(path, **{"If-None-Match": 'W/"other"'}).status_code == 200
