"""The mail server is down, or says no; no worker runs; the cache is emptied: comments come in, decisions hold, and all is told
in the end."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from coprod_wagtail.comments.actions import EditComment, PublishComment, PutBack
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import NoticeSettings, ReaderComment
from coprod_wagtail.comments.notices import sweep as sweeping
from coprod_wagtail.outbox.constants import State
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.sending import send_due
from tests.factories import ModeratorFactory, ReaderCommentFactory
from tests.outbox.smtp_server import SmtpServer, use

from ..sending import send, words
from .conftest import choose

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def sam(moderator):
    choose(moderator, how="at_once")
    return moderator


def passes(clock, **time):
    clock.move_to(timezone.now() + timedelta(**time), tick=False)
    send_due(30)


def test_a_mail_server_that_is_down(client, post, sam, settings, clock):
    with SmtpServer() as server:
        use(settings, server.port)
        server.stop()
        assert send(client, post, **words(body="First words")).status_code == 302
        passes(clock, minutes=1)
        PublishComment(ReaderComment.objects.get(), user=sam)()
        assert ReaderComment.objects.get().status == Status.PUBLISHED
        assert send(client, post, **words(body="Second words")).status_code == 302
        passes(clock, minutes=20)
        assert OutgoingMessage.objects.filter(kind="mail", state=State.WAITING).count() == 1
    with SmtpServer() as server:
        use(settings, server.port)
        passes(clock, hours=3)
        [(recipients, mail)] = server.taken
        assert recipients == [sam.email]
        text = mail.get_body(["plain"]).get_content()
        assert "Second words" in text and "First words" not in text
        passes(clock, hours=3)
        assert len(server.taken) == 1


def test_a_mail_server_that_refuses_one_of_two(client, post, sam, settings, clock):
    other = ModeratorFactory()
    choose(other, how="at_once")
    with SmtpServer() as server:
        use(settings, server.port)
        server.handler.answers = {sam.email: "550 5.1.1 no such mailbox"}
        send(client, post, **words())
        passes(clock, minutes=1)
        assert [recipients for recipients, _mail in server.taken] == [[other.email]]
        server.handler.answers = {}
        send(client, post, **words(body="More words"))
        passes(clock, minutes=30)
        assert [recipients for recipients, _mail in server.taken] == [[other.email]] * 2


def test_a_mail_server_that_says_not_now(client, post, sam, settings, clock):
    with SmtpServer() as server:
        use(settings, server.port)
        server.handler.answers = {"data": "451 4.3.0 later"}
        send(client, post, **words())
        passes(clock, minutes=1)
        assert server.taken == []
        server.handler.answers = {}
        passes(clock, minutes=10)
        assert len(server.taken) == 1


def test_a_mail_that_was_given_up_is_followed_by_another(client, post, sam, post_box, clock):
    send(client, post, **words())
    clock.shift(31)
    sweeping.sweep()
    OutgoingMessage.objects.filter(kind="mail").update(state=State.GAVE_UP)
    assert post_box.after(days=2) != []


def test_without_a_worker_the_command_that_sends_is_enough(client, post, sam, post_box, mailoutbox, clock):
    send(client, post, **words())
    clock.shift(60)
    call_command("send_pending")
    assert [message.to for message in mailoutbox] == [[sam.email]]


def test_an_emptied_cache_loses_nothing(client, post, sam, post_box):
    send(client, post, **words())
    cache.clear()
    assert len(post_box.after(minutes=1)) == 1


def test_a_look_that_failed_is_taken_again(client, post, sam, post_box, monkeypatch, caplog):
    def fails(**kwargs):
        raise ValueError("-".join(("marker", "words")))

    send(client, post, **words())
    with monkeypatch.context() as patch:
        patch.setattr("coprod_wagtail.comments.notices.kind.sweep", fails)
        assert post_box.after(minutes=1) == []
    assert "marker-words" not in caplog.text
    assert len(post_box.after(minutes=2)) == 1


def test_a_comment_comes_in_though_nobody_could_be_told(client, post, db):
    assert send(client, post, **words()).status_code == 302
    send_due(30)
    assert ReaderComment.objects.count() == 1 and not NoticeSettings.objects.exists()


def test_where_mail_reaches_nobody_nothing_counts_as_told(client, post, sam, settings, post_box):
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "MAIL": False}
    send(client, post, **words())
    assert post_box.after(hours=1) == []
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "MAIL": True}
    send(client, post, **words(body="More words"))
    [message] = post_box.after(minutes=1)
    assert message.subject == "2 comments wait to be read"


def test_a_look_that_was_lost_is_made_up_for(client, post, sam, post_box, mailoutbox, clock):
    send(client, post, **words())
    OutgoingMessage.objects.all().delete()  # as where a process dies right after the commit
    call_command("send_pending")
    call_command("send_pending")
    assert OutgoingMessage.objects.count() == 1
    assert len(post_box.after(hours=12)) == 1


def test_a_colleague_who_undoes_a_decision_rings_nobody(client, post, sam, post_box):
    comment = ReaderCommentFactory(page=post, status=Status.DECLINED)
    PutBack(comment, user=sam)()
    assert not OutgoingMessage.objects.exists()


def test_what_its_writer_has_mended_is_told(client, post, sam, post_box):
    comment = ReaderCommentFactory(page=post, status=Status.DECLINED)
    EditComment(comment, body="Better words", author_name="Sam")()
    [message] = post_box.after(minutes=1)
    assert "Better words" in message.body
