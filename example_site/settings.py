"""Settings of the example site: a small charity that installs the package the way the README says.

Everything that differs from one machine to another comes from the environment; without any of it the site runs on
SQLite, in production mode, with nothing to prepare but `migrate`. With it, and the package's extra `deploy`, it runs on
PostgreSQL and Redis in any number of processes: see docs/how-to/postgresql-and-redis.md and the pages beside it.
"""

import os
from pathlib import Path
from typing import Any

import django

import coprod_wagtail
from example_site.middleware import READERS_STYLES_POLICY

PROJECT_DIR = Path(__file__).resolve().parent
BASE_DIR = PROJECT_DIR.parent


def _is_on(name):
    return os.environ.get(name, "").lower() in {"1", "true", "yes"}


def _listed(name, default=""):
    return [entry.strip() for entry in os.environ.get(name, default).split(",") if entry.strip()]


DEBUG = _is_on("DJANGO_DEBUG")

# The fallback is public, so it is for trying things out only; `check --deploy` says so (security.W009).
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY") or "django-insecure-kettle-lane-for-trying-out-only-7d2f0c9a1b"

ALLOWED_HOSTS = _listed("DJANGO_ALLOWED_HOSTS", "*")
CSRF_TRUSTED_ORIGINS = _listed("DJANGO_TRUSTED_ORIGINS")

# Only for a site that readers reach through a proxy of yours, which always sets X-Forwarded-Proto, and through no other
# way: with it a request says of itself that it came over HTTPS.
if _is_on("DJANGO_BEHIND_HTTPS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

INSTALLED_APPS = [
    "example_site.home",
    *coprod_wagtail.INSTALLED_APPS,
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Before staticfiles, so that `runserver` serves static files the same way as a real server does.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "example_site.middleware.content_security_policy",
    "example_site.middleware.private_to_the_session",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Where a page has moved, a link to a comment on it still leads to the comment.
    "coprod_wagtail.middleware.KeepQueryMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "coprod_wagtail.middleware.DatabaseAwayMiddleware",
]

CONTENT_SECURITY_POLICY = READERS_STYLES_POLICY  # and see media, below

ROOT_URLCONF = "example_site.urls"
WSGI_APPLICATION = "example_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "example_site.home.context_processors.session_cookie",
            ],
        },
    },
]

DATABASES: dict[str, Any] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("DJANGO_SQLITE", BASE_DIR / "demo.sqlite3"),
        "OPTIONS": {
            # Readers and a writer do not wait for one another, and a second writer waits instead of failing.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }
}
if "DATABASE_URL" in os.environ:
    import dj_database_url

    # Connections are kept, and looked at before they are used again: the database may have been restarted meanwhile.
    DATABASES = {"default": dj_database_url.config(conn_max_age=600, conn_health_checks=True)}
    if not DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        # A machine that is gone says nothing, and a reader should not wait for minutes to hear that.
        DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    # Behind PgBouncer the next step of a long list may come to another connection, which knows nothing of the first.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = _is_on("DATABASE_POOLER")
    if DATABASES["default"]["ENGINE"].endswith("postgresql"):
        INSTALLED_APPS.append("django.contrib.postgres")  # what Wagtail's search asks for from Django 6.1 on
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Without Redis each process has a cache of its own, which does for one process.
if "CACHE_URL" in os.environ:
    CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": os.environ["CACHE_URL"],
            # When Redis is away, everything is read from the database, and nobody waits long to find that out.
            "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 0.5, "SOCKET_TIMEOUT": 0.5},
        }
    }

# Without a worker, what is to be done after an answer is done before it.
if _is_on("DJANGO_TASKS_WORKER"):
    INSTALLED_APPS.append("django_tasks_db")
    TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PROJECT_DIR / "static"]
# Static files are served from where they are installed: nothing to collect first, in production mode too.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("DJANGO_MEDIA", BASE_DIR / "media"))

# Pictures and documents in an object store that speaks S3. The keys to it come from AWS_ACCESS_KEY_ID and
# AWS_SECRET_ACCESS_KEY, or from the machine's role, as everywhere else.
if "MEDIA_BUCKET" in os.environ:
    from urllib.parse import urlsplit

    MEDIA_URL = os.environ["MEDIA_URL"].rstrip("/") + "/"  # where browsers find what is in the bucket
    _media = urlsplit(MEDIA_URL)
    STORAGES = {
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": os.environ["MEDIA_BUCKET"],
                "endpoint_url": os.environ.get("MEDIA_ENDPOINT"),
                "region_name": os.environ.get("MEDIA_REGION"),
                "custom_domain": f"{_media.netloc}{_media.path}".rstrip("/"),
                "url_protocol": f"{_media.scheme}:",
                # Nobody may read the bucket's list or overwrite a file, and addresses of pictures stay the same.
                "default_acl": None,
                "file_overwrite": False,
                "querystring_auth": False,
            },
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    CONTENT_SECURITY_POLICY = CONTENT_SECURITY_POLICY.replace(
        "img-src 'self'", f"img-src 'self' {_media.scheme}://{_media.netloc}"
    )

SECURE_REFERRER_POLICY = "same-origin"

# Mail is printed until there is a server to hand it to.
_MAIL_SERVER = {
    "host": os.environ.get("EMAIL_HOST", ""),
    "port": int(os.environ.get("EMAIL_PORT", "25")),
    "username": os.environ.get("EMAIL_HOST_USER", ""),
    "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),
    "use_tls": _is_on("EMAIL_USE_TLS"),
    "use_ssl": _is_on("EMAIL_USE_SSL"),
    "timeout": 20,
}
_MAIL_BACKEND = os.environ.get(
    "DJANGO_EMAIL_BACKEND",
    f"django.core.mail.backends.{'smtp' if _MAIL_SERVER['host'] else 'console'}.EmailBackend",
)
if django.VERSION >= (6, 1):
    MAILERS = {
        "default": {
            "BACKEND": _MAIL_BACKEND,
            "OPTIONS": _MAIL_SERVER if _MAIL_SERVER["host"] else {},
        }
    }
else:
    EMAIL_BACKEND = _MAIL_BACKEND
    EMAIL_HOST = _MAIL_SERVER["host"]
    EMAIL_PORT = _MAIL_SERVER["port"]
    EMAIL_HOST_USER = _MAIL_SERVER["username"]
    EMAIL_HOST_PASSWORD = _MAIL_SERVER["password"]
    EMAIL_USE_TLS = _MAIL_SERVER["use_tls"]
    EMAIL_USE_SSL = _MAIL_SERVER["use_ssl"]
    EMAIL_TIMEOUT = _MAIL_SERVER["timeout"]
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Kettle Lane <hello@kettlelane.example>")
SERVER_EMAIL = os.environ.get("SERVER_EMAIL", DEFAULT_FROM_EMAIL)

# Errors are printed for whoever runs the site. They are not mailed: such a mail holds the whole request.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"quiet": {"()": "example_site.quiet_logs.WithoutPrivateAddresses"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["quiet"]}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}},
}

WAGTAIL_SITE_NAME = "Kettle Lane"
WAGTAILADMIN_BASE_URL = os.environ.get("WAGTAILADMIN_BASE_URL", "http://localhost:8000")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False
# No picture of an editor is worth telling somebody else who signs in here.
WAGTAIL_GRAVATAR_PROVIDER_URL = None

# The JSON API says the same to everybody; asking for a session would keep its answers out of every cache.
REST_FRAMEWORK: dict[str, list[str]] = {"DEFAULT_AUTHENTICATION_CLASSES": []}

# Caches in front of the site, which are told when something changes.
if "FRONTEND_CACHE" in os.environ:
    WAGTAILFRONTENDCACHE = {
        f"cache-{number}": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": location}
        for number, location in enumerate(_listed("FRONTEND_CACHE"), 1)
    }

# Editors look at drafts on a front end that is built elsewhere, in a frame inside Wagtail's preview.
if "FRONTEND_URL" in os.environ:
    _front_end = os.environ["FRONTEND_URL"].rstrip("/")
    INSTALLED_APPS.append("wagtail_headless_preview")
    WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": f"{_front_end}/preview/"}}
    CONTENT_SECURITY_POLICY += f"; frame-src 'self' {_front_end}"

COPROD_WAGTAIL = {
    "PAGE_CACHE_SECONDS": int(os.environ.get("COPROD_PAGE_CACHE_SECONDS", "0")),
    "ALLOWED_ORIGINS": _listed("COPROD_ALLOWED_ORIGINS"),
    "FRONTEND_SECRETS": _listed("COPROD_FRONTEND_SECRETS"),
    "WEBHOOK_NETWORKS": _listed("COPROD_WEBHOOK_NETWORKS"),
    "TRUSTED_PROXIES": int(os.environ.get("COPROD_TRUSTED_PROXIES", "0")),
    "SLIP_KEY": os.environ.get("COPROD_SLIP_KEY", ""),  # without one, the SECRET_KEY
    "SLIP_KEY_FALLBACKS": _listed("COPROD_SLIP_KEY_FALLBACKS"),
    # Who only tries it out, with the key that everybody knows, can follow the links in mail that is printed.
    "MAIL": None if os.environ.get("DJANGO_SECRET_KEY") or _MAIL_SERVER["host"] else True,
}
