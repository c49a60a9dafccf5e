import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail_factories import ImageFactory

from tests.factories import BlogPostPageFactory
from tests.pages.factories import (
    BlogPostAuthorFactory,
    CategoryFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    make_private,
)

pytestmark = pytest.mark.framework


def titles(client, address="/blog/"):
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [heading.text.strip() for heading in soup.select(".coprod-post-summary__title")]


@pytest.mark.shape
def test_the_newest_post_is_first_and_undated_ones_are_last(client, blog):
    BlogPostPageFactory(parent=blog, title="Undated", date=None)
    BlogPostPageFactory(parent=blog, title="Old", date=datetime.date(2019, 5, 1))
    BlogPostPageFactory(parent=blog, title="New", date=datetime.date(2026, 5, 1))

    assert titles(client) == ["New", "Old", "Undated"]


def test_of_two_posts_of_one_day_the_one_made_later_is_first(client, blog):
    for title in ("First", "Second"):
        BlogPostPageFactory(parent=blog, title=title, date=datetime.date(2026, 5, 1), first_published_at=None)

    assert titles(client) == ["Second", "First"]


def test_only_what_everybody_may_see_is_listed(client, blog):
    BlogPostPageFactory(parent=blog, title="Public")
    BlogPostPageFactory(parent=blog, title="Draft", live=False)
    make_private(BlogPostPageFactory(parent=blog, title="Private"))

    assert titles(client) == ["Public"]


def test_posts_of_another_blog_are_not_listed(client, blog, post):
    other = type(blog)(title="Other", slug="other")
    blog.get_parent().add_child(instance=other)

    assert titles(client, "/other/") == []
    assert "There are no posts here yet." in client.get("/other/").text


@pytest.mark.shape
def test_ten_posts_a_page_with_links_to_the_others(client, blog):
    for day in range(1, 24):
        BlogPostPageFactory(parent=blog, title=f"Day {day}", date=datetime.date(2026, 5, day))

    assert titles(client)[0] == "Day 23"
    assert len(titles(client)) == 10
    assert titles(client, "/blog/?page=3") == ["Day 3", "Day 2", "Day 1"]
    soup = BeautifulSoup(client.get("/blog/?page=2").content, "html.parser")
    nav = soup.find("nav", class_="coprod-pagination")
    assert {link.text: link["href"] for link in nav.find_all("a")} == {
        "Newer posts": "/blog/",
        "Older posts": "/blog/?page=3",
    }
    assert nav.find(attrs={"aria-current": "page"}).text == "Page 2 of 3"
    assert "page 2 of 3" in soup.title.text


def test_a_number_that_is_no_page_gives_the_nearest(client, blog, post):
    for number in ("0", "-1", "77", "x", "%00"):
        assert titles(client, f"/blog/?page={number}") == ["A good week"]


@pytest.fixture
def filed(blog):
    """A post about food marked "tea", and one about neither."""
    post = BlogPostPageFactory(parent=blog, title="About food")
    post.categories.add(CategoryFactory(name="Food & drink", slug="food"))
    post.tags.add("tea")
    post.save()
    BlogPostPageFactory(parent=blog, title="About nothing")
    return post


@pytest.mark.parametrize(
    ("address", "heading"),
    [("/blog/?category=food", "Posts about Food & drink"), ("/blog/?tag=tea", "Posts marked “tea”")],
)
def test_the_list_can_be_narrowed_down(client, filed, address, heading):
    soup = BeautifulSoup(client.get(address).content, "html.parser")

    assert titles(client, address) == ["About food"]
    assert soup.h2.text.strip() == heading
    assert soup.find("a", string="All posts")["href"] == "/blog/"


def test_an_empty_filter_is_no_filter(client, filed):
    assert len(titles(client, "/blog/?category=&tag=")) == 2


@pytest.mark.sampled
@pytest.mark.parametrize("query", ["category=nothing", "tag=nothing", "tag=%00", "category=a%20b"])
def test_a_category_or_tag_that_does_not_exist_is_not_found(client, filed, query):
    assert client.get(f"/blog/?{query}").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_posts(client, blog, root_page):
    members = MemberIndexPageFactory(parent=root_page)

    def add(count):
        for _number in range(count):
            photo = ImageFactory(file__width=20, file__height=20)
            member = MemberProfilePageFactory(parent=members, photo=photo, photo_decorative=True)
            picture = ImageFactory(file__width=20, file__height=20)
            post = BlogPostPageFactory(parent=blog, image=picture, image_decorative=True)
            BlogPostAuthorFactory(page=post, profile=member)
            BlogPostAuthorFactory(page=post, name="Somebody")
            post.categories.add(CategoryFactory())
            post.save()
        client.get("/blog/")  # the sizes of new pictures are made when they are first drawn

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/blog/")
        return len(captured)

    add(3)
    with_three = queries()
    add(27)

    assert queries() == with_three
    assert with_three <= 25
