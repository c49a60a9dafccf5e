"""What is at a path, of whatever kind, in one question."""

import datetime

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.api.site.kinds import kind_and_name
from coprod_wagtail.blog.models import Category, Series
from coprod_wagtail.page_tree.paths import page_path
from tests.factories import BlogPostPageFactory, ReaderCommentFactory
from tests.pages.factories import BlogPostAuthorFactory, CategoryFactory, MemberProfilePageFactory

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


class TestListsBelow:
    """The posts of a year, about a topic and so on have addresses, and are no pages."""

    @pytest.fixture(autouse=True)
    def _written(self, post):
        post.date = datetime.date(2026, 5, 4)
        post.categories.add(CategoryFactory(name="Food", slug="food"))
        post.tags.add("soup")
        post.save()

    @pytest.mark.parametrize(
        ("below", "of", "name", "filters"),
        [
            ("topic/food/", "topic", "Food", {"category": "food"}),
            ("tag/soup/", "tag", "soup", {"tag": "soup"}),
            ("2026/", "date", "2026", {"year": 2026}),
            ("2026/05/", "date", "May 2026", {"year": 2026, "month": 5}),
        ],
    )
    def test_it_says_what_they_have_in_common_and_how_to_ask_for_them(self, api, blog, post, below, of, name, filters):
        found = at(api, f"/blog/{below}")
        assert found["kind"] == "list"
        told = found["list"]
        assert (told["of"], told["name"], told["page_count"], told["index"]) == (of, name, 1, blog.pk)
        assert (told["path"], told["lists"]) == (f"/blog/{below}", kind_and_name(type(post))[1])
        assert told["filters"] == {"under": blog.pk, **filters}
        items = api.read("posts/", **told["filters"]).json()["items"]
        assert [one["id"] for one in items] == [post.pk]
        assert told["seo"]["canonical"].endswith(f"/blog/{below}") and name in told["seo"]["title"]
        assert told["feeds"][0]["url"].endswith(f"/blog/{below}feed/")

    def test_those_of_a_person_and_of_a_series(self, api, root_page, post):
        member = MemberProfilePageFactory(parent=root_page, title="Maryam", slug="maryam")
        BlogPostAuthorFactory(page=post, profile=member)
        post.series = Series.objects.create(name="Our year", slug="our-year", description="How it began.")
        post.save()
        by = at(api, "/blog/by/maryam/")["list"]
        assert (by["of"], by["name"], by["filters"]["author"]) == ("by", member.public_name, member.pk)
        series = at(api, "blog/series/our-year")["list"]
        assert (series["name"], series["description"]) == ("Our year", "How it began.")
        assert series["filters"]["series"] == "our-year"

    def test_by_a_former_name_it_says_where_it_is_now(self, api, db):
        category = Category.objects.get()
        category.slug = "cooking"
        category.save()
        assert at(api, "/blog/topic/food/") == {
            "kind": "redirect",
            "redirect": {"path": "/blog/topic/food/", "target": "/blog/topic/cooking/", "permanent": False},
        }
        assert at(api, "/blog/2026/5/")["redirect"]["target"] == "/blog/2026/05/"

    @pytest.mark.parametrize(
        "below", ["2024/", "topic/nothing/", "feed/", "topic/food/feed/", "a/b/c/", "%00/", "9999/99/"]
    )
    def test_what_is_empty_or_no_list_is_not_there(self, api, db, below):
        assert at(api, f"/blog/{below}") == 404

    def test_nothing_of_what_is_private(self, api, blog):
        restriction = PageViewRestriction.objects.create(page=blog, restriction_type="login")
        assert at(api, "/blog/2026/") == 404
        restriction.delete()
        assert at(api, "/blog/2026/")["list"]["page_count"] == 1

    def test_a_page_at_such_an_address_comes_first(self, api, blog):
        page = BlogPostPageFactory(parent=blog, slug="2026")
        assert at(api, "/blog/2026/")["page"]["id"] == page.pk

    def test_it_costs_the_same_however_many_posts(self, api, blog):
        def queries():
            at(api, "/blog/topic/food/")
            with CaptureQueriesContext(connection) as captured:
                assert at(api, "/blog/topic/food/")["kind"] == "list"
            return len(captured)

        few = queries()
        for _one in range(12):
            post = BlogPostPageFactory(parent=blog)
            post.categories.add(Category.objects.get())
            post.save()
        assert queries() == few <= 20


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
