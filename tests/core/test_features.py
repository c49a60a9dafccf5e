"""What apps declare to the package, and that nothing in the core knows one of them by name."""

import pytest
from django.apps import AppConfig, apps
from django.db import models
from django.test import TestCase
from django.test.utils import isolate_apps
from wagtail.models import Site

from coprod_wagtail import features
from coprod_wagtail.caching.content_version import note_saved
from coprod_wagtail.features import FeatureConfig
from coprod_wagtail.models import SiteHelp


def own_apps():
    return [config for config in apps.get_app_configs() if config.name.startswith("coprod_wagtail")]


def test_every_app_of_the_package_declares_what_it_brings():
    assert len(own_apps()) >= 5
    assert [config.name for config in own_apps() if not isinstance(config, FeatureConfig)] == []


def test_a_site_may_import_the_class_by_name(tmp_path, monkeypatch):
    """Django takes the only AppConfig in an app's `apps.py`: the one imported there must not count as a second one."""
    (tmp_path / "events").mkdir()
    (tmp_path / "events/__init__.py").touch()
    (tmp_path / "events/apps.py").write_text(
        "from coprod_wagtail.features import FeatureConfig\n\nclass EventsConfig(FeatureConfig):\n    name = 'events'\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert type(AppConfig.create("events")).__name__ == "EventsConfig"


def test_what_is_declared_is_there():
    """Every dotted path leads somewhere."""
    assert len(list(features.api_routers())) >= 5
    assert {kind.name for kind in features.outgoing_kinds()} == {"purge", "webhook"}
    assert {resource.kind for resource in features.page_resources()} == {"post", "member", "conversation-page"}


# Models whose change makes no page stale


def says_nothing(models):
    """Of these models, those that say neither that their rows show on pages nor that they do not."""
    quiet = features.quiet_models()
    return [
        model._meta.label
        for model in models
        if not model._meta.auto_created and model._meta.label not in quiet and not hasattr(model, "makes_pages_stale")
    ]


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
