import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail_factories import ImageFactory

from coprod_wagtail.comments.constants import Access
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.pages.models import BlogPostPage
from tests.factories import BlogPostPageFactory
from tests.pages.factories import CategoryFactory

pytestmark = pytest.mark.framework


@pytest.fixture
def read(client):
    """The HTML of a post as a reader gets it."""
    return lambda post: BeautifulSoup(client.get(post.url).content, "html.parser")


def test_the_date_is_said_in_words(blog, read):
    time = read(BlogPostPageFactory(parent=blog, date=datetime.date(2026, 5, 4))).find("time")

    assert time["datetime"] == "2026-05-04"
    assert time.text == "4 May 2026"


def test_an_unknown_date_is_not_made_up(blog, read):
    assert not read(BlogPostPageFactory(parent=blog, date=None)).find("time")


def test_the_closing_question_stands_after_the_text(blog, read):
    soup = read(BlogPostPageFactory(parent=blog, closing_question="What would yours be?"))

    section = soup.find("section", class_="coprod-closing")
    assert section.h2.text == "What would yours be?"
    assert section.a["href"] == "#form"


def test_without_a_closing_question_there_is_no_empty_box(post, read):
    assert not read(post).find("section", class_="coprod-closing")


@pytest.mark.shape
def test_categories_and_tags_lead_to_the_list(blog, read):
    post = BlogPostPageFactory(parent=blog)
    post.categories.add(CategoryFactory(slug="food"))
    post.tags.add("weeks")
    post.save()
    about = read(post).find(class_="coprod-about")

    assert [link["href"] for link in about.find_all("a")] == ["/blog/topic/food/", "/blog/tag/weeks/"]


@pytest.mark.pure
@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (10, 1), (200, 1), (299, 1), (301, 2), (2000, 10)])
def test_reading_time(words, minutes):
    assert BlogPostPage(body=[("text", "<p>" + "word " * words + "</p>")]).reading_minutes == minutes


def test_reading_time_is_said_in_words(blog, read):
    post = BlogPostPageFactory(parent=blog, body=[("text", "word " * 600)])

    assert "3 minutes to read" in read(post).find(class_="coprod-byline").text


def test_a_picture_needs_words_or_the_mark_of_decoration(db):
    picture = ImageFactory()

    for fields in ({"image_alt": ""}, {"image_alt": "  "}):
        with pytest.raises(ValidationError) as caught:
            BlogPostPage(title="Post", slug="post", image=picture, **fields).clean()
        assert "image_alt" in caught.value.message_dict
    for fields in ({"image_alt": "A full table"}, {"image_decorative": True}):
        BlogPostPage(title="Post", slug="post", image=picture, **fields).clean()
    BlogPostPage(title="Post", slug="post").clean()


def test_a_picture_is_drawn_with_its_words(blog, read):
    picture = ImageFactory(file__width=900, file__height=600)
    image = read(BlogPostPageFactory(parent=blog, image=picture, image_alt="A full table")).find("figure").img

    assert image["alt"] == "A full table"
    assert (image["width"], image["height"]) == ("900", "600")
    assert "800w" in image["srcset"]


def test_a_decoration_is_silent(blog, read):
    picture = ImageFactory(file__width=90, file__height=60)
    post = BlogPostPageFactory(parent=blog, image=picture, image_alt="A full table", image_decorative=True)

    assert read(post).find("figure").img["alt"] == ""


@pytest.mark.shape
def test_a_post_without_anything_but_a_title_can_be_read(blog, read):
    assert read(BlogPostPageFactory(parent=blog, title="Only this", date=None)).h1.text == "Only this"


@pytest.mark.shape
def test_readers_can_answer(post, read):
    soup = read(post)

    assert soup.find(id="comments")
    assert soup.find(id="form")


def test_where_nobody_can_write_no_link_promises_a_form(blog, read):
    post = BlogPostPageFactory(parent=blog, closing_question="What would yours be?")
    Conversation.objects.create(page=post, access=Access.READ_ONLY)

    section = read(post).find("section", class_="coprod-closing")
    assert section.h2
    assert not section.a
