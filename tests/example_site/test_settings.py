"""The settings of a real deployment come from the environment; without any, the demo is as it was."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests import migrated

pytestmark = pytest.mark.smoke

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = (
    "DJANGO_",
    "COPROD_",
    "EMAIL_",
    "MEDIA_",
    "AWS_",
    "FRONTEND_",
    "DATABASE_URL",
    "CACHE_URL",
    "DEFAULT_FROM",
    "SERVER_EMAIL",
)


def python(code, **environment):
    """What `code` prints in a fresh Python that has the example site's settings and this environment."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    env |= {"DJANGO_SETTINGS_MODULE": "example_site.settings"} | environment
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def settings_with(*names, **environment):
    code = (
        "import json; from django.conf import settings; "
        f"print(json.dumps([getattr(settings, name, None) for name in {names!r}], default=str))"
    )
    values = json.loads(python(code, **environment))
    return values[0] if len(names) == 1 else values


def test_without_an_environment_the_demo_runs_on_sqlite_in_one_process():
    databases, caches, tasks, storages, coprod = settings_with(
        "DATABASES", "CACHES", "TASKS", "STORAGES", "COPROD_WAGTAIL"
    )
    assert databases["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert caches["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"
    # At once; Django 6 says so itself.
    assert not tasks or tasks["default"]["BACKEND"] == "django.tasks.backends.immediate.ImmediateBackend"
    assert storages["default"]["BACKEND"] == "django.core.files.storage.FileSystemStorage"
    assert coprod == {
        "ALLOWED_ORIGINS": [],
        "FRONTEND_SECRETS": [],
        "WEBHOOK_NETWORKS": [],
        "TRUSTED_PROXIES": 0,
        "SLIP_KEY": "",
        "SLIP_KEY_FALLBACKS": [],
        "MAIL": True,
        "PAGE_CACHE_SECONDS": 0,
    }


def test_nothing_of_the_extra_is_imported_without_being_asked_for():
    loaded = python(
        "import sys, django; django.setup(); "
        "print([name for name in ('dj_database_url', 'storages', 'boto3', 'redis', 'django_redis', 'django_tasks_db') "
        "if name in sys.modules])"
    )
    assert loaded.strip() == "[]"


def test_previews_on_a_front_end():
    names = ("INSTALLED_APPS", "WAGTAIL_HEADLESS_PREVIEW", "CONTENT_SECURITY_POLICY")
    apps, previews, policy = settings_with(*names)
    assert "wagtail_headless_preview" not in apps and previews is None and "frame-src" not in policy

    apps, previews, policy = settings_with(*names, FRONTEND_URL="http://localhost:4321/")
    assert "wagtail_headless_preview" in apps
    assert previews == {"CLIENT_URLS": {"default": "http://localhost:4321/preview/"}}
    assert "frame-src 'self' http://localhost:4321" in policy.split("; ")


def test_a_postgresql_database():
    databases, apps = settings_with(
        "DATABASES", "INSTALLED_APPS", DATABASE_URL="postgres://jo:p%40ss@db.example:5433/site"
    )
    default = databases["default"]
    assert default["ENGINE"] == "django.db.backends.postgresql"
    assert (default["HOST"], default["PORT"], default["NAME"]) == ("db.example", 5433, "site")
    assert (default["USER"], default["PASSWORD"]) == ("jo", "p@ss")
    assert default["CONN_MAX_AGE"] == 600 and default["CONN_HEALTH_CHECKS"] is True
    assert default["OPTIONS"] == {"connect_timeout": 5}
    assert "django.contrib.postgres" in apps


def test_a_mariadb_database():
    databases, apps = settings_with("DATABASES", "INSTALLED_APPS", DATABASE_URL="mysql://jo@db.example/site")
    assert databases["default"]["ENGINE"] == "django.db.backends.mysql"
    assert "django.contrib.postgres" not in apps


def test_a_cache_for_all_processes():
    (default,) = settings_with("CACHES", CACHE_URL="redis://cache.example:6379/3").values()
    assert default == {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": "redis://cache.example:6379/3",
        "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 0.5, "SOCKET_TIMEOUT": 0.5},
    }


def test_tasks_for_a_worker():
    tasks, apps = settings_with("TASKS", "INSTALLED_APPS", DJANGO_TASKS_WORKER="1")
    assert tasks == {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert "django_tasks_db" in apps


def mailer_with(*names, **environment):
    """Where mail would be handed over: the module of the backend, and what it knows."""
    code = (
        "import json; from django.core import mail; "
        "mailer = mail.mailers.default if hasattr(mail, 'mailers') else mail.get_connection(); "
        f"print(json.dumps([type(mailer).__module__, *(getattr(mailer, name) for name in {names!r})]))"
    )
    return json.loads(python(code, **environment))


def test_without_a_mail_server_mail_is_printed():
    assert mailer_with() == ["django.core.mail.backends.console"]


def test_a_mail_server():
    given = {"EMAIL_PORT": "587", "EMAIL_HOST_USER": "jo", "EMAIL_HOST_PASSWORD": "secret", "EMAIL_USE_TLS": "true"}
    names = ("host", "port", "username", "password", "use_tls", "use_ssl", "timeout")
    backend, *values = mailer_with(*names, EMAIL_HOST="mail.example", **given)
    assert backend == "django.core.mail.backends.smtp"
    assert values == ["mail.example", 587, "jo", "secret", True, False, 20]


def test_another_mail_backend():
    assert mailer_with(DJANGO_EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend") == [
        "django.core.mail.backends.dummy"
    ]


def test_proxies_and_origins():
    coprod, header, secure, trusted = settings_with(
        "COPROD_WAGTAIL",
        "SECURE_PROXY_SSL_HEADER",
        "SESSION_COOKIE_SECURE",
        "CSRF_TRUSTED_ORIGINS",
        COPROD_TRUSTED_PROXIES="2",
        COPROD_ALLOWED_ORIGINS="https://a.example, https://b.example",
        COPROD_FRONTEND_SECRETS="the first, the second",
        COPROD_WEBHOOK_NETWORKS="10.20.0.0/16",
        COPROD_SLIP_KEY="long-lived-0123456789abcdefghijklmnop",
        COPROD_SLIP_KEY_FALLBACKS="of last year, of the year before",
        DJANGO_BEHIND_HTTPS_PROXY="1",
        DJANGO_TRUSTED_ORIGINS="https://c.example",
    )
    assert coprod == {
        "ALLOWED_ORIGINS": ["https://a.example", "https://b.example"],
        "FRONTEND_SECRETS": ["the first", "the second"],
        "WEBHOOK_NETWORKS": ["10.20.0.0/16"],
        "TRUSTED_PROXIES": 2,
        "SLIP_KEY": "long-lived-0123456789abcdefghijklmnop",
        "SLIP_KEY_FALLBACKS": ["of last year", "of the year before"],
        "MAIL": True,
        "PAGE_CACHE_SECONDS": 0,
    }
    assert (header, secure) == (["HTTP_X_FORWARDED_PROTO", "https"], True)
    assert trusted == ["https://c.example"]


def test_a_cache_in_front_of_the_site():
    coprod, front = settings_with(
        "COPROD_WAGTAIL",
        "WAGTAILFRONTENDCACHE",
        COPROD_PAGE_CACHE_SECONDS="600",
        FRONTEND_CACHE="http://127.0.0.1:6081, http://10.0.0.2:6081",
    )
    assert coprod["PAGE_CACHE_SECONDS"] == 600
    assert [cache["LOCATION"] for cache in front.values()] == ["http://127.0.0.1:6081", "http://10.0.0.2:6081"]
    assert settings_with("WAGTAILFRONTENDCACHE") is None


def test_nothing_says_of_itself_that_it_came_over_https_unless_we_are_told_so():
    assert settings_with("SECURE_PROXY_SSL_HEADER", COPROD_TRUSTED_PROXIES="1") is None


def test_checks_find_nothing_wrong_with_a_deployment():
    code = "import django; django.setup(); from django.core.management import call_command; call_command('check')"
    python(
        code,
        DATABASE_URL="sqlite://:memory:",
        CACHE_URL="redis://127.0.0.1:6379/9",
        DJANGO_TASKS_WORKER="1",
        MEDIA_BUCKET="pictures",
        MEDIA_URL="https://media.example.org",
    )


def test_the_documented_environment_leaves_nothing_to_say_before_the_site_is_opened():
    code = (
        "import django; django.setup(); from django.core.checks import run_checks; "
        "found = run_checks(include_deployment_checks=True, databases=['default']); "
        "print([m.id for m in found if 'coprod' in m.id or m.id == 'security.W009'])"
    )
    documented = {
        "DJANGO_SECRET_KEY": "b8f1" * 8 + "xyzuvwrstqponmlkjihg",
        "DATABASE_URL": "sqlite://:memory:",
        "CACHE_URL": "redis://127.0.0.1:6379/9",
        "DJANGO_TASKS_WORKER": "1",
        "DJANGO_BEHIND_HTTPS_PROXY": "1",
        "COPROD_TRUSTED_PROXIES": "1",
        "COPROD_SLIP_KEY": "long-lived-0123456789abcdefghijklmnop",
        "COPROD_ALLOWED_ORIGINS": "https://a.example",
        "EMAIL_HOST": "mail.example",
        "WAGTAILADMIN_BASE_URL": "https://cms.kettle-lane.example",
    }
    assert python(code, **documented).strip() == "[]"
    assert "coprod_wagtail.W003" in python(code, **documented | {"DJANGO_TASKS_WORKER": ""})
    assert "security.W009" in python(code, **documented | {"DJANGO_SECRET_KEY": ""})


# Media in an object store


@pytest.fixture
def store():
    from .object_store import ObjectStore

    with ObjectStore() as store:
        yield store


SAVE_A_PICTURE = """
import django; django.setup()
from io import BytesIO
from django.core.files.images import ImageFile
from django.core.management import call_command
from PIL import Image as Drawn
from wagtail.images.models import Image
call_command("migrate", verbosity=0)
file = BytesIO(); Drawn.new("RGB", (640, 320), "teal").save(file, "PNG")
image = Image.objects.create(title="Teal", file=ImageFile(BytesIO(file.getvalue()), name="teal.png"))
again = Image.objects.create(title="Teal", file=ImageFile(BytesIO(file.getvalue()), name="teal.png"))
print(image.file.url, again.file.url, image.get_rendition("width-100").url, sep="\\n")
"""


@pytest.mark.django_db(transaction=True)
def test_pictures_go_to_the_object_store_and_are_found_at_its_address(store, tmp_path):
    migrated.copy(connection, tmp_path / "site.sqlite3")
    original, again, smaller = python(
        SAVE_A_PICTURE,
        DJANGO_SQLITE=str(tmp_path / "site.sqlite3"),
        DJANGO_MEDIA=str(tmp_path / "media"),
        MEDIA_BUCKET="kettle-lane",
        MEDIA_ENDPOINT=store.url,
        MEDIA_REGION="local",
        MEDIA_URL="https://media.example.org/files/",
        AWS_ACCESS_KEY_ID="key",
        AWS_SECRET_ACCESS_KEY="secret",
        # For boto3, which reads the machine's settings and looks for a role where there is no key.
        AWS_CONFIG_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
    ).split()

    assert len({original, again, smaller}) == 3  # nothing written over
    for address in (original, again, smaller):
        start, name = (
            address[: len("https://media.example.org/files/")],
            address.removeprefix("https://media.example.org/files/"),
        )
        assert start == "https://media.example.org/files/" and "?" not in name
        assert store.objects[f"/kettle-lane/{name}"].startswith(b"\x89PNG")
    assert store.access_lists == {None}  # who may read is for the bucket to say
    assert not (tmp_path / "media").exists()


def test_pages_may_show_pictures_of_the_object_store():
    policy = settings_with(
        "CONTENT_SECURITY_POLICY", MEDIA_BUCKET="kettle-lane", MEDIA_URL="https://media.example.org/files/"
    )
    assert "img-src 'self' https://media.example.org data:" in policy
    assert "media.example" not in settings_with("CONTENT_SECURITY_POLICY")
