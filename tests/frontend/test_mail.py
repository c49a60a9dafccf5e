"""E-mails from the front end: what is new on a page, and the number and words of one's own comment; and what a moderator
wrote, which an e-mail only leads to. With scripts and without."""

from playwright.sync_api import expect

from .conftest import POST

SECRET_OF = """
from coprod_wagtail.comments.models import Subscription
from coprod_wagtail.comments.slip.code import secret_of
found = Subscription.objects.get(email="{email}")
print(secret_of(found.nonce, found.found_by))
"""


def test_following_a_page_confirmed_and_stopped(reader, demo):
    page, email = reader.page, f"ada.{reader.scripts}@example.org".lower()
    reader.open(POST)
    page.locator('a[href^="/follow/"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Get an e-mail when people write here")
    address = page.get_by_label("Your e-mail address")
    address.fill("ada")
    page.get_by_role("button", name="E-mail me", exact=True).click()
    expect(page.locator("#problem")).to_be_focused()
    expect(address).to_have_value("ada")
    assert page.title().startswith("Error: ")
    address.fill(email)
    page.get_by_role("button", name="E-mail me", exact=True).click()
    expect(page.locator("#thank-you")).to_be_focused()
    expect(page.locator("#thank-you")).to_have_text("Look at your e-mails")

    # The link in the e-mail. Opening it changes nothing.
    secret = demo.do(SECRET_OF.format(email=email))
    reader.open(f"/my-mail/{secret}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Do you want these e-mails?")
    page.get_by_role("button", name="Yes, e-mail me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We e-mail you from now on.")
    page.get_by_role("button", name="Stop these e-mails").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have stopped these e-mails.")
    assert (
        demo.do(
            f'from coprod_wagtail.comments.models import Subscription\nprint(Subscription.objects.filter(email="{email}").count())'
        )
        == "0"
    )
    assert page.request.get(f"{page.url.split('/my-mail/')[0]}/my-mail/{secret}/").status == 404


def test_told_why_answered_and_sent_the_words(reader, demo):
    page, body = reader.page, f"About my neighbour {reader.scripts}"
    email = f"sam.{reader.scripts}@example.org".lower()
    reader.open(POST)
    reader.write(body)
    reader.press_send()
    expect(page.locator("#thank-you")).to_be_focused()
    private = page.url.split("#")[0]
    demo.do(
        f"""
from django.contrib.auth import get_user_model
from coprod_wagtail.comments.actions import DeclineComment
from coprod_wagtail.comments.mail.subscriptions import subscribe
from coprod_wagtail.comments.models import Subscription
comment = ReaderComment.objects.select_related("conversation").get(body={body!r})
DeclineComment(comment, user=get_user_model().objects.filter(is_superuser=True).first(), message="Leave out the name.")()
subscribe(comment.conversation_id, "{email}", comment=comment)
Subscription.objects.filter(comment=comment).update(confirmed_at=timezone.now())
"""
    )
    reader.open(private)
    expect(page.get_by_role("region", name="What we wrote to you")).to_contain_text("Leave out the name.")
    page.get_by_role("button", name="Send your answer").click()
    expect(page.locator("#problem")).to_be_focused()
    expect(page.locator("#problem")).to_contain_text("Write your answer.")
    page.get_by_label("Your answer to us").fill("I will.")
    page.get_by_role("button", name="Send your answer").click()
    expect(page.get_by_role("region", name="What we wrote to you")).to_contain_text("We have your answer.")
    expect(page.get_by_label("Your answer to us")).to_have_count(0)
    page.get_by_role("button", name="E-mail me the number and the words").click()
    expect(page.locator("main")).to_contain_text("We are sending the number and the four words to")
