import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Locale
from wagtail_factories import ImageFactory

from coprod_wagtail.blog.bylines import bylines
from coprod_wagtail.pages.models import BlogPostPage
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
    return MemberProfilePageFactory(parent=members, title="Maryam Otieno", slug="maryam", display_name="Maryam O.")


def names(post):
    return [author.name for author in BlogPostPage.objects.get(pk=post.pk).byline]


def test_authors_keep_the_order_the_editor_gave_them(post, member):
    BlogPostAuthorFactory(page=post, name="Sam", sort_order=2)
    BlogPostAuthorFactory(page=post, profile=member, sort_order=1)

    assert names(post) == ["Maryam O.", "Sam"]


@pytest.mark.shape
def test_a_public_profile_gives_its_name_and_a_link(client, post, member):
    BlogPostAuthorFactory(page=post, profile=member, name="Mrs M. Otieno")
    BlogPostAuthorFactory(page=post, name="Sam")

    byline = BeautifulSoup(client.get(post.url).content, "html.parser").find(class_="coprod-byline")

    assert "By Maryam O. and Sam" in " ".join(byline.text.split())
    assert [link["href"] for link in byline.find_all("a")] == ["/members/maryam/"]


def test_three_names_are_joined_as_one_says_them(client, post):
    for name in ("Ann", "Bo", "Cy"):
        BlogPostAuthorFactory(page=post, name=name)

    byline = BeautifulSoup(client.get(post.url).content, "html.parser").find(class_="coprod-byline__names")

    assert " ".join(byline.text.split()) == "By Ann, Bo and Cy"


@pytest.mark.parametrize("hide", ["draft", "private", "below a private page"])
def test_a_profile_that_is_not_public_is_neither_linked_nor_tells_its_name(post, member, hide):
    BlogPostAuthorFactory(page=post, profile=member, name="Mrs M. Otieno", sort_order=1)
    BlogPostAuthorFactory(page=post, profile=member, sort_order=2)
    member.first_published_at = timezone.now()
    member.save()

    if hide == "draft":
        member.unpublish()
    else:
        make_private(member if hide == "private" else member.get_parent())

    byline = BlogPostPage.objects.get(pk=post.pk).byline
    without_a_name = "A member" if hide != "draft" else "A former member"
    assert [(author.name, author.profile) for author in byline] == [("Mrs M. Otieno", None), (without_a_name, None)]


def test_a_deleted_profile_leaves_the_name_the_editor_wrote(post, member):
    BlogPostAuthorFactory(page=post, profile=member, name="A member")
    member.delete()

    assert names(post) == ["A member"]


def test_a_profile_without_a_name_to_show_has_its_title(post, member):
    member.display_name = ""
    member.save()
    BlogPostAuthorFactory(page=post, profile=member)

    assert names(post) == ["Maryam Otieno"]


@pytest.mark.shape
def test_any_page_can_be_a_profile(post, root_page):
    BlogPostAuthorFactory(page=post, profile=root_page)

    assert names(post) == [root_page.title]


def test_the_photo_comes_with_the_profile(client, post, member):
    member.photo = ImageFactory(file__width=200, file__height=200)
    member.photo_alt = "Maryam at the stove"
    member.save()
    BlogPostAuthorFactory(page=post, profile=member)

    faces = BeautifulSoup(client.get(post.url).content, "html.parser").find(class_="coprod-byline__faces")

    assert faces.img["alt"] == ""


def test_a_post_by_nobody_says_nothing(client, post):
    soup = BeautifulSoup(client.get(post.url).content, "html.parser")

    assert not soup.find(class_="coprod-byline__names")
    assert not soup.find(class_="coprod-byline__faces")


@pytest.mark.shape
@override_settings(
    WAGTAIL_I18N_ENABLED=True,
    LANGUAGES=[("en-gb", "English"), ("cy", "Cymraeg")],
    WAGTAIL_CONTENT_LANGUAGES=[("en-gb", "English"), ("cy", "Cymraeg")],
)
def test_a_translated_post_names_the_profile_in_its_own_language(post, member):
    welsh = Locale.objects.create(language_code="cy")
    BlogPostAuthorFactory(page=post, profile=member)
    other = member.copy_for_translation(welsh, copy_parents=True)
    other.display_name = "Mariam O."
    other.save_revision().publish()

    translated = post.copy_for_translation(welsh, copy_parents=True)
    translated.live = True
    translated.save()

    assert names(translated) == ["Mariam O."]
    assert names(post) == ["Maryam O."]
    assert [[author.name for author in byline] for byline in bylines([post, translated])] == [
        ["Maryam O."],
        ["Mariam O."],
    ]
