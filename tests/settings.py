"""The example site, on a database in memory: what the suite tests is what the README installs."""

import os
import tempfile
from pathlib import Path

from coprod_wagtail.compat import WAGTAIL_8
from example_site.middleware import STRICT_POLICY
from example_site.settings import *  # noqa: F403
from example_site.settings import INSTALLED_APPS as SITE_APPS

PROJECT = "regular"  # see tests/projects/shapes.py
#: The types of page that the tests are about: each shape has its own. `home` and `text` are for the tests of a whole site
#: with the ready-made types.
TEST_PAGES = {
    "home": "home.HomePage",
    "text": "home.TextPage",
    "index": "coprod_pages.BlogIndexPage",
    "post": "coprod_pages.BlogPostPage",
    "question": "coprod_pages.ConversationPage",
}

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = list(dict.fromkeys([*SITE_APPS, "wagtail_headless_preview"]))
if WAGTAIL_8:
    INSTALLED_APPS.append("wagtail.api.v3")
# No site of the tests has this name, so their previews are drawn with templates but where a test says otherwise.
WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"nowhere.example": "https://front.example/preview/"}}
ROOT_URLCONF = "tests.urls"
CONTENT_SECURITY_POLICY = STRICT_POLICY  # what works under it works under any other

_DATABASE = os.environ.get("TEST_DATABASE", "sqlite")
if _DATABASE == "postgresql":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ.get("PGDATABASE", "test"),
            "USER": os.environ.get("PGUSER", "postgres"),
            "HOST": os.environ.get("PGHOST", "127.0.0.1"),
        }
    }
    INSTALLED_APPS.append("django.contrib.postgres")
elif _DATABASE == "mariadb":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.mysql",
            "NAME": os.environ.get("MYSQL_DATABASE", "test"),
            "USER": os.environ.get("MYSQL_USER", "root"),
            "PASSWORD": os.environ.get("MYSQL_PASSWORD", ""),
            "HOST": os.environ.get("MYSQL_HOST", "127.0.0.1"),
            "PORT": os.environ.get("MYSQL_TCP_PORT", ""),
            "OPTIONS": {"charset": "utf8mb4"},
            "TEST": {"CHARSET": "utf8mb4", "COLLATION": "utf8mb4_general_ci"},
        }
    }
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}

# The servers are tested with the cache that goes with them; TEST_CACHE=locmem does without, TEST_CACHE=redis adds it to
# SQLite. Each process of a parallel run has a Redis database of its own, counted up from 8, and on MariaDB from 12, so
# that both may be tested at once: every test clears its cache, and clearing Redis means the whole numbered database.
if os.environ.get("TEST_CACHE", "locmem" if _DATABASE == "sqlite" else "redis") == "redis":
    _REDIS = os.environ.get("TEST_REDIS", "redis://127.0.0.1:6379")
    _FIRST = int(os.environ.get("TEST_REDIS_FIRST_DB", "12" if _DATABASE == "mariadb" else "8"))
    _WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",  # and unlike a site, a test hears of every error
            "LOCATION": f"{_REDIS}/{_FIRST + _WORKER}",
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="coprod-media-"))
WHITENOISE_AUTOREFRESH = True
