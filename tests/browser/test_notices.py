"""From an e-mail to a decision, on a phone and by keyboard; and the place in the admin where each person says how they hear."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from coprod_wagtail.comments.actions import DeclineComment, EditComment, TakeDownComment
from coprod_wagtail.comments.constants import Sign, Status
from coprod_wagtail.comments.models import NoticeSettings, ReaderComment
from coprod_wagtail.comments.notices.links import token_for
from coprod_wagtail.comments.notices.sweep import sweep
from coprod_wagtail.outbox.sending import send_due
from tests.factories import ModeratorFactory, ReaderCommentFactory

from .measuring import OVER_THE_EDGE

LONG_AGO = "2026-01-05T10:00:00Z"


@pytest.fixture
def look(axe):
    def look(reader, within="main"):
        if not reader.scripts:  # axe is one
            return
        axe.assert_clean(reader.page, dark_width=320, light_width=1280)
        reader.page.set_viewport_size({"width": 320, "height": 800})
        assert reader.page.evaluate(OVER_THE_EDGE, within) == []
        reader.page.set_viewport_size({"width": 1280, "height": 800})

    return look


@pytest.fixture
def sam(db):
    user = ModeratorFactory(first_name="Sam", last_name="Reed")
    NoticeSettings.objects.create(user=user, how="at_once")
    return user


@pytest.fixture
def comment(post):
    return waits(
        post, signs=[Sign.MANY_LINKS], body="The bus decides my whole day.\nReally: https://example.org/" + "x" * 90
    )


def waits(post, **changes):
    times = {"received_at": LONG_AGO, "status_since": LONG_AGO}
    return ReaderCommentFactory(page=post, author_name="Ada", status=Status.PENDING, **times, **changes)


def came():
    """Has everything sent that is due; the newest mail."""
    sweep()
    send_due(10)
    return mail.outbox[-1]


def link(message, words):
    url = re.search(rf"^{words}:\n(https?://\S+)", message.body, re.MULTILINE)[1]
    return re.sub(r"^https?://[^/]+", "", url)


def page_for(user, comment, verb="publish"):
    return f"/comments/decide/{token_for(user, user.email, comment.pk, verb)}/"


def press(reader, name):
    button = reader.page.get_by_role("button", name=name, exact=True)
    button.focus()
    reader.page.keyboard.press("Enter")


@pytest.mark.accessibility(
    "E-mails to moderators: the e-mail, the page behind its links, and how each person hears",
    "keyboard alone",
    "without scripts",
    "axe",
    "320 pixels",
)
def test_from_the_mail_to_the_decision(reader, look, sam, comment):
    reader.open(link(came(), "Publish"))
    page = reader.page
    expect(page.locator("main")).to_contain_text("The bus decides my whole day.")
    expect(page.locator("main")).to_contain_text("It has many links.")
    assert page.get_by_role("button").count() == 1
    look(reader)
    assert ReaderComment.objects.get().status == Status.PENDING
    press(reader, "Publish")
    expect(page.locator("main")).to_contain_text("you decided about Reader comment")
    look(reader)
    assert ReaderComment.objects.get().status == Status.PUBLISHED


@pytest.mark.accessibility(
    "E-mails to moderators: the e-mail, the page behind its links, and how each person hears", "axe", "320 pixels"
)
def test_its_other_states(reader_with, look, sam, comment, post):
    reader = reader_with()
    folded = waits(post, content_note="About a death", reply_to=ReaderCommentFactory(page=post, body="First."))
    for verb in ("decline", "mark-spam"):
        reader.open(page_for(sam, folded, verb))
        look(reader)
    changed = ReaderCommentFactory(page=post, body="Old words.", author_name="Cai")
    EditComment(changed, body="New words.", author_name="Cai")()
    reader.open(page_for(sam, changed, "accept-edit"))
    expect(reader.page.locator("main")).to_contain_text("What it would say")
    look(reader)
    DeclineComment(comment, user=ModeratorFactory(first_name="Ann", last_name="Lee"))()
    reader.open(page_for(sam, comment))
    expect(reader.page.locator("main")).to_contain_text("Ann Lee decided about")
    look(reader)
    TakeDownComment(folded)()
    reader.open(page_for(sam, folded))
    expect(reader.page.locator("main")).not_to_contain_text("Words")
    look(reader)


@pytest.mark.accessibility(
    "E-mails to moderators: the e-mail, the page behind its links, and how each person hears", "axe", "320 pixels"
)
def test_the_mail_itself(reader_with, look, sam, comment, post):
    """As a mail program draws it: in light and in dark, at 320 pixels."""
    for number in range(2):
        waits(post, body=f"Words number {number}.")
    html = next(content for content, kind in came().alternatives if kind == "text/html")
    reader = reader_with()
    reader.open("about:blank")  # without the policy of a page
    reader.page.set_content(html)
    expect(reader.page.get_by_role("link", name="Publish")).to_have_count(3)
    look(reader, within=".letter")


@pytest.mark.accessibility(
    "E-mails to moderators: the e-mail, the page behind its links, and how each person hears", "keyboard alone", "axe"
)
def test_how_somebody_hears(at_work, axe, sam):
    ModeratorFactory(first_name="Ann", last_name="Lee")
    moderator = at_work(sam)
    moderator.open(f"{reverse('wagtailadmin_account')}#tab-notifications")
    page = moderator.page
    panel = page.locator("#coprod_notices-section")
    expect(panel.get_by_text("When a comment waits to be read")).to_be_visible()
    axe.assert_clean(page, dark_width=390, context={"include": [["#coprod_notices-section"]]})
    panel.get_by_label("At once").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Who stands in for you").focus()
    page.keyboard.press("a")
    moderator.press("Save")
    expect(moderator.messages).to_contain_text("changed successfully")
    row = NoticeSettings.objects.get(user=sam)
    assert row.how == "daily" and row.stand_in.last_name == "Lee"
