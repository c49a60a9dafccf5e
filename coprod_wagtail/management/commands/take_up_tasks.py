from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from coprod_wagtail.management.taking_up import has_tasks_in_the_database, take_up


class Command(BaseCommand):
    help = (
        "Puts back the tasks that a worker of this name was doing when it died, so that they are done after all. Run it "
        "before a worker starts, and only then: `take_up_tasks --worker-id worker-1 && db_worker --worker-id worker-1`."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--worker-id", required=True, metavar="NAME", help="The name that the worker is started with."
        )

    def handle(self, *, worker_id, verbosity, **options):
        if not has_tasks_in_the_database():
            raise CommandError("django_tasks_db is not in INSTALLED_APPS, so there are no tasks to take up.")
        put_back, given_up = take_up(worker_id)
        if verbosity and (put_back or given_up):
            words = ngettext("%(count)s task is done again.", "%(count)s tasks are done again.", put_back)
            self.stdout.write(words % {"count": put_back})
        if verbosity and given_up:
            words = ngettext(
                "%(count)s task ended its worker three times and is given up.",
                "%(count)s tasks ended their worker three times and are given up.",
                given_up,
            )
            self.stderr.write(words % {"count": given_up})
