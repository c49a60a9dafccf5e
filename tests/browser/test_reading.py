"""Reading what others wrote: in which order it stands, and what is folded away until somebody opens it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import ReaderCommentFactory

from .measuring import OVER_THE_EDGE

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def threads(post, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"THREADS_PER_PAGE": 2}
    begin = timezone.now() - timedelta(days=9)
    return [
        ReaderCommentFactory(
            page=post, author_name=f"R{number}", body=f"Words {number}.", posted_at=begin + timedelta(days=number)
        )
        for number in range(5)
    ]


def others(reader, words):
    """Go to other comments with the keyboard: by a link, or without scripts by the button that stands in its place."""
    if reader.scripts:
        reader.follow(words)
    else:
        reader.press(words)


@pytest.mark.accessibility(
    "Reading what others wrote: the order of the comments, and what is folded under a note",
    "keyboard alone",
    "with and without scripts",
    "axe",
    "320 pixels",
)
def test_newest_first_from_the_link_to_the_private_page_and_back(reader, post, threads, axe):
    page = reader.page
    page.set_viewport_size(PHONE)
    reader.open(post.url)
    comments = page.locator("#comments .coprod-comment__body")
    expect(comments).to_have_text(["Words 0.", "Words 1."])
    others(reader, "Newest first")
    expect(comments).to_have_text(["Words 4.", "Words 3."])
    assert page.evaluate(OVER_THE_EDGE, "#comments") == []
    if reader.scripts:
        axe.assert_clean(page)
    others(reader, "Earlier comments")
    expect(comments).to_have_text(["Words 2.", "Words 1."])
    reader.press("Reply to R2")
    expect(page.get_by_role("heading", name="Reply to R2")).to_be_visible()
    expect(page.locator("#comments .coprod-order")).to_contain_text(re.compile("^Newest first"))
    # What cannot be sent leads to the same order.
    reader.press_send()
    reader.expect_problem("Write your comment", body="", name="")
    expect(page.locator("#comments .coprod-order")).to_contain_text(re.compile("^Newest first"))
    reader.write()
    reader.press_send()
    reader.expect_thanks()
    page.locator(f".coprod-slip a[href='{post.url}?order=newest']").click()
    expect(comments).to_have_text(["Words 4.", "Words 3."])
    others(reader, "Oldest first")
    expect(comments).to_have_text(["Words 0.", "Words 1."])
    # A link to a comment leads to it in either order.
    for order in ("", "&order=newest"):
        reader.open(f"{post.url}?comment={threads[3].pk}{order}#comment-{threads[3].pk}")
        expect(page.locator(f"#comment-{threads[3].pk}")).to_be_in_viewport()
        expect(comments.first).to_have_text("Words 3.")


@pytest.mark.accessibility(
    "Reading what others wrote: the order of the comments, and what is folded under a note",
    "keyboard alone",
    "with and without scripts",
    "axe",
    "320 pixels",
)
def test_words_under_a_note_are_opened_by_who_wants_to_read_them(reader, post, axe):
    noted = ReaderCommentFactory(page=post, author_name="Sam", body="The crash.", content_note="An accident. " * 7)
    page = reader.page
    page.set_viewport_size(PHONE)
    reader.open(post.url)
    words = page.locator(f"#comment-{noted.pk} .coprod-comment__body")
    note = page.locator(f"#comment-{noted.pk} summary")
    expect(words).to_be_hidden()
    expect(note).to_contain_text("Before you read: An accident.")
    assert page.evaluate(OVER_THE_EDGE, "#comments") == []
    reader.tab_to(note)
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    if reader.scripts:
        axe.assert_clean(page)
    # And one of their own, from the field that is folded itself.
    reader.tab_to(page.locator("summary", has_text="Could your words upset someone?"))
    page.keyboard.press("Enter")
    reader.type_into("What should people know before they read it?", "About a fall")
    page.get_by_label("Your comment").fill("I fell.")
    page.get_by_label("A name to show").fill("Bo")
    reader.press("See how it will look")
    expect(page.locator(".coprod-comment--preview details[open] summary")).to_have_text("Before you read: About a fall")
    reader.press_send()
    reader.expect_thanks()
    expect(page.locator(".coprod-slip")).to_contain_text("Before you read: About a fall")
