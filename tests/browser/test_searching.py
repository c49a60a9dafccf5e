"""Searching a blog."""

import datetime
import re

import pytest
from playwright.sync_api import expect
from wagtail.search.backends import get_search_backend

from tests.factories import BlogPostPageFactory
from tests.pages.factories import CategoryFactory

from .measuring import OVER_THE_EDGE

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def posts(blog):
    """Two posts about soup, with a title that has to be broken on a phone."""
    food, bus = CategoryFactory(name="Food", slug="food"), CategoryFactory(name="Buses", slug="buses")
    posts = [
        BlogPostPageFactory(
            parent=blog,
            title=f"Soup {year} of what came to be known as Llanfairpwllgwyngyllgogerychwyrndrobwll",
            slug=f"soup-{year}",
            date=datetime.date(year, 5, 4),
            body=[("text", "<p>There was soup for everybody who came in on that day.</p>")],
        )
        for year in (2025, 2026)
    ]
    for post, topic in zip(posts, (food, bus), strict=True):
        post.categories.add(topic)
        post.save()
    get_search_backend().add_bulk(type(posts[0]), posts)
    return posts


@pytest.mark.accessibility(
    "Searching a blog: the box, what was found and nothing found",
    "keyboard alone",
    "with and without scripts",
    "axe",
    "320 pixels",
    "1.4.10",
)
def test_a_word_is_looked_for_narrowed_and_found(reader, blog, posts, axe):
    page = reader.page
    page.set_viewport_size(PHONE)

    def look(heading):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert page.evaluate(OVER_THE_EDGE, "main") == []
        if reader.scripts:
            axe.assert_clean(page)

    def type_in_the_box(words):
        box = page.get_by_role("searchbox", name="Words to look for")
        reader.tab_to(box)
        page.keyboard.press("Control+a")
        page.keyboard.type(words)
        page.keyboard.press("Enter")

    reader.open(blog.url)
    type_in_the_box("soop and bread")
    look("Nothing here has the words “soop and bread”.")
    type_in_the_box("soup")
    look("We found “soup” in 2 places.")
    reader.tab_to(page.get_by_role("combobox", name="Year"))
    page.keyboard.press("ArrowDown")
    reader.tab_to(page.get_by_role("search").get_by_role("button", name="Search"))
    page.keyboard.press("Enter")
    look("We found “soup” in 1 place.")
    expect(page).to_have_url(re.compile(r"/blog/search/\?q=soup&topic=&year=2026&?"))
    expect(page.locator("mark")).to_have_text("soup")
    reader.follow(posts[1].title)
    expect(page).to_have_url(re.compile("/blog/soup-2026/$"))
