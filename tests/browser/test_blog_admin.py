"""What the blog adds to Wagtail's admin, in a browser: with the keyboard alone, on a phone, and with axe."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.contrib.redirects.models import Redirect

from coprod_wagtail.blog.models import Category
from coprod_wagtail.pages.models import BlogPostPage
from tests.browser.test_axe_admin import LEFT_OUT
from tests.pages.factories import CategoryFactory


@pytest.fixture
def editor(at_work, admin_user):
    return at_work(admin_user)


@pytest.fixture
def look(editor, axe):
    """`look(address, include)`: open it, or stay, and let axe look: narrow in dark, wide in light."""

    def look(address=None, include="body"):
        if address:
            editor.open(address)
        context = {"include": [[include]], "exclude": LEFT_OUT}
        axe.assert_clean(editor.page, dark_width=390, context=context)

    return look


def edit(editor, page):
    editor.open(f"/admin/pages/{page.pk}/edit/#tab-content")
    return editor.page.get_by_role("group", name="Categories")


def chosen():
    """The categories of the newest draft."""
    return {category.name for category in BlogPostPage.objects.get().get_latest_revision_as_object().categories.all()}


@pytest.mark.accessibility(
    "Categories, tags, authors, and profiles that go", "ticking and making categories with the keyboard alone"
)
def test_categories_are_ticked_and_made_with_the_keyboard_alone(editor, post):
    for name in ("Caring", "Food"):
        CategoryFactory(name=name)
    group = edit(editor, post)

    for name in ("Caring", "Food"):
        editor.tab_to(group.get_by_role("checkbox", name=name))
        editor.page.keyboard.press("Space")
    editor.tab_to(group.get_by_label("New category"))
    editor.page.keyboard.type("Days out")
    editor.page.keyboard.press("Enter")

    expect(group.get_by_text("“Days out” is a category now, and is ticked.")).to_be_visible()
    expect(group.get_by_role("checkbox", name="Days out")).to_be_checked()
    expect(group.get_by_label("New category")).to_be_focused()
    editor.press("Save draft")
    expect(editor.messages).to_contain_text("has been updated")
    assert chosen() == {"Caring", "Food", "Days out"}


def test_one_that_is_there_already_is_ticked_and_not_made_twice(editor, post):
    CategoryFactory(name="Café")
    group = edit(editor, post)
    group.get_by_label("New category").fill(" cafe ")
    group.get_by_role("button", name="Add category").click()
    expect(group.get_by_text("“Café” was there already. It is ticked now.")).to_be_visible()
    expect(group.get_by_role("checkbox", name="Café")).to_be_checked()
    assert Category.objects.count() == 1


def test_what_was_typed_stays_when_it_could_not_be_made(editor, post):
    group = edit(editor, post)
    editor.page.route("**/blog/categories/new/", lambda route: route.abort())
    group.get_by_label("New category").fill("Days out")
    group.get_by_role("button", name="Add category").click()
    expect(group.get_by_text("That did not work.")).to_be_visible()
    expect(group.get_by_label("New category")).to_have_value("Days out")
    expect(group.get_by_label("New category")).to_be_focused()


@pytest.mark.accessibility("Categories, tags, authors, and profiles that go", "axe")
def test_one_among_many_is_found_and_what_is_ticked_stays_in_sight(editor, look, post):
    for name in ["Élan", "Caring", *(f"Name {number}" for number in range(30))]:
        CategoryFactory(name=name)
    group = edit(editor, post)
    group.get_by_role("checkbox", name="Caring").check()
    group.get_by_label("Find a category").fill("elan")
    expect(group.get_by_role("checkbox")).to_have_count(2)
    assert {box.locator("xpath=..").inner_text() for box in group.get_by_role("checkbox").all()} == {"Caring", "Élan"}
    expect(group.get_by_text("Shown: 1")).to_be_visible()
    look(include=".coprod-ticks")
    group.get_by_label("Find a category").fill("nothing like it")
    expect(group.get_by_text("No category is called so.")).to_be_visible()


def test_at_360_pixels_nothing_reaches_over_the_edge(editor, post):
    CategoryFactory(name="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft")
    editor.page.set_viewport_size({"width": 360, "height": 740})
    group = edit(editor, post)
    expect(group.get_by_role("checkbox")).to_be_visible()
    assert group.evaluate("group => group.scrollWidth <= group.clientWidth")


@pytest.mark.accessibility("Categories, tags, authors, and profiles that go", "axe")
def test_an_author_is_chosen_by_the_name_that_readers_see(editor, look, full_post):
    profile = full_post.authors.first().profile.specific
    profile.display_name = "Curlew"
    profile.save_revision().publish()
    edit(editor, full_post)
    expect(editor.page.locator(".chooser__title", has_text="Curlew")).to_be_visible()
    editor.page.get_by_role("button", name=re.compile("Add Author")).click()
    editor.page.get_by_role("button", name="Choose a profile").last.click()
    dialog = editor.page.locator(".modal-content")
    expect(dialog.get_by_role("link", name="Curlew")).to_be_visible()
    look(include=".modal-content")
    dialog.get_by_role("link", name="Curlew").click()
    expect(editor.page.locator(".chooser__title", has_text="Curlew")).to_have_count(2)


@pytest.mark.accessibility("Categories, tags, authors, and profiles that go", "axe")
def test_what_is_said_before_a_profile_goes(look, editor, full_post):
    profile = full_post.authors.first().profile
    for name in ("unpublish", "delete"):
        look(reverse(f"wagtailadmin_pages:{name}", args=[profile.pk]))
        look(reverse("wagtail_bulk_action", args=["wagtailcore", "page", name]) + f"?id={profile.pk}&next=/admin/")
    editor.open(f"/admin/pages/{profile.pk}/edit/")
    editor.page.get_by_role("button", name="Toggle status").click()
    editor.page.get_by_role("button", name="Change privacy").click()
    expect(editor.page.get_by_text("If you make this private:")).to_be_visible()
    look(include=".coprod-going")


@pytest.mark.accessibility("Categories, tags, authors, and profiles that go", "axe")
def test_where_an_old_name_lives_on(look, editor, full_post):
    profile = full_post.authors.first().profile.specific
    profile.display_name = "Curlew"
    profile.save_revision().publish()
    Redirect.objects.create(old_path="/members/somebody-else", redirect_page=profile)
    editor.open(f"/admin/pages/{profile.pk}/edit/")
    expect(editor.page.get_by_text("The old web address “/members/somebody-else” still leads here.")).to_be_visible()
    look(include=".coprod-old-name")


@pytest.mark.accessibility("Categories, tags, authors, and profiles that go", "axe")
def test_tags_and_categories(look, full_post):
    full_post.tags.add("tea", "cake")
    full_post.save()
    tag, category = full_post.tags.first(), full_post.categories.first() or CategoryFactory()
    look(reverse("coprod_blog_tags:index"))
    look(reverse("coprod_blog_tags:edit", args=[tag.pk]))
    look(reverse("coprod_blog_tags:merge", args=[tag.pk]))
    look(reverse("wagtailsnippets_coprod_blog_category:delete", args=[category.pk]))
