from django.core.management import call_command
from django.core.management.base import BaseCommand

from bench.filling_queue import compare


class Command(BaseCommand):
    help = "Fills an empty PostgreSQL database with comments, and says as JSON what the moderators' lists took."

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, help="Comments; a tenth of them wait.")

    def handle(self, count, **options):
        call_command("migrate", verbosity=0)
        self.stdout.write(compare(count, count // 10))
