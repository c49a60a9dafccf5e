import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings as site_settings
from django.core.checks import run_checks
from django.db import connection
from django.template import engines
from django.test.utils import override_script_prefix
from wagtail.models import Site

import coprod_wagtail
from coprod_wagtail.checks import database, deployment
from coprod_wagtail.checks.configuration import is_origin
from coprod_wagtail.checks.front_end import check_sites_are_at_their_front_end, sites_beside_their_front_end
from coprod_wagtail.checks.installation import (
    KEEP_QUERY,
    REDIRECTS,
    check_headless_preview,
    check_installed_apps,
    check_one_search,
    check_tables,
    check_wagtail_is_new_enough,
)
from coprod_wagtail.comments.checks import check_urls
from coprod_wagtail.comments.models import ReaderCommentSettings
from coprod_wagtail.compat import LOWEST_WAGTAIL
from coprod_wagtail.conf import Conf, conf
from coprod_wagtail.models import SiteHelp

pytestmark = [pytest.mark.django_db, pytest.mark.framework]  # Django's own checks ask SQLite what it can do

REDIS = {
    "BACKEND": "django_redis.cache.RedisCache",
    "LOCATION": "redis://cache.example.org:6379/0",
    "OPTIONS": {"IGNORE_EXCEPTIONS": True},
}
LOCMEM = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
MAIL = "django.core.mail.backends"
PACKAGE = Path(coprod_wagtail.__file__).parent


def ids(**kwargs):
    found = {message.id or "" for message in run_checks(**kwargs)}  # not every app gives its messages one
    return {name for name in found if name.startswith("coprod_wagtail")}


def on_deployment():
    return ids(include_deployment_checks=True)


def messages(check_id):
    return [message for message in run_checks() if message.id == check_id]


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
        ({"TRUSTED_PROXIES": ["10.0.0.1"]}, "coprod_wagtail.E004"),
        ({"TRUSTED_PROXIES": True}, "coprod_wagtail.E004"),
        ({"API_CACHE_SECONDS": "60"}, "coprod_wagtail.E004"),
        ({"STALE_WHILE_REVALIDATE": -1}, "coprod_wagtail.E004"),
        ({"ETAG_BEFORE_DRAWING": "yes"}, "coprod_wagtail.E015"),
        ({"LOG_CLIENT_ADDRESSES": 1}, "coprod_wagtail.E050"),
        ({"MAIL": "yes"}, "coprod_wagtail.E060"),
        ({"FEED_WHOLE_TEXTS": "yes"}, "coprod_wagtail.E090"),
        ({"WEBSUB_HUB": "hub.example.org"}, "coprod_wagtail.E091"),
        ({"WEBSUB_HUB": ["https://hub.example.org/"]}, "coprod_wagtail.E091"),
        ({"MODERATION_PHASES": ["coprod_wagtail.nowhere.phase"]}, "coprod_wagtail.E005"),
        ({"COMMENT_PERMISSION_POLICY": "coprod_wagtail.nowhere.Policy"}, "coprod_wagtail.E022"),
        ({"COMMENT_PERMISSION_POLICY": "wagtail.permission_policies.ModelPermissionPolicy"}, "coprod_wagtail.E022"),
        ({"COMMENT_PERMISSION_POLICY": 12}, "coprod_wagtail.E022"),
        ({"CACHE": "lists"}, "coprod_wagtail.E008"),
        ({"ALLOWED_ORIGINS": ["*"]}, "coprod_wagtail.E009"),
        ({"ALLOWED_ORIGINS": ["https://*.example.org"]}, "coprod_wagtail.E009"),
        ({"ALLOWED_ORIGINS": "https://www.example.org"}, "coprod_wagtail.E010"),
        ({"ALLOWED_ORIGINS": ["www.example.org"]}, "coprod_wagtail.E010"),
        ({"ALLOWED_ORIGINS": {"a.example": ["*"]}}, "coprod_wagtail.E009"),
        ({"ALLOWED_ORIGINS": {"a.example": "https://www.example.org"}}, "coprod_wagtail.E010"),
        ({"FRONTEND_SECRETS": "x" * 40}, "coprod_wagtail.E021"),
        ({"FRONTEND_SECRETS": ["x" * 31]}, "coprod_wagtail.E021"),
        ({"FRONTEND_SECRETS": [None]}, "coprod_wagtail.E021"),
        ({"FRONTEND_SLIP_URL": "https://www.example.org/my-comment/"}, "coprod_wagtail.E023"),
        ({"FRONTEND_SLIP_URL": "/my-comment/{secret}"}, "coprod_wagtail.E023"),
        ({"FRONTEND_SLIP_URL": "https://{secret}.example.org/"}, "coprod_wagtail.E023"),
        ({"FRONTEND_SLIP_URL": {"www.example.org": None}}, "coprod_wagtail.E023"),
        ({"FRONTEND_SLIP_URL": 7}, "coprod_wagtail.E023"),
        ({"FRONTEND_MAIL_URL": "/my-mail/{secret}"}, "coprod_wagtail.E061"),
        ({"FLOOD_PER_MINUTE": "many"}, "coprod_wagtail.E004"),
        ({"SAME_WORDS_SECONDS": "86400"}, "coprod_wagtail.E004"),
        ({"COMMENTS_IN_STRUCTURED_DATA": 1}, "coprod_wagtail.E100"),
        ({"ROBOTS_DISALLOW": "/search/"}, "coprod_wagtail.E101"),
    ],
)
def test_mistakes_are_named(settings, configuration, check_id):
    settings.COPROD_WAGTAIL = configuration
    assert ids() == {check_id}


def test_a_configuration_without_mistakes_is_quiet(settings):
    settings.CACHES = {"default": LOCMEM, "lists": LOCMEM}
    settings.COPROD_WAGTAIL = {
        "MAX_NAME_LENGTH": 200,
        "TOKEN_HOURS": 20,
        "TRUSTED_PROXIES": 2,
        "MODERATION_PHASES": ["coprod_wagtail.comments.moderation.phases.policy.policy"],
        "CACHE": "lists",
        "ALLOWED_ORIGINS": ("https://www.example.org",),
        "FRONTEND_SECRETS": ["x" * 32],
        "FRONTEND_SLIP_URL": {"localhost": "https://www.example.org/my-comment/{secret}"},
    }
    assert ids() == set()


@pytest.mark.parametrize(
    ("everybody", "credentials", "warned"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_all_origins_with_credentials_are_warned_of(settings, everybody, credentials, warned):
    settings.CORS_ALLOW_ALL_ORIGINS, settings.CORS_ALLOW_CREDENTIALS = everybody, credentials
    assert ("coprod_wagtail.W020" in ids()) == warned


@pytest.mark.sampled
@pytest.mark.parametrize(
    "origin",
    [
        "https://www.example.org",
        "HTTPS://Www.Example.org",
        "http://localhost:3000",
        "http://[::1]:3000",
        "https://10.0.0.1",
    ],
)
def test_what_a_browser_may_send_is_an_origin(origin):
    assert is_origin(origin)


@pytest.mark.sampled
@pytest.mark.parametrize(
    "not_one",
    [
        "",
        "null",
        "www.example.org",
        "//www.example.org",
        "https://",
        "https://www.example.org/",
        "https://www.example.org/blog",
        "https://www.example.org?x=1",
        "https://www.example.org#top",
        "https://jo@www.example.org",
        "https://www.example.org:443",
        "http://www.example.org:80",
        "https://www.example.org:port",
        "ftp://www.example.org",
        "https://bücher.example",
        " https://www.example.org",
        None,
        8000,
    ],
)
def test_what_no_browser_sends_is_none(not_one):
    assert not is_origin(not_one)


def test_a_missing_app_is_named(monkeypatch):
    monkeypatch.setattr("django.apps.apps.is_installed", lambda name: name != "wagtail.contrib.settings")
    assert {error.id for error in check_installed_apps(None)} == {"coprod_wagtail.E006"}


@pytest.mark.parametrize("has_texts", [True, False])
def test_it_is_said_where_editors_can_make_no_tables(monkeypatch, has_texts):
    assert check_tables(None) == []
    monkeypatch.setattr("django.apps.apps.is_installed", lambda name: name != "wagtail.contrib.typed_table_block")
    if not has_texts:
        monkeypatch.setattr("django.apps.apps.get_models", lambda: [Site])
    assert [warning.id for warning in check_tables(None)] == ["coprod_wagtail.W031"] * has_texts


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("version", "check_id"),
    [
        ((7, 0, 10), "coprod_wagtail.E024"),
        ((7, 3, 4), "coprod_wagtail.E024"),
        ((7, 4, 0), "coprod_wagtail.W022"),
        ((7, 4, 2), "coprod_wagtail.W022"),
        ((7, 4, 3), None),
        ((8, 0, 0), None),
    ],
)
def test_an_older_wagtail_is_named_in_one_sentence(monkeypatch, version, check_id):
    monkeypatch.setattr("wagtail.VERSION", (*version, "final", 1))
    assert [message.id for message in check_wagtail_is_new_enough(None)] == ([check_id] if check_id else [])


def test_the_oldest_wagtail_is_the_one_that_is_asked_for():
    dependencies = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text())["project"]["dependencies"]
    assert f"wagtail>={'.'.join(map(str, LOWEST_WAGTAIL))},<9" in dependencies


def test_a_second_search_is_named(monkeypatch):
    assert check_one_search(None) == []
    monkeypatch.setattr("django.apps.apps.is_installed", lambda name: name in {"modelsearch", "wagtail.search"})
    assert {error.id for error in check_one_search(None)} == {"coprod_wagtail.E012"}


def test_search_without_wagtails_is_nobodys_mistake(monkeypatch):
    monkeypatch.setattr("django.apps.apps.is_installed", lambda name: name == "modelsearch")
    assert check_one_search(None) == []


@pytest.mark.parametrize("its_settings", [None, {}, {"CLIENT_URLS": {}}])
def test_previews_that_lead_nowhere_are_named(settings, monkeypatch, its_settings):
    monkeypatch.setattr("django.apps.apps.is_installed", lambda name: name == "wagtail_headless_preview")
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "https://www.example.org/preview/"}}
    assert check_headless_preview(None) == []
    if its_settings is None:
        del settings.WAGTAIL_HEADLESS_PREVIEW
    else:
        settings.WAGTAIL_HEADLESS_PREVIEW = its_settings
    assert {warning.id for warning in check_headless_preview(None)} == {"coprod_wagtail.W021"}
    monkeypatch.setattr("django.apps.apps.is_installed", lambda name: False)
    assert check_headless_preview(None) == []


def test_redirects_that_lose_which_comment_is_meant_are_named(settings):
    others = [name for name in settings.MIDDLEWARE if name not in {KEEP_QUERY, REDIRECTS}]
    for there, named in [
        ([KEEP_QUERY, REDIRECTS], set()),
        ([], {"coprod_wagtail.W100"}),
        ([REDIRECTS], {"coprod_wagtail.W032"}),
        ([REDIRECTS, KEEP_QUERY], {"coprod_wagtail.W032"}),
    ]:
        settings.MIDDLEWARE = [*others, *there]
        assert ids() == named


@pytest.mark.parametrize("name", ["PAGE_CACHE_SECONDS", "API_CACHE_SECONDS"])
def test_what_is_kept_and_never_thrown_out_is_named(settings, name):
    settings.COPROD_WAGTAIL = {name: 600}
    assert ids() == {"coprod_wagtail.W010"}
    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend"}}
    assert ids() == set()
    del settings.WAGTAILFRONTENDCACHE
    settings.WAGTAILFRONTENDCACHE_LOCATION = "http://127.0.0.1:6081"
    assert ids() == set()
    settings.COPROD_WAGTAIL = {}
    del settings.WAGTAILFRONTENDCACHE_LOCATION
    assert ids() == set()


# Addresses


def test_missing_addresses_are_named(settings):
    settings.ROOT_URLCONF = "tests.core.no_urls"
    assert {error.id for error in check_urls(None)} == {"coprod_wagtail.E007"}


def test_no_addresses_are_needed_where_a_front_end_shows_everything(settings):
    settings.ROOT_URLCONF = "tests.core.api_only_urls"
    assert {error.id for error in check_urls(None)} == {"coprod_wagtail.E007"}
    settings.COPROD_WAGTAIL = {"FRONTEND_SLIP_URL": "https://front.example/my-comment/{secret}"}
    assert check_urls(None) == []


def test_addresses_that_come_too_late_are_named(settings):
    settings.ROOT_URLCONF = "tests.core.late_urls"
    (error,) = check_urls(None)
    assert error.id == "coprod_wagtail.E011"
    assert error.msg == "Readers' comments are sent to /comments/1/, and there wagtail_serve answers."


def test_addresses_before_wagtails_are_right():
    assert check_urls(None) == []


def test_a_site_below_a_path_is_right():
    """FORCE_SCRIPT_NAME"""
    with override_script_prefix("/council/"):
        assert check_urls(None) == []


# Templates


@pytest.fixture
def base_template(settings, tmp_path):
    """`base_template(**{"base.html": …})`: the site has these templates before all others."""
    [engine] = settings.TEMPLATES

    def write(files, without=()):
        for name, source in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source)
        dirs = [tmp_path, *[folder for folder in engine["DIRS"] if folder not in without]]
        settings.TEMPLATES = [engine | {"DIRS": dirs}]

    return write


WHOLE = "<title>{% block title %}{% endblock %}</title>{% block extra_css %}{% endblock %}"


NO_BASE = {"without": site_settings.TEMPLATES[0]["DIRS"]}


@pytest.mark.parametrize("layout", [None, "{% extends 'coprod_wagtail/base.html' %}"])
def test_pages_that_stand_alone_for_want_of_a_base_template_are_named(base_template, layout):
    base_template({"coprod_wagtail/base.html": layout} if layout else {}, **NO_BASE)
    (warning,) = messages("coprod_wagtail.W006")
    assert ids() == {"coprod_wagtail.W006"}
    assert warning.msg.startswith("The site has no base.html")


def test_a_site_whose_pages_are_drawn_elsewhere_needs_no_base_template(settings, base_template):
    settings.ROOT_URLCONF = "tests.projects.headless_only.urls"
    base_template({}, **NO_BASE)
    assert ids() == set()


def test_a_template_that_is_extended_and_missing_is_named(base_template):
    base_template({"coprod_wagtail/base.html": "{% extends 'base.html' %}"}, **NO_BASE)
    (warning,) = messages("coprod_wagtail.W006")
    assert warning.msg == "The package's pages extend a template that is not there: base.html."
    base_template({"base.html": "{% extends 'outer.html' %}"})
    (warning,) = messages("coprod_wagtail.W006")
    assert warning.msg == "The package's pages extend a template that is not there: outer.html."


def test_a_block_that_the_base_template_lacks_is_named(base_template):
    base_template({"base.html": WHOLE + "{% block main %}{% endblock %}"})
    assert ids() == {"coprod_wagtail.W007"}
    (warning,) = messages("coprod_wagtail.W007")
    assert warning.msg.endswith(": content.")


def test_a_block_may_stand_in_a_template_behind_the_base_template(base_template):
    outer = WHOLE + "{% block whole %}{% endblock %}"
    base = "{% extends 'outer.html' %}{% block whole %}<main>{% block content %}{% endblock %}</main>{% endblock %}"
    base_template({"outer.html": outer, "base.html": base})
    assert ids() == set()


def test_a_layout_of_the_sites_own_says_which_blocks_it_fills(base_template):
    layout = "{% extends 'base.html' %}{% block main %}{% block coprod_content %}{% endblock %}{% endblock %}"
    base_template({"base.html": "{% block main %}{% endblock %}", "coprod_wagtail/base.html": layout})
    assert ids() == set()
    base_template({"base.html": "{% block middle %}{% endblock %}"})
    assert ids() == {"coprod_wagtail.W007"}


def test_a_layout_that_extends_the_packages_own_is_followed(base_template):
    base_template({"coprod_wagtail/base.html": "{% extends 'coprod_wagtail/base.html' %}"})
    assert ids() == set()


def test_a_layout_that_extends_nothing_fills_nothing(base_template):
    base_template({"coprod_wagtail/base.html": "{% block coprod_content %}{% endblock %}"})
    assert ids() == set()


def test_nothing_is_said_of_a_template_whose_name_is_not_known_yet(base_template):
    base_template({"base.html": "{% extends layout %}"})
    assert ids() == set()


def test_templates_that_are_not_used_are_named(monkeypatch, tmp_path):
    """As an app that comes after the package's has them."""
    for name in ("coprod_wagtail/comments/_form.html", "coprod_wagtail/no_such_page.html", "late/page.html"):
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    late = apps.get_app_config("taggit")
    monkeypatch.setattr(late, "path", str(tmp_path))
    (warning,) = messages("coprod_wagtail.W008")
    assert warning.msg == (
        "taggit has templates of its own for the package's pages, and they are not used: "
        "coprod_wagtail/comments/_form.html."
    )
    assert warning.hint == "Put taggit before the package's apps in INSTALLED_APPS."


def test_templates_that_are_used_are_not_named(monkeypatch, settings, tmp_path):
    path = tmp_path / "templates/coprod_wagtail/comments/_form.html"
    path.parent.mkdir(parents=True)
    path.write_text("")
    early = apps.get_app_config("taggit")
    monkeypatch.setattr(early, "path", str(tmp_path))
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path / "templates", *engine["DIRS"]]}]
    assert engines["django"].get_template("coprod_wagtail/comments/_form.html").origin.name == str(path)
    assert ids() == set()


# On deployment


@pytest.fixture
def deployed(settings):
    """Settings of a site that is open to readers, as the documentation has them."""
    settings.CACHES = {"default": REDIS}
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    if hasattr(settings, "MAILERS"):  # Django 6.1
        settings.MAILERS = {"default": {"BACKEND": f"{MAIL}.smtp.EmailBackend"}}
    else:
        settings.EMAIL_BACKEND = f"{MAIL}.smtp.EmailBackend"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.COPROD_WAGTAIL = {"SLIP_KEY": "f2b09e7d1c8a4e63b5d7a90c1e2f3a4b", "TRUSTED_PROXIES": 1}
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"
    return settings


def test_nothing_is_wrong_with_a_deployment(deployed):
    assert on_deployment() == set()


def test_what_is_for_deployment_is_said_at_no_other_time(settings):
    settings.COPROD_WAGTAIL = {}
    settings.CACHES = {"default": LOCMEM}
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert ids() == set()


@pytest.mark.parametrize("configuration", [{}, {"SLIP_KEY": ""}, {"SLIP_KEY": None}])
def test_a_missing_slip_key_is_a_warning_on_deployment(deployed, configuration):
    deployed.COPROD_WAGTAIL = {"TRUSTED_PROXIES": 1} | configuration
    assert on_deployment() == {"coprod_wagtail.W001"}


@pytest.mark.parametrize("weak", ["short", "x" * 60, "abcd" * 20])
def test_a_key_that_can_be_guessed_is_a_warning_on_deployment(deployed, weak):
    long = deployed.COPROD_WAGTAIL["SLIP_KEY"]
    for configuration in ({"SLIP_KEY": weak}, {"SLIP_KEY": long, "SLIP_KEY_FALLBACKS": [weak]}):
        deployed.COPROD_WAGTAIL = {"TRUSTED_PROXIES": 1} | configuration
        assert on_deployment() == {"coprod_wagtail.W025"}
    deployed.COPROD_WAGTAIL = {"TRUSTED_PROXIES": 1, "SLIP_KEY": long, "SLIP_KEY_FALLBACKS": [long[::-1]]}
    assert on_deployment() == set()


@pytest.mark.sampled
@pytest.mark.parametrize("keys", ["a text", [""], [None], {"a": 1}])
def test_former_keys_are_a_list_of_keys(settings, keys):
    settings.COPROD_WAGTAIL = {"SLIP_KEY_FALLBACKS": keys}
    assert "coprod_wagtail.E025" in ids()


@pytest.mark.sampled
@pytest.mark.parametrize(
    "network", ["0.0.0.0/0", "::/0", "8.0.0.0/8", "169.254.169.254/32", "169.254.0.0/16", "fe80::/10", "2000::/3"]
)
def test_a_network_that_is_not_the_sites_own_is_a_warning_on_deployment(deployed, network):
    if apps.is_installed("coprod_wagtail.webhooks"):
        deployed.COPROD_WAGTAIL = deployed.COPROD_WAGTAIL | {"WEBHOOK_NETWORKS": ["10.4.0.0/16", "fd00::/8", network]}
        assert on_deployment() == {"coprod_wagtail.W026"}
        deployed.COPROD_WAGTAIL = deployed.COPROD_WAGTAIL | {"WEBHOOK_NETWORKS": ["10.4.0.0/16", "fd00::/8"]}
        assert on_deployment() == set()


@pytest.mark.parametrize("backend", ["locmem.LocMemCache", "dummy.DummyCache"])
def test_a_cache_for_one_process_is_a_warning_on_deployment(deployed, backend):
    own = {"BACKEND": f"django.core.cache.backends.{backend}"}
    deployed.CACHES = {"default": own}
    assert on_deployment() == {"coprod_wagtail.W002"}
    # It is the cache of the lists that counts, and not another.
    deployed.CACHES = {"default": own, "shared": REDIS}
    deployed.COPROD_WAGTAIL = deployed.COPROD_WAGTAIL | {"CACHE": "shared"}
    assert on_deployment() == set()


def test_no_answer_for_when_the_database_is_away_is_a_warning_on_deployment(deployed):
    deployed.MIDDLEWARE = [name for name in deployed.MIDDLEWARE if not name.endswith(".DatabaseAwayMiddleware")]
    assert on_deployment() == {"coprod_wagtail.W041"}


RAISING = [
    {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://cache.example.org:6379/0"},
    REDIS | {"OPTIONS": {}},
    REDIS | {"OPTIONS": {"IGNORE_EXCEPTIONS": False}},
]


@pytest.mark.parametrize("raising", RAISING)
def test_a_cache_without_which_nothing_answers_is_a_warning_on_deployment(deployed, raising):
    deployed.CACHES = {"default": raising}
    assert on_deployment() == {"coprod_wagtail.W040"}
    # Wagtail asks this one for pictures, and the package its own for lists.
    deployed.CACHES = {"default": REDIS, "renditions": raising}
    assert on_deployment() == {"coprod_wagtail.W040"}
    deployed.CACHES = {"default": REDIS, "lists": raising, "of_somebody_else": raising}
    assert on_deployment() == set()
    deployed.COPROD_WAGTAIL = deployed.COPROD_WAGTAIL | {"CACHE": "lists"}
    assert on_deployment() == {"coprod_wagtail.W040"}


def test_a_cache_that_takes_errors_for_misses_by_a_setting_for_all_is_no_warning(deployed):
    deployed.CACHES = {"default": REDIS | {"OPTIONS": {}}}
    deployed.DJANGO_REDIS_IGNORE_EXCEPTIONS = True
    assert on_deployment() == set()


@pytest.mark.parametrize(
    "tasks",
    [
        None,
        {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
        {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}},
        {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
    ],
)
def test_tasks_without_a_worker_are_a_warning_on_deployment(deployed, tasks):
    if tasks is None:
        del deployed.TASKS
    else:
        deployed.TASKS = tasks
    assert on_deployment() == {"coprod_wagtail.W003", "coprod_wagtail.W012"}


def said_of_mail(monkeypatch, **settings):
    """Of these settings, whichever of them this Django knows."""
    monkeypatch.setattr(deployment, "settings", SimpleNamespace(**settings))
    return [warning.id for warning in deployment.check_mail_is_sent(None)]


@pytest.mark.sampled
@pytest.mark.parametrize("backend", ["console", "dummy", "filebased", "locmem"])
def test_mail_that_reaches_nobody_is_a_warning_on_deployment(monkeypatch, backend):
    assert said_of_mail(monkeypatch, EMAIL_BACKEND=f"{MAIL}.{backend}.EmailBackend") == ["coprod_wagtail.W004"]
    assert said_of_mail(monkeypatch, EMAIL_BACKEND=f"{MAIL}.smtp.EmailBackend") == []


def test_what_django_says_of_mailers_is_not_said_twice(monkeypatch):
    console = f"{MAIL}.console.EmailBackend"
    assert said_of_mail(monkeypatch, EMAIL_BACKEND=console, MAILERS={"default": {"BACKEND": console}}) == []


def test_a_site_without_mail_is_told_that_nobody_is_asked_for_an_address(deployed):
    deployed.DEFAULT_FROM_EMAIL = "webmaster@localhost"
    assert on_deployment() == {"coprod_wagtail.W060"}
    deployed.COPROD_WAGTAIL = deployed.COPROD_WAGTAIL | {"MAIL": False}
    assert on_deployment() == set()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https")),
        ("USE_X_FORWARDED_HOST", True),
        ("USE_X_FORWARDED_PORT", True),
    ],
)
def test_proxies_that_nobody_counted_are_a_warning_on_deployment(deployed, name, value):
    deployed.SECURE_PROXY_SSL_HEADER = None
    deployed.COPROD_WAGTAIL = {"SLIP_KEY": "f2b09e7d1c8a4e63b5d7a90c1e2f3a4b"}
    assert on_deployment() == set()
    setattr(deployed, name, value)
    assert on_deployment() == {"coprod_wagtail.W005"}


# Where pages are said to be


@pytest.mark.parametrize(
    ("private_pages", "previews", "named"),
    [
        ("", {}, []),
        ("https://www.example.org/mine/{secret}", {}, []),
        ("https://WWW.example.org/mine/{secret}", {"default": "https://www.example.org/preview/"}, []),
        ("https://front.example/mine/{secret}", {}, ["https://front.example"]),
        ("http://www.example.org/mine/{secret}", {}, ["http://www.example.org"]),
        ({"www.example.org": "https://front.example/{secret}"}, {}, ["https://front.example"]),
        ({"other.example": "https://front.example/{secret}"}, {}, []),
        ("", {"default": "https://front.example:8443/preview/"}, ["https://front.example:8443"]),
        ("", {"www.example.org": "https://www.example.org/preview/", "default": "https://front.example/"}, []),
        # Either of them may be it.
        ("https://www.example.org/mine/{secret}", {"default": "https://preview.example/"}, []),
        # Another check says that it is no address.
        (12, {}, []),
    ],
)
def test_a_site_that_is_not_at_its_front_end_is_named(settings, private_pages, previews, named):
    Site.objects.update(hostname="www.example.org", port=443)
    settings.COPROD_WAGTAIL = {"FRONTEND_SLIP_URL": private_pages}
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": previews}
    found = sites_beside_their_front_end()
    assert [front_end for _site, front_end in found] == named
    said = check_sites_are_at_their_front_end(None, databases=["default"])
    assert [message.id for message in said] == ["coprod_wagtail.W033"] * len(named)
    assert check_sites_are_at_their_front_end(None, databases=None) == []


def test_no_site_is_asked_for_where_no_front_end_is_named(settings, django_assert_num_queries):
    settings.COPROD_WAGTAIL, settings.WAGTAIL_HEADLESS_PREVIEW = {}, {"CLIENT_URLS": {}}
    with django_assert_num_queries(0):
        assert sites_beside_their_front_end() == []
    settings.COPROD_WAGTAIL = {"FRONTEND_SLIP_URL": "https://front.example/{secret}"}
    with django_assert_num_queries(1):
        assert len(sites_beside_their_front_end()) == 1


# The database


def test_the_database_of_the_tests_can_store_everything():
    assert ids(databases=["default"]) == {"coprod_wagtail.W011", "coprod_wagtail.W013"}  # of what editors write


def test_a_site_without_a_privacy_page_is_named():
    site = Site.objects.get()
    elsewhere = Site.objects.create(hostname="elsewhere.example", root_page=site.root_page)
    ReaderCommentSettings.objects.create(site=site, privacy_page=site.root_page)
    found = [message for message in run_checks(databases=["default"]) if message.id == "coprod_wagtail.W011"]
    assert len(found) == 1 and "elsewhere.example" in found[0].msg
    ReaderCommentSettings.objects.create(site=elsewhere, privacy_page=site.root_page)
    assert "coprod_wagtail.W011" not in ids(databases=["default"])
    site.root_page.unpublish()
    assert "coprod_wagtail.W011" in ids(databases=["default"])


def test_a_site_that_names_nobody_to_ask_is_named():
    site = Site.objects.get()
    elsewhere = Site.objects.create(hostname="elsewhere.example", root_page=site.root_page)
    SiteHelp.objects.create(site=site, text="Ring us.")
    SiteHelp.objects.create(site=elsewhere)
    found = [message for message in run_checks(databases=["default"]) if message.id == "coprod_wagtail.W013"]
    assert len(found) == 1 and "elsewhere.example" in found[0].msg


def test_a_database_that_is_still_to_be_migrated_is_asked_nothing(monkeypatch):
    monkeypatch.setattr(SiteHelp._meta, "db_table", "not_there_yet")
    monkeypatch.setattr(ReaderCommentSettings._meta, "db_table", "not_there_yet")
    assert ids(databases=["default"]) == set()
    monkeypatch.undo()
    monkeypatch.setattr(SiteHelp._meta.get_field("phone"), "column", "not_there_yet")
    monkeypatch.setattr(ReaderCommentSettings._meta.get_field("privacy_page"), "column", "not_there_yet")
    assert ids(databases=["default"]) == set()


def test_no_database_is_asked_unless_it_is_named(monkeypatch):
    monkeypatch.setattr(database, "connections", {})
    assert database.check_databases(None) == []


@pytest.fixture
def mariadb(monkeypatch):
    """`mariadb(letters, collation)`: what the check says of a database made so, over a connection with these options."""
    if connection.vendor != "mysql":
        pytest.skip("Of MariaDB and MySQL only: make test-mariadb")
    name = f"{connection.settings_dict['NAME']}_letters"
    # A connection of its own: to make a database ends a transaction, and the test is in one.
    server, other = connection.copy(), connection.copy()
    other.settings_dict["NAME"] = name

    def make(letters, collated, tables="", **options):
        with server.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} CHARACTER SET {letters} COLLATE {collated}")
        other.settings_dict["OPTIONS"] = {"charset": "utf8mb4"} | options
        if tables:
            with other.cursor() as cursor:
                cursor.execute(tables)
        monkeypatch.setattr(database, "connections", {"other": other})
        return [message.id for message in database.check_databases(None, databases=["other"])]

    yield make
    other.close()
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
    server.close()


def test_a_database_without_tables_is_no_trouble(mariadb):
    assert mariadb("utf8mb4", "utf8mb4_general_ci") == []


def test_a_database_without_four_byte_letters_is_named(mariadb):
    assert mariadb("latin1", "latin1_swedish_ci") == ["coprod_wagtail.E014"]


def test_a_connection_without_four_byte_letters_is_named(mariadb):
    assert mariadb("utf8mb4", "utf8mb4_general_ci", charset="utf8mb3") == ["coprod_wagtail.E014"]


def test_a_table_without_four_byte_letters_is_named(mariadb):
    table = "CREATE TABLE coprod_comments_readercomment (body longtext) CHARACTER SET latin1"
    assert mariadb("utf8mb4", "utf8mb4_general_ci", tables=table) == ["coprod_wagtail.E014"]


def test_tables_of_others_are_their_business(mariadb):
    table = "CREATE TABLE other_comment (body longtext) CHARACTER SET latin1"
    assert mariadb("utf8mb4", "utf8mb4_general_ci", tables=table) == []


def test_a_collation_that_only_the_database_has_is_named(mariadb):
    assert mariadb("utf8mb4", "utf8mb4_unicode_520_ci") == ["coprod_wagtail.W009"]


def test_a_collation_that_both_have_is_right(mariadb):
    assert mariadb("utf8mb4", "utf8mb4_unicode_520_ci", collation="utf8mb4_unicode_520_ci") == []


def test_every_setting_is_read_when_it_is_used(settings):
    names = [name for name, value in vars(Conf).items() if isinstance(value, property)]
    marker = object()
    settings.COPROD_WAGTAIL = dict.fromkeys(names, marker)
    assert all(getattr(conf, name) is marker for name in names)


# All of them


def test_every_check_is_one_that_django_runs():
    """In a process of its own: importing a check, as the tests above do, registers it, and no site would."""
    code = """
import django
from django.core.checks.registry import registry
django.setup()
for kind, checks in (("ordinary", registry.registered_checks), ("deployment", registry.deployment_checks)):
    for check in checks:
        print(kind, check.__module__, check.__name__)
"""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": site_settings.SETTINGS_MODULE}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, env=environment, capture_output=True, text=True, check=True
    )
    registered = {tuple(line.split()) for line in run.stdout.splitlines()}
    written = {
        (
            "deployment" if "deploy=True" in ast.unparse(node.decorator_list[0]) else "ordinary",
            module_of(path),
            node.name,
        )
        for path in PACKAGE.rglob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and [arg.arg for arg in node.args.args][:1] == ["app_configs"]
    }
    assert len(written) > 15
    assert written - registered == set()


def module_of(path):
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
