from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from coprod_wagtail.features import senders


class Command(BaseCommand):
    help = (
        "Tries again to send what did not arrive. Run it every few minutes where no tasks worker runs; "
        "with a worker it does no harm."
    )

    def handle(self, **options):
        for config, send in senders():
            arrived, failed = send()
            if arrived or failed:
                counts = [
                    (arrived, ngettext("%(count)s message arrived.", "%(count)s messages arrived.", arrived)),
                    (
                        failed,
                        ngettext("%(count)s message did not arrive.", "%(count)s messages did not arrive.", failed),
                    ),
                ]
                said = " ".join(words % {"count": count} for count, words in counts)
                self.stdout.write(f"{config.verbose_name}: {said}")
