"""Somebody is held at the same moment as somebody else holds them, decides, or sends: one hold, and what comes later waits.

With real transactions on connections of their own, so on the servers only (see tests/comments/actions/test_races.py).
"""

from datetime import timedelta
from threading import Event

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import EraseComment, PublishComment, SubmitComment
from coprod_wagtail.comments.constants import Policy, Sign, Status
from coprod_wagtail.comments.intake import tokens
from coprod_wagtail.comments.intake.submission import Submission
from coprod_wagtail.comments.models import Conversation, Hold, ReaderComment, ReaderCommentSettings, Subscription
from coprod_wagtail.comments.models.moderation.hold import Held
from coprod_wagtail.comments.moderation import known
from coprod_wagtail.comments.moderation.holds.actions import EndHold, HoldWriter
from tests.example_site.recounting import as_stored, recount
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

from ..racing import PATIENCE, Meeting, note_refusals, race

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]

SAM = "sam@example.org"


@pytest.fixture(autouse=True)
def shows_first(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "MANY_FROM_CLIENT": 2}
    ReaderCommentSettings.objects.create(site=Site.objects.get(is_default_site=True), policy=Policy.SHOW_FIRST)


@pytest.fixture
def pages(blog):
    return [BlogPostPageFactory(parent=blog) for _ in range(2)]


def of_sam(page, **changes):
    comment = ReaderCommentFactory(page=page, slip_nonce="1" * 32, **changes)
    Subscription.objects.create(
        conversation=comment.conversation,
        comment=comment,
        email=SAM,
        nonce="x",
        found_by=f"{comment.pk:064}",
        confirmed_at=timezone.now(),
    )
    return comment


def send(page, address="192.0.2.1", **changes):
    sent = Submission(
        **{"author_name": "Sam", "token": tokens.make_token(page.pk), "client_address": address, **changes}
    )
    site = Site.objects.get(is_default_site=True)
    conversation = Conversation.for_page_id(page.pk)
    return SubmitComment(conversation, sent, site_policy=Policy.SHOW_FIRST, site_id=site.pk)


def own(comment):
    """A row of their own, as it was when they looked."""
    return ReaderComment.objects.select_related("conversation", "page").get(pk=comment.pk)


def hold(comment, kind=Held.WRITER, reason="Called the cook names."):
    until = timezone.now() + timedelta(days=7)
    return HoldWriter(own(comment), kind, reason=reason, until=until, user=ModeratorFactory())


def flood(page):
    """Of five comments from one place, the last three."""
    for number in range(5):
        send(page, body=f"Flood {number}.")()
    return list(ReaderComment.objects.order_by("pk")[2:])


def failures(results):
    return [result for result in results if isinstance(result, Exception)]


def lines(name):
    return ModelLogEntry.objects.filter(action=f"coprod_comments.{name}").count()


def assert_counted():
    for conversation in Conversation.objects.all():
        assert as_stored(conversation) == recount(conversation)


def both_checked(monkeypatch, *verbs):
    """All have found that what they want may be done, before anybody writes."""
    meeting = Meeting(2, must=True)
    for verb in verbs:
        meeting.before(monkeypatch, verb, "execute")


# Two who hold, and two who end it


@pytest.mark.parametrize("places", [(0, 0), (0, 1)])
def test_two_hold_a_writer_and_one_is_told(pages, monkeypatch, places):
    refused = note_refusals(monkeypatch)
    comments = [of_sam(page, status=Status.PENDING) for page in pages]
    both_checked(monkeypatch, HoldWriter)
    results = race(*(hold(comments[place], reason=f"Reason {place}.") for place in places))
    assert [type(error) for error in failures(results)] == [Conflict] and refused == []
    number = Hold.objects.get().number
    assert {own(comment).hold_number for comment in comments} == {number}
    assert [own(comment).signs for comment in comments] == [[Sign.HELD]] * 2
    assert lines("hold_writer") == 1


def test_two_hold_a_flood_and_one_is_told(pages, monkeypatch):
    refused = note_refusals(monkeypatch)
    first, *_others, last = flood(pages[0])
    both_checked(monkeypatch, HoldWriter)
    results = race(hold(first, Held.FLOOD), hold(last, Held.FLOOD))
    assert [type(error) for error in failures(results)] == [Conflict] and refused == []
    assert Hold.objects.get().number == own(first).hold_number and lines("hold_writer") == 1


def test_two_end_it_and_one_is_told(pages, monkeypatch):
    hold(of_sam(pages[0]))()
    both_checked(monkeypatch, EndHold)
    found = [Hold.objects.get() for _ in "ab"]
    results = race(*(EndHold(one, user=ModeratorFactory()) for one in found))
    assert [type(error) for error in failures(results)] == [Conflict]
    assert not Hold.objects.get().is_in_force and lines("end_hold") == 1


# One who holds, and somebody who does something with one of the comments


def test_a_writer_is_held_who_erases_the_comment(pages, monkeypatch):
    comment = of_sam(pages[0])
    both_checked(monkeypatch, HoldWriter, EraseComment)
    results = race(hold(comment), EraseComment(own(comment)))
    assert not isinstance(results[1], Exception) and all(isinstance(one, Conflict) for one in failures(results))
    assert (own(comment).status, own(comment).hold_number) == (Status.ERASED, None)
    assert not Hold.objects.exists() and not Subscription.objects.exists()


def test_a_writer_is_held_while_somebody_publishes(pages, monkeypatch):
    comment = of_sam(pages[0], status=Status.PENDING)
    user = ModeratorFactory()
    both_checked(monkeypatch, HoldWriter, PublishComment)
    results = race(hold(comment), PublishComment(own(comment), user=user))
    assert failures(results) == []
    assert (own(comment).status, own(comment).hold_number) == (Status.PUBLISHED, Hold.objects.get().number)
    assert lines("publish") == lines("hold_writer") == 1
    assert_counted()


# And a comment that comes in


def sent_by_sam(page, **changes):
    send(page, author_email=SAM, **changes)()
    return ReaderComment.objects.latest("pk")


def test_one_that_comes_in_while_its_writer_is_held_does_not_let_later_ones_show(pages, monkeypatch):
    """It has asked who is held before the hold is there, and remembers the answer after that."""
    comment, asked, held, ask = of_sam(pages[0]), Event(), Event(), known._ask
    sending, holding = send(pages[1], author_email=SAM, body="Just then."), hold(comment)

    def hold_now():
        asked.wait(PATIENCE)
        holding()
        held.set()

    def ask_before(*args):
        found = ask(*args)
        asked.set()
        held.wait(PATIENCE)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(known, "_ask", ask_before)
        assert failures(race(sending, hold_now)) == []
    later = sent_by_sam(pages[1], body="Later.")
    assert (later.status, later.signs) == (Status.PENDING, [Sign.HELD])
    assert later.hold_number == Hold.objects.get().number
    assert_counted()


def test_nor_does_one_that_comes_in_while_it_is_ended_keep_later_ones_waiting(pages, monkeypatch):
    made, asked, ended, ask = hold(of_sam(pages[0]))(), Event(), Event(), known._ask
    sending, ending = send(pages[1], author_email=SAM, body="Just then."), EndHold(made, user=ModeratorFactory())

    def end_now():
        asked.wait(PATIENCE)
        ending()
        ended.set()

    def ask_before(*args):
        found = ask(*args)
        asked.set()
        ended.wait(PATIENCE)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(known, "_ask", ask_before)
        assert failures(race(sending, end_now)) == []
    assert ReaderComment.objects.latest("pk").signs == [Sign.HELD]
    assert sent_by_sam(pages[1], body="Later.").status == Status.PUBLISHED
    assert_counted()


def test_a_flood_is_held_while_more_of_it_comes(pages, monkeypatch):
    refused = note_refusals(monkeypatch)
    comment = flood(pages[0])[-1]
    both_checked(monkeypatch, HoldWriter, SubmitComment)
    assert failures(race(hold(comment, Held.FLOOD), send(pages[0], body="More of it."))) == []
    last = ReaderComment.objects.latest("pk")
    assert (last.status, last.hold_number) == (Status.PENDING, Hold.objects.get().number)
    assert refused == [] and lines("hold_writer") == 1
    assert_counted()
