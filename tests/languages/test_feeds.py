"""Feeds on a site in several languages."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from tests.factories import BlogPostPageFactory, ReaderCommentFactory
from tests.syndication import checking

from .translating import translate

ATOM = checking.ATOM


def feed_of(client, page):
    return client.get(page.url + "feed/")


def test_each_language_has_a_feed_of_its_own(client, blog, welsh_blog, welsh_post):
    ids = {}
    for page, language, title in ((blog, "en-gb", "A good week"), (welsh_blog, "cy", "Wythnos dda")):
        response = feed_of(client, page)
        assert response.headers["Content-Language"] == language
        checking.check(response.content, "atom", page.full_url + "feed/")
        feed = checking.parsed(response.content)
        assert feed.get(checking.XML_LANG) == language
        assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == [title]
        ids[language] = {one.text for one in feed.iter(f"{ATOM}id")}
    # A reader of both has two of everything.
    assert len(ids["en-gb"] | ids["cy"]) == 4


def test_links_in_a_text_lead_to_the_pages_of_its_language(client, welsh_blog, question, post):
    welsh_question = translate(question)
    translate(post, {"A good week": "Wythnos dda"})
    content = checking.parsed(feed_of(client, welsh_blog).content).findtext(f"{ATOM}entry/{ATOM}content")
    assert [link["href"] for link in BeautifulSoup(content, "html.parser").find_all("a")] == [welsh_question.full_url]


def test_the_number_of_queries_does_not_grow_with_the_posts(client, blog, welsh_blog, welsh_post, question):
    translate(question)

    def queries():
        feed_of(client, welsh_blog)
        with CaptureQueriesContext(connection) as captured:
            feed_of(client, welsh_blog)
        return len(captured)

    few = queries()
    for number in range(3):
        body = [("text", f'<p><a linktype="page" id="{question.pk}">say it</a></p>')] * 2
        translate(BlogPostPageFactory(parent=blog, title=f"More {number}", body=body))
    assert queries() == few


def test_the_feed_of_a_site_says_each_comment_in_the_language_of_its_page(client, post, welsh_post):
    Site.objects.update(site_name="Kettle Lane")
    ReaderCommentFactory(page=post, author_name="Sam", language="en-gb")
    ReaderCommentFactory(page=welsh_post, author_name="Non", language="cy")
    address = reverse("coprod_comments:site_feed_atom")
    for asked in ("cy", "en-gb"):
        response = client.get(address, headers={"Accept-Language": asked})
        # A cache has one for all.
        assert response.headers["Content-Language"] == "en-gb"
        feed = checking.parsed(response.content)
        said = {
            entry.findtext(f"{ATOM}author/{ATOM}name"): entry.get(checking.XML_LANG)
            for entry in feed.findall(f"{ATOM}entry")
        }
        assert said == {"Sam": None, "Non": "cy"}
        paths = [urlsplit(entry.find(f"{ATOM}link").get("href")).path for entry in feed.findall(f"{ATOM}entry")]
        assert sorted(paths) == sorted([post.url, welsh_post.url])
