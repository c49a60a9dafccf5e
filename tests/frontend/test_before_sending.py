"""Before a comment is sent from the front end: a look at it, and one calm question, with scripts and without."""

from playwright.sync_api import expect

from .conftest import POST
from .test_writing import sent

PRIVATE = "Ring me on 07700 900123."
ASKED = "Everyone will be able to see this. Do you want that?"


def test_looking_changing_and_sending(reader):
    page = reader.page
    reader.open(POST)
    reader.write(f"{PRIVATE} {reader.scripts}")
    reader.press("See how it will look")
    expect(page.get_by_role("heading", name="Check before you send")).to_be_visible()
    expect(page.locator(".coprod-comment--preview")).to_contain_text(PRIVATE)
    expect(page.get_by_role("heading", name=ASKED)).to_be_visible()
    reader.press("Change it")
    expect(reader.field("Your comment")).to_have_value(f"{PRIVATE} {reader.scripts}")
    reader.press_send()
    expect(page.get_by_role("heading", name=ASKED)).to_be_visible()
    expect(page.locator(".coprod-comment--preview")).to_have_count(0)
    reader.press("Send it as it is")
    sent(page)
    expect(page.locator("main")).to_contain_text(PRIVATE)


def test_an_address_that_may_be_meant_otherwise(reader, demo):
    page = reader.page
    reader.open(POST)
    reader.write(f"About the bus {reader.scripts}.")
    reader.type_into("E-mail (optional)", "sam@gmail,com")
    reader.press_send()
    expect(page.get_by_label("Use sam@gmail.com")).to_be_checked()
    reader.press("Send")
    secret = sent(page)
    told = demo.do(
        f"""
from coprod_wagtail.comments.slip import code
print(ReaderComment.objects.get(slip_hash=code.slip_hash("{secret}")).author_email)
"""
    )
    assert "sam@gmail.com" in str(told)


def test_help_and_the_other_ways(reader):
    reader.open(POST)
    page = reader.page
    page.get_by_text("Did someone help you write this?").click()
    page.get_by_label("Someone helped me write this").check()
    page.get_by_label("Show on the page that someone helped me").check()
    reader.write(f"With Bet’s pen {reader.scripts}.")
    reader.press("See how it will look")
    expect(page.locator(".coprod-comment--preview")).to_contain_text("Written with someone’s help.")
    reader.press("Change it")
    expect(page.get_by_label("Someone helped me write this")).to_be_checked()
    for words, place in (("One thing at a time", "/steps/"), ("A sheet to print and write on", "/sheet/")):
        assert place in page.get_by_role("link", name=words).get_attribute("href")
