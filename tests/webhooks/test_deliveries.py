"""From a delivery that is due to one that arrived, or that we gave up on."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from time_machine import travel

from coprod_wagtail.webhooks import tasks
from coprod_wagtail.webhooks.constants import DeliveryState, Problem
from coprod_wagtail.webhooks.models import Delivery, Webhook
from coprod_wagtail.webhooks.tasks import KEPT, PAUSES, deliver

from .receiver import receiver

PAYLOAD = {"event": "page.published"}


def make_delivery(webhook, **facts):
    return Delivery.objects.create(webhook=webhook, event="page.published", payload=PAYLOAD, **facts)


def test_a_delivery_arrives(webhook, server):
    delivery = make_delivery(webhook)
    deliver.enqueue(str(delivery.pk))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answer, delivery.tries) == (DeliveryState.DELIVERED, 204, 1)
    assert len(server.received) == 1


def test_what_arrived_is_not_sent_again(webhook, server):
    delivery = make_delivery(webhook)
    for _twice in range(2):
        deliver.enqueue(str(delivery.pk))
    assert len(server.received) == 1


def test_while_one_tries_nobody_else_does(webhook, server, monkeypatch):
    delivery = make_delivery(webhook)
    sent = []

    def send_slowly(*args):
        sent.append(args)
        if len(sent) < 3:
            deliver.func(str(delivery.pk))  # a second worker, in the middle of the first one's try
        return 204, Problem.NONE

    monkeypatch.setattr(tasks, "send", send_slowly)
    deliver.func(str(delivery.pk))
    assert len(sent) == 1


def test_a_process_that_died_while_trying_is_followed_by_another_try(webhook, server):
    delivery = make_delivery(webhook, tries=1, next_try_at=timezone.now() + tasks.LEASE)
    deliver.func(str(delivery.pk))
    assert not server.received
    with travel(timezone.now() + tasks.LEASE + timedelta(seconds=1)):
        deliver.func(str(delivery.pk))
    assert len(server.received) == 1


def test_it_is_tried_again_ever_later_and_then_given_up(db, allowed):
    with receiver({"/hook": 503}) as server:
        webhook = Webhook.objects.create(name="Down", url=f"{server.url}/hook")
        delivery = make_delivery(webhook)
        now = timezone.now()
        for number, pause in enumerate(PAUSES, start=1):
            with travel(now, tick=False):
                deliver.func(str(delivery.pk))
                delivery.refresh_from_db()
                assert (delivery.state, delivery.tries) == (DeliveryState.WAITING, number)
                assert delivery.next_try_at == now + pause
            with travel(now + pause - timedelta(seconds=1)):
                deliver.func(str(delivery.pk))
            assert len(server.received) == number
            now += pause
        with travel(now):
            deliver.func(str(delivery.pk))
        delivery.refresh_from_db()
        assert delivery.state == DeliveryState.GAVE_UP
        assert (delivery.answer, delivery.problem) == (503, Problem.REFUSED)
        assert list(PAUSES) == sorted(PAUSES)


def test_send_pending_tries_what_is_due(webhook, server, capsys):
    with receiver({"/hook": 500}) as broken:
        make_delivery(Webhook.objects.create(name="Broken", url=f"{broken.url}/hook"))
        make_delivery(webhook)
        make_delivery(webhook, next_try_at=timezone.now() + timedelta(hours=1))
        call_command("send_pending")
    assert capsys.readouterr().out.strip() == "Webhooks: 1 message arrived. 1 message did not arrive."
    assert len(server.received) == 1


def test_send_pending_says_nothing_where_nothing_is_due(db, capsys):
    call_command("send_pending")
    assert capsys.readouterr().out == ""


def test_a_webhook_deleted_meanwhile_is_not_told(webhook, server):
    delivery = make_delivery(webhook)
    webhook.delete()
    result = deliver.enqueue(str(delivery.pk))
    assert result.is_finished and not result.errors
    assert not server.received


def test_the_log_is_kept_for_a_while(webhook):
    old = timezone.now() - KEPT - timedelta(hours=1)
    make_delivery(webhook, created_at=old, state=DeliveryState.DELIVERED)
    make_delivery(webhook, created_at=old, state=DeliveryState.GAVE_UP)
    waiting = make_delivery(webhook, created_at=old, next_try_at=timezone.now() + timedelta(hours=1))
    new = make_delivery(webhook)
    deliver.func(str(new.pk))
    assert set(Delivery.objects.values_list("pk", flat=True)) == {waiting.pk, new.pk}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_sent_before_the_commit_or_after_a_rollback(server, allowed):
    from django.db import transaction

    webhook = Webhook.objects.create(name="Front end", url=server.url)
    with transaction.atomic():
        tasks.enqueue(make_delivery(webhook).pk)
        assert not server.received
    assert len(server.received) == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tasks.enqueue(make_delivery(webhook).pk)
        raise ZeroDivisionError
    assert len(server.received) == 1
