from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from coprod_wagtail.comments.notices.sweep import sweep


class Command(BaseCommand):
    help = (
        "Looks now at who is to be told what waits to be read: e-mails of the day go at once, and not in the morning. Nobody "
        "needs to run it where a tasks worker or send_pending runs. Run twice, it tells nobody anything twice."
    )

    def handle(self, **options):
        count = sweep(digest_now=True)
        words = ngettext("%(count)s e-mail waits to be sent.", "%(count)s e-mails wait to be sent.", count)
        self.stdout.write(words % {"count": count} if count else "There is nothing to tell anybody.")
