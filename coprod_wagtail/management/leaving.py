"""What of the package is in this site, for whoever wants to take it out. Only looks."""

import os
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import URLResolver, get_resolver
from wagtail.models import Site

from coprod_wagtail.swap import get_page_model

PACKAGE = "coprod_wagtail"
_HERE = Path(__file__).resolve().parents[1]
#: What the JSON API's URLs are called: it is included as a list, which belongs to no module.
API = "coprod_api"
#: Folders in which other people's code is.
NOT_THE_SITES = {"site-packages", "dist-packages", "node_modules"}


@dataclass(frozen=True)
class OwnModel:
    """A model of the site's own that is made from something of the package's."""

    label: str
    #: Of the package: its classes that the model is made from, and its models that it points to.
    made_from: list[str]
    #: The columns that it has from there, and that go with them.
    columns: list[str]


class Leaving:
    """The facts, each asked for when it is first read."""

    @cached_property
    def configs(self):
        return [config for config in apps.get_app_configs() if _is_ours(config.name)]

    @cached_property
    def labels(self) -> list[str]:
        return [config.label for config in self.configs]

    @cached_property
    def models(self):
        return [model for config in self.configs for model in config.get_models(include_auto_created=True)]

    @cached_property
    def tables(self) -> set[str]:
        """All tables of the database: the package's may have gone already."""
        return set(connection.introspection.table_names())

    # What is in the database

    def rows(self) -> list[tuple[str, int]]:
        """What each kind of thing that is no page is called, and how many there are, but for those there are none of."""
        kinds = [model for model in self.models if not issubclass(model, get_page_model())]
        kinds = [model for model in kinds if not model._meta.auto_created and model._meta.db_table in self.tables]
        counted = ((str(model._meta.verbose_name_plural), model._base_manager.count()) for model in kinds)
        return [(name, count) for name, count in counted if count]

    @cached_property
    def pages(self):
        """The pages of the package's own types, those above before those below. Found by what Wagtail has of them."""
        types = ContentType.objects.filter(app_label__in=self.labels)
        return list(get_page_model()._base_manager.filter(content_type__in=types).order_by("path"))

    def page_kinds(self) -> list[tuple[str, int]]:
        """How many pages there are of each type."""
        kinds = Counter(page.content_type_id for page in self.pages)
        names = ContentType.objects.in_bulk(kinds)
        return [(f"{names[pk].app_label}.{names[pk].model}", count) for pk, count in kinds.items()]

    @cached_property
    def top_pages(self):
        """Those that are below no other page of the package."""
        top = []
        for page in self.pages:
            if not top or not page.path.startswith(top[-1].path):
                top.append(page)
        return top

    def own_pages_below(self):
        """Pages of the site's own types that would be deleted with those above them."""
        ours, model = {page.pk for page in self.pages}, get_page_model()
        return [
            page
            for top in self.top_pages
            for page in model._base_manager.filter(path__startswith=top.path).order_by("path")
            if page.pk not in ours
        ]

    def sites(self):
        """The sites whose home page is one of the package's."""
        return Site.objects.filter(root_page__in=[page.pk for page in self.pages])

    # What is in the code

    def own_models(self) -> list[OwnModel]:
        found = []
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label in self.labels:
                continue
            bases = [base for base in model.__mro__ if _is_ours(base.__module__)]
            # Those that no other one builds on.
            nearest = [base for base in bases if not any(base in other.__mro__[1:] for other in bases)]
            fields = [field for field in model._meta.get_fields() if not field.auto_created]
            pointing = {field.name: field.related_model for field in fields if field.related_model in self.models}
            if not bases and not pointing:
                continue
            abstract = [base for base in bases if hasattr(base, "_meta") and base._meta.abstract]
            columns = {field.name for base in abstract for field in base._meta.local_fields}
            names = [base.__name__ for base in nearest] + [str(to._meta.label) for to in pointing.values() if to]
            found.append(OwnModel(model._meta.label, list(dict.fromkeys(names)), sorted(columns | set(pointing))))
        return found

    def urls(self) -> list[str]:
        """The routes under which the URLconf includes something of the package's."""
        included = [entry for entry in get_resolver().url_patterns if isinstance(entry, URLResolver)]
        return [
            str(entry.pattern)
            for entry in included
            if entry.namespace == API or _is_ours(getattr(entry.urlconf_name, "__name__", ""))
        ]

    @cached_property
    def _files(self):
        return _files_of_the_site()

    def files(self) -> list[Path]:
        """Code and templates of the site's own that name the package."""
        return [path for path in self._files if "migrations" not in path.parts and not _is_configuration(path)]

    def configuration(self) -> list[Path]:
        """The site's settings and its URLconf, as far as they name the package."""
        return [path for path in self._files if _is_configuration(path)]

    def migrations(self) -> list[Path]:
        """Migrations of the site's own that name the package."""
        return [path for path in self._files if "migrations" in path.parts]

    # The way back

    @cached_property
    def _graph(self):
        return MigrationLoader(connection, ignore_no_migrations=True)

    def way_back(self) -> list[tuple[str, list[str]]]:
        """The package's apps whose tables are there, in the order in which they can be migrated back, each with the
        migrations of other apps that Django would take back with it."""
        loader, left = self._graph, [label for label in self.labels if label in self._graph.migrated_apps]
        applied = {label for label, _name in loader.applied_migrations}
        order = []
        while left:
            # Nobody else that is left builds on it.
            first = next(label for label in left if not any(label in self._builds_on(other) for other in left))
            left.remove(first)
            if first in applied:
                order.append((first, self._taken_along(first)))
        return order

    def _builds_on(self, label):
        nodes = self._graph.graph.node_map
        return {parent.key[0] for key, node in nodes.items() if key[0] == label for parent in node.parents} - {label}

    def _taken_along(self, label):
        loader = self._graph
        plan = loader.graph.backwards_plan(loader.graph.root_nodes(label)[0])
        return [
            f"{app}.{name}" for app, name in plan if app not in self.labels and (app, name) in loader.applied_migrations
        ]


def _is_ours(module):
    return module == PACKAGE or module.startswith(f"{PACKAGE}.")


def _is_configuration(path):
    settings_file, urlconf = (
        Path(import_module(name).__file__ or "").resolve() for name in (settings.SETTINGS_MODULE, settings.ROOT_URLCONF)
    )
    return path in {settings_file, urlconf} or (path.parent == settings_file.parent and path.parent.name == "settings")


def _files_of_the_site():
    """Python files and templates of the site's own apps, of its template folders and of its settings that name us."""
    folders = {Path(config.path).resolve() for config in apps.get_app_configs()}
    folders |= {Path(folder).resolve() for engine in settings.TEMPLATES for folder in engine.get("DIRS", [])}
    modules = [import_module(name) for name in (settings.SETTINGS_MODULE, settings.ROOT_URLCONF)]
    folders |= {Path(module.__file__).resolve().parent for module in modules if module.__file__}
    # Somebody else's, the package's own, or one that holds the package's.
    own = {folder for folder in folders if not NOT_THE_SITES & set(folder.parts) and not _holds(folder)}
    return sorted({path for folder in own for path in _below(folder) if "coprod" in path.read_text("utf-8", "replace")})


def _holds(folder):
    return folder == _HERE or _HERE in folder.parents or folder in _HERE.parents


def _below(folder):
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in NOT_THE_SITES and not name.startswith(".")]
        yield from (Path(place, name) for name in files if name.endswith((".py", ".html")))
