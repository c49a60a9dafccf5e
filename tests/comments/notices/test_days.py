"""Whoever moderates is reminded once of what is to be read today, and the manager is told once of what was not."""

from datetime import time

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from wagtail.models import Site

from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.constants import Sign, Status
from coprod_wagtail.comments.models import DayTold, MessageToWriter, ProposedEdit, ReaderCommentSettings
from coprod_wagtail.comments.notices.days import promised_before
from coprod_wagtail.comments.notices.sweep import sweep
from coprod_wagtail.outbox.addresses import refuse
from tests.factories import ModeratorFactory, ReaderCommentFactory, UserFactory

from .conftest import choose, html_of

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

DUE, LATE = "thing is to be read today", "Something has waited longer than you promise"


@pytest.fixture
def sam(moderator):
    """Was told of everything already."""
    choose(moderator, how="at_once", told_until="2027-01-01T00:00:00Z")
    return moderator


def decide(**values):
    return ReaderCommentSettings.objects.update_or_create(site=Site.objects.get(), defaults=values)[0]


def comes(page, at="2026-05-05 10:00:00+01:00", **changes):
    changes = {"received_at": at, "status_since": at, "status": Status.PENDING} | changes
    return ReaderCommentFactory(page=page, **changes)


def subjects(post_box, moment):
    post_box.clock.move_to(moment, tick=False)
    sweep()
    return [(message.to[0], message.subject) for message in post_box.open()]


@pytest.mark.parametrize(
    ("decided", "came", "too_soon", "day"),
    [
        ({}, "2026-05-05 10:00:00+01:00", "2026-05-07 07:59:00+01:00", "2026-05-07 08:00:05+01:00"),
        # Over a weekend, and over a bank holiday.
        ({}, "2026-05-08 16:00:00+01:00", "2026-05-11 23:59:00+01:00", "2026-05-12 08:00:05+01:00"),
        (
            {"bank_holidays": "england_and_wales"},
            "2026-05-22 10:00:00+01:00",
            "2026-05-26 12:00:00+01:00",
            "2026-05-27 08:00:05+01:00",
        ),
        ({"answer_days": 0}, "2026-05-05 10:00:00+01:00", "2026-05-05 14:59:00+01:00", "2026-05-05 15:00:05+01:00"),
        (
            {"answer_days": 0, "reading_from": time(9), "reading_until": time(17)},
            "2026-05-05 18:00:00+01:00",
            "2026-05-06 07:59:00+01:00",
            "2026-05-06 08:00:05+01:00",
        ),
    ],
)
def test_one_reminder_on_the_day(post, sam, post_box, decided, came, too_soon, day):
    decide(**decided)
    comes(post, at=came, body="The words")
    assert subjects(post_box, too_soon) == []
    assert subjects(post_box, day) == [(sam.email, f"1 {DUE}")]
    assert "The words" in mail.outbox[-1].body and "Publish:" in mail.outbox[-1].body
    assert subjects(post_box, day) == []
    assert not [one for one in subjects(post_box, "2026-06-20 12:00:00+01:00") if DUE in one[1]]


def test_what_is_read_in_time_is_not_told(post, sam, post_box):
    PublishComment(comes(post), user=sam)()
    assert subjects(post_box, "2026-05-07 09:00:00+01:00") == []


def test_the_manager_is_told_when_the_day_is_over_and_once(post, sam, post_box):
    decide(manager_email="boss@example.org")
    comes(post, body="marker-words", author_name="marker-name")
    assert subjects(post_box, "2026-05-07 20:00:00+01:00") == [(sam.email, f"1 {DUE}")]
    assert subjects(post_box, "2026-05-08 07:59:00+01:00") == []
    assert subjects(post_box, "2026-05-08 08:00:05+01:00") == [("boss@example.org", LATE)]
    message = mail.outbox[-1]
    for shown in (message.body, html_of(message)):
        assert "marker" not in shown and post.title not in shown and "1 comment" in shown
    assert subjects(post_box, "2026-05-09 08:00:05+01:00") == []


def test_the_manager_may_be_a_group(post, post_box):
    group = Group.objects.create(name="Managers")
    boss, gone = UserFactory(), UserFactory(is_active=False)
    boss.groups.add(group)
    gone.groups.add(group)
    decide(manager_group=group)
    comes(post)
    assert subjects(post_box, "2026-05-08 09:00:00+01:00") == [(boss.email, LATE)]


def test_where_nobody_is_named_nothing_counts_as_told(post, post_box):
    comes(post)
    assert subjects(post_box, "2026-05-08 09:00:00+01:00") == []
    decide(manager_email="boss@example.org")
    assert subjects(post_box, "2026-05-08 09:01:00+01:00") == [("boss@example.org", LATE)]


def test_a_mailbox_that_was_mended_is_written_to_again(post, post_box):
    decide(manager_email="boss@example.org")
    refuse("boss@example.org")
    comes(post)
    assert subjects(post_box, "2026-05-08 09:00:00+01:00") == [("boss@example.org", LATE)]


def test_reports_answers_and_changes_have_their_day_too(post, sam, post_box):
    decide(manager_email="boss@example.org")
    at = timezone.now()
    for number in range(3):
        comment = ReaderCommentFactory(page=post, received_at="2026-01-01T10:00:00Z")
        if number == 0:
            comment.reports.create(reason="unkind", created_at=at)
        elif number == 1:
            MessageToWriter.objects.create(comment=comment, body="Why?", answer="So", answered_at=at)
        else:
            ProposedEdit.objects.create(comment=comment, body="New", proposed_at=at)
            type(comment).objects.filter(pk=comment.pk).update(edit_waits=True)
    assert subjects(post_box, "2026-05-06 09:00:00+01:00") == []
    assert subjects(post_box, "2026-05-07 09:00:00+01:00") == [(sam.email, "3 things are to be read today")]
    assert subjects(post_box, "2026-05-08 09:00:00+01:00") == [("boss@example.org", LATE)]
    assert "1 report about a comment, 1 answer from somebody, 1 change that somebody wants" in mail.outbox[-1].body
    assert DayTold.objects.count() == 6


def test_nobody_is_promised_that_a_program_is_read(post, sam, post_box):
    decide(manager_email="boss@example.org")
    comes(post, signs=[Sign.HONEYPOT.value])
    assert subjects(post_box, "2026-05-08 09:00:00+01:00") == []


def test_reminders_obey_quiet_hours_cover_and_who_wants_none(post, sam, post_box):
    ada, cai = ModeratorFactory(), ModeratorFactory()
    choose(ada, how="never", told_until="2027-01-01T00:00:00Z")
    choose(cai, how="daily", quiet_from=time(7), quiet_until=time(11), told_until="2027-01-01T00:00:00Z")
    comes(post)
    assert subjects(post_box, "2026-05-07 09:00:00+01:00") == [(sam.email, f"1 {DUE}")]
    assert subjects(post_box, "2026-05-07 11:00:05+01:00") == [(cai.email, f"1 {DUE}")]


def test_no_clock_but_the_outbox_is_needed(client, post, sam, post_box):
    """The first comment has somebody look again and again, as long as it waits."""
    decide(manager_email="boss@example.org")
    choose(sam, told_until="2026-01-01T00:00:00Z")
    from ..sending import send, words

    send(client, post, **words())
    got = []
    for hour in range(24 * 4):
        got += [message.subject for message in post_box.at(f"2026-05-{5 + hour // 24:02} {hour % 24:02}:30:00+01:00")]
    assert got == ["1 comment waits to be read", f"1 {DUE}", LATE]


def test_a_promise_that_cannot_be_kept_is_never_due(post):
    settings = decide(days_off="01/01/2026 to 31/12/2026\n01/01/2025 to 31/12/2025\n01/01/2027 to 31/12/2027")
    assert promised_before(settings, day_over=True) is None or promised_before(settings, day_over=True).year < 2026
