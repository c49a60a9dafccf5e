from django.core.management import call_command
from django.core.management.base import BaseCommand

from bench.many_posts import compare


class Command(BaseCommand):
    help = (
        "Fills an empty database with posts, and says as JSON what finding one's way among few and many of them took."
    )

    def add_arguments(self, parser):
        parser.add_argument("few", type=int)
        parser.add_argument("many", type=int)

    def handle(self, few, many, **options):
        call_command("migrate", verbosity=0)
        self.stdout.write(compare(few, many))
