import os
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.management.leaving import PACKAGE, Leaving

#: So many pages, files and the like are named; of more there is the number.
NAMED = 20


class Command(BaseCommand):
    help = "Says, step by step, what to do to take coprod_wagtail out of this very site. It changes nothing."

    def handle(self, **options):
        site = Leaving()
        self.number = 0
        self.stdout.write(
            _("This changes nothing. It says what to do, in this order; docs/how-to/take-it-out-again.md says why.")
        )
        for step in (self._save, self._pages, self._code, self._tables, self._apps, self._tidy):
            step(site)

    def _step(self, title):
        self.number += 1
        self.stdout.write(f"\n{self.number}. {title}")

    def _say(self, text):
        self.stdout.write(f"   {text}")

    def _list(self, entries):
        entries = list(entries)
        for entry in entries[:NAMED]:
            self.stdout.write(f"     - {entry}")
        more = max(0, len(entries) - NAMED)
        if more:
            self.stdout.write("     " + ngettext("and %(number)s more", "and %(number)s more", more) % {"number": more})

    def _type(self, *lines):
        for line in lines:
            self.stdout.write(f"       {line}")

    def _save(self, site):
        self._step(_("Save the database, and what you want to keep of it."))
        rows = site.rows()
        if not rows:
            self._say(_("There is nothing of the package in it but pages."))
            return
        self._list(f"{name}: {count}" for name, count in rows)
        self._say(_("This writes all of it into one file. It holds people's words and names: look after it."))
        labels = " ".join(config.label for config in site.configs if config.models_module)
        self._type(f"python manage.py dumpdata {labels} --indent 2 --output coprod.json")

    def _pages(self, site):
        self._step(_("Decide about the pages of the package's own types, and delete them."))
        if not site.pages:
            self._say(_("There are none."))
            return
        self._list(f"{name}: {count}" for name, count in site.page_kinds())
        self._say(_("These stand above all the others (id, title, place in the tree):"))
        self._list(f"{page.pk}, {page.title}, {page.url_path}" for page in site.top_pages)
        if below := site.own_pages_below():
            self._say(_("Below them are pages of your own. Move these first, or they are deleted, too:"))
            self._list(f"{page.pk}, {page.title}, {page.url_path}" for page in below)
        for one in site.sites():
            self._say(_("One of them is the home page of %(site)s. Give it another first.") % {"site": one.hostname})
        self._say(
            _(
                "Their comments go with them. Do it before anything else below: later Wagtail could neither show nor delete them."
            )
        )

    def _code(self, site):
        self._step(_("Take the package out of your own code, and leave its apps installed."))
        for model in site.own_models():
            parts = {"model": model.label, "parts": ", ".join(model.made_from), "columns": ", ".join(model.columns)}
            if model.columns:
                self._say(_("%(model)s uses %(parts)s, and needs a migration that drops: %(columns)s") % parts)
            else:
                self._say(_("%(model)s uses %(parts)s. It has no column from there.") % parts)
        if files := site.files():
            self._say(_("These files name it:"))
            self._list(_short(path) for path in files)
        self._say(_("Then:"))
        self._type("python manage.py makemigrations", "python manage.py migrate")

    def _tables(self, site):
        self._step(_("Drop its tables, while nobody uses the site."))
        way = site.way_back()
        if not way:
            self._say(_("They are gone already."))
        for label, taken_along in way:
            if taken_along:
                self._say(
                    _(
                        "Not %(app)s: Django would take back migrations of your own with it, and their tables. Squash these first:"
                    )
                    % {"app": label}
                )
                self._list(taken_along)
            else:
                self._type(f"python manage.py migrate {label} zero")

    def _apps(self, site):
        self._step(_("Take its apps and addresses out."))
        self._say(_("From INSTALLED_APPS:"))
        self._list(config.name for config in site.configs)
        if apps.is_installed("ninja"):
            self._say(_("And “ninja”, if no code of yours uses it."))
        if hasattr(settings, "COPROD_WAGTAIL"):
            self._say(_("From the settings: COPROD_WAGTAIL, and what SILENCED_SYSTEM_CHECKS says of coprod_wagtail."))
        if ours := [name for name in settings.MIDDLEWARE if name.startswith("coprod_wagtail.")]:
            self._say(_("From MIDDLEWARE:"))
            self._list(ours)
        if files := site.configuration():
            self._say(_("It is named in:"))
            self._list(_short(path) for path in files)
        for route in site.urls():
            self._say(_("From the URLconf: the line for “%(route)s”.") % {"route": route})
        self._say(_("Then:"))
        self._type("python manage.py check", "python manage.py makemigrations --check")

    def _tidy(self, site):
        self._step(_("Tidy up: permissions, history and search entries of what is no longer there."))
        self._type("python manage.py remove_stale_contenttypes --include-stale-apps")
        if migrations := site.migrations():
            self._say(_("Leave the package itself installed as long as these migrations of yours name it:"))
            self._list(_short(path) for path in migrations)
        else:
            self._type(f"python -m pip uninstall {PACKAGE.replace('_', '-')}")


def _short(path: Path) -> str:
    """A path from where the command was called, if it is below that."""
    here = Path.cwd()
    return os.path.relpath(path, here) if here in path.parents else str(path)
