"""What apps declare to the package, and that nothing in the core knows one of them by name."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.db import models
from django.test import TestCase
from django.test.utils import isolate_apps
from wagtail.models import Site

import coprod_wagtail
from coprod_wagtail import features
from coprod_wagtail.caching.content_version import note_saved
from coprod_wagtail.features import FeatureConfig
from coprod_wagtail.models import SiteHelp

PACKAGE = Path(coprod_wagtail.__file__).parent
pytestmark = pytest.mark.framework

ROOMS_OF_FEATURES = {"blog", "members", "comments", "webhooks", "pages", "importers"}


def own_apps():
    return [config for config in apps.get_app_configs() if config.name.startswith("coprod_wagtail")]


@pytest.mark.shape
def test_every_app_of_the_package_declares_what_it_brings():
    assert len(own_apps()) >= 5
    assert [config.name for config in own_apps() if not isinstance(config, FeatureConfig)] == []


def test_it_is_declared_in_one_place_only():
    """Nobody asks an AppConfig for an attribute by a name that is nowhere explained."""
    for path in PACKAGE.rglob("*.py"):
        assert not re.search(r"getattr\((app_)?config\b", path.read_text()), path


def test_a_site_may_import_the_class_by_name(tmp_path, monkeypatch):
    """Django takes the only AppConfig in an app's `apps.py`: the one imported there must not count as a second one."""
    (tmp_path / "events").mkdir()
    (tmp_path / "events/__init__.py").touch()
    (tmp_path / "events/apps.py").write_text(
        "from coprod_wagtail.features import FeatureConfig\n\nclass EventsConfig(FeatureConfig):\n    name = 'events'\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert type(AppConfig.create("events")).__name__ == "EventsConfig"


@pytest.mark.shape
def test_what_is_declared_is_there():
    """Every dotted path leads somewhere."""
    assert len(list(features.api_routers())) >= 5
    assert {kind.name for kind in features.outgoing_kinds()} == {
        "comments-spam",
        "hub",
        "mail",
        "notices",
        "old_files",
        "purge",
        "webhook",
    }
    assert {resource.kind for resource in features.page_resources()} == {"post", "member", "conversation-page", "index"}


# Models whose change makes no page stale


def says_nothing(models):
    """Of these models, those that say neither that their rows show on pages nor that they do not."""
    quiet = features.quiet_models()
    return [
        model._meta.label
        for model in models
        if not model._meta.auto_created and model._meta.label not in quiet and not hasattr(model, "makes_pages_stale")
    ]


@pytest.mark.shape
def test_every_model_says_whether_its_change_makes_pages_stale():
    models = [model for config in own_apps() for model in config.get_models()]
    assert len(models) > 5
    assert says_nothing(models) == []


class Row(models.Model):
    def __str__(self):
        return "A row"

    class Meta:
        abstract = True
        app_label = "coprod_comments"


@isolate_apps("coprod_wagtail.comments")
def test_a_new_model_that_says_nothing_is_noticed():
    class Reaction(Row):
        pass

    class Silent(Row):
        makes_pages_stale = False

    assert says_nothing([Reaction, Silent]) == ["coprod_comments.Reaction"]


@pytest.mark.shape
def test_only_models_that_are_there_are_said_to_be_quiet():
    assert {apps.get_model(label)._meta.label for config in own_apps() for label in config.quiet_models} == {
        label for config in own_apps() for label in config.quiet_models
    }


def is_noted(settings, model, **facts):
    """Whether a change of a row of this model gives what editors look after a new name."""
    settings.COPROD_WAGTAIL = {"ETAG_BEFORE_DRAWING": True}
    with TestCase.captureOnCommitCallbacks() as callbacks:
        note_saved(sender=model, **facts)
    return bool(callbacks)


@pytest.mark.django_db
@isolate_apps("coprod_wagtail.comments")
def test_what_a_model_says_is_heeded(settings):
    class Unheard(Row):
        pass

    class Quiet(Row):
        makes_pages_stale = False
        others = models.ManyToManyField(Unheard)

    assert is_noted(settings, Unheard)  # nobody thought of it, so it counts
    assert not is_noted(settings, Quiet)
    assert not is_noted(settings, Quiet.others.through)
    assert not is_noted(settings, apps.get_model("wagtailcore.PageLogEntry"))
    assert is_noted(settings, Site) and is_noted(settings, SiteHelp)


@pytest.mark.django_db
def test_a_site_says_it_for_models_of_others(settings, monkeypatch):
    assert is_noted(settings, Site)
    config = next(config for config in own_apps())
    monkeypatch.setattr(type(config), "quiet_models", ["wagtailcore.Site"])
    assert not is_noted(settings, Site)


WITHOUT_THE_OTHERS = """
from tests import settings as regular
left_out = {"coprod_wagtail.comments", "coprod_wagtail.members", "coprod_wagtail.pages", "coprod_wagtail.importers"}
from django.conf import settings
settings.configure(**{
    name: value for name, value in vars(regular).items() if name.isupper() and name != "INSTALLED_APPS"
}, INSTALLED_APPS=[app for app in regular.INSTALLED_APPS if app not in left_out and not app.startswith("example_site")])
import django
django.setup()
from coprod_wagtail.api.kit.assembly import build
from coprod_wagtail.webhooks.constants import Event

document = build().get_openapi_schema()
assert "/posts/" in document["paths"] and "/members/" not in document["paths"]
conversation = document["components"]["schemas"]["Post"]["properties"]["conversation"]
assert conversation == {"type": "null"}, conversation
operations = [operation for methods in document["paths"].values() for operation in methods.values()]
answers = [answer for operation in operations for answer in operation["responses"].values()]
led_to = {link["operationId"] for answer in answers for link in answer.get("links", {}).values()}
assert led_to and led_to <= {operation["operationId"] for operation in operations}, led_to
assert "page.moved" in Event.values and not [event for event in Event.values if not event.startswith("page.")]
"""


def test_one_feature_needs_none_of_the_others():
    """In a process of its own, on a site that has only the blog and the webhooks."""
    run = subprocess.run([sys.executable, "-c", WITHOUT_THE_OTHERS], cwd=PACKAGE.parent, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


# The core

#: What is said of a feature by its name, in code: its label, its room, or its addresses. The label of the ready-made
#: pages stands in examples of the OpenAPI document.
NAMES = re.compile(r"\bcoprod_(blog|members|comments|webhooks|importers)\b|coprod_wagtail[./](\w+)")


def core_files():
    return [
        path
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] not in ROOMS_OF_FEATURES | {"__init__.py", "migrations"}
    ]


def names_of_features(tree):
    """The features that a module names in its code: not in docstrings, which are for people."""
    words = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            texts = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            texts = [alias.name for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in words:
            texts = [node.value]
        else:
            continue
        for text in texts:
            for label, room in NAMES.findall(text):
                if label or room in ROOMS_OF_FEATURES:
                    yield text


def test_the_core_names_no_feature():
    named = {
        str(path.relative_to(PACKAGE)): found
        for path in core_files()
        if (found := sorted(set(names_of_features(ast.parse(path.read_text())))))
    }
    assert named == {}


def test_a_name_in_the_core_would_be_found():
    def found(code):
        return list(names_of_features(ast.parse(code)))

    assert found("from coprod_wagtail.comments import signals") and found("import coprod_wagtail.blog.api")
    assert found("from coprod_wagtail import comments") and found('reverse("coprod_comments:send")')
    assert found('QUIET = {"coprod_webhooks"}')
    assert not found('"""As `coprod_wagtail.comments` does."""') and not found("from coprod_wagtail.api import pages")
