"""Who may keep a copy of an answer, for how long, and when it has not changed since.

Shared caches, such as a CDN, are allowed to keep only what the site can throw out again (`cached paths`); so words that
were hidden are gone everywhere at once, and not when a clock runs out. Everything else has to be asked for again each
time, which costs no transfer where nothing changed (304).
"""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control

from .conf import conf
from .languages import has_languages

#: A form must still be good when somebody has read for as long as they like (WCAG 2.2.1), so pages are kept for half as
#: long as its token lasts, at most.
LONGEST = timedelta(hours=12)


def strong_etag(*parts) -> str:
    """An ETag (RFC 9110, 8.8.3) made of everything that an answer depends on."""
    digest = sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        digest.update(f"{len(data)}:".encode() + data)
    return f'"{digest.hexdigest()[:32]}"'


def belongs_to_a_session(request) -> bool:
    """Whether the request brings a session, which may be a signed-in person's. Asks the session nothing."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def seal(response):
    """For one person: kept by nobody."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def seconds_to_keep(*changes) -> int:
    """How many seconds a shared cache may keep something that changes by itself at these moments (None for never)."""
    until = [timedelta(seconds=conf.PAGE_CACHE_SECONDS), LONGEST]
    now = timezone.now()
    until += [moment - now for moment in changes if moment is not None and moment > now]
    return int(min(until).total_seconds())


def open_to_all(request, response, *, purgeable, changes=(), lasting=None):
    """Let everybody keep this answer, and answer 304 where the reader has it already; returns the response to send.

    For an answer that is drawn and is the same for everyone. `purgeable` says whether its address is one of those that
    are thrown out of caches when it changes; others are kept only to be asked about again. `lasting` is what has to
    change for the answer to be another one, where that is less than all its bytes; the ETag is then a weak one.
    """
    seconds = seconds_to_keep(*changes) if purgeable else 0
    if seconds > 0:
        patch_cache_control(response, public=True, max_age=0, s_maxage=seconds, must_revalidate=True)
    else:
        patch_cache_control(response, no_cache=True)
    tag = strong_etag(response.headers.get("Content-Language", ""), response.content if lasting is None else lasting)
    response.headers["ETag"] = tag if lasting is None else f"W/{tag}"
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)


class CacheablePageMixin(models.Model):
    """For page types that look the same to everybody without a session; the package's own all do.

    With the setting ``PAGE_CACHE_SECONDS`` the page says who may keep it. Overridable:

    * `get_cached_paths()`: the addresses under the page that a purge reaches, as in Wagtail; only these are kept by
      shared caches. Give query strings, too: ``"/?page=2"``.
    * `get_cached_urls()`: whole addresses elsewhere that show the same, such as a feed.
    * `get_pages_that_show_it()`: pages that change when this one does, such as the list it stands in.
    * `get_lasting_content(content)`: the page as bytes, without what is another each time it is drawn.
    * `get_next_changes()`: moments at which the page changes by itself.
    """

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        if conf.PAGE_CACHE_SECONDS and request.method in {"GET", "HEAD"} and response.status_code == 200:
            if hasattr(response, "add_post_render_callback"):
                response.add_post_render_callback(lambda drawn: self._allow_keeping(request, drawn))
            else:
                response = self._allow_keeping(request, response)
        return response

    def _allow_keeping(self, request, response):
        if getattr(request, "is_preview", False) or response.has_header("Cache-Control") or response.streaming:
            return response
        if belongs_to_a_session(request) or _is_personal(request, response):
            return seal(response)
        return open_to_all(
            request,
            response,
            purgeable=self._is_purgeable(request),
            changes=self.get_next_changes(),
            lasting=self.get_lasting_content(response.content),
        )

    def _is_purgeable(self, request):
        base = self.get_url(request) or ""
        asked = request.get_full_path()
        return any(asked == base.rstrip("/") + path for path in self.get_cached_paths())

    def get_cached_urls(self):
        return []

    def get_pages_that_show_it(self):
        parent = self.get_parent()
        above = [parent] if parent is not None and not parent.is_root() else []
        return [*above, *(self.get_translations().live() if has_languages() else [])]

    def get_lasting_content(self, content: bytes) -> bytes:
        return content

    def get_next_changes(self):
        return [self.expire_at]


def _is_personal(request, response):
    """Whether something of the site's own, such as a form in its footer, made this answer one person's."""
    session = getattr(request, "session", None)
    asked = getattr(session, "accessed", False) or getattr(session, "modified", False)
    mine = getattr(request, "coprod_for_one_reader", False)
    return bool(mine or asked or response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))
