"""Searching a site in two languages."""

import pytest
from bs4 import BeautifulSoup

from tests.api.client import ApiClient
from tests.searching import SEARCHES

from .translating import translate

pytestmark = SEARCHES


@pytest.fixture
def both(searchable, post, blog, welsh_post, welsh_blog):
    """A post and its Welsh translation, in the index with a word that both have."""
    for page in (post, welsh_post):
        page.summary = "Heron."
        page.save()
    return post, welsh_post


def hits(page):
    return [title.find("a")["href"] for title in page.select(".coprod-hit__title")]


def test_each_blog_finds_its_own_posts_and_leads_to_the_other_language(client, both, blog, welsh_blog):
    post, welsh_post = both
    page = BeautifulSoup(client.get(f"{welsh_blog.url}search/?q=heron").content, "html.parser")
    assert hits(page) == [welsh_post.url]
    other = page.select_one(".coprod-translations a")
    assert (other["href"], other["lang"]) == (f"{blog.url}search/?q=heron", "en-gb")
    assert hits(BeautifulSoup(client.get(other["href"]).content, "html.parser")) == [post.url]


def test_pages_in_the_language_of_the_answer_come_first(both):
    post, welsh_post = both

    def ids(language="", **query):
        found = ApiClient().read("search/", q="heron", headers={"Accept-Language": language}, **query).json()
        return [item["id"] for item in found["items"]]

    assert ids("cy") == [welsh_post.pk, post.pk]
    assert ids("en-gb") == [post.pk, welsh_post.pk]
    assert ids("en-gb", locale="cy") == [welsh_post.pk]


def test_a_topic_counts_in_every_language(client, both, welsh_blog, category):
    translate(category, {"Days out": "Dyddiau allan"})
    page = BeautifulSoup(client.get(f"{welsh_blog.url}search/?q=heron&topic=days-out").content, "html.parser")
    assert hits(page)
