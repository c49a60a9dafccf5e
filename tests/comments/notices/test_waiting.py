"""Moderators are told by e-mail that something waits: at once, once a day or not at all, as each of them chose."""

from datetime import date, time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site
from wagtail.users.models import UserProfile

from coprod_wagtail.comments.actions import DeclineComment, EditComment, PublishComment
from coprod_wagtail.comments.constants import Sign, Status
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.models import ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.notices.people import people
from coprod_wagtail.comments.notices.ringing import note_waiting
from coprod_wagtail.comments.notices.sweep import sweep
from coprod_wagtail.outbox.models import OutgoingMessage
from tests.factories import ModeratorFactory, ReaderCommentFactory, UserFactory, volunteer

from ..reports.telling import tell
from ..sending import send, words
from .conftest import choose, html_of, links

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def sam(moderator):
    """A moderator who hears at once."""
    choose(moderator, how="at_once")
    return moderator


def to(messages):
    return [message.to[0] for message in messages]


def comes(page, **changes):
    """A comment that waits, as if it had been sent."""
    comment = ReaderCommentFactory(page=page, status=Status.PENDING, **changes)
    note_waiting(comment, "")
    return comment


# At once


def test_a_comment_that_waits_is_told_at_once(client, post, sam, post_box):
    send(client, post, **words())
    assert post_box.open() == []
    [message] = post_box.after(seconds=31)
    assert message.to == [sam.email]
    assert message.subject == "1 comment waits to be read"
    for shown in (message.body, html_of(message)):
        assert "Sam wrote on" in shown and post.title in shown
        assert "The bus decides my whole day." in shown
        assert "Please read it by Thursday 7 May." in shown
        assert "Publish" in shown and "Decline" in shown and "Mark as spam" in shown
        assert "Open it in the admin" in shown
    assert post_box.after(hours=1) == []


def test_many_at_once_are_one_mail_and_the_next_comes_ten_minutes_later(post, sam, post_box):
    for number in range(3):
        comes(post, body=f"First {number}")
    [message] = post_box.after(seconds=40)
    assert message.subject == "3 comments wait to be read"
    assert all(f"First {number}" in message.body for number in range(3))
    comes(post, body="Second")
    assert post_box.after(minutes=5) == []
    [message] = post_box.after(minutes=6)
    assert "Second" in message.body and "First" not in message.body


def test_what_is_decided_meanwhile_is_not_told(post, sam, post_box):
    comment = comes(post)
    PublishComment(comment, user=UserFactory(is_superuser=True))()
    assert post_box.after(minutes=1) == []


def test_a_mail_shows_ten_and_says_that_there_is_more(post, sam, post_box):
    for number in range(12):
        comes(post, body=f"Words {number}.")
    [message] = post_box.after(seconds=40)
    assert message.subject == "12 comments wait to be read"
    assert message.body.count("wrote on") == 10
    assert "There is more" in message.body


def test_what_a_program_sent_has_no_mail_of_its_own(post, sam, post_box):
    for _ in range(5):
        comes(post, body="buy", signs=[Sign.MANY_AT_ONCE.value, Sign.HONEYPOT.value])
    assert post_box.after(hours=1) == []
    comes(post, body="A person's words")
    [message] = post_box.after(minutes=1)
    assert message.subject == "1 comment waits to be read"
    assert "5 more look as if a program had sent them." in message.body and "buy" not in message.body


def test_what_a_program_sent_is_told_in_the_morning(post, sam, post_box):
    comes(post, signs=[Sign.HONEYPOT.value])
    assert post_box.at("2026-05-05 23:00:00+01:00") == []
    [message] = post_box.at("2026-05-06 08:00:05+01:00")
    assert "1 more looks as if a program had sent it." in message.body


def test_reports_answers_and_changes_are_told(client, post, sam, post_box):
    comment = ReaderCommentFactory(page=post, body="My words", author_name="Ada")
    tell(client, comment, reason="unkind", body="marker-told")
    place = send(client, post, **words(body="A question"))["Location"].split("#")[0]
    asked = ReaderComment.objects.get(body="A question")
    DeclineComment(asked, user=sam, message="Why?")()
    AnswerMessage(asked, "marker-answer")()
    changed = ReaderCommentFactory(page=post, body="Old words", author_name="Cai")
    EditComment(changed, body="marker-new", author_name="Cai")()
    assert place
    [message] = post_box.after(minutes=1)
    assert message.subject == "3 things wait for you to read"
    assert "1 report about a comment, 1 answer from somebody, 1 change that somebody wants" in message.body
    assert "It is unkind or hateful: “marker-told”" in message.body and "My words" in message.body
    assert "Sam answered you about comment" in message.body and "marker-answer" in message.body
    assert "Cai wants to change comment" in message.body and "marker-new" in message.body
    assert "Take the new words:" in message.body and "Keep the old words:" in message.body


# Whose words a mail does not carry


@pytest.mark.parametrize("reason", ["about_me", "personal", "other"])
def test_what_is_about_a_person_is_read_in_the_admin(client, post, sam, post_box, reason):
    comment = ReaderCommentFactory(page=post, body="My words", author_name="Ada")
    tell(client, comment, reason=reason, body="marker-told")
    [message] = post_box.after(minutes=1)
    assert "What they wrote is in the admin." in message.body and "Open it in the admin" in message.body
    assert "marker-told" not in message.body and "My words" not in message.body
    assert not links(message, "Keep") and not links(message, "Hide")


def test_nor_where_somebody_else_told_us_such_a_thing(client, post, sam, post_box):
    comment = ReaderCommentFactory(page=post, body="My words", author_name="Ada")
    tell(client, comment, reason="unkind", body="marker-told")
    tell(Client(), comment, reason="about_me", body="marker-too")
    [message] = post_box.after(minutes=1)
    assert "marker" not in message.body and "My words" not in message.body
    assert not links(message, "Keep") and not links(message, "Hide")


@pytest.mark.parametrize("how", ["at_once", "daily"])
def test_a_site_can_have_links_only(client, post, sam, post_box, how):
    choose(sam, how=how)
    ReaderCommentSettings.objects.create(site=Site.objects.get(), mails_without_words=True)
    send(client, post, **words())
    [message] = post_box.at("2026-05-06 08:01:00+01:00")
    for shown in (message.body, html_of(message)):
        assert "bus" not in shown and "Sam" not in shown and post.title not in shown
        assert "/decide/" not in shown and "/admin/reader-comments/inspect/" in shown


def test_why_somebody_is_worried_is_told_only_to_those_who_may_read_it(client, post, blog, post_box):
    reader = volunteer({"page": blog}, email="vol@example.org")
    choose(reader, how="at_once")
    comment = ReaderCommentFactory(page=post, author_name="marker-name", body="marker-words")
    tell(client, comment, reason="worried", body="marker-told")
    [message] = post_box.after(seconds=31)
    assert message.to == [reader.email]
    for shown in (message.subject, message.body, html_of(message)):
        assert "worried" not in shown and "marker" not in shown
    assert "only some of your team may read" in message.body and "Tell them now" in message.body


def test_where_somebody_is_worried_no_mail_carries_words(client, post, sam, post_box):
    comment = ReaderCommentFactory(page=post, body="marker-words", author_name="marker-name")
    tell(client, comment, reason="worried", body="marker-told")
    [message] = post_box.after(minutes=1)
    for shown in (message.body, html_of(message)):
        assert "marker" not in shown and "/decide/" not in shown and post.title not in shown
        assert "A reader is worried about somebody who wrote" in shown


def test_words_that_their_writer_folded_are_not_unfolded(post, sam, post_box):
    comes(post, body="marker-words", content_note="About a death")
    [message] = post_box.after(minutes=1)
    assert "About a death" in message.body and "marker-words" not in message.body and "Publish:" in message.body


def test_the_outbox_holds_numbers_only(client, post, sam, post_box):
    send(client, post, **words())
    post_box.clock.shift(31)
    sweep()
    row = OutgoingMessage.objects.get(kind="mail")
    assert row.payload == {"mail": "comments-waiting", "language": "en-gb", "facts": {"user": str(sam.pk)}}
    assert row.mail_to.address == ""


# Once a day


def test_who_never_chose_hears_once_a_day(client, post, moderator, post_box):
    send(client, post, **words())
    assert post_box.at("2026-05-06 07:59:00+01:00") == []
    comes(post, body="Later words")
    [message] = post_box.at("2026-05-06 08:00:05+01:00")
    assert message.to == [moderator.email] and message.subject == "2 comments wait to be read"
    assert post_box.at("2026-05-06 23:00:00+01:00") == []
    # Nothing new: nothing is sent, though both still wait.
    assert post_box.at("2026-05-07 07:59:00+01:00") == []


def test_the_morning_is_that_of_their_own_clock(client, post, moderator, post_box):
    UserProfile.objects.create(user=moderator, current_time_zone="America/New_York")
    send(client, post, **words())
    assert post_box.at("2026-05-05 12:59:00+01:00") == []
    assert len(post_box.at("2026-05-05 13:00:05+01:00")) == 1


def test_the_language_is_that_of_their_admin(client, post, moderator, post_box):
    UserProfile.objects.create(user=moderator, preferred_language="cy")
    send(client, post, **words())
    [message] = post_box.at("2026-05-06 08:01:00+01:00")
    assert message.extra_headers["Content-Language"] == "cy"


def test_after_a_night_without_a_worker_the_mail_of_the_day_comes_late_and_once(client, post, moderator, post_box):
    send(client, post, **words())
    assert len(post_box.at("2026-05-06 13:00:00+01:00")) == 1
    comes(post)
    # The first one has to be read today, which is said once more.
    subjects = [message.subject for message in post_box.at("2026-05-07 08:01:00+01:00")]
    assert sorted(subjects) == ["1 comment waits to be read", "1 thing is to be read today"]


def test_the_command_tells_at_once_and_nobody_twice(post, moderator, post_box, capsys):
    call_command("send_moderation_digest")
    assert "There is nothing to tell anybody." in capsys.readouterr().out
    comes(post)
    post_box.clock.shift(60)
    for said in ("1 e-mail waits to be sent.", "There is nothing to tell anybody."):
        call_command("send_moderation_digest")
        assert said in capsys.readouterr().out
    assert len(post_box.open()) == 1
    call_command("send_moderation_digest")
    assert post_box.open() == []


# Who is told


def test_nobody_is_told_who_may_not_read_it_has_no_address_or_said_no(client, post, post_box):
    ModeratorFactory(email="")
    ModeratorFactory(is_active=False)
    choose(ModeratorFactory(), how="never")
    UserFactory()
    send(client, post, **words())
    assert post_box.at("2026-05-06 09:00:00+01:00") == []


def test_the_policy_is_asked_with_the_comment(client, post, settings, post_box):
    mine, theirs = (choose(ModeratorFactory(username=name), how="at_once").user for name in ("mine", "theirs"))
    settings.COPROD_WAGTAIL = {
        **settings.COPROD_WAGTAIL,
        "COMMENT_PERMISSION_POLICY": "tests.comments.notices.policies.OnlyMine",
    }
    send(client, post, **words())
    assert to(post_box.after(minutes=1)) == [mine.email]
    assert theirs.pk in people()


def test_right_that_is_taken_away_before_the_mail_is_sent(client, post, sam, post_box):
    send(client, post, **words())
    post_box.clock.shift(40)
    assert sweep() == 1
    sam.user_permissions.clear()
    assert post_box.open() == []


def test_administrators_get_nobodys_words_unasked_unless_they_are_alone(client, post, post_box):
    admin = UserFactory(is_superuser=True)
    send(client, post, **words())
    assert to(post_box.at("2026-05-06 08:01:00+01:00")) == [admin.email]
    moderator = ModeratorFactory()
    comes(post)
    assert set(to(post_box.at("2026-05-07 08:01:00+01:00"))) == {moderator.email}


# Quiet hours and cover


@pytest.mark.parametrize(
    ("begins", "ends", "at", "comes_at"),
    [
        (time(9), time(17), "2026-05-05 16:59:00+01:00", "2026-05-05 17:00:05+01:00"),
        (time(20), time(9, 30), None, "2026-05-05 10:01:00+01:00"),
        (time(9, 55), time(7), "2026-05-06 06:59:00+01:00", "2026-05-06 07:00:05+01:00"),
    ],
)
def test_in_quiet_hours_mails_wait(client, post, sam, post_box, begins, ends, at, comes_at):
    choose(sam, quiet_from=begins, quiet_until=ends)
    send(client, post, **words())
    if at:
        assert post_box.after(minutes=1) == []
        assert post_box.at(at) == []
    assert len(post_box.at(comes_at)) == 1


def test_quiet_hours_that_began_while_the_mail_waited(client, post, sam, post_box):
    choose(sam, quiet_from=time(10, 5), quiet_until=time(12))
    send(client, post, **words())
    post_box.clock.shift(31)
    sweep()
    assert post_box.at("2026-05-05 10:30:00+01:00") == []
    assert len(post_box.at("2026-05-05 12:00:05+01:00")) == 1


def test_who_stands_in_hears_in_place_of_who_is_away(client, post, sam, post_box):
    ada = ModeratorFactory(username="ada")
    choose(ada, how="never")
    choose(sam, away_until=date(2026, 5, 6), stand_in=ada)
    send(client, post, **words())
    [message] = post_box.after(minutes=1)
    assert message.to == [ada.email] and "You stand in for somebody who is away." in message.body
    # Back, they hear of what still waits, and she hears no more.
    comes(post, body="Later")
    [message] = post_box.at("2026-05-07 07:00:00+01:00")
    assert message.to == [sam.email] and "bus" in message.body and "Later" in message.body


def test_a_row_of_people_who_are_away(post, sam, post_box):
    ada, cai = ModeratorFactory(username="ada"), ModeratorFactory(username="cai")
    choose(cai, how="never")
    choose(sam, away_until=date(2026, 5, 6), stand_in=ada)
    choose(ada, how="daily", away_until=date(2026, 5, 8), stand_in=cai)
    comes(post)
    assert to(post_box.after(minutes=1)) == [cai.email]
    choose(cai, away_until=date(2026, 5, 8), stand_in=sam)  # each for the other: nobody is there
    comes(post)
    assert post_box.after(hours=2) == []


# How much it costs


def test_the_same_few_questions_whatever_waits(post, sam, post_box):
    asked = []
    for number in (1, 2, 30):
        for _ in range(number):
            comes(post)
        post_box.clock.shift(900)
        with CaptureQueriesContext(connection) as queries:
            assert len(post_box.open()) == 1
        asked.append(len(queries))
        post_box.clock.shift(900)
        post_box.open()
    assert asked[2] <= asked[0] < 90, asked
