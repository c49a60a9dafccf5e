"""The queue on a phone and by the keyboard alone: time left, filters kept, handing over, worrying, folding, and single keys."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.mail.subscriptions import subscribe
from coprod_wagtail.comments.models import (
    CommentReport,
    HandOver,
    ReaderComment,
    ReaderCommentSettings,
    ReadingPreferences,
    SavedFilter,
    Subscription,
)
from tests.factories import ModeratorFactory, ReaderCommentFactory

from .measuring import OVER_THE_EDGE
from .test_axe_admin import LEFT_OUT

INDEX = reverse("coprod_reader_comments:index")
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def look(axe):
    """Narrow in dark and wide in light; nothing of ours reaches over the edge of a phone."""

    def look(person, within=""):
        person.page.set_viewport_size(PHONE)
        assert not within or person.page.evaluate(OVER_THE_EDGE, within) == []
        axe.assert_clean(person.page, dark_width=390, context={"include": [["body"]], "exclude": LEFT_OUT})
        person.page.set_viewport_size(PHONE)

    return look


@pytest.fixture
def waiting(post):
    """Two that wait: one that should have been read by now, and one with time left."""
    now = timezone.now()
    late = ReaderCommentFactory(
        page=post, author_name="Ann", body="Mae'r bws yn penderfynu fy niwrnod.", language="cy",
        status=Status.PENDING, due_at=now - timedelta(days=3), slip_hash="0" * 64,
    )  # fmt: skip
    soon = ReaderCommentFactory(
        page=post, author_name="Sam", body="Buses.", status=Status.PENDING, due_at=now + timedelta(hours=2, minutes=30)
    )
    return late, soon


def address(comment):
    return reverse("coprod_reader_comments:inspect", args=[comment.pk])


@pytest.mark.accessibility("The queue", "With the keyboard alone", "axe", "at 360 pixels", "1.4.10")
def test_a_filter_is_chosen_kept_and_found_again(at_work, moderator, waiting, look):
    late, _soon = waiting
    person = at_work(moderator, viewport=PHONE)
    page = person.page
    person.open(INDEX)
    expect(page.locator(".coprod-left")).to_have_text(["late since " + _day(late), "2 hours left"])
    look(person, ".coprod-queue")
    person.open(f"{INDEX}?language=other")
    expect(page.locator(".coprod-queue__words")).to_have_count(1)
    person.tab_to(page.get_by_text("Keep this filter"))
    page.keyboard.press("Enter")
    person.tab_to(page.get_by_label("A name for it"))
    page.keyboard.type("For who reads Welsh")
    look(person, ".coprod-saved-filters__form")
    person.press("Keep it")
    expect(person.messages).to_contain_text("For who reads Welsh")
    assert SavedFilter.objects.get().query == "language=other"
    look(person, ".coprod-saved-filters")
    person.open(INDEX)
    person.tab_to(page.get_by_role("link", name="For who reads Welsh"))
    page.keyboard.press("Enter")
    expect(page.locator(".coprod-queue__words")).to_have_count(1)
    person.press("Delete the filter For who reads Welsh")
    expect(person.messages).to_contain_text("is deleted")
    assert not SavedFilter.objects.exists()


def _day(comment):
    day = timezone.localtime(comment.due_at)
    return f"{day:%A} {day.day} {day:%B}"


@pytest.mark.accessibility("The queue", "With the keyboard alone", "axe", "at 360 pixels", "1.4.10")
def test_it_is_handed_over_and_somebody_is_worried(at_work, moderator, waiting, look, settings):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MAIL": True}
    late, soon = waiting
    ReaderCommentSettings.objects.create(
        site=late.page.get_site(),
        safeguarding_email="lead@example.org",
        safeguarding_contact="Ring Ada: 020 7946 0018.",
    )
    ben = ModeratorFactory(first_name="Ben", last_name="Reed")
    for comment in (late, ReaderCommentFactory(page=late.page, body="Before.", status=Status.DECLINED)):
        subscribe(comment.conversation_id, "ann@example.org", comment=comment)
    Subscription.objects.update(confirmed_at=timezone.now())
    person = at_work(moderator, viewport=PHONE)
    page = person.page
    person.open(address(late))
    expect(page.locator(".coprod-same-writer li")).to_have_count(1)
    look(person, ".coprod-reading")
    person.tab_to(page.get_by_role("link", name="Hand it over to a colleague"))
    page.keyboard.press("Enter")
    person.tab_to(page.get_by_label("To whom"))
    page.keyboard.type("Ben Reed")
    person.tab_to(page.get_by_label("What you want to say to them"))
    page.keyboard.type("You read Welsh.")
    look(person, ".coprod-conversation")
    person.press("Hand it over")
    expect(person.messages).to_contain_text("is with Ben Reed now")
    assert HandOver.objects.get().to == ben
    theirs = at_work(ben, viewport=PHONE)
    theirs.open(INDEX)
    theirs.tab_to(theirs.page.get_by_role("link", name="1 handed over to you"))
    theirs.page.keyboard.press("Enter")
    expect(theirs.page.locator(".coprod-queue__words")).to_have_count(1)
    look(theirs, ".coprod-queue")
    theirs.open(address(late))
    expect(theirs.page.locator("[aria-labelledby=coprod-handed]")).to_contain_text("You read Welsh.")
    theirs.tab_to(theirs.page.get_by_text("I am worried about somebody"))
    theirs.page.keyboard.press("Enter")
    theirs.tab_to(theirs.page.get_by_label("What worries you"))
    theirs.page.keyboard.type("It says more than it says.")
    look(theirs, ".coprod-worry")
    theirs.press("Tell them")
    expect(theirs.messages).to_contain_text("Your safeguarding contact gets an e-mail now")
    expect(theirs.page.locator("[aria-labelledby=coprod-to-ring]")).to_contain_text("Ring Ada: 020 7946 0018.")
    look(theirs, ".coprod-reading")
    assert CommentReport.objects.get().by_staff
    assert ReaderComment.objects.get(pk=late.pk).status == Status.PENDING
    theirs.press("Give it back")
    expect(theirs.messages).to_contain_text("is with nobody again")
    assert not HandOver.objects.exists()


@pytest.mark.accessibility("The queue", "With the keyboard alone", "axe", "at 360 pixels", "2.1.4")
def test_what_may_upset_is_folded_and_single_keys_decide(at_work, moderator, waiting, look):
    late, soon = waiting
    # Wagtail's account wants a whole name.
    type(moderator).objects.filter(pk=moderator.pk).update(first_name="Rita", last_name="Reader")
    ReaderComment.objects.filter(pk=late.pk).update(content_note="It is about grief")
    person = at_work(moderator, viewport=PHONE)
    page = person.page
    person.open(address(soon))
    page.keyboard.press("p")  # off until somebody wants it
    expect(page).to_have_url(person.page.url)
    person.open(reverse("wagtailadmin_account"))
    for label in ("fold comments that may upset", "decide with single keys"):
        person.tab_to(page.get_by_label(label))
        page.keyboard.press("Space")
    look(person, "#panel-coprod_reading" if page.locator("#panel-coprod_reading").count() else "")
    page.get_by_role("button", name="Save").first.click()
    expect(person.messages).to_contain_text("changed")
    chosen = ReadingPreferences.objects.get()
    assert chosen.folds and chosen.keys
    person.open(INDEX)
    expect(page.get_by_text("Mae'r bws")).not_to_be_visible()
    look(person, ".coprod-queue")
    person.open(address(late))
    expect(page.get_by_text("Mae'r bws")).not_to_be_visible()
    look(person, ".coprod-reading")
    person.tab_to(page.locator(".coprod-fold summary").first)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Mae'r bws")).to_be_visible()
    # Two open a box, where one goes on.
    person.open(address(late))
    for key, box, words in (("c", "#coprod-cover-covered", "Mae'r"), ("w", "#coprod-worry", "I know them.")):
        page.keyboard.press(key)
        expect(page.locator(box)).to_be_focused()
        page.keyboard.type(words)
        expect(page.locator(box)).to_have_value(words)
        page.keyboard.press("Tab")
    # They do nothing while somebody writes.
    page.get_by_text("Write to the person who wrote it").click()
    page.get_by_label("Words for", exact=False).first.focus()
    page.keyboard.type("pd")
    assert ReaderComment.objects.get(pk=late.pk).status == Status.PENDING
    person.open(address(late))
    page.keyboard.press("n")
    expect(page).to_have_url(f"{page.url.partition('/admin/')[0]}{address(soon)}")
    page.wait_for_load_state()  # its address is there before its scripts are
    page.keyboard.press("p")
    expect(person.messages).to_contain_text("is published")
    assert ReaderComment.objects.get(pk=soon.pk).status == Status.PUBLISHED
