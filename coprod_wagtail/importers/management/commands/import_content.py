from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from ... import report
from ...apply import apply
from ...exceptions import CannotImport
from ...formats import READERS
from ...plan import find_parent, make_plan


class Command(BaseCommand):
    help = (
        "Brings in a post and its comments from an old website. Only says what it would do, unless --commit is given."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="The file to read.")
        parser.add_argument(
            "--from", dest="source", required=True, metavar="FORMAT", help=f"What the file is: {', '.join(READERS)}."
        )
        parser.add_argument(
            "--under", required=True, metavar="PATH", help="Address of the blog the post goes to, such as /blog/."
        )
        parser.add_argument("--commit", action="store_true", help="Do it. Without this nothing is changed.")

    def handle(self, *, file, source, under, commit, **options):
        try:
            self._import(Path(file), source, under, commit)
        except CannotImport as refusal:
            raise CommandError(str(refusal)) from None

    def _import(self, file, source, under, commit):
        if source not in READERS:
            raise CannotImport(
                _("We cannot read the format “%(format)s”. The formats are: %(formats)s.")
                % {"format": source, "formats": ", ".join(READERS)}
            )
        parent = find_parent(under)
        posts = READERS[source](file)
        with transaction.atomic():
            for post in posts:
                self._import_post(post, source, parent, commit, file.name)

    def _import_post(self, post, source, parent, commit, file_name):
        plan = make_plan(post, source=source, parent=parent)
        if plan.nothing_to_do:
            self._say(report.nothing_to_do(plan))
            return
        self._say(report.found(plan))
        if not commit:
            self._say(report.to_make(plan), report.left_out(post), report.to_check(post))
            self._say([_("Nothing was changed. Run the same command with --commit to do it.")])
            return
        page = apply(plan, file_name=file_name)
        self._say(report.to_make(plan, done=True), report.left_out(post), report.to_check(post))
        self._say([_("The page is here: %(address)s") % {"address": report.url_of(page)}])

    def _say(self, *parts):
        for lines in parts:
            line = None
            for line in lines:
                self.stdout.write(line)
            if line is not None:
                self.stdout.write("")
