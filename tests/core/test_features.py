"""What apps declare to the package, and that nothing in the core knows one of them by name."""

from django.apps import AppConfig, apps

from coprod_wagtail import features
from coprod_wagtail.features import FeatureConfig


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
    assert len(features.senders()) == 1
    for preview in features.previews():
        assert preview.kind
