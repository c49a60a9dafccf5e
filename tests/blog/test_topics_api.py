"""What posts are about and when they were written, over JSON."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag
from wagtail.models import Site

from coprod_wagtail.blog.models import Category
from tests.api.client import ROOT
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory
from tests.pages.factories import CategoryFactory, make_private

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def write(blog, *, about=(), tags=(), date=None, **kwargs):
    post = BlogPostPageFactory(parent=blog, date=date, **kwargs)
    post.categories.set(about)
    post.tags.add(*tags)
    post.save()
    return post


@pytest.fixture
def api():
    from tests.api.client import ApiClient

    return ApiClient()


@pytest.fixture
def read(api):
    def read(path, **query):
        response = api.read(path, **query)
        assert response.status_code == 200, response.content
        return response.json()

    return read


@pytest.fixture
def food(db):
    return CategoryFactory(name="Food", slug="food")


@pytest.fixture
def elders(db):
    return CategoryFactory(name="Élan", slug="elan")


@pytest.fixture
def posts(blog, food, elders):
    CategoryFactory(name="Nobody writes about it")
    return [
        write(blog, about=[food], tags=["soup", "tea"], date=datetime.date(2026, 5, 4)),
        write(blog, about=[food, elders], tags=["tea"], date=datetime.date(2026, 5, 20)),
        write(blog, about=[food], date=datetime.date(2024, 1, 1)),
        write(blog),
        write(blog, about=[elders], tags=["draft"], date=datetime.date(2020, 1, 1), live=False),
    ]


def counted(found):
    return [(one["name"], one["slug"], one["post_count"]) for one in found["items"]]


def test_categories_with_posts(read, posts):
    found = read("categories/")
    assert found["count"] == 2
    assert counted(found) == [("Élan", "elan", 1), ("Food", "food", 3)]
    assert (found["items"][0]["language"], found["items"][0]["path"]) == ("en-gb", "/blog/topic/elan/")
    assert counted(read("categories/", order="most_posts")) == [("Food", "food", 3), ("Élan", "elan", 1)]


def test_tags_that_posts_have(read, posts):
    Tag.objects.create(name="of nothing", slug="of-nothing")
    assert counted(read("tags/")) == [("soup", "soup", 1), ("tea", "tea", 2)]
    assert counted(read("tags/", order="most_posts", limit=1)) == [("tea", "tea", 2)]
    assert read("tags/", limit=1)["count"] == 2


def test_years_and_months(read, posts):
    found = read("years/")
    assert found["undated_count"] == 1
    (this, before) = found["items"]
    assert (this["year"], this["post_count"], this["path"]) == (2026, 2, "/blog/2026/")
    assert this["months"] == [{"month": 5, "name": "May", "post_count": 2, "path": "/blog/2026/05/"}]
    assert (before["year"], [month["month"] for month in before["months"]]) == (2024, [1])


def paths(found):
    return [one["path"] for one in found["items"]]


def test_where_they_are_listed(read, client, posts, blog, root_page):
    for path in ("categories/", "tags/", "years/"):
        for address in paths(read(path)):
            assert client.get(address).status_code == 200
    BlogIndexPageFactory(parent=root_page, slug="news")
    # In which of the two?
    assert paths(read("tags/")) == [None, None]
    assert paths(read("tags/", under="/blog/")) == ["/blog/tag/soup/", "/blog/tag/tea/"]
    assert paths(read("tags/", under=root_page.pk)) == [None, None]


@pytest.mark.parametrize("path", ["categories/", "tags/", "years/"])
def test_the_counts_are_those_of_the_lists_they_lead_to(read, posts, path):
    parameter = {"categories/": "category", "tags/": "tag", "years/": "year"}[path]
    for one in read(path)["items"]:
        assert read("posts/", **{parameter: one.get("slug", one.get("year"))})["count"] == one["post_count"]


def test_below_one_page(read, api, posts, root_page, food):
    other = BlogIndexPageFactory(parent=root_page, slug="news")
    write(other, about=[food], tags=["late"], date=datetime.date(2021, 2, 3))
    for under in (other.pk, "/news/"):
        assert counted(read("categories/", under=under)) == [("Food", "food", 1)]
        assert counted(read("tags/", under=under)) == [("late", "late", 1)]
        assert [one["year"] for one in read("years/", under=under)["items"]] == [2021]
    for path in ("categories/", "tags/", "years/"):
        assert api.read(path, under="/nowhere/").status_code == 422
    Site.objects.create(hostname="news.example", root_page=other)
    assert counted(read("tags/", site="news.example")) == [("late", "late", 1)]


def test_what_is_private_does_not_count(read, blog, posts):
    make_private(blog)
    assert read("categories/") == {"count": 0, "items": []}
    assert read("tags/") == {"count": 0, "items": []}
    assert read("years/") == {"undated_count": 0, "items": []}


@pytest.mark.parametrize("path", ["categories/", "tags/", "years/"])
def test_it_costs_the_same_however_many_there_are(api, blog, posts, path):
    def queries():
        api.read(path)
        with CaptureQueriesContext(connection) as captured:
            assert api.read(path).status_code == 200
        return len(captured)

    few = queries()
    for number in range(12):
        write(blog, about=[CategoryFactory()], tags=[f"tag {number}"], date=datetime.date(2000 + number, 1, 1))
    assert queries() == few <= 8


@pytest.mark.parametrize("path", ["categories/", "tags/", "years/"])
def test_a_shared_cache_lets_go_of_it_with_a_post(client, posts, settings, path):
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "API_CACHE_SECONDS": 60}
    site = Site.objects.get(is_default_site=True)
    kept = client.get(ROOT + path, headers={"host": site.hostname})
    assert "s-maxage=60" in kept.headers["Cache-Control"]
    assert site.root_url + ROOT + path in posts[0].get_cached_urls()
    assert (
        client.get(f"{ROOT}{path}?under=/blog/", headers={"host": site.hostname}).headers["Cache-Control"] == "no-cache"
    )


def test_a_changed_name_is_another_answer(api, posts, food):
    first = api.read("categories/")
    assert api.read("categories/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    Category.objects.filter(pk=food.pk).update(name="Meals")
    assert api.read("categories/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
