from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from coprod_wagtail.search import similar


class Command(BaseCommand):
    help = (
        "Makes the index by which PostgreSQL finds pages with words like those that a reader misspelt, where the extension pg_trgm "
        "was not there when the tables were made. Editors can publish meanwhile. Run twice, it makes the index anew."
    )

    def add_arguments(self, parser):
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="Which of the site's databases.")

    def handle(self, database, **options):
        if not similar.make(database):
            raise CommandError(
                "There is no index. It needs PostgreSQL, and its extension pg_trgm: whoever may make that says "
                "CREATE EXTENSION pg_trgm in the site's database."
            )
        self.stdout.write("The index is there.")
