"""The kind of outgoing message that tells a webhook something."""

import json
from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext_lazy as _

import coprod_wagtail
from coprod_wagtail.outbox.constants import Problem
from coprod_wagtail.outbox.http import post
from coprod_wagtail.outbox.kinds import Kind, Outcome
from coprod_wagtail.outbox.queue import hand_over, hand_over_all

from .models import KIND, Webhook, test_destination
from .signing import signed_headers


def tell(webhook: Webhook, payload: dict) -> None:
    """Have the webhook told this, after the present transaction is committed."""
    hand_over(WebhookKind(), str(webhook.pk), payload)


def tell_all(told: Iterable[tuple[Webhook, dict]]) -> None:
    """As `tell`, for any number of webhooks, each with what it is told, with as few queries."""
    hand_over_all(WebhookKind(), [(str(webhook.pk), payload) for webhook, payload in told])


def send_test(webhook: Webhook, payload: dict) -> None:
    """Have a test sent to the webhook, even if nothing else is sent to it at present."""
    hand_over(WebhookKind(), test_destination(webhook.pk), payload)


class WebhookKind(Kind):
    """A destination is the id of a webhook, whose own row holds the address and the secret."""

    name = KIND
    label = _("Webhooks")

    def paused(self):
        return [str(pk) for pk in Webhook.objects.filter(is_active=False).values_list("pk", flat=True)]

    def prepare(self, message):
        webhook = Webhook.objects.filter(pk=message.destination.partition("-")[0]).first()
        if webhook is None:  # deleted meanwhile
            return Outcome(Problem.REFUSED, final=True)
        body = json.dumps(message.payload, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"coprod-wagtail/{coprod_wagtail.__version__}",
            "Coprod-Event": message.payload["event"],
            **signed_headers(webhook.secret, str(message.pk), body),
        }
        return partial(_send, webhook.url, body, headers)


def _send(url, body, headers, deadline):
    status, problem = post(url, body, headers, deadline)
    return Outcome(problem, answer=status, silent=status is None)
