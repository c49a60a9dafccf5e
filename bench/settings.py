"""The example site with the pages to measure, on either database, with the cache that goes with it."""

import os

from example_site.settings import *  # noqa: F403
from example_site.settings import INSTALLED_APPS as SITE_APPS
from example_site.settings import MIDDLEWARE as SITE_MIDDLEWARE

DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*SITE_APPS, "bench"]
MIDDLEWARE = ["bench.middleware.bench", *SITE_MIDDLEWARE]

if os.environ.get("BENCH_DATABASE") == "postgresql":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ["BENCH_NAME"],
            "USER": os.environ.get("PGUSER", "postgres"),
            "HOST": os.environ.get("PGHOST", "127.0.0.1"),
        }
    }
    if "django.contrib.postgres" not in INSTALLED_APPS:
        INSTALLED_APPS.append("django.contrib.postgres")
    CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": os.environ.get("BENCH_REDIS", "redis://127.0.0.1:6379/6"),
        }
    }
else:
    # Write-ahead, and the rest, as the example site has it.
    DATABASES = {"default": {**DATABASES["default"], "NAME": os.environ.get("BENCH_NAME", ":memory:")}}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATABASES["default"]["CONN_MAX_AGE"] = None
CACHES["nothing"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

COPROD_WAGTAIL = {
    "THREADS_PER_PAGE": 40,  # with their replies 50 comments, see `content.py`
    "MAX_WAITING": 1_000_000,
    "TOO_SOON_SECONDS": 0,
    "FLOOD_PER_MINUTE": 1_000_000,  # counted as ever, and never reached
}
