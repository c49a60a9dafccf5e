import csv
import json
import sys

from django.core.management.base import BaseCommand, CommandError

from coprod_wagtail.comments.actions.person import export, export_reports, mail_of, reports_of

from . import _person

#: What a spreadsheet would take for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
        if output is None:
            self._write(found, options["format"], self.stdout)
            return
        try:
            with open(output, "x", encoding="utf-8", newline="") as file:
                self._write(found, options["format"], file)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        print(f"{len(found)} entries are in {output}.", file=sys.stderr)

    def _write(self, found, kind, file):
        if kind == "json":
            file.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
            return
        names = list(dict.fromkeys(name for one in found for name in one)) or ["number"]
        rows = csv.writer(file)
        rows.writerow(names)
        for one in found:
            rows.writerow(_cell(one.get(name)) for name in names)


def _cell(value):
    text = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
