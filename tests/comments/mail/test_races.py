"""Two clicks at the same moment make one subscription and one mail. On the servers only: SQLite lets one write at a time."""

import pytest
from django.db import connection

from coprod_wagtail.comments.actions import EraseComment
from coprod_wagtail.comments.mail.subscriptions import AskForMail
from coprod_wagtail.comments.models import Conversation, ReaderComment, Subscription
from coprod_wagtail.outbox.models import OutgoingMessage
from tests.factories import ReaderCommentFactory

from ..racing import Meeting, note_refusals, race

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
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
