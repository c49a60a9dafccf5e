import time
from contextlib import suppress

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.translation import ngettext

from coprod_wagtail.outbox.kinds import all_kinds
from coprod_wagtail.outbox.sending import send_due
from coprod_wagtail.outbox.signals import now_and_then

#: Whoever runs this every few minutes finds the one before done.
SECONDS = 240


class Command(BaseCommand):
    help = (
        "Sends what is due: messages of webhooks, and what caches in front of the site have to let go of. Forgets the forms "
        "that comments came with, once they are not known again. Run it every "
        "minute where no tasks worker runs; beside a worker it does no harm."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--every",
            type=int,
            metavar="SECONDS",
            help="Keep running, and look this often: in place of a worker, where nothing starts a command every minute.",
        )

    def handle(self, *, every=None, **options):
        if every is None:
            self._send()
            return
        with suppress(KeyboardInterrupt):
            while True:
                self._try()
                time.sleep(every)

    def _try(self):
        try:
            self._send()
        except (InterfaceError, OperationalError) as error:
            self.stderr.write(f"The database does not answer ({type(error).__name__}).")
        close_old_connections()

    def _send(self):
        turn = send_due(SECONDS)
        for name, kind in all_kinds().items():
            arrived, failed = turn.arrived[name], turn.failed[name]
            counts = [
                (arrived, ngettext("%(count)s message arrived.", "%(count)s messages arrived.", arrived)),
                (failed, ngettext("%(count)s message did not arrive.", "%(count)s messages did not arrive.", failed)),
            ]
            if said := " ".join(words % {"count": count} for count, words in counts if count):
                self.stdout.write(f"{kind.label}: {said}")
        self.stdout.flush()
        now_and_then.send_robust(sender=type(self))
