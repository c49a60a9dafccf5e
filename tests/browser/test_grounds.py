"""Why a comment does not show, and what is covered in one: for who decides, on a phone by keyboard, and for who wrote it."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from coprod_wagtail.comments.actions import DeclineComment, PublishComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.covering.decisions import CoverPart
from coprod_wagtail.comments.models import DecisionGround, ReaderComment, SavedAnswer
from tests.factories import ModeratorFactory, ReaderCommentFactory

from .measuring import OVER_THE_EDGE

NUMBER = "01632 960 001"
WORDS = f"The bus is late again. Ring my neighbour Jo on {NUMBER}, she keeps a list."
LIST = reverse("coprod_reader_comments:index")


@pytest.fixture
def waiting(post):
    return ReaderCommentFactory(
        page=post, author_name="Sam", body=WORDS, status=Status.PENDING, slip_nonce="a" * 32, slip_hash="1" * 64
    )


def look(person, axe):
    """axe finds nothing, in the dark and in the light, and nothing reaches over the edge of a small phone."""
    axe.assert_clean(person.page, dark_width=360, context={"include": [["main"]]})
    person.page.set_viewport_size({"width": 360, "height": 740})
    # What stands around it is Wagtail's.
    assert person.page.evaluate(OVER_THE_EDGE, ".coprod-reading") == []


def enter(person, locator):
    locator.focus()
    person.page.keyboard.press("Enter")


@pytest.mark.accessibility(
    "Declining for a reason, covering words, and beginning with a saved answer", "keyboard alone", "axe", "360 pixels"
)
def test_declining_for_a_reason_with_marked_words(at_work, axe, moderator, waiting):
    morgan = at_work(moderator, viewport={"width": 360, "height": 740})
    page = morgan.page
    morgan.open(f"{LIST}?status=pending")
    enter(morgan, page.get_by_role("row", name="Sam on").get_by_role("button", name="Decline"))
    expect(page.get_by_role("heading", name=re.compile("Why?"))).to_be_visible()
    enter(morgan, page.get_by_text("Mark the words it is about"))
    look(morgan, axe)
    page.get_by_label("Which words is it about?").fill("not in the comment")
    morgan.press("Unkind about a person")
    expect(page.get_by_role("alert")).to_contain_text("These words are not in the comment.")
    look(morgan, axe)
    page.get_by_label("Which words is it about?").fill("")
    select(page, "neighbour Jo")
    enter(morgan, page.get_by_role("button", name="Take the words I have selected"))
    expect(page.get_by_label("Which words is it about?")).to_have_value("neighbour Jo")
    page.get_by_label("What would make it fine?").fill("Leave her out.")
    morgan.press("Names or details of other people")
    expect(morgan.messages).to_contain_text("will not be published")
    ground = DecisionGround.objects.get()
    assert (ground.reason, ground.mend) == ("private-details", "Leave her out.")
    assert [WORDS[begin:end] for begin, end in ground.marks] == ["neighbour Jo"]
    morgan.open(reverse("coprod_reader_comments:inspect", args=[waiting.pk]))
    expect(page.get_by_role("region", name="What its writer is told")).to_contain_text("Leave her out.")
    look(morgan, axe)


@pytest.mark.accessibility(
    "Declining for a reason, covering words, and beginning with a saved answer", "keyboard alone", "axe", "360 pixels"
)
def test_covering_a_number_and_publishing(at_work, axe, moderator, waiting):
    morgan = at_work(moderator, viewport={"width": 360, "height": 740})
    page = morgan.page
    morgan.open(reverse("coprod_reader_comments:inspect", args=[waiting.pk]))
    enter(morgan, page.get_by_text("Cover a phone number, a name or other words"))
    select(page, NUMBER)
    enter(morgan, page.locator(".coprod-cover").get_by_role("button", name="Take the words I have selected"))
    look(morgan, axe)
    morgan.press("Cover these words and publish")
    expect(morgan.messages).to_contain_text("1 part is covered.")
    expect(page.locator("[data-coprod-words]")).to_contain_text("on [phone number removed by us], she keeps")
    look(morgan, axe)
    assert ReaderComment.objects.get(pk=waiting.pk).status == Status.PUBLISHED
    enter(morgan, page.get_by_role("button", name="Put these words back"))
    expect(page.locator("[data-coprod-words]")).to_contain_text(NUMBER)


@pytest.mark.accessibility(
    "Declining for a reason, covering words, and beginning with a saved answer", "axe", "keyboard alone"
)
def test_a_saved_answer_keeps_what_is_typed(at_work, axe, moderator, waiting):
    SavedAnswer.objects.create(title="Ask the bus company", body="Please ask the bus company.")
    morgan = at_work(moderator)
    page = morgan.page
    morgan.open(reverse("coprod_reader_comments:inspect", args=[waiting.pk]))
    enter(morgan, page.get_by_text("Write to the person who wrote it"))
    box = page.get_by_label("Words for the person who wrote it")
    box.fill("Hello Sam.")
    enter(morgan, page.get_by_role("link", name="Ask the bus company"))
    expect(box).to_have_value("Hello Sam.\n\nPlease ask the bus company.")
    expect(box).to_be_focused()
    look(morgan, axe)


@pytest.mark.accessibility(
    "One’s own comment: reading why it does not show, and what is covered",
    "with and without scripts",
    "axe",
    "320 pixels",
)
def test_the_writer_reads_it(reader, axe, post):
    page = reader.page
    reader.open(post.url)
    page.get_by_label("Your comment", exact=True).fill(WORDS)
    page.get_by_label("A name to show", exact=True).fill("Sam")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Send it as it is").click()
    expect(page.locator(".coprod-ticket__number")).to_be_visible()
    private = page.url.split("#")[0]
    comment = ReaderComment.objects.select_related("conversation").get()
    user = ModeratorFactory()
    DeclineComment(comment, user=user, reason="private-details", marked="Jo", mend="Leave her out.")()
    reader.open(private)
    expect(page.get_by_role("region", name="Why we do not show it")).to_contain_text("Leave her out.")
    expect(page.locator(".coprod-comment__body mark")).to_have_text("[marked: Jo end of mark]")
    see(reader, axe)
    enter(reader, page.get_by_role("region").get_by_role("link", name="Change your words or the name"))
    expect(page.get_by_label("Your comment", exact=True)).to_have_value(WORDS)
    comment.refresh_from_db()
    CoverPart(comment, covered=NUMBER, kind="phone", user=user)()
    PublishComment(comment, user=user)()
    reader.open(private)
    expect(page.get_by_role("region", name="Words that we took out")).to_contain_text(NUMBER)
    see(reader, axe)


def see(reader, axe):
    if reader.scripts:  # axe is one
        axe.assert_clean(reader.page, dark_width=320, light_width=1280)
        reader.page.set_viewport_size({"width": 320, "height": 800})
        assert reader.page.evaluate(OVER_THE_EDGE, "main") == []


def select(page, words):
    """As with a finger or the mouse: the stretch with these words in the comment."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector("[data-coprod-words]"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            document.getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
            return;
          }
          throw new Error("Not there");
        }""",
        words,
    )
