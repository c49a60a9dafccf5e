"""All pages of a site in one list."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.api.site.kinds import kind_and_name
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.moments import storable
from tests.factories import BlogPostPageFactory, ConversationPageFactory

from .client import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def read(api):
    def read(**query):
        response = api.read("pages/", **query)
        assert response.status_code == 200, response.content
        return response.json()

    return read


def ids(found):
    return [item["id"] for item in found["items"]]


@pytest.mark.shape
def test_every_page_is_there_in_the_order_of_the_tree(read, root_page, blog, post):
    question = ConversationPageFactory(parent=root_page)
    assert ids(read()) == [root_page.pk, blog.pk, post.pk, question.pk]
    (of_post,) = [item for item in read()["items"] if item["id"] == post.pk]
    kind, name = kind_and_name(type(post))
    place = page_path(post)
    assert of_post == {
        "id": post.pk,
        "kind": kind,
        "name": name,
        "type": post._meta.label,
        "title": "A good week",
        "path": place.path,
        "url": place.url,
        "language": post.locale.language_code,
        "direction": "ltr",
        "translation_key": str(post.translation_key),
        "first_published_at": None,
        "last_published_at": None,
    }


@pytest.mark.shape
def test_what_not_everybody_may_read_is_not_told(read, root_page, blog, post):
    draft = BlogPostPageFactory(parent=blog, live=False)
    restriction = PageViewRestriction.objects.create(page=blog, restriction_type="login")
    assert ids(read()) == [root_page.pk]
    restriction.delete()
    assert ids(read()) == [root_page.pk, blog.pk, post.pk]
    assert draft.pk not in ids(read())


@pytest.mark.shape
def test_of_one_kind(read, root_page, blog, post):
    kind, _name = kind_and_name(type(post))
    assert post.pk in ids(read(kind=kind))
    assert root_page.pk in ids(read(kind="other")) and root_page.pk not in ids(read(kind="index"))
    every = {item["id"] for one in ("post", "member", "index", "conversation-page", "other") for item in _of(read, one)}
    assert every == set(ids(read()))


def _of(read, kind):
    """A site without an app does not know its kinds."""
    from coprod_wagtail.api.site.kinds import promised_kinds

    return read(kind=kind)["items"] if kind in [*promised_kinds(), "other"] else []


def test_below_a_page(read, api, blog, post, root_page):
    assert ids(read(under=blog.pk)) == ids(read(under=page_path(blog).path)) == [post.pk]
    assert ids(read(under=post.pk)) == []
    assert ids(read(under="/")) == [blog.pk, post.pk]
    for name in ("999999", "9" * 40, "/nothing/", "\x00"):
        refused = api.read("pages/", under=name)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"] == "under"


def test_below_a_private_page_is_below_none(api, blog, post):
    PageViewRestriction.objects.create(page=blog, restriction_type="login")
    private, missing = (api.read("pages/", under=name) for name in (blog.pk, 999999))
    assert private.status_code == 422 and private.json() == missing.json()


def test_since_a_moment(read, blog, post, root_page):
    moment = datetime(2026, 5, 17, 8, 30, tzinfo=UTC)
    pages = get_page_model()._default_manager
    pages.filter(pk=root_page.pk).update(last_published_at=storable(moment - timedelta(days=1)))
    pages.filter(pk=post.pk).update(last_published_at=storable(moment))
    # Of the blog nobody knows.
    assert ids(read(modified_since="2026-05-17T08:30:00Z")) == [blog.pk, post.pk]
    assert ids(read(modified_since="2026-05-17T09:30:01+01:00")) == [blog.pk]
    assert len(ids(read(modified_since="0001-01-01T00:00:00+14:00"))) == 3
    assert ids(read(modified_since="9999-12-31T23:59:59-14:00")) == [blog.pk]


@pytest.mark.sampled
@pytest.mark.parametrize("moment", ["yesterday", "2026", "1747470600", "2026-05-17", "2026-05-17T08:30:00", "2026-13-01T00:00:00Z"])  # fmt: skip
def test_a_moment_that_is_none(api, db, moment):
    refused = api.read("pages/", modified_since=moment)
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert (error["field"], error["code"]) == ("modified_since", "not_a_moment")
    assert "2026-05-17T08:30:00Z" in error["message"]


def test_slices_follow_one_another(api, blog):
    pages = [BlogPostPageFactory(parent=blog) for _one in range(5)]
    found, query = [], {"limit": "2", "under": str(blog.pk)}
    while query:
        answer = api.read("pages/", **query)
        found += ids(answer.json())
        following = [part for part in answer.headers.get("Link", "").split(", ") if part.endswith('rel="next"')]
        query = {name: values[0] for name, values in parse_qs(following[0][2:].partition(">")[0]).items()} if following else None  # fmt: skip
    assert found == [page.pk for page in pages]


def test_a_thousand_at_most(api, db):
    assert api.read("pages/", limit=1000).status_code == 200
    assert api.read("pages/", limit=1001).status_code == 422
    assert api.read("pages/", offset=20_000).json()["items"] == []


def test_some_fields_only(read, post):
    found = read(fields="path,last_published_at")
    assert all(set(item) == {"path", "last_published_at"} for item in found["items"])


@pytest.mark.shape
def test_it_costs_the_same_however_many_there_are(api, blog, root_page):
    def queries():
        api.read("pages/")
        with CaptureQueriesContext(connection) as captured:
            assert api.read("pages/").status_code == 200
        return len(captured)

    BlogPostPageFactory(parent=blog)
    ConversationPageFactory(parent=root_page)
    few = queries()
    for _one in range(10):
        BlogPostPageFactory(parent=blog)
        ConversationPageFactory(parent=root_page)
    assert queries() == few <= 6


def test_a_shared_cache_may_keep_all_of_it_and_no_part(client, post, settings):
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "API_CACHE_SECONDS": 60}
    host = {"host": Site.objects.get(is_default_site=True).hostname}
    assert "s-maxage=60" in client.get(f"{ROOT}pages/", headers=host).headers["Cache-Control"]
    assert client.get(f"{ROOT}pages/?limit=3", headers=host).headers["Cache-Control"] == "no-cache"
