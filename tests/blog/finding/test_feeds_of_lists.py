"""Each list below a blog has a feed of its own, in the formats of the blog's."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coprod_wagtail.blog.models import Series
from tests.pages.factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
)
from tests.syndication import checking

pytestmark = pytest.mark.framework

LISTS = {
    "2026/": "2026 – Blog",
    "2026/05/": "May 2026 – Blog",
    "topic/food/": "Food – Blog",
    "tag/tea/": "tea – Blog",
    "by/maryam/": "Maryam – Blog",
    "series/first/": "Our first year – Blog",
}
FORMATS = {"feed/": "atom", "feed/rss/": "rss", "feed/json/": "json"}


@pytest.fixture
def filed(write, root_page):
    """Two posts that are in every list, and one that is in others."""
    food, series = CategoryFactory(name="Food", slug="food"), Series.objects.create(name="Our first year", slug="first")
    members = MemberIndexPageFactory(parent=root_page, title="Members", slug="members")
    member = MemberProfilePageFactory(parent=members, title="Maryam", slug="maryam")
    for day, title in ((4, "Soup"), (5, "Bread")):
        post = write(title, 2026, 5, day, tags=["tea"], categories=[food], series=series)
        BlogPostAuthorFactory(page=post, profile=member)
    write("Bus", 2025, 12, 31, tags=["bus"])
    return food


@pytest.mark.parametrize("behind", FORMATS)
@pytest.mark.parametrize("below", LISTS)
def test_it_has_the_posts_of_the_list_newest_first(client, filed, root_page, below, behind):
    address = f"/blog/{below}{behind}"
    answer = client.get(address)
    assert answer.status_code == 200
    checking.check(answer.content, FORMATS[behind], root_page.get_site().root_url + address)
    words = answer.content.decode()
    assert LISTS[below] in words and "Bus" not in words
    assert (
        -1
        < words.index(">Bread<" if behind != "feed/json/" else '"Bread"')
        < words.index(">Soup<" if behind != "feed/json/" else '"Soup"')
    )


def test_the_page_of_the_list_says_where_it_is(client, filed, root_page):
    page = BeautifulSoup(client.get("/blog/topic/food/").content, "html.parser")
    found = [
        link["href"] for link in page.select('link[rel="alternate"][type*="+xml"], link[rel="alternate"][type*="json"]')
    ]
    root = root_page.get_site().root_url
    assert found[:3] == [f"{root}/blog/topic/food/{behind}" for behind in FORMATS]
    assert found[3:] == [f"{root}/blog/{behind}" for behind in FORMATS]


@pytest.mark.parametrize(
    "below", ["topic/none/", "tag/none/", "1999/", "2026/13/", "by/nobody/", "series/none/", "what/ever/"]
)
@pytest.mark.parametrize("behind", FORMATS)
def test_there_is_none_of_an_empty_list(client, filed, below, behind):
    assert client.get(f"/blog/{below}{behind}").status_code == 404


def test_a_topic_that_is_called_otherwise_leads_there(client, filed):
    filed.slug = "food-and-drink"
    filed.save()
    answer = client.get("/blog/topic/food/feed/rss/")
    assert (answer.status_code, answer["Location"]) == (302, "/blog/topic/food-and-drink/feed/rss/")


def test_no_shared_cache_keeps_it(client, filed, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"PAGE_CACHE_SECONDS": 600}
    assert "s-maxage" not in client.get("/blog/topic/food/feed/")["Cache-Control"]
    assert (
        client.get(
            "/blog/topic/food/feed/", headers={"If-None-Match": client.get("/blog/topic/food/feed/")["ETag"]}
        ).status_code
        == 304
    )


def test_it_asks_no_more_for_more_posts(client, write, filed):
    def queries():
        client.get("/blog/topic/food/feed/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/blog/topic/food/feed/")
        return len(asked)

    few = queries()
    for day in range(6, 16):
        write(f"Day {day}", 2026, 5, day, tags=["tea"], categories=[filed])
    assert queries() == few
