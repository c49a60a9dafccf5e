"""Telling us about a comment, and what moderators do with it, in a real browser."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import CommentReport, ReaderComment
from tests.factories import ModeratorFactory, ReaderCommentFactory

from .measuring import OVER_THE_EDGE
from .test_axe_admin import LEFT_OUT
from .test_embed import front_end, visitor, visitor_with  # noqa: F401

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def sam(post):
    return ReaderCommentFactory(
        page=post, author_name="Sam", body="The cook steals the soup.", posted_at=timezone.now()
    )


@pytest.fixture
def ann(post, sam):
    return ReaderCommentFactory(page=post, author_name="Ann", body="Mine too.", reply_to=sam, posted_at=timezone.now())


def choose(reader, label):
    """The first answer has the focus by Tab; the arrows go on from there."""
    radio = reader.page.get_by_label(label)
    reader.tab_to(reader.page.get_by_role("radio").first)
    for _ in range(8):
        if radio.is_checked():
            return
        reader.page.keyboard.press("ArrowDown")
    raise AssertionError(label)


@pytest.mark.accessibility("Telling us about a comment", "With the keyboard alone", "without scripts", "2.1.1")
def test_a_comment_about_me_is_covered(reader, post, sam, ann):
    reader.open(post.url)
    reader.follow(re.compile("^Tell us about this comment.*Comment by Sam"))
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Tell us about this comment")
    expect(reader.page.locator("blockquote")).to_have_text("The cook steals the soup.")
    reader.tab_to(reader.page.get_by_role("radio").first)
    reader.page.keyboard.press("Space")
    reader.type_into("What would you like to tell us?", "I am the cook.")
    reader.press("Tell us")
    expect(reader.thank_you).to_be_focused()
    expect(reader.page.get_by_text("The comment is covered until somebody has looked at it.")).to_be_visible()
    reader.follow("Go back to the comments")
    expect(reader.page.get_by_text("steals the soup")).to_have_count(0)
    expect(reader.page.get_by_text("We have covered it until we have.")).to_be_visible()
    expect(reader.page.get_by_text("Mine too.")).to_be_visible()
    report = CommentReport.objects.get()
    assert (report.reason, report.body, report.signs, report.covered) == ("about_me", "I am the cook.", [], True)


@pytest.mark.accessibility("Telling us about a comment", "a link to each field", "3.3.1")
def test_what_the_law_asks_is_seen_by_those_whom_it_concerns(reader, sam):
    page = reader.page
    reader.open(f"/comments/reports/{sam.pk}/")
    notice = page.get_by_role("heading", name="If it says something untrue about you")
    expect(notice).to_be_hidden()
    choose(reader, "It says something untrue about me")
    expect(notice).to_be_visible()
    reader.type_into("Which words are they?", "steals the soup")
    reader.press("Tell us")
    expect(reader.problem).to_be_focused()
    assert page.title().startswith("Error: ")
    expect(page.get_by_label("Which words are they?")).to_have_value("steals the soup")
    reader.follow("Write your name. We can only take this up with one.")
    expect(page.get_by_label("Your name")).to_be_focused()
    page.get_by_label("What do they say about you").fill("That I am a thief.")
    page.get_by_label("What is wrong in it?").fill("I take none.")
    page.get_by_label("Your name").fill("Ada Cook")
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    page.locator("[name=knows_writer][value=no]").check()
    page.locator("[name=may_share][value=yes]").check()
    page.get_by_role("button", name="Tell us").click()
    expect(reader.thank_you).to_be_focused()
    report = CommentReport.objects.get()
    assert (report.statement, report.knows_writer, report.may_share) == ("steals the soup", False, True)


@pytest.mark.accessibility("Telling us about a comment", "axe", "nothing reaches over the edge at 320 pixels", "1.4.10")
def test_each_of_its_states(reader_with, sam, axe):
    reader = reader_with()

    def look():
        axe.assert_clean(reader.page, dark_width=320)
        reader.page.set_viewport_size(PHONE)
        assert reader.page.evaluate(OVER_THE_EDGE, "main") == []

    reader.open(f"/comments/reports/{sam.pk}/")
    look()
    reader.page.get_by_label("It says something untrue about me").check()
    look()
    reader.page.get_by_role("button", name="Tell us").click()
    # The page before this one may still stand there, and goes while it is looked at.
    expect(reader.problem).to_be_visible()
    look()
    reader.page.get_by_label("I am worried about this person").check()
    reader.page.get_by_role("button", name="Tell us").click()
    expect(reader.thank_you).to_be_visible()
    look()


@pytest.mark.accessibility(
    "What readers told moderators",
    "axe",
    "the list of comments",
    "the page for reading one",
    "keep and hide with the keyboard alone",
)
@pytest.mark.parametrize("size", [{"width": 1280, "height": 720}, PHONE])
def test_a_moderator_keeps_one_and_hides_another(at_work, axe, post, sam, ann, size):
    for comment, reason in ((sam, "unkind"), (ann, "worried")):
        CommentReport.objects.create(comment=comment, reason=reason, body="Please look.", email="ada@example.org")
        ReaderComment.objects.filter(pk=comment.pk).update(reported_since=timezone.now())
    moderator = at_work(ModeratorFactory(), viewport=size)
    page = moderator.page
    moderator.open("/admin/reader-comments/")
    expect(page.locator(".coprod-queue__words").first).to_contain_text("I am worried about this person")
    axe.assert_clean(page, dark_width=320, context={"include": ["body"], "exclude": LEFT_OUT})
    for comment, verb, status in ((sam, "Keep", Status.PUBLISHED), (ann, "Hide", Status.HIDDEN)):
        page.set_viewport_size(size)
        moderator.open(f"/admin/reader-comments/inspect/{comment.pk}/")
        expect(page.get_by_role("heading", name="What readers told you about it")).to_be_visible()
        axe.assert_clean(page, dark_width=320, context={"include": ["body"], "exclude": LEFT_OUT})
        page.set_viewport_size(size)
        moderator.press(verb)
        expect(moderator.messages).to_be_visible()
        comment.refresh_from_db()
        assert (comment.status, comment.reported_since) == (status, None)


@pytest.mark.accessibility("The conversation on another website", "axe in each of its states", "the keyboard alone")
def test_telling_us_from_another_website(visitor, post, sam, axe):  # noqa: F811
    page = visitor.page
    visitor.visit()
    visitor.press("Tell us about this comment")
    expect(visitor.heading("Tell us about this comment")).to_be_focused()
    axe.assert_clean(page, dark_width=320)
    visitor.tab_to(page.get_by_role("button", name="Tell us", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose what is the matter with it.")
    axe.assert_clean(page, dark_width=320)
    expect(page.get_by_role("heading", name="If it says something untrue about you")).to_be_hidden()
    page.get_by_label("It says something untrue about me").check()
    expect(page.get_by_role("heading", name="If it says something untrue about you")).to_be_visible()
    axe.assert_clean(page, dark_width=320)
    page.get_by_label("It is about me").check()
    page.get_by_label("What would you like to tell us?").fill("I am the cook.")
    page.get_by_role("button", name="Tell us", exact=True).click()
    expect(visitor.heading("Thank you for telling us.")).to_be_focused()
    expect(page.get_by_text("The comment is covered until somebody has looked at it.")).to_be_visible()
    expect(page.get_by_text("steals the soup")).to_have_count(0)
    axe.assert_clean(page, dark_width=320)
    report = CommentReport.objects.get()
    assert (report.reason, report.body, report.signs, report.covered) == ("about_me", "I am the cook.", [], True)


def test_who_thinks_better_of_it_is_back_where_they_were(visitor, post, sam):  # noqa: F811
    visitor.visit()
    visitor.press("Tell us about this comment")
    expect(visitor.heading("Tell us about this comment")).to_be_focused()
    visitor.press("Go back to the comments")
    expect(visitor.part("report")).to_have_count(0)
    expect(visitor.page.get_by_role("button", name="Tell us about this comment")).to_be_focused()
    assert not CommentReport.objects.exists()


def test_a_broken_network_loses_no_word(visitor, post, sam):  # noqa: F811
    page = visitor.page
    visitor.visit()
    visitor.press("Tell us about this comment")
    page.get_by_label("It is unkind or hateful").check()
    page.get_by_label("What would you like to tell us?").fill("She is not a thief.")
    page.route("**/reports/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.get_by_role("button", name="Tell us", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("We could not send this. Your words are still here.")
    expect(page.get_by_label("What would you like to tell us?")).to_have_value("She is not a thief.")
    page.unroute_all()
    page.get_by_role("button", name="Tell us", exact=True).click()
    expect(visitor.heading("Thank you for telling us.")).to_be_focused()
    assert CommentReport.objects.get().body == "She is not a thief."


def test_a_form_that_does_not_come_is_told_once(visitor, post, sam):  # noqa: F811
    page = visitor.page
    visitor.visit()
    page.route("**/reports/", lambda route: route.abort())
    for _time in range(2):
        visitor.press("Tell us about this comment")
        expect(visitor.part("comment").get_by_role("status")).to_have_text(
            ["We could not open the form. Please press the button again."]
        )
    page.unroute_all()
    visitor.press("Tell us about this comment")
    expect(visitor.heading("Tell us about this comment")).to_be_focused()
    expect(visitor.part("comment").get_by_text("We could not open")).to_have_count(0)


def test_a_form_that_is_begun_is_not_lost_to_another(visitor, post, sam, ann):  # noqa: F811
    page = visitor.page
    visitor.visit()
    first, second = (page.get_by_role("button", name=re.compile(f"^Tell us.*{name}")) for name in ("by Sam", "Ann"))
    first.click()
    expect(visitor.heading("Tell us about this comment")).to_be_focused()
    second.click()  # nothing is typed yet
    expect(page.locator(f"#comment-{ann.pk} [part=report]")).to_be_visible()
    expect(visitor.part("report")).to_have_count(1)
    page.get_by_label("What would you like to tell us?").fill("I am the cook.")
    first.click()
    expect(visitor.heading("Tell us about this comment")).to_be_focused()
    expect(page.get_by_label("What would you like to tell us?")).to_have_value("I am the cook.")
    expect(page.get_by_text("You have begun to tell us about this comment.")).to_be_visible()
