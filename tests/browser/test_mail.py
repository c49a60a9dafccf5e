"""E-mails about a comment and about a page: asked for, confirmed, stopped, by a reader with a keyboard."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.models import ReaderComment, Subscription
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.sending import send_due
from tests.factories import ModeratorFactory

from .measuring import OVER_THE_EDGE
from .reader import WORDS


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


def came(part):
    """Has everything sent that waits; the path of the link in the newest mail in which `part` stands."""
    OutgoingMessage.objects.filter(kind="mail", state="waiting").update(due_at="2020-01-01T00:00:00Z")
    send_due(10)
    [url] = {url for url in re.findall(r"https?://[^\s<>]+", mail.outbox[-1].body) if part in url}
    return re.sub(r"^https?://[^/]+", "", url)


def press(reader, name):
    button = reader.page.get_by_role("button", name=name, exact=True)
    button.focus()
    reader.page.keyboard.press("Enter")


@pytest.mark.accessibility(
    "E-mails about a comment, or about what is new on a page: asking, confirming, stopping, and the e-mail itself",
    "keyboard alone",
    "without scripts",
    "axe",
    "320 pixels",
)
def test_mails_about_ones_own_comment(reader, look, post):
    reader.open(post.url)
    page = reader.page
    page.get_by_label("Your comment").fill(WORDS)
    page.get_by_label("A name to show").fill("Sam")
    page.get_by_label("E-mail (optional)").fill("sam@example.org")
    press(reader, "Send")
    expect(page.get_by_role("heading", name="E-mails about your comment")).to_be_visible()
    expect(page.locator(".coprod-slip")).to_contain_text("We send one e-mail to s…@e….org")
    look(reader)

    reader.open(came("/comments/mail/"))
    expect(page.get_by_role("heading", name="Do you want these e-mails?")).to_be_visible()
    look(reader)
    press(reader, "Yes, e-mail me")
    expect(page.get_by_role("heading", name="We e-mail you from now on.")).to_be_visible()
    look(reader)

    PublishComment(ReaderComment.objects.get(), user=ModeratorFactory())()
    reader.open(came("/slips/"))
    expect(page.locator("h1")).to_have_text("Thank you. Your comment is on our website.")
    press(reader, "Stop these e-mails")
    expect(page.locator(".coprod-slip")).to_contain_text("We can e-mail you when your comment shows")
    assert not Subscription.objects.exists()


@pytest.mark.accessibility(
    "E-mails about a comment, or about what is new on a page: asking, confirming, stopping, and the e-mail itself",
    "keyboard alone",
    "without scripts",
    "axe",
    "320 pixels",
)
def test_mails_about_what_is_new(reader, look, post):
    reader.open(post.url)
    page = reader.page
    page.get_by_role("link", name="Get an e-mail when people write here").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Get an e-mail when people write here")
    press(reader, "E-mail me")
    expect(page.locator("#problem")).to_contain_text("Write the e-mail address in full")
    assert page.title().startswith("Error: ")
    look(reader)
    field = page.get_by_label("Your e-mail address")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("ada@example.org")
    field.press("Enter")
    expect(page.locator("h1")).to_have_text("Look at your e-mails")
    look(reader)

    link = came("/comments/mail/")
    reader.open(link)
    press(reader, "Yes, e-mail me")
    expect(page.locator("h1")).to_have_text("We e-mail you from now on.")
    reader.open(f"{link}stop/")
    look(reader)
    assert Subscription.objects.exists()
    press(reader, "Stop these e-mails")
    expect(page.locator("h1")).to_have_text("We have stopped these e-mails.")
    look(reader)
    assert not Subscription.objects.exists()


@pytest.mark.accessibility(
    "E-mails about a comment, or about what is new on a page: asking, confirming, stopping, and the e-mail itself",
    "axe",
    "320 pixels",
)
def test_the_mail_itself(reader_with, look, post):
    """As a mail program draws it: in light and in dark, at 320 pixels."""
    reader = reader_with()
    reader.open(f"/comments/{post.pk}/follow/")
    reader.page.get_by_label("Your e-mail address").fill("ada@example.org")
    press(reader, "E-mail me")
    expect(reader.page.locator("h1")).to_have_text("Look at your e-mails")
    came("/comments/mail/")
    html = mail.outbox[-1].alternatives[0][0]
    reader.open("about:blank")  # without the policy of a page
    reader.page.set_content(html)
    expect(reader.page.get_by_role("link", name="See what it is about")).to_be_visible()
    look(reader, within=".letter")
