from django.utils import timezone

from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.webhooks.models import KIND
from coprod_wagtail.webhooks.sending import WebhookKind


def make_message(webhook, event="page.published", *, payload=None, **facts):
    """A message for the webhook that is due, without a bell."""
    return OutgoingMessage.objects.create(
        kind=KIND,
        destination=str(webhook.pk),
        payload={"event": event, **(payload or {})},
        give_up_at=timezone.now() + WebhookKind().patience,
        **facts,
    )
