import sys

from django.core.management.base import BaseCommand, CommandError

from coprod_wagtail.comments.actions.person import as_csv, as_json, export, export_reports, mail_of, reports_of

from . import _person


class Command(BaseCommand):
    help = (
        "Writes down all that comments, and reports about comments, hold of one person, to be handed over when the person asks: as JSON, or as a table "
        "(CSV). Whom: by the e-mail address that the comments were sent with, or by the numbers of comments."
    )

    def add_arguments(self, parser):
        _person.add_arguments(parser)
        parser.add_argument("--format", choices=["json", "csv"], default="json")
        parser.add_argument("--output", metavar="FILE", help="Where to write it; to the screen without.")

    def handle(self, *, email, comment, output, **options):
        if not (email or comment):
            raise CommandError("Say whom: with --email or --comment.")
        found = export(_person.chosen(email, comment)) + export_reports(reports_of(email)) + mail_of(email)
        written = as_json(found) if options["format"] == "json" else as_csv(found)
        if output is None:
            self.stdout.write(written, ending="")
            return
        try:
            with open(output, "x", encoding="utf-8", newline="") as file:
                file.write(written)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        print(f"{len(found)} entries are in {output}.", file=sys.stderr)
