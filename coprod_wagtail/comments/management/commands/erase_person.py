from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from coprod_wagtail.comments.actions.person import (
    comments_named,
    copies_in_words,
    copies_that_stay,
    erase,
    erase_reports,
    forget_mail,
    mail_of,
    reports_of,
)
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderComment

from . import _person


class Command(BaseCommand):
    help = (
        "Erases the comments of one person for ever, when the person asks: those that were sent with an e-mail address, or "
        "those whose numbers you give. A name only lists candidates, because anybody may use any name. Without --commit "
        "nothing is changed."
    )

    def add_arguments(self, parser):
        _person.add_arguments(parser)
        parser.add_argument(
            "--name", default="", help="List the comments under this name, to choose from by --comment."
        )
        parser.add_argument("--commit", action="store_true", help="Do it. There is no way back.")

    def handle(self, *, email, comment, name, commit, **options):
        if not (email or comment or name):
            raise CommandError("Say whom: with --email, --comment or --name.")
        if name and commit and not (email or comment):
            raise CommandError("A name is not enough to erase. Choose with --comment from what --name lists.")
        if name:
            self._list(comments_named(name), "Under this name:")
        comments = _person.chosen(email, comment)
        if not (email or comment):
            return
        left = comments.exclude(status=Status.ERASED)
        if not commit:
            self._list(left, "Would be erased for ever, with --commit:")
            self._say_reports(reports_of(email).count(), "would be emptied")
            if email:
                self.stdout.write(f"E-mails that would be stopped: {len(mail_of(email))}")
            return
        # The comments first: whose they are is known by these, too.
        pks = list(comments.values_list("pk", flat=True))
        number, stopped = len(erase(ReaderComment.objects.filter(pk__in=pks))), forget_mail(email)
        self.stdout.write(
            ngettext("%(count)s comment is erased.", "%(count)s comments are erased.", number) % {"count": number}
        )
        if kept := copies_that_stay(pks):
            self.stdout.write(copies_in_words(kept))
        self._say_reports(erase_reports(email), "emptied")
        if email:
            self.stdout.write(f"E-mails stopped: {stopped}")

    def _say_reports(self, number, what):
        if number:
            self.stdout.write(f"What they told about comments of others: {number}, {what}.")

    def _list(self, comments, heading):
        self.stdout.write(heading)
        for one in comments.select_related("page", "taken_back"):
            words = getattr(one, "taken_back", one)
            self.stdout.write(f"  {one.pk}  {one.get_status_display()}  {one.page.title}  {words.author_name}")
            self.stdout.write(f"      {' '.join(words.body.split())[:80]}")
        if not comments:
            self.stdout.write("  none")
