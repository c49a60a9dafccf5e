"""What a site that is open to readers should have. Only with ``check --deploy``."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.utils.module_loading import import_string

from coprod_wagtail.caching.purge_kind import PurgeKind, cache_names
from coprod_wagtail.conf import conf
from coprod_wagtail.outbox.addresses import mail_is_set_up
from coprod_wagtail.outbox.kinds import all_kinds

#: Each process has what it keeps there to itself, or keeps nothing.
CACHES_FOR_ONE_PROCESS = {
    "django.core.cache.backends.locmem.LocMemCache",
    "django.core.cache.backends.dummy.DummyCache",
}

DJANGO_REDIS = "django_redis.cache.RedisCache"
#: Of those that come with Django. `PyMemcacheCache` has a way to leave errors out, and is asked to by nobody unless told.
CACHES_THAT_RAISE = {
    "django.core.cache.backends.redis.RedisCache",
    "django.core.cache.backends.memcached.PyLibMCCache",
}

DATABASE_AWAY = "coprod_wagtail.middleware.DatabaseAwayMiddleware"

TASKS_WITHOUT_A_WORKER = {
    f"{package}.backends.{backend}"
    for package in ("django_tasks", "django.tasks")
    for backend in ("immediate.ImmediateBackend", "dummy.DummyBackend")
}

MAIL_THAT_ARRIVES_NOWHERE = {
    f"django.core.mail.backends.{backend}.EmailBackend" for backend in ("console", "dummy", "filebased", "locmem")
}


@register(Tags.security, deploy=True)
def check_slip_key(app_configs, **kwargs):
    if getattr(settings, "COPROD_WAGTAIL", {}).get("SLIP_KEY"):
        return []
    return [
        Warning(
            "COPROD_WAGTAIL['SLIP_KEY'] is not set, so SECRET_KEY stands in.",
            hint="When SECRET_KEY is changed, every private page that readers were given stops working. "
            "Give SLIP_KEY a long random value of its own and keep it.",
            id="coprod_wagtail.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_slip_keys_are_long(app_configs, **kwargs):
    given = getattr(settings, "COPROD_WAGTAIL", {})
    named = [("SLIP_KEY", given.get("SLIP_KEY"))] if given.get("SLIP_KEY") else []
    named += [("SLIP_KEY_FALLBACKS", key) for key in conf.SLIP_KEY_FALLBACKS]
    weak = dict.fromkeys(name for name, key in named if not isinstance(key, str) or _is_weak(key))
    return [
        Warning(
            f"COPROD_WAGTAIL['{name}'] can be guessed: it is short, or has few different characters.",
            hint="Who guesses it and has a copy of the database can open every private page. Take a long random value, such "
            "as from `python -c 'import secrets; print(secrets.token_urlsafe(48))'`, and keep the one of today in "
            "SLIP_KEY_FALLBACKS, so that what readers were given goes on working.",
            id="coprod_wagtail.W025",
        )
        for name in weak
    ]


def _is_weak(key):
    """As Django has it for `SECRET_KEY`, but 32 characters will do: that many hexadecimal digits are 128 bits."""
    return len(key) < 32 or len(set(key)) < 5


@register(Tags.caches, deploy=True)
def check_cache_is_shared(app_configs, **kwargs):
    """How many processes there are is known to whoever starts them and not from here, so it says "if"."""
    backend = settings.CACHES.get(conf.CACHE, {}).get("BACKEND")
    if backend not in CACHES_FOR_ONE_PROCESS:
        return []
    return [
        Warning(
            f"Processes do not share the cache {conf.CACHE!r}: {backend}.",
            hint="If the site runs in more than one process, use one that they share, such as Redis. Else each draws "
            "the lists of comments for itself, and keeps words that another has taken off the page, in its memory, for "
            "up to ten minutes. If it runs in one process, put this id into SILENCED_SYSTEM_CHECKS.",
            id="coprod_wagtail.W002",
        )
    ]


@register(Tags.caches, deploy=True)
def check_caches_may_be_away(app_configs, **kwargs):
    """Wagtail asks the cache on every page, for the paths of sites and for pictures, and hands on what it raises."""
    raising = [
        name for name in {"default": 1, "renditions": 1, conf.CACHE: 1} if _raises(settings.CACHES.get(name, {}))
    ]
    return [
        Warning(
            f"When the server of the cache {name!r} does not answer, no page does: {settings.CACHES[name]['BACKEND']}.",
            hint="Take a backend for which an error is a miss, so that everything is read from the database meanwhile: "
            "django-redis with IGNORE_EXCEPTIONS. If nobody minds an hour without the site, put this id into "
            "SILENCED_SYSTEM_CHECKS.",
            id="coprod_wagtail.W040",
        )
        for name in raising
    ]


def _raises(cache):
    """Whether such an entry of `CACHES` hands on the errors of a server; False for a backend that nobody here knows."""
    try:
        backend = import_string(cache["BACKEND"])
    except (KeyError, ImportError):
        return False  # Django says so itself
    known = {f"{base.__module__}.{base.__qualname__}" for base in backend.__mro__}
    if DJANGO_REDIS in known:
        ignores = getattr(settings, "DJANGO_REDIS_IGNORE_EXCEPTIONS", False)
        return not cache.get("OPTIONS", {}).get("IGNORE_EXCEPTIONS", ignores)
    return bool(known & CACHES_THAT_RAISE)


@register(Tags.compatibility, deploy=True)
def check_readers_are_told_that_the_database_is_away(app_configs, **kwargs):
    if DATABASE_AWAY in settings.MIDDLEWARE:
        return []
    return [
        Warning(
            f"MIDDLEWARE has no {DATABASE_AWAY!r}.",
            hint="When the database does not answer, pages are an error 500 in place of one that says to try again. Where "
            "ATOMIC_REQUESTS is on, readers who send a comment at that moment lose their words. Put it last.",
            id="coprod_wagtail.W041",
        )
    ]


def _tasks_backend():
    tasks = getattr(settings, "TASKS", None) or {}
    return tasks.get("default", {}).get("BACKEND", "django_tasks.backends.immediate.ImmediateBackend")


@register(Tags.compatibility, deploy=True)
def check_tasks_have_a_worker(app_configs, **kwargs):
    backend = _tasks_backend()
    if backend not in TASKS_WITHOUT_A_WORKER:
        return []
    return [
        Warning(
            f"No worker does the tasks: {backend}.",
            hint="The reader who sends a comment, and the editor who saves a page, wait until they are done; with the "
            "DummyBackend nobody ever does them. Set TASKS to a backend with a worker, such as django-tasks-db, and "
            "keep the worker running. If waiting is fine for you, put this id into SILENCED_SYSTEM_CHECKS.",
            id="coprod_wagtail.W003",
        )
    ]


@register(Tags.compatibility, deploy=True)
def check_messages_are_sent(app_configs, **kwargs):
    """Nothing that leaves the machine is sent in a request, so without a worker somebody has to start what sends it."""
    # Letting go of copies needs no sending where there is no cache in front of the site.
    kinds = [kind for name, kind in all_kinds().items() if name != PurgeKind.name or cache_names()]
    if _tasks_backend() not in TASKS_WITHOUT_A_WORKER or not kinds:
        return []
    labels = ", ".join(str(kind.label) for kind in kinds)
    return [
        Warning(
            f"No worker sends what leaves the site ({labels}).",
            hint="Without a worker they wait for `manage.py send_pending`. Have it run every minute, or keep "
            "`manage.py send_pending --every 10` running. If you do, put this id into SILENCED_SYSTEM_CHECKS.",
            id="coprod_wagtail.W012",
        )
    ]


@register(Tags.compatibility, deploy=True)
def check_mail_is_sent(app_configs, **kwargs):
    """Of MAILERS, which comes in its place from Django 6.1 on, Django says the same itself (mail.E001)."""
    if hasattr(settings, "MAILERS") or settings.EMAIL_BACKEND not in MAIL_THAT_ARRIVES_NOWHERE:
        return []
    return [
        Warning(
            f"E-mail reaches nobody: EMAIL_BACKEND is {settings.EMAIL_BACKEND}.",
            hint="An editor who forgot a password waits for it in vain. Set EMAIL_HOST, and leave EMAIL_BACKEND out.",
            id="coprod_wagtail.W004",
        )
    ]


@register(Tags.compatibility, deploy=True)
def check_mail_is_set_up(app_configs, **kwargs):
    """Who says that there is no mail knows it."""
    if conf.MAIL is False or mail_is_set_up():
        return []
    return [
        Warning(
            "Mail from this site reaches nobody, so readers are not asked for an e-mail address, and get no mail.",
            hint="Set EMAIL_HOST and DEFAULT_FROM_EMAIL. If there is to be no mail, say COPROD_WAGTAIL['MAIL'] = False.",
            id="coprod_wagtail.W060",
        )
    ]


@register(Tags.security, deploy=True)
def check_proxies_are_counted(app_configs, **kwargs):
    behind_a_proxy = settings.SECURE_PROXY_SSL_HEADER or settings.USE_X_FORWARDED_HOST or settings.USE_X_FORWARDED_PORT
    if conf.TRUSTED_PROXIES or not behind_a_proxy:
        return []
    return [
        Warning(
            "The site is behind a proxy, and COPROD_WAGTAIL['TRUSTED_PROXIES'] is 0.",
            hint="So all readers seem to have the address of the proxy, and two people who send the same words count "
            "as one who pressed twice. Say how many proxies of yours add to X-Forwarded-For.",
            id="coprod_wagtail.W005",
        )
    ]


@register(Tags.urls, deploy=True)
def check_admin_base_url(app_configs, **kwargs):
    """Pictures in the API, and links in Wagtail's mails, begin with it. Wagtail itself says when it is missing."""
    named = getattr(settings, "WAGTAILADMIN_BASE_URL", None)
    if not named or urlsplit(named).hostname not in {"example.com", "localhost", "127.0.0.1"}:
        return []
    return [
        Warning(
            f"WAGTAILADMIN_BASE_URL is not where your readers find this server: {named}.",
            hint="Write the address of this server, such as https://www.example.org. `wagtail start` put another there.",
            id="coprod_wagtail.W017",
        )
    ]
