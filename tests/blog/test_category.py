"""Categories: made, renamed, counted and deleted by editors, and found under their old addresses by everybody."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ReferenceIndex

from coprod_wagtail.blog.models import Category, FormerCategorySlug
from tests.factories import BlogPostPageFactory, UserFactory
from tests.pages.factories import CategoryFactory

pytestmark = pytest.mark.framework

NAME = "wagtailsnippets_coprod_blog_category"


@pytest.fixture
def editor(client, db):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


@pytest.fixture
def food(db):
    return CategoryFactory(name="Food", slug="food")


def about(blog, category, **kwargs):
    post = BlogPostPageFactory(parent=blog, **kwargs)
    post.categories.add(category)
    post.save()
    return post


def test_its_name_is_what_editors_see(db):
    assert str(Category(name="Food")) == "Food"


def test_an_editor_can_add_one(editor):
    response = editor.post(reverse(f"{NAME}:add"), {"name": "Food", "slug": "food"})

    assert response.status_code == 302
    assert Category.objects.get().slug == "food"
    assert "Food" in editor.get(reverse(f"{NAME}:list")).text


# Renaming, and old addresses


def name_box(response):
    return BeautifulSoup(response.content, "html.parser").find("input", {"name": "name"})


def test_a_name_makes_up_the_address_once_only(editor, food):
    assert "w-sync#apply" in name_box(editor.get(reverse(f"{NAME}:add")))["data-action"]
    assert "w-sync#apply" not in name_box(editor.get(reverse(f"{NAME}:edit", args=[food.pk]))).get("data-action", "")


def change(editor, category, **kwargs):
    data = {"name": category.name, "slug": category.slug} | kwargs
    assert editor.post(reverse(f"{NAME}:edit", args=[category.pk]), data).status_code == 302
    category.refresh_from_db()


def titles(client, address):
    return [post["title"] for post in client.get(address).json()["items"]]


@pytest.mark.shape
def test_an_old_address_leads_on_at_both_doors(client, editor, blog, food):
    about(blog, food, title="Soup")
    change(editor, food, slug="eating")

    answer = client.get("/blog/?category=food&page=1")
    assert (answer.status_code, answer["Location"]) == (302, "/blog/?category=eating&page=1")
    assert "Soup" in client.get("/blog/?category=food", follow=True).text
    assert titles(client, "/api/coprod/v1/posts/?category=food") == ["Soup"]
    assert titles(client, "/api/coprod/v1/posts/?category=eating") == ["Soup"]


def test_a_name_that_was_given_back_leads_to_nothing_else(client, editor, blog, food):
    change(editor, food, slug="eating")
    change(editor, food, slug="food")
    assert client.get("/blog/?category=food").status_code == 200
    assert client.get("/blog/?category=eating")["Location"] == "/blog/?category=food"


def test_who_has_a_name_now_comes_first(client, editor, blog, food):
    about(blog, food, title="Soup")
    change(editor, food, slug="eating")
    about(blog, CategoryFactory(name="Shops", slug="food"), title="Bread")
    assert titles(client, "/api/coprod/v1/posts/?category=food") == ["Bread"]
    assert client.get("/blog/?category=food").status_code == 200


def test_an_address_that_never_was_is_not_found(client, blog, food):
    for slug in ("drink", "%00", "a%20b"):
        assert client.get(f"/blog/?category={slug}").status_code == 404
    assert titles(client, "/api/coprod/v1/posts/?category=drink") == []


def test_saving_without_another_address_notes_nothing(editor, food):
    change(editor, food, name="Eating")
    assert food.name == "Eating"
    assert not FormerCategorySlug.objects.exists()


# Where it is used


def test_wagtail_counts_the_posts(editor, blog, food):
    post = about(blog, food)
    ReferenceIndex.create_or_update_for_object(post)  # the factories leave that out
    (group,) = ReferenceIndex.get_grouped_references_to(food)
    assert group[0].pk == post.pk
    assert group[1][0].describe_source_field() == "Categories"
    usage = editor.get(reverse(f"{NAME}:usage", args=[food.pk])).text
    assert post.title in usage


@pytest.mark.shape
def test_publishing_keeps_the_count(blog, food):
    post = BlogPostPageFactory(parent=blog)
    post.categories.add(food)
    post.save_revision().publish()
    assert ReferenceIndex.get_grouped_references_to(food).count() == 1


def test_deleting_one_says_how_many_posts_lose_it(editor, blog, food):
    address = reverse(f"{NAME}:delete", args=[food.pk])
    assert "will lose it" not in editor.get(address).text
    about(blog, food)
    assert "1 post has this category and will lose it. The post itself stays." in editor.get(address).text
    about(blog, food, live=False)
    assert "2 posts have this category and will lose it." in editor.get(address).text
    editor.post(address)
    assert not Category.objects.exists()


# In the page editor


def ticks(response):
    return BeautifulSoup(response.content, "html.parser").find(class_="coprod-ticks")


@pytest.mark.shape
def test_the_editor_of_a_post_offers_boxes_to_tick(editor, blog, food):
    post, other = about(blog, food), CategoryFactory(name="Álbum")
    boxes = ticks(editor.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))).select(".coprod-ticks__list label")
    assert [label.text.strip() for label in boxes] == ["Álbum", "Food"]
    assert [label.input.get("value") for label in boxes if label.input.has_attr("checked")] == [str(food.pk)]
    assert {label.input["name"] for label in boxes} == {"categories"}
    assert str(other.pk) in {label.input["value"] for label in boxes}


def test_of_many_those_that_the_post_has_stand_first(editor, blog):
    last = [CategoryFactory(name=f"Name {number:02}") for number in range(12)][-1]
    post = about(blog, last)
    boxes = ticks(editor.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))).select(".coprod-ticks__list label")
    assert [label.text.strip() for label in boxes][:2] == ["Name 11", "Name 00"]


@pytest.mark.parametrize("group", ["Moderators", "Editors"])
def test_wagtails_own_groups_may_make_one(client, blog, group):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    post = BlogPostPageFactory(parent=blog)
    assert ticks(client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])))["data-coprod-categories-url-value"]
    assert client.get(reverse(f"{NAME}:list")).status_code == 200
    assert client.post(reverse("coprod_blog:add_category"), {"name": "New"}).status_code == 200
    assert client.get(reverse("coprod_blog_tags:index")).status_code == 200


def test_who_may_not_is_not_offered_it(client, blog):
    user = UserFactory()
    user.groups.add(group := Group.objects.get(name="Editors"))
    group.permissions.filter(content_type__app_label="coprod_blog").delete()
    client.force_login(user)
    post = BlogPostPageFactory(parent=blog)
    found = ticks(client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])))
    assert not found["data-coprod-categories-url-value"]
    assert not found.find(class_="coprod-ticks__add")
    assert client.post(reverse("coprod_blog:add_category"), {"name": "New"}).status_code == 302
    assert not Category.objects.exists()


def make(editor, name, **kwargs):
    return editor.post(reverse("coprod_blog:add_category"), {"name": name} | kwargs)


def test_a_new_one_is_made_from_its_name_alone(editor):
    answer = make(editor, "  Days   out ")
    category = Category.objects.get()
    assert answer.json() == {"id": category.pk, "name": "Days out"}
    assert category.slug == "days-out"


@pytest.mark.parametrize(
    ("name", "slug"), [("Food!", "food-2"), ("Fóod", "fóod-2"), ("🚌", "category"), ("x" * 80, "x" * 70)]
)
def test_it_gets_an_address_that_nobody_has(editor, food, name, slug):
    assert make(editor, name).status_code == 200
    made = Category.objects.latest("pk")
    assert (made.name, made.slug) == (name, slug)
    made.full_clean()


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "This field is required."),
        ("FOOD", "There is a category of this name. Tick it in the list."),
        ("x" * 81, "Ensure this value has at most 80 characters (it has 81)."),
    ],
)
def test_what_cannot_be_made_is_said_in_words(editor, food, name, words):
    answer = make(editor, name)
    assert (answer.status_code, answer.json()) == (422, {"error": words})
    assert Category.objects.count() == 1


@pytest.mark.sampled
@pytest.mark.parametrize("locale", ["99999", "x"])
def test_a_language_that_does_not_exist_is_refused(editor, locale):
    assert make(editor, "New", locale=locale).status_code == 404


def test_the_editor_asks_as_often_for_five_as_for_five_hundred(editor, blog, food):
    post = about(blog, food)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            editor.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
        return len(captured)

    queries()
    with_one = queries()
    Category.objects.bulk_create(Category(name=f"C{n}", slug=f"c{n}", locale=food.locale) for n in range(500))
    assert queries() == with_one


@pytest.mark.django_db
def test_what_an_administrator_took_away_stays_away():
    group = Group.objects.get(name="Moderators")
    group.permissions.clear()
    call_command("migrate", verbosity=0)
    assert not group.permissions.filter(content_type__app_label="coprod_blog").exists()
