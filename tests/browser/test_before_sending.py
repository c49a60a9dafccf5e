"""Before a comment is sent: a look at it, one calm question, one thing at a time, and a sheet of paper."""

import re

import pytest
from playwright.sync_api import expect

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderComment

from .reader import WORDS
from .test_embed import front_end, sam, visitor, visitor_with

__all__ = ["front_end", "sam", "visitor", "visitor_with"]  # fixtures

PRIVATE = "Ring me on 07700 900123."
LOOK = "See how it will look"


def heading(reader, words):
    return reader.page.get_by_role("heading", name=words, exact=True)


@pytest.mark.accessibility("Before a comment is sent", "the keyboard alone", "with and without scripts", "3.3.4")
def test_looking_changing_and_sending(reader, post):
    reader.open(post.url)
    reader.write()
    reader.press(LOOK)
    expect(heading(reader, "Check before you send")).to_be_visible()
    expect(reader.page.locator("article")).to_contain_text(WORDS)
    reader.press("Change it")
    expect(reader.field("Your comment")).to_have_value(WORDS)
    reader.type_into("Your comment", PRIVATE)
    reader.press_send()
    expect(heading(reader, "Everyone will be able to see this. Do you want that?")).to_be_visible()
    expect(reader.page.locator(".coprod-ask")).to_contain_text("07700 900123")
    assert not ReaderComment.objects.exists()
    reader.press("Send it as it is")
    reader.expect_thanks()
    assert ReaderComment.objects.get().body == PRIVATE


def test_an_address_is_chosen_by_keyboard(reader, post):
    reader.open(post.url)
    reader.write()
    reader.type_into("E-mail (optional)", "sam@gmail,com")
    reader.press_send()
    meant = reader.page.get_by_label("Use sam@gmail.com")
    expect(meant).to_be_checked()
    reader.press("Send")
    reader.expect_thanks()
    assert ReaderComment.objects.get().author_email == "sam@gmail.com"


@pytest.mark.accessibility("Before a comment is sent", "one thing at a time")
def test_one_thing_at_a_time_and_back_by_the_browsers_own_button(reader, post):
    reader.open(post.url)
    reader.page.locator("[name=body]").fill(WORDS)
    step = reader.page.get_by_text("One thing at a time").locator("visible=true")
    reader.tab_to(step)
    reader.page.keyboard.press("Enter")
    expect(heading(reader, "Your comment")).to_be_visible()
    expect(reader.field("Your comment")).to_have_value(WORDS)
    reader.press("Continue")
    expect(heading(reader, "A name to show")).to_be_visible()
    reader.press("Continue")
    expect(reader.problem).to_be_focused()
    assert reader.page.title().startswith("Error: ")
    # Enter in the field goes on, too.
    reader.type_into("A name to show", "Sam")
    reader.page.keyboard.press("Enter")
    expect(heading(reader, "Check before you send")).to_be_visible()
    reader.page.go_back()
    expect(heading(reader, "A name to show")).to_be_visible()
    reader.page.go_back()
    reader.page.go_back()
    expect(heading(reader, "Your comment")).to_be_visible()
    expect(reader.field("Your comment")).to_have_value(WORDS)
    reader.press("Continue")
    reader.type_into("A name to show", "Sam")
    reader.press("Continue")
    reader.press("Send")
    reader.expect_thanks()
    assert ReaderComment.objects.get().author_name == "Sam"


def test_help_is_said_with_two_ticks(reader, post):
    reader.open(post.url)
    reader.write()
    reader.tab_to(reader.page.get_by_text("Did someone help you write this?"))
    reader.page.keyboard.press("Enter")
    for label in ("Someone helped me write this", "Show on the page that someone helped me"):
        reader.tab_to(reader.page.get_by_label(label))
        reader.page.keyboard.press("Space")
    reader.press_send()
    reader.expect_thanks()
    assert ReaderComment.objects.get().helped == "shown"


@pytest.mark.accessibility(
    "Before a comment is sent", "axe", "at 320 pixels in dark colours, and at 1280 in light ones"
)
@pytest.mark.parametrize("state", ["look", "private", "email", "words", "name-error", "more", "sheet"])
def test_axe_and_narrow_screens(reader_with, axe, post, state):
    reader = reader_with(viewport={"width": 320, "height": 640})
    reader.open(post.url)
    if state == "sheet":
        reader.page.get_by_role("link", name="A sheet to print and write on").click()
        expect(reader.page.locator(".coprod-sheet")).to_be_visible()
    elif state in {"words", "name-error", "more"}:
        reader.open(f"/comments/{post.pk}/steps/")
        if state != "words":
            reader.page.locator("[name=body]").fill(WORDS)
            reader.page.get_by_role("button", name="Continue").click()
            expect(heading(reader, "A name to show")).to_be_visible()
        if state == "name-error":
            reader.page.get_by_role("button", name="Continue").click()
            expect(reader.problem).to_be_focused()
        if state == "more":
            reader.page.locator("[name=author_name]").fill("Sam")
            reader.page.get_by_role("button", name="Continue").click()
            reader.page.get_by_role("button", name="E-mail, help and a note").click()
            expect(heading(reader, "E-mail, help and a note (optional)")).to_be_visible()
    else:
        fields = {"body": PRIVATE if state == "private" else WORDS, "author_name": "Sam"}
        for name, value in (fields | ({"author_email": "sam@hotmial.com"} if state == "email" else {})).items():
            reader.page.locator(f".coprod-form [name={name}]").fill(value)
        reader.page.get_by_role("button", name=LOOK).click()
        expect(heading(reader, "Check before you send")).to_be_visible()
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe.assert_clean(reader.page, dark_width=320, light_width=1280)


# The same on another website


@pytest.mark.accessibility("Before a comment is sent", "axe", "on another website")
def test_the_element_asks_and_shows_the_same(visitor, axe, post):
    visitor.visit()
    visitor.write(body=PRIVATE)
    visitor.press(LOOK)
    title = heading(visitor, "Check before you send")
    expect(title).to_be_focused()
    expect(visitor.part("preview")).to_contain_text(PRIVATE)
    expect(visitor.part("found")).to_have_text("07700 900123")
    visitor.press("Change it")
    expect(visitor.field("Your comment")).to_have_value(PRIVATE)
    visitor.press_send()
    expect(title).to_be_focused()
    expect(visitor.part("preview")).to_have_count(0)
    axe.assert_clean(visitor.page, dark_width=320, light_width=1280)
    assert not ReaderComment.objects.exists()
    visitor.press("Send it as it is")
    expect(visitor.thank_you).to_be_focused()
    comment = ReaderComment.objects.get()
    assert (comment.body, comment.status) == (PRIVATE, Status.PENDING)


def test_the_element_asks_which_address_was_meant(visitor, post):
    visitor.visit()
    visitor.write()
    visitor.type_into("E-mail (optional)", "sam@hotmial.com")
    visitor.press_send()
    meant = visitor.page.get_by_label("Use sam@hotmail.com")
    visitor.tab_to(visitor.page.get_by_label("sam@hotmial.com is right"))
    visitor.page.keyboard.press("ArrowUp")
    expect(meant).to_be_checked()
    visitor.press("Send")
    expect(visitor.thank_you).to_be_focused()
    assert ReaderComment.objects.get().author_email == "sam@hotmail.com"


@pytest.mark.parametrize("typed", ["sam@hotmial.com", "sam@gmail,com"])
def test_the_element_asks_about_an_address_and_changes_none(visitor, post, typed):
    visitor.visit()
    visitor.write()
    visitor.type_into("E-mail (optional)", typed)
    visitor.press_send()
    visitor.page.get_by_label(re.compile("^Use sam@")).check()
    visitor.press("Change it")
    expect(visitor.field("E-mail (optional)")).to_have_value(typed)


def test_the_element_keeps_words_only_when_asked(visitor, post):
    visitor.visit()
    visitor.write()
    stored = "sessionStorage.length + localStorage.length"
    assert visitor.page.evaluate(stored) == 0
    box = visitor.tab_to(visitor.page.get_by_label("Keep what I have written on this device until I close this page"))
    visitor.page.keyboard.press("Space")
    assert visitor.page.evaluate(stored) == 1
    visitor.page.reload()
    expect(visitor.field("Your comment")).to_have_value(WORDS)
    visitor.press("Clear what is kept")
    assert visitor.page.evaluate(stored) == 0
    expect(box).not_to_be_checked()


def test_the_element_leads_to_the_other_ways(visitor, post):
    visitor.visit()
    for words, place in (("One thing at a time", "steps"), ("A sheet to print and write on", "sheet")):
        link = visitor.page.get_by_role("link", name=words)
        assert link.get_attribute("href").endswith(f"/comments/{post.pk}/{place}/")
        # Else what is typed were lost.
        assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
        expect(link).to_contain_text("(opens in a new tab)")
