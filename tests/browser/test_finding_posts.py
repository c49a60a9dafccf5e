"""One's way in a blog: its lists, from post to post, and passing one on."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from coprod_wagtail.blog.models import Series
from tests.factories import BlogPostPageFactory
from tests.pages.factories import CategoryFactory

from .measuring import OVER_THE_EDGE

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def posts(blog):
    """Three parts of a series about food, in three months, with a title that has to be broken on a phone."""
    series = Series.objects.create(name="Our first year", slug="our-first-year", description="How it began.")
    food, bus = CategoryFactory(name="Food", slug="food"), CategoryFactory(name="Buses", slug="buses")
    posts = [
        BlogPostPageFactory(
            parent=blog,
            title=f"Part {month} of what came to be known as Llanfairpwllgwyngyllgogerychwyrndrobwll",
            slug=f"part-{month}",
            date=datetime.date(2026 - month // 3, month, 1),
            series=series,
        )
        for month in (3, 2, 1)
    ]
    for post in posts:
        post.categories.add(food, bus)
        post.tags.add("tea")
        post.save()
    return posts


@pytest.mark.accessibility(
    "One’s way in a blog: its lists by topic, year and series, from post to post, and passing one on",
    "keyboard alone",
    "with and without scripts",
    "axe",
    "320 pixels",
    "1.4.10",
)
def test_from_the_blog_to_a_topic_to_a_post_and_on(reader, blog, posts, axe):
    page = reader.page
    page.set_viewport_size(PHONE)

    def look(heading):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert page.evaluate(OVER_THE_EDGE, "main") == []
        if reader.scripts:
            axe.assert_clean(page)

    def go(place, name):
        reader.tab_to(page.locator(place).get_by_role("link", name=name, exact=True))
        page.keyboard.press("Enter")

    reader.open(blog.url)
    look("Topics")
    go(".coprod-find", "Buses")
    look("Posts about Buses")
    reader.follow("All posts")
    go(".coprod-find", "2026")
    look("Posts from 2026")
    reader.follow("January 2026")
    reader.follow(posts[2].title)
    look("Read next")
    expect(page.locator(".coprod-series__place")).to_contain_text("Part 2 of 3 of Our first year")
    reader.follow("Our first year")
    look("Series: Our first year")
    reader.open(posts[2].url)
    reader.follow("Back to Blog")
    expect(page).to_have_url(re.compile("/blog/$"))


@pytest.mark.accessibility(
    "One’s way in a blog: its lists", "axe", "a screen reader hears that the link is copied", "4.1.3"
)
def test_a_link_is_copied_and_it_says_so(reader_with, posts, axe):
    reader = reader_with()
    page = reader.page
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open(posts[0].url)
    page.get_by_role("button", name="Copy a link").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == posts[0].full_url
    axe.assert_clean(page)


def test_what_cannot_be_copied_is_said(reader_with, posts):
    reader = reader_with()
    page = reader.page
    reader.open(posts[0].url)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Copy a link").click()
    words = f"That did not work. The address is: {posts[0].full_url}"
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def test_it_can_be_printed_and_sent(reader_with, posts):
    reader = reader_with()
    page = reader.page
    reader.open(posts[0].url)
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.get_by_role("button", name="Print", exact=True).press("Enter")
    assert page.evaluate("window.printed")
    mail = page.get_by_role("link", name="By e-mail").get_attribute("href")
    assert mail.startswith("mailto:?subject=Part%203%20of") and mail.endswith(
        "%0D%0Ahttp%3A%2F%2Flocalhost%2Fblog%2Fpart-3%2F"
    )


def test_without_scripts_there_is_no_button_that_does_nothing(reader, posts):
    reader.open(posts[0].url)
    expect(reader.page.get_by_role("link", name="By e-mail")).to_be_visible()
    expect(reader.page.get_by_role("button", name="Copy a link")).to_have_count(1 if reader.scripts else 0)
