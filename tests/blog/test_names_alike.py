"""Categories and tags whose names differ in case, accents or emoji: the same on every database."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse

from coprod_wagtail.blog.models import Category
from coprod_wagtail.pages.models import BlogPostPage
from tests.factories import BlogPostPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def add(client, name, slug):
    return client.post(reverse("wagtailsnippets_coprod_blog_category:add"), {"name": name, "slug": slug})


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


@pytest.mark.parametrize("name", ["Days out 🚌", "😀", "Café", "𠮷"])
def test_a_category_may_be_called_anything(editor, name):
    assert add(editor, name, "a-slug").status_code == 302
    assert Category.objects.get().name == name


def test_names_of_categories_may_look_alike(editor):
    for number, name in enumerate(["Cafe", "Café", "CAFE", "😀", "😃"]):
        assert add(editor, name, f"slug-{number}").status_code == 302
    assert Category.objects.count() == 5


@pytest.mark.parametrize("slug", ["food", "Food", "FOOD", "fóod", "FÓÓD"])
def test_addresses_of_categories_may_not_look_alike(editor, slug):
    Category.objects.create(name="Food", slug="food")
    response = add(editor, "Another", slug)
    assert response.status_code == 200
    assert response.context["form"].errors["slug"]
    assert Category.objects.count() == 1


def test_the_address_of_a_category_is_in_small_letters(editor):
    assert add(editor, "Days out", "Days-OUT").status_code == 302
    category = Category.objects.get()
    assert category.slug == "days-out"
    category.full_clean()  # does not take itself for another


def test_an_address_that_is_too_long_is_refused():
    with pytest.raises(ValidationError) as refusal:
        Category(name="x" * 81, slug="y" * 81).full_clean()
    assert set(refusal.value.message_dict) == {"name", "slug"}


@pytest.mark.parametrize("asked_for", ["FOOD", "fóod", "Food"])
def test_a_list_is_found_under_its_own_address_only(client, blog, asked_for):
    Category.objects.create(name="Food", slug="food")
    assert client.get(blog.url, {"category": "food"}).status_code == 200
    assert client.get(blog.url, {"category": asked_for}).status_code == 404


def test_tags_that_look_alike_do_no_harm(client, blog):
    """Which of them one database takes for the same is Wagtail's to say; but every post keeps a tag, and is found by it."""
    posts = [BlogPostPageFactory(parent=blog, title=f"Post {number}") for number in range(5)]
    for post, tag in zip(posts, ["Zoe", "Zoë", "ZOE", "zoe", "🚌 bus"], strict=True):
        post.tags.add(tag)
        post.save()
    for post in posts:
        (tag,) = BlogPostPage.objects.get(pk=post.pk).tags.all()
        assert tag.slug
        assert post.title in client.get(blog.url, {"tag": tag.slug}).text
