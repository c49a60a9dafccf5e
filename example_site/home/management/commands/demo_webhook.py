import os

from django.core.management.base import BaseCommand

from coprod_wagtail.webhooks.models import Webhook


class Command(BaseCommand):
    help = (
        "Has the front end at this address told when something changes. Its secret is taken from the environment, "
        "WEBHOOK_SECRET."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", help="Where it listens, such as http://localhost:4321/webhook.")

    def handle(self, *, address, **options):
        told = {"name": "The front end of the demo", "secret": os.environ["WEBHOOK_SECRET"]}
        Webhook.objects.update_or_create(url=address, defaults=told)
