"""The posts of a year, about a topic and so on have addresses, and are no pages: what the API says is at them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from coprod_wagtail.api.site.kinds import kind_and_name
from coprod_wagtail.blog.models import Category, Series
from tests.api.client import ApiClient
from tests.api.test_at_path import at
from tests.factories import BlogPostPageFactory
from tests.pages.factories import BlogPostAuthorFactory, CategoryFactory, MemberProfilePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def api():
    return ApiClient()


@pytest.fixture(autouse=True)
def _written(post):
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
def test_it_says_what_they_have_in_common_and_how_to_ask_for_them(api, blog, post, below, of, name, filters):
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


def test_those_of_a_person_and_of_a_series(api, root_page, post):
    member = MemberProfilePageFactory(parent=root_page, title="Maryam", slug="maryam")
    BlogPostAuthorFactory(page=post, profile=member)
    post.series = Series.objects.create(name="Our year", slug="our-year", description="How it began.")
    post.save()
    by = at(api, "/blog/by/maryam/")["list"]
    assert (by["of"], by["name"], by["filters"]["author"]) == ("by", member.public_name, member.pk)
    series = at(api, "blog/series/our-year")["list"]
    assert (series["name"], series["description"]) == ("Our year", "How it began.")
    assert series["filters"]["series"] == "our-year"


def test_by_a_former_name_it_says_where_it_is_now(api, db):
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
def test_what_is_empty_or_no_list_is_not_there(api, db, below):
    assert at(api, f"/blog/{below}") == 404


def test_nothing_of_what_is_private(api, blog):
    restriction = PageViewRestriction.objects.create(page=blog, restriction_type="login")
    assert at(api, "/blog/2026/") == 404
    restriction.delete()
    assert at(api, "/blog/2026/")["list"]["page_count"] == 1


def test_a_page_at_such_an_address_comes_first(api, blog):
    page = BlogPostPageFactory(parent=blog, slug="2026")
    assert at(api, "/blog/2026/")["page"]["id"] == page.pk


def test_it_costs_the_same_however_many_posts(api, blog):
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
