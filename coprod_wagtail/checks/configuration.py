"""What `COPROD_WAGTAIL` holds."""

from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from coprod_wagtail.conf import Conf, conf
from coprod_wagtail.gateway.origins import allowed_origins

#: Settings that count something.
WHOLE_NUMBERS = {
    "MAX_COMMENT_LENGTH",
    "MAX_NAME_LENGTH",
    "MAX_BODY_BYTES",
    "MAX_WAITING",
    "MAX_FLOOD_WAITING",
    "CLOSING_GRACE_SECONDS",
    "THREADS_PER_PAGE",
    "TOKEN_HOURS",
    "REPEAT_SECONDS",
    "CASE_COPY_DAYS",
    "KEEP_COVERED_DAYS",
    "KEEP_TAKEN_DOWN_DAYS",
    "KEEP_REFUSED_DAYS",
    "KEEP_EMAIL_DAYS",
    "MANY_LINKS",
    "MANY_FROM_CLIENT",
    "MANY_ON_PAGE",
    "MANY_SECONDS",
    "SPAM_SERVICE_WAIT_SECONDS",
    "BUSY_PAGE",
    "BUSY_SITE",
    "FLOOD_PER_MINUTE",
    "MODERATION_PER_MINUTE",
    "SAME_WORDS_SECONDS",
    "TRUSTED_PROXIES",
    "PAGE_CACHE_SECONDS",
    "API_CACHE_SECONDS",
    "STALE_WHILE_REVALIDATE",
}

#: Browsers leave these out.
USUAL_PORTS = {"http": 80, "https": 443}


def setting_names():
    """Every name that `COPROD_WAGTAIL` may hold."""
    return {name for name, value in vars(Conf).items() if isinstance(value, property)}


@register(Tags.compatibility)
def check_setting_names(app_configs, **kwargs):
    unknown = sorted(set(getattr(settings, "COPROD_WAGTAIL", {})) - setting_names())
    return [
        Error(
            f"COPROD_WAGTAIL has a setting that does not exist: {name}.",
            hint=f"Settings are: {', '.join(sorted(setting_names()))}.",
            id="coprod_wagtail.E001",
        )
        for name in unknown
    ]


@register(Tags.compatibility)
def check_setting_values(app_configs, **kwargs):
    given = getattr(settings, "COPROD_WAGTAIL", {})
    wrong = [name for name in sorted(WHOLE_NUMBERS & set(given)) if type(given[name]) is not int or given[name] < 0]
    errors = [
        Error(f"COPROD_WAGTAIL['{name}'] must be a whole number, 0 or more.", id="coprod_wagtail.E004")
        for name in wrong
    ]
    if type(conf.ETAG_BEFORE_DRAWING) is not bool:
        errors.append(Error("COPROD_WAGTAIL['ETAG_BEFORE_DRAWING'] must be True or False.", id="coprod_wagtail.E015"))
    keys = conf.SLIP_KEY_FALLBACKS
    if not isinstance(keys, list | tuple) or not all(isinstance(key, str) and key for key in keys):
        errors.append(
            Error(
                "COPROD_WAGTAIL['SLIP_KEY_FALLBACKS'] must be a list of the keys that were SLIP_KEY before.",
                hint="Such as ['the key until last week']. An empty one would be nobody's.",
                id="coprod_wagtail.E025",
            )
        )
    if type(conf.LOG_CLIENT_ADDRESSES) is not bool:
        errors.append(Error("COPROD_WAGTAIL['LOG_CLIENT_ADDRESSES'] must be True or False.", id="coprod_wagtail.E050"))
    if type(conf.SPAM_SERVICE_FEEDBACK) is not bool:
        errors.append(Error("COPROD_WAGTAIL['SPAM_SERVICE_FEEDBACK'] must be True or False.", id="coprod_wagtail.E083"))
    if conf.MAIL is not None and type(conf.MAIL) is not bool:
        errors.append(Error("COPROD_WAGTAIL['MAIL'] must be True, False or None.", id="coprod_wagtail.E060"))
    if type(conf.CLEAN_ALL_PICTURES) is not bool:
        errors.append(Error("COPROD_WAGTAIL['CLEAN_ALL_PICTURES'] must be True or False.", id="coprod_wagtail.E030"))
    if not _are_former_words(conf.FORMER_LIST_WORDS):
        errors.append(
            Error(
                "COPROD_WAGTAIL['FORMER_LIST_WORDS'] must be a dict of lists of words.",
                hint='Such as {"topic": ["thema"]}: the kinds are topic, tag, by, series and search.',
                id="coprod_wagtail.E031",
            )
        )
    if "MAX_NAME_LENGTH" not in wrong and not 1 <= conf.MAX_NAME_LENGTH <= 200:
        errors.append(
            Error("COPROD_WAGTAIL['MAX_NAME_LENGTH'] must be from 1 to 200.", id="coprod_wagtail.E002"),
        )
    if "TOKEN_HOURS" not in wrong and conf.TOKEN_HOURS < 20:
        errors.append(
            Error(
                "COPROD_WAGTAIL['TOKEN_HOURS'] must be 20 or more.",
                hint="WCAG 2.2.1: nobody may lose what they wrote because they took their time.",
                id="coprod_wagtail.E003",
            )
        )
    return errors


def _are_former_words(given):
    return isinstance(given, dict) and all(
        kind in {"topic", "tag", "by", "series", "search"}
        and isinstance(words, list | tuple)
        and all(isinstance(word, str) and word for word in words)
        for kind, words in given.items()
    )


@register(Tags.compatibility)
def check_cache(app_configs, **kwargs):
    """A cache that is not there would otherwise be noticed by whoever reads the first comment."""
    if conf.CACHE in settings.CACHES:
        return []
    return [
        Error(
            f"COPROD_WAGTAIL['CACHE'] names a cache that is not in CACHES: {conf.CACHE}.",
            hint=f"CACHES has: {', '.join(sorted(settings.CACHES))}.",
            id="coprod_wagtail.E008",
        )
    ]


@register(Tags.caches)
def check_kept_pages_can_be_thrown_out(app_configs, **kwargs):
    """Words that were taken off a page would stay in front of the site for as long as the page may be kept."""
    named = getattr(settings, "WAGTAILFRONTENDCACHE", None) or getattr(settings, "WAGTAILFRONTENDCACHE_LOCATION", None)
    values = {name: getattr(conf, name) for name in ("PAGE_CACHE_SECONDS", "API_CACHE_SECONDS")}
    keeping = [name for name, seconds in values.items() if isinstance(seconds, int) and seconds > 0]
    if (named and apps.is_installed("wagtail.contrib.frontend_cache")) or not keeping:
        return []
    return [
        Warning(
            f"COPROD_WAGTAIL['{keeping[0]}'] lets a CDN keep answers, and nothing throws them out again.",
            hint="Add wagtail.contrib.frontend_cache to INSTALLED_APPS and say in WAGTAILFRONTENDCACHE where the cache is."
            " Else a comment that is hidden can be read until its page has been kept for that long.",
            id="coprod_wagtail.W010",
        )
    ]


@register(Tags.security)
def check_allowed_origins(app_configs, **kwargs):
    """An entry that no browser ever sends lets nobody in, and says so to nobody."""
    named = conf.ALLOWED_ORIGINS
    lists = list(named.values()) if isinstance(named, dict) else [named]
    if not all(isinstance(origins, list | tuple | set | frozenset) for origins in lists):
        return [
            Error(
                "COPROD_WAGTAIL['ALLOWED_ORIGINS'] must be a list, or a list for each site.",
                hint='Write it with brackets, such as ["https://www.example.org"].',
                id="coprod_wagtail.E010",
            )
        ]
    return _wrong_origins("ALLOWED_ORIGINS", allowed_origins(), "send comments here")


@register(Tags.security)
def check_moderation_api_origins(app_configs, **kwargs):
    """Private words of readers are behind it."""
    named = conf.MODERATION_API_ORIGINS
    if not isinstance(named, list | tuple | set | frozenset):
        return [
            Error(
                "COPROD_WAGTAIL['MODERATION_API_ORIGINS'] must be a list.",
                hint='Write it with brackets, such as ["https://tools.example.org"].',
                id="coprod_wagtail.E010",
            )
        ]
    return _wrong_origins("MODERATION_API_ORIGINS", named, "read and decide about comments")


def _wrong_origins(name, named, what):
    errors = []
    for origin in named:
        if "*" in str(origin):
            errors.append(
                Error(
                    f"COPROD_WAGTAIL['{name}'] has a wildcard: {origin}.",
                    hint=f"Name each website that may {what}. There is no entry for all of them.",
                    id="coprod_wagtail.E009",
                )
            )
        elif not is_origin(origin):
            errors.append(
                Error(
                    f"COPROD_WAGTAIL['{name}'] has something that is not an origin: {origin!r}.",
                    hint="Write it as a browser does, such as https://www.example.org: no path, no slash at the end, "
                    "no port that goes without saying, and other letters than English ones as xn--.",
                    id="coprod_wagtail.E010",
                )
            )
    return errors


@register(Tags.compatibility)
def check_frontend_slip_url(app_configs, **kwargs):
    """Readers would be given an address that leads to no comment, or to everybody's."""
    return [
        Error(
            f"COPROD_WAGTAIL['FRONTEND_SLIP_URL'] is no address with one {{secret}} in it: {url!r}.",
            hint="Write it as https://www.example.org/my-comment/{secret}, or one for each site by its host name.",
            id="coprod_wagtail.E023",
        )
        for url in _without_a_secret(conf.FRONTEND_SLIP_URL)
    ]


@register(Tags.compatibility)
def check_frontend_mail_url(app_configs, **kwargs):
    """What was asked for by mail could be neither confirmed nor stopped."""
    return [
        Error(
            f"COPROD_WAGTAIL['FRONTEND_MAIL_URL'] is no address with one {{secret}} in it: {url!r}.",
            hint="Write it as https://www.example.org/my-mail/{secret}, or one for each site by its host name.",
            id="coprod_wagtail.E061",
        )
        for url in _without_a_secret(conf.FRONTEND_MAIL_URL)
    ]


def _without_a_secret(named):
    """Those of a setting's URLs, one text or one for each site, in which a secret has no place."""
    urls = list(named.values()) if isinstance(named, dict) else [named] if named else []
    return [url for url in urls if not (isinstance(url, str) and url.count("{secret}") == 1 and is_url(url))]


def is_url(text):
    try:
        parts = urlsplit(text)
    except (AttributeError, TypeError, ValueError):
        return False
    return parts.scheme in USUAL_PORTS and bool(parts.hostname) and "{" not in parts.netloc


#: As many characters as the signature has bytes.
SHORTEST_SECRET = 32


@register(Tags.security)
def check_frontend_secrets(app_configs, **kwargs):
    """With a secret that can be guessed, anybody may say that they are anybody."""
    secrets = conf.FRONTEND_SECRETS
    listed = isinstance(secrets, list | tuple)
    if listed and all(isinstance(secret, str) and len(secret) >= SHORTEST_SECRET for secret in secrets):
        return []
    return [
        Error(
            f"COPROD_WAGTAIL['FRONTEND_SECRETS'] must be a list of random texts of {SHORTEST_SECRET} characters or more.",
            hint='Make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"',
            id="coprod_wagtail.E021",
        )
    ]


@register(Tags.security)
def check_cors_headers(app_configs, **kwargs):
    """Settings of django-cors-headers, for sites that use it."""
    everybody = getattr(settings, "CORS_ALLOW_ALL_ORIGINS", False) or getattr(settings, "CORS_ORIGIN_ALLOW_ALL", False)
    if not (everybody and getattr(settings, "CORS_ALLOW_CREDENTIALS", False)):
        return []
    return [
        Warning(
            "CORS_ALLOW_ALL_ORIGINS and CORS_ALLOW_CREDENTIALS are both on: any website may read what a signed-in person "
            "of yours can see.",
            hint="Name the origins in CORS_ALLOWED_ORIGINS, and the paths in CORS_URLS_REGEX. The package's own JSON API "
            "needs neither: see ALLOWED_ORIGINS.",
            id="coprod_wagtail.W020",
        )
    ]


def is_origin(text):
    """Whether `text` is what a browser may send as ``Origin``, in large or small letters."""
    try:
        parts = urlsplit(text)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except (AttributeError, TypeError, ValueError):
        return False
    if scheme not in USUAL_PORTS or not host or port == USUAL_PORTS[scheme]:
        return False
    host = f"[{host}]" if ":" in host else host
    return text.isascii() and text.lower() == f"{scheme}://{host}" + (f":{port}" if port else "")
