"""Handing comments out to groups, and what a volunteer then sees."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import CommentReport, CommentRight, ReaderComment
from coprod_wagtail.comments.reports.constants import Reason
from tests.factories import ReaderCommentFactory, volunteer

from .test_axe_admin import LEFT_OUT

PANEL = "#reader-comment-rights-section"


@pytest.fixture
def group():
    return Group.objects.create(name="Welsh readers")


@pytest.fixture
def manager(at_work, admin_user):
    return at_work(admin_user, viewport={"width": 390, "height": 800})


def rows_of(group):
    return [(row.site_id, row.page_id, row.language) for row in CommentRight.objects.filter(group=group).order_by("pk")]


def panel_of(manager, group):
    manager.open(f"/admin/groups/edit/{group.pk}/")
    panel = manager.page.locator(PANEL)
    expect(panel).to_be_visible()
    return panel


def save(manager):
    button = manager.page.get_by_role("button", name="Save").last
    button.focus()
    manager.page.keyboard.press("Enter")
    expect(manager.page.get_by_text("updated")).to_be_visible()


@pytest.mark.accessibility("Which comments a group reads", "axe", "360 pixels")
def test_the_rows_of_a_group_and_axe_finds_nothing(manager, axe, group, blog):
    CommentRight.objects.create(group=group, page=blog, language="cy")
    panel = panel_of(manager, group)
    expect(panel.get_by_text(blog.title)).to_be_visible()
    axe.assert_clean(manager.page, dark_width=360, context={"include": [[PANEL]], "exclude": LEFT_OUT})
    width = manager.page.evaluate(f"document.querySelector('{PANEL}').scrollWidth <= innerWidth")
    assert width


@pytest.mark.accessibility("Which comments a group reads", "With the keyboard alone")
def test_a_row_is_added_and_taken_away_with_the_keyboard_alone(manager, group):
    panel = panel_of(manager, group)
    language = panel.get_by_label("Language").first
    language.focus()
    language.select_option("cy")
    add = panel.get_by_role("button", name="Add a row")
    add.focus()
    manager.page.keyboard.press("Enter")
    expect(panel.get_by_label("Language")).to_have_count(2)
    panel.get_by_label("Language").nth(1).select_option("pl")
    save(manager)
    assert rows_of(group) == [(None, None, "cy"), (None, None, "pl")]
    panel = panel_of(manager, group)
    panel.get_by_role("button", name="Delete this row").first.focus()
    manager.page.keyboard.press("Enter")
    save(manager)
    assert rows_of(group) == [(None, None, "pl")]


@pytest.mark.accessibility("Which comments a group reads", "without scripts")
def test_a_language_is_chosen_without_scripts(at_work, admin_user, group):
    manager = at_work(admin_user, java_script_enabled=False)
    panel = panel_of(manager, group)
    panel.get_by_label("Language").first.select_option("cy")
    save(manager)
    assert rows_of(group) == [(None, None, "cy")]
    panel = panel_of(manager, group)
    panel.get_by_label("Language").first.select_option("")
    save(manager)
    assert rows_of(group) == []


@pytest.mark.accessibility("Which comments a group reads", "what is urgent", "phone")
def test_a_volunteer_on_a_phone_is_told_what_is_urgent_and_not_why(at_work, axe, blog, post):
    comment = ReaderCommentFactory(page=post, author_name="Sam", body="It is all too much.", status=Status.PENDING)
    CommentReport.objects.create(comment=comment, reason=Reason.WORRIED, body="I think he wants to die.")
    ReaderComment.objects.update(reported_since=timezone.now())
    phone = at_work(volunteer({"page": blog}), viewport={"width": 360, "height": 740})
    for address in ("/admin/reader-comments/", f"/admin/reader-comments/inspect/{comment.pk}/"):
        phone.open(address)
        expect(phone.page.get_by_text("It is all too much.").first).to_be_visible()
        expect(phone.page.get_by_text("Urgent").first).to_be_visible()
        expect(phone.page.get_by_text("Tell them now").first).to_be_visible()
        assert "wants to die" not in phone.page.content() and "worried about this person" not in phone.page.content()
        axe.assert_clean(phone.page, dark_width=360, context={"include": [["main"]], "exclude": LEFT_OUT})
