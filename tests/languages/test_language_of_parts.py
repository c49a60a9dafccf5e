"""What is not in the page's language says so itself (WCAG 2.2, 3.1.2): our words where nobody has translated them, tags and
categories of another language, numbers to ring."""

import polib
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from coprod_wagtail.models import SiteHelp
from tests.api.client import ApiClient
from tests.factories import ReaderCommentFactory
from tests.words.pseudo import save

from .translating import translate


def soup(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser")


def spoken(element):
    """The language that a screen reader takes for `element`."""
    return next(one["lang"] for one in [element, *element.parents] if one.get("lang"))


@pytest.fixture
def post(post):
    post.tags.add("garden")
    post.save_revision().publish()
    return post


@pytest.fixture
def in_welsh(settings, tmp_path):
    """A Welsh catalogue, of a single word."""
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "cy"}
    context = "code of the language that these words are in"
    catalogue.append(polib.POEntry(msgctxt=context, msgid="en", msgstr="cy"))
    save(catalogue, tmp_path, "cy")
    settings.LOCALE_PATHS = [tmp_path]


OURS = [
    "#comments-title",
    "#form-title",
    ".coprod-promise li",
    ".coprod-byline__text",
    ".coprod-about dt",
    ".coprod-help h2",
]
THEIRS = ["h1", ".coprod-summary", ".coprod-question", ".coprod-comment__body", ".coprod-byline time"]


@pytest.fixture
def help_for_readers(db):
    SiteHelp.objects.create(
        site=Site.objects.get(), text="Ffoniwch 029 2000 1234", phone="029 2000 1234", email="a@b.example"
    )


def test_our_words_say_that_they_are_english_where_nobody_translated_them(client, welsh_post, help_for_readers):
    ReaderCommentFactory(page=welsh_post, language="cy")
    page = soup(client, welsh_post)
    assert {place: spoken(page.select_one(place)) for place in OURS} == dict.fromkeys(OURS, "en")
    assert {place: spoken(page.select_one(place)) for place in THEIRS} == dict.fromkeys(THEIRS, "cy")


def test_they_are_in_the_language_of_the_page_where_somebody_did(client, welsh_post, help_for_readers, in_welsh):
    ReaderCommentFactory(page=welsh_post, language="cy")
    page = soup(client, welsh_post)
    assert {spoken(page.select_one(place)) for place in OURS + THEIRS} == {"cy"}
    assert "lang" not in page.select_one("#comments").attrs


def test_on_an_english_page_nothing_needs_saying(client, post):
    assert {element["lang"] for element in soup(client, post).select("main [lang]")} <= {"cy"}


def test_front_ends_are_told_the_language_of_our_words(welsh_post, post, in_welsh, settings):
    api = ApiClient()
    assert api.read(f"conversations/{welsh_post.pk}/").json()["words_language"] == "cy"
    settings.LOCALE_PATHS = []
    told = api.read(f"conversations/{welsh_post.pk}/").json()
    assert (told["language"], told["words_language"], told["direction"]) == ("cy", "en", "ltr")
    assert api.read(f"conversations/{post.pk}/").json()["words_language"] == "en-gb"


def test_a_tag_and_a_category_say_that_they_are_not_translated(client, post, welsh_post, welsh_blog):
    category, tag = soup(client, welsh_post).select(".coprod-about dd a")
    assert (category.text, category["lang"], tag.text, tag["lang"]) == ("Days out", "en-gb", "garden", "en-gb")
    (item,) = ApiClient().read("posts/", locale="cy").json()["items"]
    assert [one["language"] for one in item["categories"] + item["tags"]] == ["en-gb", "en-gb"]
    page = soup(client, welsh_blog)
    assert spoken(page.select_one(".coprod-post-summary__about bdi")) == "en-gb"
    for query in ("category=days-out", "tag=garden"):
        chosen = BeautifulSoup(client.get(f"{welsh_blog.url}?{query}").content, "html.parser")
        assert spoken(chosen.select_one(".coprod-chosen bdi")) == "en-gb"


def test_what_is_translated_or_was_first_said_in_welsh_is_welsh(client, post, welsh_post, category):
    translate(category, {"Days out": "Dyddiau allan", "days-out": "dyddiau-allan"})
    welsh_post.tags.add("bara brith")
    welsh_post.save_revision().publish()
    links = {link.text: spoken(link) for link in soup(client, welsh_post).select(".coprod-about dd a")}
    assert links == {"Dyddiau allan": "cy", "garden": "en-gb", "bara brith": "cy"}


def test_the_languages_of_many_tags_cost_no_more_queries(post, welsh_post):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            ApiClient().read("posts/", locale="cy")
        return len(captured)

    few = queries()
    welsh_post.tags.add(*(f"tag {number}" for number in range(9)))
    welsh_post.save_revision().publish()
    assert queries() <= few


def test_what_is_to_be_dialled_is_written_from_left_to_right(client, post, help_for_readers):
    ways = soup(client, post).select(".coprod-help a")
    assert [(way["href"], way["dir"]) for way in ways] == [
        ("tel:02920001234", "ltr"),
        ("tel:02920001234", "ltr"),
        ("mailto:a@b.example", "ltr"),
    ]
