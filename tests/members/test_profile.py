import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail_factories import ImageFactory

from coprod_wagtail.pages.models import MemberProfilePage
from tests.factories import BlogPostPageFactory
from tests.pages.factories import (
    BlogPostAuthorFactory,
    MemberIndexPageFactory,
    MemberProfilePageFactory,
    make_private,
)

pytestmark = pytest.mark.framework


@pytest.fixture
def member(root_page):
    members = MemberIndexPageFactory(parent=root_page, slug="members")
    return MemberProfilePageFactory(parent=members, title="Maryam Otieno", slug="maryam")


@pytest.fixture
def read(client, member):
    return lambda: BeautifulSoup(client.get("/members/maryam/").content, "html.parser")


@pytest.mark.shape
def test_the_page_carries_the_name_the_person_wants(member, read):
    member.display_name = "Maryam O."
    member.save()

    soup = read()
    assert soup.h1.text == "Maryam O."
    assert soup.title.text.strip().partition(" – ")[0] == "Maryam O."  # what follows is the site's
    assert "Otieno" not in soup.text


def test_without_one_it_is_the_title(read):
    assert read().h1.text == "Maryam Otieno"


def test_everything_else_is_optional(read):
    soup = read()

    assert soup.find(class_="coprod-avatar--letters").text == "MO"
    assert not soup.find("h2")
    assert not soup.find("ul", class_="coprod-links")


def test_everything_is_shown(member, read):
    member.role = "Kitchen"
    member.short_text = "Cook and talker."
    member.long_text = "<p>I came for tea.</p>"
    member.links = [("link", {"label": "My songs", "url": "https://example.org/songs"})]
    member.photo = ImageFactory(file__width=400, file__height=400)
    member.photo_alt = "Maryam at the stove"
    member.save()

    soup = read()
    assert soup.find(class_="coprod-profile__role").text == "Kitchen"
    assert soup.find(class_="coprod-summary").text == "Cook and talker."
    assert "I came for tea." in soup.find(class_="coprod-body").text
    assert soup.find("a", string="My songs")["href"] == "https://example.org/songs"
    assert soup.find("img", class_="coprod-profile__photo")["alt"] == "Maryam at the stove"


def test_a_photo_needs_words_or_the_mark_of_decoration(db):
    photo = ImageFactory()

    with pytest.raises(ValidationError) as caught:
        MemberProfilePage(title="Member", photo=photo).clean()
    assert "photo_alt" in caught.value.message_dict
    MemberProfilePage(title="Member", photo=photo, photo_alt="Her at the stove").clean()
    MemberProfilePage(title="Member", photo=photo, photo_decorative=True).clean()


def write(blog, member, **kwargs):
    post = BlogPostPageFactory(parent=blog, **kwargs)
    BlogPostAuthorFactory(page=post, profile=member)
    return post


@pytest.mark.shape
def test_the_persons_posts_are_listed_newest_first(blog, member, read):
    write(blog, member, title="Undated", date=None)
    write(blog, member, title="Old", date=datetime.date(2020, 1, 1))
    write(blog, member, title="New", date=datetime.date(2026, 1, 1))
    write(blog, member, title="Draft", live=False)
    make_private(write(blog, member, title="Private"))
    BlogPostPageFactory(parent=blog, title="By nobody")

    soup = read()
    assert soup.find("h2").text == "Posts by Maryam Otieno"
    assert [title.text.strip() for title in soup.select(".coprod-post-summary__title")] == ["New", "Old", "Undated"]
    assert {title.name for title in soup.select(".coprod-post-summary__title")} == {"h3"}


def test_a_post_with_the_same_author_twice_is_listed_once(blog, member, read):
    BlogPostAuthorFactory(page=write(blog, member), profile=member)

    assert len(read().select(".coprod-post-summary")) == 1


def test_a_long_list_has_pages(client, blog, member):
    for _number in range(12):
        write(blog, member)

    soup = BeautifulSoup(client.get("/members/maryam/?page=2").content, "html.parser")
    assert len(soup.select(".coprod-post-summary")) == 2
    assert soup.find("a", string="Newer posts")["href"] == "/members/maryam/"


def test_a_profile_that_was_never_saved_has_no_posts(post):
    BlogPostAuthorFactory(page=post, name="Somebody without a profile")

    assert not MemberProfilePage(title="New").get_posts().exists()


def test_the_number_of_queries_does_not_grow_with_the_posts(client, blog, member):
    def queries():
        client.get("/members/maryam/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/members/maryam/")
        return len(captured)

    write(blog, member)
    with_one = queries()
    for _number in range(9):
        write(blog, member)

    assert queries() == with_one
