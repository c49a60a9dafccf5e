"""Two clicks at the same moment make one subscription and one mail. On the servers only: SQLite lets one write at a time."""

import time

import pytest
from django.db import connection

from coprod_wagtail.comments import signal_handlers
from coprod_wagtail.comments.actions import EraseComment, PublishComment
from coprod_wagtail.comments.mail.subscriptions import AskForMail, ConfirmMail
from coprod_wagtail.comments.models import Conversation, ReaderComment, Subscription
from coprod_wagtail.outbox.models import OutgoingMessage
from tests.factories import ReaderCommentFactory, UserFactory

from ..racing import Meeting, note_refusals, race

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]


@pytest.fixture
def both_checked(monkeypatch):
    Meeting(2, must=True).before(monkeypatch, AskForMail, "execute")


def ask(post, comment=None):
    def click():
        own = comment and ReaderComment.objects.get(pk=comment.pk)
        AskForMail(Conversation.for_page_id(post.pk), "sam@example.org", comment=own)()

    return click


def mails():
    return OutgoingMessage.objects.filter(kind="mail").count()


def test_two_clicks_follow_once(post, both_checked, monkeypatch):
    refused = note_refusals(monkeypatch)
    ReaderCommentFactory(page=post)
    results = race(ask(post), ask(post))
    assert not any(isinstance(result, Exception) for result in results), results
    assert (Subscription.objects.count(), mails()) == (1, 1)
    assert refused == []


def test_two_clicks_ask_once_about_ones_comment(post, both_checked, monkeypatch):
    refused = note_refusals(monkeypatch)
    comment = ReaderCommentFactory(page=post)
    results = race(ask(post, comment), ask(post, comment))
    assert not any(isinstance(result, Exception) for result in results), results
    assert (Subscription.objects.count(), mails()) == (1, 1)
    assert refused == []


def test_what_is_erased_meanwhile_leaves_no_address(post, monkeypatch):
    comment = ReaderCommentFactory(page=post)
    race(ask(post, comment), lambda: EraseComment(ReaderComment.objects.get(pk=comment.pk))())
    assert not Subscription.objects.exists()


def test_what_is_decided_while_they_confirm_is_told(post, monkeypatch):
    comment = ReaderCommentFactory(page=post, status="pending")
    ask(post, comment)()
    meeting, note_news = Meeting(2, must=True), signal_handlers.note_news

    def nobody_is_told_before_they_confirm(*args):
        note_news(*args)
        meeting.attend()
        time.sleep(0.5)  # whoever does not wait for the end of this is done by then

    monkeypatch.setattr(signal_handlers, "note_news", nobody_is_told_before_they_confirm)
    meeting.before(monkeypatch, ConfirmMail, "execute")
    moderator = UserFactory(is_superuser=True)
    results = race(PublishComment(ReaderComment.objects.get(), user=moderator), ConfirmMail(Subscription.objects.get()))
    assert not any(isinstance(result, Exception) for result in results), results
    assert OutgoingMessage.objects.filter(payload__mail="comments-own").count() == 1
