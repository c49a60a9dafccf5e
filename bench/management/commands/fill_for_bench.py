import json

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand

from bench.content import make


class Command(BaseCommand):
    help = "Makes what `make bench` measures in an empty database, and says in JSON where it is."

    def add_arguments(self, parser):
        parser.add_argument("sizes", nargs="*", type=int, help="Numbers of comments.")

    def handle(self, *, sizes, **options):
        cache.clear()  # a list of the last run would have the same key
        call_command("migrate", verbosity=0)
        self.stdout.write(json.dumps(make(sizes)))
