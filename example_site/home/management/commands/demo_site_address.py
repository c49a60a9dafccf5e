from pathlib import Path
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from wagtail.models import Site

PORTS = {"http": 80, "https": 443}


class Command(BaseCommand):
    help = (
        "Says where people read the demo, as an editor does under Settings, Sites: canonical addresses, feeds and webhooks "
        "name that. A demo on SQLite that is running takes it up at once."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", help="Such as http://localhost:4321.")

    def handle(self, *, address, **options):
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            raise CommandError(f"This is no address of a website: {address}")
        site = Site.objects.get(is_default_site=True)
        site.hostname, site.port = parts.hostname, parts.port or PORTS[parts.scheme]
        site.save()
        # Each process remembers for an hour where the sites are. `scripts/demo.py` starts its web server anew for this.
        Path(f"{connection.settings_dict['NAME']}-reload").touch()
