"""What is at a path, of whatever kind, in one question."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.api.site.kinds import kind_and_name
from coprod_wagtail.page_tree.paths import page_path
from tests.factories import BlogPostPageFactory, ReaderCommentFactory

from .client import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def at(api, path, **query):
    response = api.read("pages/by-path/", path=path, **query)
    return response.json() if response.status_code == 200 else response.status_code


@pytest.mark.shape
def test_a_page_is_told_with_its_kind(api, post):
    kind, name = kind_and_name(type(post))
    found = at(api, page_path(post).path)
    assert found["kind"] == kind and found.get("name", kind) == name
    assert (found["page"]["id"], found["page"]["title"]) == (post.pk, "A good week")


@pytest.mark.shape
def test_whether_readers_can_answer_is_said_of_any_page(api, blog, post):
    ReaderCommentFactory(page=post)
    assert at(api, page_path(post).path)["page"]["conversation"]["comment_count"] == 1
    home = Site.objects.get(is_default_site=True).root_page
    found = at(api, "/")
    assert (found["kind"], found["name"]) == ("other", home._meta.label)
    assert found["page"]["title"] == home.title and found["page"]["conversation"] is None


def test_a_page_of_a_promised_kind_is_as_its_own_operations_tell_it(api, blog, post):
    kind, _name = kind_and_name(type(post))
    if kind == "other":
        pytest.skip("this site has posts of its own, which no operations tell of")
    assert at(api, page_path(post).path) == {"kind": "post", "page": api.read(f"posts/{post.pk}/").json()}
    assert at(api, page_path(blog).path) == {"kind": "index", "page": api.read(f"indexes/{blog.pk}/").json()}


@pytest.mark.sampled
@pytest.mark.parametrize("ending", ["", "?utm=x", "#top"])
def test_in_any_spelling(api, post, ending):
    path = page_path(post).path
    assert at(api, path.strip("/") + ending)["page"]["id"] == post.pk


@pytest.mark.sampled
@pytest.mark.parametrize("path", ["/nothing/", "//[", "/%00", "/" + "x" * 3000])
def test_nothing_is_404(api, db, path):
    assert at(api, path) == 404


def test_what_not_everybody_may_read_is_not_there(api, post):
    path = page_path(post).path
    restriction = PageViewRestriction.objects.create(page=post, restriction_type="login")
    assert at(api, path) == 404
    restriction.delete()
    post.unpublish()
    assert at(api, path) == 404


class TestRedirects:
    @pytest.fixture(autouse=True)
    def _only_where_they_are(self):
        if not apps.is_installed("wagtail.contrib.redirects"):
            pytest.skip("this site has none")

    def add(self, *args, **kwargs):
        from wagtail.contrib.redirects.models import Redirect

        return Redirect.add_redirect(*args, **kwargs)

    @pytest.mark.shape
    def test_where_a_page_went_is_a_kind_too(self, api, post):
        self.add("/old", redirect_to=post, is_permanent=True)
        target = page_path(post).path
        assert at(api, "/old/?comment=7") == {
            "kind": "redirect",
            "redirect": {"path": "/old", "target": f"{target}?comment=7", "permanent": True},
        }

    def test_a_page_that_is_there_comes_first(self, api, post):
        self.add(page_path(post).path, redirect_to="/elsewhere/")
        assert at(api, page_path(post).path)["page"]["id"] == post.pk

    def test_a_private_page_is_not_given_away(self, api, post):
        self.add("/old", redirect_to=post)
        PageViewRestriction.objects.create(page=post, restriction_type="login")
        assert at(api, "/old") == 404

    def test_it_may_be_asked_for_again(self, api, db):
        self.add("/old", redirect_to="https://elsewhere.example/")
        first = api.read("pages/by-path/", path="/old")
        assert first.headers["Cache-Control"] == "no-cache"
        again = api.read("pages/by-path/", path="/old", headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304


def test_another_sites_pages_are_not_there(api, post, root_page):
    path = page_path(post).path
    Site.objects.create(hostname="other.example", root_page=post)
    home = at(api, "/", site="other.example")
    assert home["page"]["id"] == post.pk
    assert at(api, path, site="other.example") == 404
    assert at(api, "/", site="nobody.example") == 404


def test_it_is_the_same_as_long_as_nothing_changes(api, post):
    path = page_path(post).path
    first = api.read("pages/by-path/", path=path)
    again = api.read("pages/by-path/", path=path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    post.title = "Another week"
    post.save_revision().publish()
    changed = api.read("pages/by-path/", path=path, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


@pytest.mark.shape
def test_it_costs_the_same_few_queries_wherever_it_is(api, blog, post, django_assert_max_num_queries):
    for _one in range(20):
        BlogPostPageFactory(parent=blog)
    path = page_path(post).path
    at(api, path)
    with CaptureQueriesContext(connection) as few:
        at(api, path)
    below = BlogPostPageFactory(parent=post)
    for _level in range(5):
        below = BlogPostPageFactory(parent=below)
    deep = page_path(below).path
    at(api, deep)
    with CaptureQueriesContext(connection) as deeper:
        at(api, deep)
    # How far from it in time the posts before and after it are decides whether these are looked for once more, or twice.
    assert max(len(deeper), len(few)) <= 16
    with django_assert_max_num_queries(10):
        at(api, "/nothing/at/all/")


def test_an_answer_is_kept_where_a_purge_reaches_it(client, post, settings):
    kind, _name = kind_and_name(type(post))
    if kind == "other":
        pytest.skip("caches keep only what operations of its kind tell")
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "API_CACHE_SECONDS": 60}
    url = f"{ROOT}pages/by-path/?path={page_path(post).path}"
    host = {"host": Site.objects.get(is_default_site=True).hostname}
    kept = client.get(url, headers=host)
    assert "s-maxage=60" in kept.headers["Cache-Control"]
    assert any(one.endswith(url) for one in post.get_cached_urls())
    assert client.get(f"{url}&renditions=none", headers=host).headers["Cache-Control"] == "no-cache"
