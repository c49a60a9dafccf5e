"""A message for a webhook: what goes over the wire, and what becomes of it."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from standardwebhooks import Webhook as Stock
from standardwebhooks import WebhookVerificationError
from time_machine import travel

from coprod_wagtail.outbox.constants import Problem, State
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.sending import send_due
from coprod_wagtail.webhooks.models import Webhook
from coprod_wagtail.webhooks.sending import WebhookKind, send_test, tell

from .messages import make_message
from .receiver import receiver

PAUSES = WebhookKind.pauses


def test_a_message_is_signed_json(webhook, server):
    message = make_message(webhook, payload={"paths": ["/blog/caffè/"]})
    send_due(10)
    message.refresh_from_db()
    assert (message.state, message.answer, message.tries) == (State.DELIVERED, 204, 1)
    [got] = server.received
    assert json.loads(got.body) == {"event": "page.published", "paths": ["/blog/caffè/"]}
    assert got.headers["Content-Type"] == "application/json"
    assert got.headers["Coprod-Event"] == "page.published"
    assert got.headers["webhook-id"] == str(message.pk)


def test_a_stock_library_of_standard_webhooks_takes_it(webhook, server):
    make_message(webhook, payload={"paths": ["/blog/caffè/"]})
    send_due(10)
    [got] = server.received
    stock = Stock(webhook.secret)
    assert stock.verify(got.body, dict(got.headers))["paths"] == ["/blog/caffè/"]
    for other in (got.body + b" ", got.body.replace(b"published", b"unpublish")):
        with pytest.raises(WebhookVerificationError):
            stock.verify(other, dict(got.headers))
    with pytest.raises(WebhookVerificationError):
        Stock(Webhook(name="Another").secret).verify(got.body, dict(got.headers))


def test_a_try_later_has_the_same_id_and_the_time_of_its_own(db, allowed):
    with receiver({"/hook": 503}) as server:
        webhook = Webhook.objects.create(name="Down", url=f"{server.url}/hook")
        make_message(webhook)
        now = timezone.now()
        for hour in (0, 1):
            with travel(now + timedelta(hours=hour)):
                send_due(10)
        first, second = [got.headers for got in server.received]
        assert first["webhook-id"] == second["webhook-id"]
        assert 3590 < int(second["webhook-timestamp"]) - int(first["webhook-timestamp"]) < 3700


def test_it_is_tried_again_ever_later_and_then_given_up(db, allowed):
    with receiver({"/hook": 503}) as server:
        webhook = Webhook.objects.create(name="Down", url=f"{server.url}/hook")
        now = timezone.now()
        with travel(now, tick=False):
            message = make_message(webhook)
        for number, pause in enumerate(PAUSES, start=1):
            with travel(now, tick=False):
                send_due(10)
                message.refresh_from_db()
                assert (message.state, message.tries) == (State.WAITING, number)
                assert message.due_at == now + pause
            with travel(now + pause - timedelta(seconds=1)):
                send_due(10)
            assert len(server.received) == number
            now += pause
        with travel(now):
            send_due(10)
        message.refresh_from_db()
        assert message.state == State.GAVE_UP
        assert (message.answer, message.problem) == (503, Problem.REFUSED)
        assert list(PAUSES) == sorted(PAUSES)


def test_send_pending_tries_what_is_due(webhook, server, capsys):
    with receiver({"/hook": 500}) as broken:
        make_message(Webhook.objects.create(name="Broken", url=f"{broken.url}/hook"))
        make_message(webhook)
        make_message(webhook, due_at=timezone.now() + timedelta(hours=1))
        call_command("send_pending")
    assert capsys.readouterr().out.strip() == "Webhooks: 1 message arrived. 1 message did not arrive."
    assert len(server.received) == 1


def test_send_pending_says_nothing_where_nothing_is_due(db, capsys):
    call_command("send_pending")
    assert capsys.readouterr().out == ""


def test_a_webhook_deleted_meanwhile_is_not_told(webhook, server):
    message = make_message(webhook)
    webhook.delete()
    send_due(10)
    message.refresh_from_db()
    assert message.state == State.GAVE_UP
    assert not server.received


def test_a_webhook_that_was_paused_meanwhile_is_told_later(webhook, server):
    make_message(webhook)
    Webhook.objects.update(is_active=False)
    send_due(10)
    assert not server.received
    Webhook.objects.update(is_active=True)
    send_due(10)
    assert len(server.received) == 1


def test_one_that_gives_no_answer_is_asked_once_and_tested_all_the_same(db, allowed, server):
    webhook = Webhook.objects.create(name="Gone", url="http://127.0.0.1:9/")
    for _one in range(3):
        make_message(webhook)
    send_due(10)
    assert list(OutgoingMessage.objects.values_list("tries", flat=True).order_by("tries")) == [0, 0, 1]
    Webhook.objects.update(url=f"{server.url}/hook", is_active=False)
    send_test(webhook, {"event": "test"})
    send_due(10)
    assert [got.headers["Coprod-Event"] for got in server.received] == ["test"]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_before_the_commit_or_after_a_rollback(server, allowed):
    from django.db import transaction

    webhook = Webhook.objects.create(name="Front end", url=server.url)
    with transaction.atomic():
        tell(webhook, {"event": "test"})
        assert not server.received
    send_due(10)
    assert len(server.received) == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(webhook, {"event": "test"})
        raise ZeroDivisionError
    send_due(10)
    assert len(server.received) == 1
