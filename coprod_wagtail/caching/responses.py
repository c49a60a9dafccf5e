"""Who may keep a copy of an answer, for how long, and when it has not changed since.

Shared caches, such as a CDN, are allowed to keep only what the site can throw out again (`cached paths`); so words that
were hidden are gone everywhere at once, and not when a clock runs out. Everything else has to be asked for again each
time, which costs no transfer where nothing changed (304).

Pages are `CacheablePageMixin`; the JSON API uses `coprod_wagtail.api.kit.caching`. Both have made sure before that everybody may see what is
asked for: a 304 says that it is still there.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, has_vary_header, patch_cache_control
from django.utils.http import http_date

import coprod_wagtail
from coprod_wagtail.conf import conf
from coprod_wagtail.features import page_resources
from coprod_wagtail.layout import layout_context
from coprod_wagtail.page_tree.languages import has_languages
from coprod_wagtail.page_tree.wagtail_page import PageBase

from .cached_urls import on_a_purged_host
from .content_usage import say_usage
from .content_version import settled_version

#: Whoever gets a copy still has so many hours to write (WCAG 2.2.1), but for sites that give them no longer anyway.
HOURS_TO_WRITE = 20

_ResponseT = TypeVar("_ResponseT", bound=HttpResponseBase)


def strong_etag(*parts) -> str:
    """An ETag (RFC 9110, 8.8.3) made of everything that an answer depends on."""
    digest = sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        digest.update(f"{len(data)}:".encode() + data)
    return f'"{digest.hexdigest()[:32]}"'


def etag_of(parts: dict[str, Any], *, weak: bool = False) -> str:
    """An ETag made of everything that an answer depends on, by name: text, numbers, dates, lists and dicts of them. The
    package's version is always one of them. Weak, for an answer that is not the same byte for byte each time."""
    tag = strong_etag(json.dumps(parts | {"package": coprod_wagtail.__version__}, sort_keys=True, default=_plain))
    return f"W/{tag}" if weak else tag


def request_parts(request: HttpRequest) -> dict[str, Any]:
    """What of a request any answer may depend on: the address, and the language and time zone it is answered in."""
    return {
        "host": request.get_host(),
        "scheme": request.scheme,
        "address": request.get_full_path(),
        "language": translation.get_language(),
        "time_zone": timezone.get_current_timezone_name(),
    }


def belongs_to_a_session(request) -> bool:
    """Whether the request brings a session or a password, which may be a signed-in person's. Asks the session nothing."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META


def seal(response: _ResponseT) -> _ResponseT:
    """For one person: kept by nobody."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def seal_for_one_person(response: _ResponseT) -> _ResponseT:
    """For one person's eyes: kept by no cache and no search engine, and its address told to no other site."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return seal(response)


def seconds_to_keep(*changes: datetime | None, seconds: int | None = None) -> tuple[int, int]:
    """For how many seconds a shared cache may keep something that changes by itself at these moments (None for never),
    and for how many more while it asks for a new one. `seconds` is what the site allows; the pages' own by default."""
    now = timezone.now()
    until = [timedelta(hours=max(conf.TOKEN_HOURS - HOURS_TO_WRITE, 1))]
    until += [moment - now for moment in changes if moment is not None and moment > now]
    longest = int(min(until).total_seconds())
    seconds = min(conf.PAGE_CACHE_SECONDS if seconds is None else seconds, longest)
    return seconds, min(conf.STALE_WHILE_REVALIDATE, longest - seconds)


def say_how_long(response: _ResponseT, seconds: int, stale: int = 0) -> _ResponseT:
    """Let shared caches keep `response` for `seconds`, and give it away for `stale` more while they ask for a new one.
    Browsers always ask: what is thrown out of a shared cache must not lie about in theirs."""
    if seconds <= 0:
        patch_cache_control(response, no_cache=True)
    elif stale > 0:
        patch_cache_control(response, public=True, max_age=0, s_maxage=seconds, stale_while_revalidate=stale)
    else:
        patch_cache_control(response, public=True, max_age=0, s_maxage=seconds, must_revalidate=True)
    return response


def open_to_all(request, response, *, purgeable, changes=(), lasting=None, seconds=None, etag=None, last_modified=None):
    """Let everybody keep this answer, and answer 304 where the reader has it already; returns the response to send.

    For an answer that is drawn and is the same for everyone. `purgeable` says whether its address is one of those that
    are thrown out of caches when it changes; others are kept only to be asked about again. `lasting` is what has to
    change for the answer to be another one, where that is less than all its bytes; the ETag is then a weak one. `etag`
    is one that was made before. `seconds` is what the site allows, if not as for pages. `last_modified` is since when it is
    what it is, for who asks by that.
    """
    say_how_long(response, *(seconds_to_keep(*changes, seconds=seconds) if purgeable else (0,)))
    if etag is None:
        said = [response.headers.get(name, "") for name in ("Content-Language", "Content-Usage")]
        tag = strong_etag(*said, response.content if lasting is None else lasting)
        etag = tag if lasting is None else f"W/{tag}"
    response.headers["ETag"] = etag
    since = None
    if last_modified is not None:
        since = int(last_modified.timestamp())
        response.headers["Last-Modified"] = http_date(since)
    return get_conditional_response(request, etag=etag, last_modified=since, response=response)


class CacheablePageMixin(PageBase):
    """For page types that look the same to everybody without a session; the package's own all do.

    With the setting ``PAGE_CACHE_SECONDS`` the page says who may keep it. Overridable:

    * `get_cached_paths()`: the addresses under the page that a purge reaches, as in Wagtail; only these are kept by
      shared caches. Give query strings, too: ``"/?page=2"``.
    * `get_purged_paths()`: the same, and those that were kept before the change that they are thrown out for.
    * `get_cached_urls()`: whole addresses elsewhere that show the same, such as a feed; those of the JSON API for a kind of
      page that it serves.
    * `get_pages_that_show_it()`: pages that change when this one does, such as the list it stands in.
    * `get_lasting_content(content)`: the page as bytes, without what is another each time it is drawn.
    * `get_next_changes()`: moments at which the page changes by itself.
    * `get_cache_parts(request)`: with ``ETAG_BEFORE_DRAWING``, what the page draws beside what editors look after, by
      name (see `etag_of`); None draws it first.
    """

    makes_pages_stale = True

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | layout_context()

    def serve(self, request, *args, **kwargs):
        if not conf.PAGE_CACHE_SECONDS or request.method not in {"GET", "HEAD"}:
            response = say_usage(request, super().serve(request, *args, **kwargs))
            drawn_for_it = belongs_to_a_session(request) and not response.has_header("Cache-Control")
            return seal(response) if drawn_for_it else response
        etag = self._etag_before_drawing(request)
        known = etag and get_conditional_response(request, etag=etag)
        if known:
            known.headers["ETag"] = etag
            return self._allow_keeping(request, known, etag)
        response = say_usage(request, super().serve(request, *args, **kwargs))
        if response.status_code != 200:
            return response
        if hasattr(response, "add_post_render_callback"):
            response.add_post_render_callback(lambda drawn: self._allow_keeping(request, drawn, etag))
            return response
        return self._allow_keeping(request, response, etag)

    def _etag_before_drawing(self, request):
        if not conf.ETAG_BEFORE_DRAWING or _asked_by_one(request) or CookieStorage.cookie_name in request.COOKIES:
            return None
        # First of all, so that what is drawn is as new as the ETag says, or newer.
        version, parts = settled_version(), self.get_cache_parts(request)
        if version is None or parts is None:
            return None
        own = {
            "content": version,
            "page": self.pk,
            "url_path": self.url_path,
            "published": self.last_published_at,
            "revision": self.latest_revision_id,
        }
        return etag_of(request_parts(request) | own | parts, weak=True)

    def _allow_keeping(self, request, response, etag=None):
        if getattr(request, "is_preview", False) or response.has_header("Cache-Control") or response.streaming:
            return response
        if is_personal(request, response):
            return seal(response)
        return open_to_all(
            request,
            response,
            # What shows comments of all pages changes with each of them, and no purge knows of it.
            purgeable=not getattr(request, "coprod_shows_all_comments", False) and self._is_purgeable(request),
            changes=self.get_next_changes(),
            lasting=self.get_lasting_content(response.content) if etag is None else None,
            etag=etag,
        )

    def _is_purgeable(self, request):
        if not on_a_purged_host(self, request):
            return False
        base = self.get_url(request) or ""
        asked = request.get_full_path()
        return any(asked == base.rstrip("/") + path for path in self.get_cached_paths())

    def get_purged_paths(self) -> Iterable[str]:
        return self.get_cached_paths()

    def get_cached_urls(self) -> list[str]:
        kinds = (resource for resource in page_resources() if isinstance(self, resource.mixin))
        return [url for resource in kinds for url in resource.urls_of(self)]

    def get_pages_that_show_it(self) -> list[Any]:
        parent = self.get_parent()
        above = [parent] if parent is not None and not parent.is_root() else []
        return [*above, *(self.get_translations().live() if has_languages() else [])]

    def get_lasting_content(self, content: bytes) -> bytes:
        return content

    def get_next_changes(self) -> list[datetime | None]:
        return [self.expire_at]

    def get_cache_parts(self, request: HttpRequest) -> dict[str, Any] | None:
        return {}


def is_personal(request, response):
    """Whether a drawn answer is one person's: the request says so, or something that was drawn."""
    return _asked_by_one(request) or _shows_one_person(request, response)


def _asked_by_one(request):
    """Whether the request says that its answer is one person's, whatever is drawn."""
    return (
        belongs_to_a_session(request)
        or getattr(request, "coprod_for_one_reader", False)
        or getattr(request, "is_preview", False)
        or _chose_language(request)
    )


def _chose_language(request):
    # Django answers in the language of this cookie without a word to caches, unless the address names one.
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return chosen and not translation.get_language_from_path(request.path_info)


def _shows_one_person(request, response):
    """Whether something of the site's own, such as a form in its footer, made this answer one person's."""
    session = getattr(request, "session", None)
    asked = getattr(session, "accessed", False) or getattr(session, "modified", False)
    # Django keeps what it says to somebody ("Thank you, Sam") in a cookie of its own and takes that away later.
    messages = getattr(request, "_messages", None)
    told = messages is not None and messages.used and len(messages)  # in this order: to count them loads them
    varies = has_vary_header(response, "Cookie") or has_vary_header(response, "*")
    return bool(asked or told or varies or response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def _plain(value):
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"An ETag cannot be made of {type(value).__name__}.")
