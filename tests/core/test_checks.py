import pytest
from django.core.checks import run_checks

from coprod_wagtail.checks import check_installed_apps, check_urls
from coprod_wagtail.conf import Conf, conf


def ids(**kwargs):
    return {message.id for message in run_checks(**kwargs) if message.id.startswith("coprod_wagtail")}


def test_an_empty_configuration_is_complete(settings):
    settings.COPROD_WAGTAIL = {}
    assert ids() == set()


@pytest.mark.parametrize(
    ("configuration", "check_id"),
    [
        ({"MAX_COMMENT_LENGHT": 1}, "coprod_wagtail.E001"),
        ({"MAX_NAME_LENGTH": 201}, "coprod_wagtail.E002"),
        ({"TOKEN_HOURS": 2}, "coprod_wagtail.E003"),
        ({"MAX_NAME_LENGTH": "80"}, "coprod_wagtail.E004"),
        ({"MAX_WAITING": -1}, "coprod_wagtail.E004"),
        ({"MODERATION_PHASES": ["coprod_wagtail.nowhere.phase"]}, "coprod_wagtail.E005"),
    ],
)
def test_mistakes_are_named(settings, configuration, check_id):
    settings.COPROD_WAGTAIL = configuration
    assert ids() == {check_id}


def test_a_missing_app_is_named(monkeypatch):
    monkeypatch.setattr("django.apps.apps.is_installed", lambda name: name != "wagtail.contrib.settings")
    assert {error.id for error in check_installed_apps(None)} == {"coprod_wagtail.E006"}


def test_missing_addresses_are_named(settings):
    settings.ROOT_URLCONF = "tests.core.no_urls"
    assert {error.id for error in check_urls(None)} == {"coprod_wagtail.E007"}


def test_a_missing_slip_key_is_a_warning_on_deployment(settings):
    settings.COPROD_WAGTAIL = {}
    assert "coprod_wagtail.W001" in ids(include_deployment_checks=True)
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "long"}
    assert "coprod_wagtail.W001" not in ids(include_deployment_checks=True)


def test_every_setting_is_read_when_it_is_used(settings):
    names = [name for name, value in vars(Conf).items() if isinstance(value, property)]
    marker = object()
    settings.COPROD_WAGTAIL = dict.fromkeys(names, marker)
    assert all(getattr(conf, name) is marker for name in names)
