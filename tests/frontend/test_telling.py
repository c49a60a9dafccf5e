"""Telling the site about a comment from the front end, with scripts and without."""

from playwright.sync_api import expect

from .conftest import POST


def test_a_reader_tells_us_about_a_comment(reader, demo):
    page = reader.page
    page.goto(POST)
    link = page.locator('a[href^="/tell-us/"]').first
    expect(link).to_contain_text("Tell us about this comment")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell us about this comment")
    page.get_by_role("button", name="Tell us", exact=True).click()
    expect(page.locator("#problem")).to_be_focused()
    expect(page.locator("#problem")).to_contain_text("Choose what is the matter with it.")
    assert page.title().startswith("Error: ")
    notice = page.get_by_role("heading", name="If it says something untrue about you")
    expect(notice).to_be_hidden()
    page.get_by_label("It says something untrue about me").check()
    expect(notice).to_be_visible()
    page.get_by_label("It is unkind or hateful").check()
    page.get_by_label("What would you like to tell us?").fill("Bernie would not say that.")
    page.get_by_role("button", name="Tell us", exact=True).click()
    expect(page.locator("#thank-you")).to_be_focused()
    expect(page.locator("#thank-you")).to_have_text("Thank you for telling us.")
    told = demo.do(
        """
from coprod_wagtail.comments.models import CommentReport
print(list(CommentReport.objects.filter(body="Bernie would not say that.").values_list("reason", "signs")))
"""
    )
    assert "unkind" in str(told)
