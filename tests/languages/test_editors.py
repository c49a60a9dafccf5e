"""What editors do with either tool, in the admin as it is."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse

from coprod_wagtail.blog.models import Category
from coprod_wagtail.comments.models import Conversation
from tests.pages.factories import CategoryFactory

from .translating import translate

TOOL = "wagtail_localize" if apps.is_installed("wagtail_localize") else "simple_translation"


@pytest.fixture
def editor(admin_client):
    return admin_client


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def submit(editor, kind, args, welsh):
    """Ask for a Welsh translation on the page that the button leads to; the page that comes after it."""
    address = reverse(f"{TOOL}:submit_{kind}_translation", args=args)
    assert soup(editor.get(address)).find("input", attrs={"name": "locales"})
    return editor.post(address, {"locales": [welsh.pk], "include_subtree": ""}, follow=True)


def test_the_list_of_categories_offers_to_translate(editor, category):
    address = reverse(f"{TOOL}:submit_snippet_translation", args=["coprod_blog", "category", category.pk])

    assert soup(editor.get(reverse("wagtailsnippets_coprod_blog_category:list"))).find(
        "a", href=lambda at: at and at.startswith(address)
    )


def test_a_category_is_translated(editor, category, welsh):
    answer = submit(editor, "snippet", ["coprod_blog", "category", category.pk], welsh)

    assert answer.status_code == 200
    translation = category.get_translation(welsh)
    assert translation.name == "Days out"
    assert Category.objects.count() == 2
    assert answer.request["PATH_INFO"] == reverse("wagtailsnippets_coprod_blog_category:edit", args=[translation.pk])


def test_a_page_is_translated(editor, post, said, welsh_blog, welsh):
    answer = submit(editor, "page", [post.pk], welsh)

    translation = post.get_translation(welsh)
    assert answer.request["PATH_INFO"] == reverse("wagtailadmin_pages:edit", args=[translation.pk])
    assert answer.status_code == 200
    assert not translation.live
    assert translation.specific.authors.get().profile_id == post.authors.get().profile_id


def test_the_list_of_categories_shows_one_language_at_a_time(editor, category):
    translate(category, {"Days out": "Diwrnodau allan"})
    address = reverse("wagtailsnippets_coprod_blog_category:list")

    for language, name in (("en-gb", "Days out"), ("cy", "Diwrnodau allan")):
        table = soup(editor.get(address, {"locale": language})).find("table", class_="listing")
        assert [cell.a.text.strip() for cell in table.select("td.title")] == [name]


def test_a_category_is_made_in_the_language_that_was_chosen(editor, category, welsh):
    address = reverse("wagtailsnippets_coprod_blog_category:add") + "?locale=cy"

    # The same name in an address as an English one: each language has its own addresses.
    editor.post(address, {"name": "Dyddiau", "slug": "days-out"})

    assert Category.objects.get(name="Dyddiau").locale == welsh


def test_a_second_category_of_one_language_at_the_same_address_is_refused(editor, category):
    address = reverse("wagtailsnippets_coprod_blog_category:add")

    answer = editor.post(address, {"name": "Other days out", "slug": "days-out"})

    assert "Another category has this name in its address." in answer.text
    assert Category.objects.count() == 1


def offered(response):
    """The categories to choose from, and which of them are chosen."""
    options = soup(response).select('[name="categories"] option, input[name="categories"]')
    return {int(option["value"]): option.has_attr("selected") or option.has_attr("checked") for option in options}


def test_a_post_is_offered_the_categories_of_its_own_language(editor, post, category, welsh):
    other = CategoryFactory(name="Food")
    CategoryFactory(name="Bwyd", locale=welsh)

    shown = offered(editor.get(reverse("wagtailadmin_pages:edit", args=[post.pk])))

    assert shown == {category.pk: True, other.pk: False}


def test_a_translated_post_keeps_the_category_that_is_not_of_its_language(
    rf, admin_user, post, welsh_post, category, welsh
):
    request = rf.get("/")
    request.user = admin_user
    food = CategoryFactory(name="Bwyd", locale=welsh)
    CategoryFactory(name="Food")
    panel = type(welsh_post).get_edit_handler()
    form = panel.get_form_class()(instance=welsh_post)

    panel.get_bound_panel(instance=welsh_post, form=form, request=request).render_form_content()

    assert {one.pk for one in form.fields["categories"].queryset} == {category.pk, food.pk}


def test_the_conversation_of_a_translation_is_opened_and_closed_from_the_explorer(editor, post, welsh_post):
    """wagtail-localize has an editor of its own, which shows no panels and no buttons of ours."""
    explorer = soup(editor.get(reverse("wagtailadmin_explore", args=[welsh_post.get_parent().pk])))
    there = reverse("coprod_comments_admin:set_conversation", args=[welsh_post.pk])
    assert explorer.find("a", href=there).get_text(strip=True) == "Reader comments"

    form = soup(editor.get(there)).find("form", id="w-editor-form")
    fields = {field["name"]: field.get("value", "") for field in form.find_all("input")}
    answer = editor.post(
        there, fields | {"reader_conversation-access": "hidden", "reader_conversation-policy": "inherit"}
    )

    assert answer.status_code == 302
    assert Conversation.objects.get().page_id == welsh_post.pk  # and not the original's
