"""Editors write: what the page editor does by scripts of ours."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail_factories import ImageFactory

from coprod_wagtail.pages.models import BlogPostPage


@pytest.fixture
def editor(at_work, admin_user):
    return at_work(admin_user)


@pytest.fixture
def page(editor, post):
    """The post in the page editor."""
    editor.open(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    return editor.page


@pytest.fixture
def images(db):
    return {
        "described": ImageFactory(title="IMG_2041", description="Four people at a stove"),
        "other": ImageFactory(title="IMG_2042", description="A kettle"),
        "undescribed": ImageFactory(title="phone-gps"),
    }


def choose(page, frame, image):
    """Choose `image` in the chooser inside `frame`, with or without one chosen before."""
    first = frame.get_by_role("button", name="Choose an image")
    actions = frame.locator(".chosen").get_by_role("button", name="Actions")
    first.or_(actions).locator("visible=true").first.wait_for()  # a block comes into sight little by little
    if first.is_visible():
        first.click()
    else:
        actions.click()
        page.get_by_role("button", name="Change image").locator("visible=true").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name=image.title).click()
    expect(dialog).to_have_count(0)


def main_picture(page):
    return page.locator("[data-controller='coprod-picture-words']"), page.locator("#id_image_alt")


def photo(page):
    return page.locator("[data-controller='coprod-picture-words']"), page.locator("#id_photo_alt")


def picture_in_the_text(page):
    page.locator("[data-streamfield-stream-container] .c-sf-add-button").last.click()
    page.get_by_role("option", name="Picture").click()
    frame = page.locator("[data-contentpath='body'] [data-contentpath='image']").first
    return frame, frame.get_by_label("What the picture shows")


@pytest.mark.accessibility("The words of a picture", "never the name of its file")
@pytest.mark.parametrize("place", ["main picture", "picture in the text", "photo"])
def test_the_words_of_a_picture_are_typed_once(editor, full_post, images, place):
    page_edited = full_post.authors.first().profile if place == "photo" else full_post
    page_edited = page_edited.specific
    if place == "photo":
        page_edited.photo, page_edited.photo_alt = None, ""
    else:
        page_edited.image, page_edited.image_alt = None, ""
    page_edited.save_revision()
    editor.open(reverse("wagtailadmin_pages:edit", args=[page_edited.pk]))
    page = editor.page
    frame, words = {
        "main picture": main_picture,
        "photo": photo,
        "picture in the text": picture_in_the_text,
    }[place](page)

    choose(page, frame, images["described"])
    expect(words).to_have_value("Four people at a stove")

    choose(page, frame, images["undescribed"])
    expect(words).to_have_value("")  # and never "phone-gps"

    choose(page, frame, images["other"])
    expect(words).to_have_value("A kettle")

    words.fill("Our old kettle")
    choose(page, frame, images["described"])
    expect(words).to_have_value("Our old kettle")
    assert BlogPostPage.objects.get(pk=full_post.pk).image_alt == "Twelve people round a table"


@pytest.mark.accessibility("The words of a picture", "what is still missing, at its field")
def test_publishing_says_at_each_field_what_is_missing(editor, full_post):
    full_post.image_alt = ""
    unfinished = {
        "table": {"columns": [{"type": "text", "heading": ""}], "rows": [{"values": ["x"]}]},
        "row_headings": False,
    }
    full_post.body = [
        ("text", "<p>Words.</p>"),
        ("heading", {"text": "Small", "level": "h3"}),
        ("table", unfinished),
        ("picture", {"image": full_post.image, "caption": ""}),
    ]
    full_post.save_revision(clean=False)
    editor.open(reverse("wagtailadmin_pages:edit", args=[full_post.pk]))
    page = editor.page
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()

    missing = "Say what the picture shows, for people who cannot see it, or tick that it is only decoration."
    expect(page.locator("#panel-child-content-picture-section").get_by_text(missing)).to_be_visible()
    text = page.locator("[data-contentpath='body']")
    expect(text.get_by_text(missing)).to_be_visible()
    expect(text.get_by_text("Write a heading above each column. It says what stands below.")).to_be_visible()
    # Wagtail counts the fields of the page here, and not yet those within a text.
    expect(page.get_by_role("tab", name="Content").locator(".w-tabs__errors")).to_be_visible()


def test_the_tools_of_a_text_are_wagtails(page):
    """What asks about a paste is one of the kinds of entities to Wagtail's editor, and no tool."""
    box = page.locator("[data-contentpath='body'] .public-DraftEditor-content").first
    box.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("/")
    options = page.get_by_role("option")
    expect(options.filter(has_text="Table")).to_have_count(1)
    assert all(option.text_content().strip() for option in options.all())
    assert "COPROD" not in page.content()[page.content().index("<main") :].split("data-w-block")[0]
