"""The whole way of somebody's words, by what stands on the screen: the same on the site's own pages, where they are embedded,
and on a front end."""

import re

from playwright.sync_api import expect

MARK = "zqwordzq"


def fill(page, label, words):
    page.get_by_role("textbox", name=label, exact=True).fill(words)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def write(page):
    """Looked at, changed, sent, asked about the address, and sent with the one that was meant; the number and the words."""
    fill(page, "Your comment", f"{MARK} once")
    fill(page, "A name to show", f"{MARK} Sam")
    fill(page, "E-mail (optional)", f"{MARK}@hotmial.com")
    press(page, "See how it will look")
    expect(page.get_by_role("heading", name="Check before you send")).to_be_visible()
    expect(page.get_by_text(f"{MARK} once").locator("visible=true").first).to_be_visible()
    press(page, "Change it")
    expect(page.get_by_role("textbox", name="E-mail (optional)", exact=True)).to_have_value(f"{MARK}@hotmial.com")
    fill(page, "Your comment", f"{MARK} twice")
    press(page, "Send")
    page.get_by_label(f"Use {MARK}@hotmail.com").check()
    press(page, "Send")
    ticket = page.locator(".coprod-ticket, [part=ticket]")
    expect(ticket).to_be_visible()
    number = ticket.locator(".coprod-ticket__number, [part=ticket-number]").inner_text()
    return number, ticket.locator(".coprod-ticket__words, [part=ticket-words]").inner_text()


def find(page, number, words):
    """By the link below the conversation; the address of the private page."""
    page.get_by_role("link", name="Find your comment").click()
    fill(page, "The number of your comment", number)
    fill(page, "The four words", words)
    press(page, "Find it")
    expect(page.get_by_role("heading", name="Your words", exact=True)).to_be_visible()
    return page.url.split("#")[0]


def change(page):
    page.get_by_role("link", name="Change your words or the name").click()
    fill(page, "Your comment", f"{MARK} thrice")
    press(page, "Save the change")
    expect(page.get_by_text(f"{MARK} thrice")).to_be_visible()


def answer(page):
    said = page.get_by_role("region", name="What we wrote to you")
    expect(said).to_contain_text(f"About {MARK}.")
    fill(page, "Your answer to us", f"{MARK} is my own bus.")
    press(page, "Send your answer")
    expect(said).to_contain_text("We have your answer.")


def confirm(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Do you want these e-mails?")
    press(page, "Yes, e-mail me")
    expect(page.get_by_role("heading", level=1)).to_have_text("We e-mail you from now on.")


def stop(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your comment is on our website.")
    press(page, "Stop these e-mails")
    expect(page.get_by_text("We can e-mail you when your comment shows")).to_be_visible()


def tell(page):
    """Somebody else tells the site about it."""
    expect(page.get_by_text(f"{MARK} thrice")).to_be_visible()
    about = re.compile(f"^Tell us about this comment.*{MARK}")
    page.get_by_role("link", name=about).or_(page.get_by_role("button", name=about)).click()
    page.get_by_label("It is unkind or hateful").check()
    fill(page, "What would you like to tell us?", f"It says {MARK}.")
    press(page, "Tell us")
    expect(page.get_by_role("heading", name="Thank you for telling us.")).to_be_visible()


def take_down(page):
    press(page, "Take it down")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have taken your comment down.")


def bring_back(page):
    press(page, "Bring it back")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your comment is on our website.")


def erase(page):
    page.get_by_role("link", name="Erase it for ever").click()
    press(page, "Erase it for ever")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your comment is erased.")
