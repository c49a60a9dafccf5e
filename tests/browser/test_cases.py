"""Cases on a phone, by the keyboard alone: from the home page to a case that is closed, and the copy of a comment."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Site

from coprod_wagtail.comments.cases.rows import store_case
from coprod_wagtail.comments.models import Case, SealedCopy
from coprod_wagtail.comments.reports.submit import SubmitReport, Told
from tests.factories import ReaderCommentFactory

from .measuring import OVER_THE_EDGE
from .test_axe_admin import LEFT_OUT

WORDS = "The cook steals the soup."


def look(person, axe, within=""):
    """axe finds nothing, in the dark and in the light, and nothing of ours reaches over the edge of a phone."""
    person.page.set_viewport_size({"width": 360, "height": 740})
    assert not within or person.page.evaluate(OVER_THE_EDGE, within) == []
    axe.assert_clean(person.page, dark_width=390, context={"include": [["main"]], "exclude": LEFT_OUT})
    person.page.set_viewport_size({"width": 360, "height": 740})


@pytest.mark.accessibility(
    "Cases: the list, one case, closing it", "With the keyboard alone", "axe", "at 360 pixels", "1.4.10"
)
def test_from_the_home_page_to_a_case_that_is_closed(at_work, axe, admin_user, post):
    comment = ReaderCommentFactory(page=post, body=WORDS, author_name="Sam")
    SubmitReport(comment, Told(reason="untrue", body="I never did."), site=Site.objects.get(), covers=False)()
    case = Case.objects.get()
    store_case("personal", received=case.received_at.replace(year=2020), site=None, comment=None)
    person = at_work(admin_user, viewport={"width": 360, "height": 740})
    page = person.page
    person.open(reverse("wagtailadmin_home"))
    person.follow("2 open cases (1 is late)")
    expect(page.get_by_role("row", name="Late since")).to_be_visible()
    look(person, axe, "table")
    person.follow(f"Case {case.pk}: It says something untrue about somebody")
    expect(page.get_by_text("not counting weekends").or_(page.get_by_text("hours left")).first).to_be_visible()
    look(person, axe, ".coprod-case")
    person.press("Keep one copy until this is settled")
    expect(page.get_by_text(WORDS)).to_have_count(0)
    person.press("Read the copy")
    expect(page.get_by_text(WORDS)).to_be_visible()
    look(person, axe, ".coprod-case")
    assert SealedCopy.objects.get().case == case
    person.press("Close the case")
    expect(page.get_by_text("This field is required.")).to_be_visible()
    look(person, axe, ".coprod-case")
    person.tab_to(page.get_by_label("The comment stays"))
    page.keyboard.press("Space")
    person.press("Close the case")
    expect(person.messages).to_contain_text("This case is closed.")
    look(person, axe, ".coprod-case")
    assert Case.objects.get(pk=case.pk).outcome == "kept"
    person.open(reverse("coprod_cases:new"))
    look(person, axe, ".coprod-conversation")
