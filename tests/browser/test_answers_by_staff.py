"""Somebody who works here answers readers, in Wagtail's admin, and readers see who it is."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from playwright.sync_api import expect

from coprod_wagtail.comments.models import ReaderComment
from tests.factories import ReaderCommentFactory

from .measuring import OVER_THE_EDGE
from .test_axe_admin import LEFT_OUT

PHONE = {"width": 360, "height": 740}
LIST = "/admin/reader-comments/?status=published"


@pytest.mark.accessibility(
    "Answering readers as somebody who works here",
    "keyboard alone",
    "with and without scripts",
    "axe",
    "360 pixels",
)
def test_from_the_list_to_the_page(at_work, reader, moderator, post, axe):
    sam = ReaderCommentFactory(page=post, author_name="Sam", body="When does the bus come?")
    moderator.user_permissions.add(Permission.objects.get(codename="answer_readercomment"))
    ruth = at_work(moderator, viewport=PHONE, java_script_enabled=reader.scripts)
    page = ruth.page
    ruth.open(LIST)
    ruth.tab_to(page.get_by_role("link", name=f"Answer Reader comment {sam.pk}"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/**")
    expect(page.locator("main blockquote")).to_have_text("When does the bus come?")
    assert page.evaluate(OVER_THE_EDGE, ".coprod-conversation") == []
    if reader.scripts:
        axe.assert_clean(page, dark_width=360, context={"include": [["main"]], "exclude": LEFT_OUT})
    for field, words in (
        ("Your answer to readers", "At nine, from Monday."),
        ("Your name, as readers see it", "Ruth"),
        ("What you do here", "community worker"),
    ):
        box = page.get_by_label(field)
        ruth.tab_to(box)
        box.fill("")
        page.keyboard.type(words)
    ruth.press("Put it on the page")
    page.wait_for_url("**/reader-comments/**")
    expect(ruth.messages).to_contain_text("Your answer is on the page.")
    made = ReaderComment.objects.get(reply_to=sam)
    reader.open(f"{post.url}#comment-{made.pk}")
    article = reader.page.locator(f"#comment-{made.pk}")
    expect(article).to_contain_text("Works here: community worker.")
    expect(article).to_contain_text("At nine, from Monday.")


@pytest.mark.accessibility(
    "Answering readers as somebody who works here",
    "keyboard alone",
    "with and without scripts",
    "axe",
    "360 pixels",
)
def test_one_answer_to_many(at_work, reader, moderator, post, axe):
    many = [
        ReaderCommentFactory(page=post, author_name=name, body="When does the bus come?") for name in ("Sam", "Ada")
    ]
    moderator.user_permissions.add(Permission.objects.get(codename="answer_readercomment"))
    ruth = at_work(moderator, viewport=PHONE, java_script_enabled=reader.scripts)
    page = ruth.page

    def look():
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if reader.scripts:
            axe.assert_clean(page, dark_width=360, context={"include": [["main"]], "exclude": LEFT_OUT})
            page.set_viewport_size(PHONE)

    address = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", "answer"])
    ruth.open(f"{address}?{'&'.join(f'id={one.pk}' for one in many)}&next={LIST}")
    expect(page.get_by_role("heading", name="Answer 2 reader comments?")).to_be_visible()
    look()
    ruth.type_into("Your answer to readers", "At nine, from Monday.")
    ruth.press("Look at it once more")
    expect(ruth.messages).to_contain_text("Nothing was sent. Please look at what is marked.")
    expect(page.get_by_text("Write your name.").first).to_be_visible()
    look()
    ruth.type_into("Your name, as readers see it", "Ruth")
    ruth.type_into("What you do here", "community worker")
    ruth.press("Look at it once more")
    expect(page.locator("main blockquote")).to_have_text("At nine, from Monday.")
    assert not ReaderComment.objects.filter(author_kind="staff").exists()
    look()
    ruth.press("Put it under 2 comments")
    page.wait_for_url("**/reader-comments/**")
    expect(ruth.messages).to_contain_text("Your answer is under 2 comments.")
    look()
    assert {one.reply_to_id for one in ReaderComment.objects.filter(author_kind="staff")} == {one.pk for one in many}
    ruth.press("Undo")
    expect(ruth.messages).to_contain_text("2 answers are off the page again.")
