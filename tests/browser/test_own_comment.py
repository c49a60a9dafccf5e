"""A writer and their own comment: lost, found again by number and words, changed, and what a moderator does with that."""

import pytest
from playwright.sync_api import expect

from coprod_wagtail.comments.actions import DeclineComment, PublishComment
from coprod_wagtail.comments.models import MessageToWriter, ReaderComment
from tests.factories import ModeratorFactory

from .measuring import OVER_THE_EDGE
from .reader import WORDS


@pytest.fixture
def look(axe):
    def look(reader):
        if not reader.scripts:  # axe is one
            return
        axe.assert_clean(reader.page, dark_width=320, light_width=1280)
        reader.page.set_viewport_size({"width": 320, "height": 800})
        assert reader.page.evaluate(OVER_THE_EDGE, "main") == []
        reader.page.set_viewport_size({"width": 1280, "height": 800})

    return look


def write_into(reader, label, words):
    """Go to the field by keyboard, and write in place of what is there."""
    field = reader.page.get_by_label(label, exact=True)
    field.focus()
    reader.page.keyboard.press("Control+a")
    reader.page.keyboard.type(words)


def press(reader, name):
    reader.page.get_by_role("button", name=name, exact=True).focus()
    reader.page.keyboard.press("Enter")


@pytest.mark.accessibility(
    "One’s own comment: finding it by its number and words, changing it",
    "keyboard alone",
    "with and without scripts",
    "axe",
    "320 pixels",
)
def test_lost_found_and_changed(reader, look, post):
    page = reader.page
    reader.open(post.url)
    write_into(reader, "Your comment", WORDS)
    write_into(reader, "A name to show", "Sam")
    press(reader, "Send")
    number = page.locator(".coprod-ticket__number").inner_text()
    four = page.locator(".coprod-ticket__words").inner_text()

    # On another day, from the page itself.
    reader.open(post.url)
    link = page.get_by_role("link", name="Find your comment")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Find your comment")
    look(reader)
    write_into(reader, "The number of your comment", number)
    write_into(reader, "The four words", "three words only")
    press(reader, "Find it")
    expect(page.locator(".coprod-problem")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Write all four words.")
    expect(page.get_by_label("The number of your comment")).to_have_value(number)
    look(reader)
    page.get_by_role("link", name="Write all four words.").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("The four words")).to_be_focused()
    write_into(reader, "The four words", four.upper().replace(" ", ", "))
    press(reader, "Find it")
    expect(page.get_by_role("heading", name="Your words", exact=True)).to_be_visible()

    page.get_by_role("link", name="Change your words or the name").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your comment", exact=True)).to_have_value(WORDS)
    look(reader)
    write_into(reader, "Your comment", " ")
    press(reader, "Save the change")
    expect(page.locator(".coprod-problem")).to_be_focused()
    look(reader)
    write_into(reader, "Your comment", "I have thought again.")
    press(reader, "Save the change")
    expect(page.locator(".coprod-comment__body")).to_have_text("I have thought again.")
    assert ReaderComment.objects.get().body == "I have thought again."

    PublishComment(ReaderComment.objects.get(), user=ModeratorFactory())()
    page.get_by_role("link", name="Change your words or the name").focus()
    page.keyboard.press("Enter")
    write_into(reader, "A name to show", "Sam Tern")
    press(reader, "Save the change")
    expect(page.locator(".coprod-slip")).to_contain_text("Your new words wait to be read.")
    look(reader)
    assert ReaderComment.objects.get().author_name == "Sam"


@pytest.mark.accessibility(
    "One’s own comment: reading what a moderator wrote, and answering",
    "keyboard alone",
    "with and without scripts",
    "axe",
    "320 pixels",
)
def test_told_why_and_answered(reader, look, post):
    page = reader.page
    reader.open(post.url)
    write_into(reader, "Your comment", WORDS)
    write_into(reader, "A name to show", "Sam")
    press(reader, "Send")
    expect(page.locator(".coprod-ticket__number")).to_be_visible()
    private = page.url.split("#")[0]
    why = "Please leave out your neighbour’s name."
    DeclineComment(ReaderComment.objects.get(), user=ModeratorFactory(), message=why)()

    reader.open(private)
    expect(page.get_by_role("region", name="What we wrote to you")).to_contain_text(why)
    look(reader)
    write_into(reader, "Your answer to us", " ")
    press(reader, "Send your answer")
    expect(page.locator(".coprod-problem")).to_be_focused()
    look(reader)
    page.get_by_role("link", name="Write your answer.").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your answer to us")).to_be_focused()
    write_into(reader, "Your answer to us", "I will leave it out.")
    press(reader, "Send your answer")
    expect(page.get_by_role("region", name="What we wrote to you")).to_contain_text("We have your answer.")
    expect(page.get_by_label("Your answer to us")).to_have_count(0)
    look(reader)
    assert MessageToWriter.objects.get().answer == "I will leave it out."
