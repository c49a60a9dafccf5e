"""Two at the same moment: one mail, one decision. On the servers only: SQLite lets one write at a time."""

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.actions import DeclineComment
from coprod_wagtail.comments.actions.change_of_status import ChangeOfStatus
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import NoticeSettings, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.notices import sweep as sweeping
from coprod_wagtail.comments.notices.links import token_for
from coprod_wagtail.comments.notices.sweep import sweep
from coprod_wagtail.outbox.models import OutgoingMessage
from tests.example_site.recounting import as_stored, recount
from tests.factories import ModeratorFactory, ReaderCommentFactory

from ..racing import Meeting, note_refusals, race
from .conftest import choose

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]


@pytest.fixture
def comment(post, clock):
    waited = {"received_at": "2026-05-04T10:00:00Z", "status_since": "2026-05-04T10:00:00Z"}
    return ReaderCommentFactory(page=post, status=Status.PENDING, **waited)


@pytest.fixture
def all_begun(monkeypatch):
    """Everybody is in a transaction before anybody writes."""
    Meeting(2, must=True).before(monkeypatch, ChangeOfStatus, "execute")


def press(user, comment, verb):
    """Somebody has opened the page behind the link, and presses its button."""
    url = f"/comments/decide/{token_for(user, user.email, comment.pk, verb)}/"
    return lambda: Client().post(url, {"seen": "pending.1", "reason": "other"}).status_code


def decisions():
    return ModelLogEntry.objects.filter(action__in=["coprod_comments.publish", "coprod_comments.decline"]).count()


@pytest.mark.parametrize("second", ["publish", "decline"])
@pytest.mark.parametrize("whose", ["the same", "another's"])
def test_two_buttons_at_once_decide_once(comment, moderator, all_begun, second, whose):
    other = moderator if whose == "the same" else ModeratorFactory()
    results = race(press(moderator, comment, "publish"), press(other, comment, second))
    assert sorted(results) == [303, 409]
    assert decisions() == 1
    assert as_stored(comment.conversation) == recount(comment.conversation)


def test_a_button_and_the_admin_at_once_decide_once(comment, moderator, all_begun):
    own = ReaderComment.objects.select_related("conversation").get(pk=comment.pk)
    results = race(press(moderator, comment, "publish"), lambda: DeclineComment(own, user=ModeratorFactory())())
    assert decisions() == 1
    assert (results[0] == 409) != isinstance(results[1], Exception)
    assert as_stored(comment.conversation) == recount(comment.conversation)


def test_two_who_look_at_once_queue_one_mail(comment, moderator, monkeypatch):
    refused = note_refusals(monkeypatch)
    choose(moderator, how="at_once")
    Meeting(2, must=True).before(monkeypatch, sweeping, "_queue_waiting")
    assert sorted(race(sweep, sweep)) == [0, 1]
    assert OutgoingMessage.objects.filter(kind="mail").count() == 1
    assert refused == []


def test_two_who_look_at_once_remind_and_alarm_once(comment, moderator, monkeypatch, clock):
    refused = note_refusals(monkeypatch)
    choose(moderator, how="daily", told_until="2027-01-01T00:00:00Z")
    site = comment.page.get_site()
    ReaderCommentSettings.objects.create(site=site, manager_email="boss@example.org")
    for moment, mail in (
        ("2026-05-06 09:00:00+01:00", "comments-reminder"),
        ("2026-05-07 09:00:00+01:00", "comments-alarm"),
    ):
        clock.move_to(moment, tick=False)
        with monkeypatch.context() as patch:
            Meeting(2, must=True).before(patch, sweeping, "_remind")
            results = race(sweep, sweep)
        assert not [one for one in results if isinstance(one, Exception)], results
        assert OutgoingMessage.objects.filter(payload__mail=mail).count() == 1
    assert refused == []


def test_the_first_two_looks_for_somebody_who_never_chose(comment, moderator, monkeypatch, clock):
    clock.move_to("2026-05-05 08:01:00+01:00", tick=False)
    Meeting(2, must=True).before(monkeypatch, sweeping, "_queue_waiting")
    assert sorted(race(sweep, sweep)) == [0, 1]
    assert NoticeSettings.objects.count() == 1
