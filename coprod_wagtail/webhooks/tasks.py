"""Deliveries, one task each, after commit. Arguments are ids."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from .constants import DeliveryState, Problem
from .models import Delivery
from .sending import send

#: How long after a failed try the next one comes. Then we give up: the site has been gone for more than a day.
PAUSES = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
]
#: Longer than a try can take. If the process dies in the middle of one, somebody else may try after this.
LEASE = timedelta(minutes=2)
#: How long the log of deliveries is kept.
KEPT = timedelta(days=30)


def enqueue(delivery_id):
    """Have the delivery tried as soon as the transaction is committed."""
    transaction.on_commit(partial(deliver.enqueue, str(delivery_id)))


@task()
def deliver(delivery_id):
    """Try a delivery that is due. If two try at once, one does nothing. Never raises for what the other side does."""
    now = timezone.now()
    mine = Delivery.objects.due(now).filter(pk=delivery_id)
    if not mine.update(next_try_at=now + LEASE, tries=F("tries") + 1, tried_at=now):
        return
    delivery = Delivery.objects.select_related("webhook").get(pk=delivery_id)
    webhook = delivery.webhook
    status, problem = send(webhook.url, webhook.secret, delivery.payload, delivery.pk)
    _note(delivery, status, problem)
    forget_old_deliveries()


def _note(delivery, status, problem):
    facts = {"answer": status, "problem": problem}
    if problem == Problem.NONE:
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.DELIVERED, **facts)
    elif delivery.tries > len(PAUSES):
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.GAVE_UP, **facts)
    else:
        again = timezone.now() + PAUSES[delivery.tries - 1]
        Delivery.objects.filter(pk=delivery.pk).update(next_try_at=again, **facts)
        # Where the tasks backend cannot wait, `manage.py send_pending` tries again.
        if deliver.get_backend().supports_defer:
            deliver.using(run_after=again).enqueue(str(delivery.pk))


def send_due() -> tuple[int, int]:
    """Try every delivery that is due, oldest first; how many arrived, and how many did not."""
    due = list(Delivery.objects.due(timezone.now()).order_by("next_try_at").values_list("pk", flat=True)[:500])
    for pk in due:
        deliver.func(str(pk))
    arrived = Delivery.objects.filter(pk__in=due, state=DeliveryState.DELIVERED).count()
    return arrived, len(due) - arrived


def forget_old_deliveries():
    """Drop what is older than the log is kept; a few at a time, because it happens beside other work."""
    old = Delivery.objects.exclude(state=DeliveryState.WAITING).filter(created_at__lt=timezone.now() - KEPT)
    Delivery.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:500])).delete()
