"""The example site with room for a million comments, and 50 of them on one page."""

import os

from example_site.settings import *  # noqa: F403
from example_site.settings import INSTALLED_APPS as SITE_APPS

DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*SITE_APPS, "bench"]

if os.environ.get("BENCH_DATABASE") == "postgresql":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ["BENCH_NAME"],
            "USER": os.environ.get("PGUSER", "postgres"),
            "HOST": os.environ.get("PGHOST", "127.0.0.1"),
            "CONN_MAX_AGE": None,
        }
    }
    INSTALLED_APPS.append("django.contrib.postgres")
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ.get("BENCH_NAME", ":memory:"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
            },
        }
    }

# What a site of one process has beside SQLite, and what one of several has beside PostgreSQL.
_REDIS = os.environ.get("BENCH_REDIS")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _REDIS}
    if _REDIS
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "nothing": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

COPROD_WAGTAIL = {
    "THREADS_PER_PAGE": 40,  # with their replies, 50 comments: see `content.py`
    "MAX_WAITING": 1_000_000,
    "CACHE": os.environ.get("BENCH_CACHE", "default"),
}
