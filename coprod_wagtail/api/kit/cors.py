"""Which pages of other origins may use the API in a browser (the Fetch standard's CORS).

What everybody may read, any page may read. Only the site's own front ends may send something, or read what is for one
person; they are named in ``ALLOWED_ORIGINS``. Where only those are answered who have signed in, a setting of its own names
the origins (`answer_only`), and they send a token. Credentials are never allowed: no page of another origin uses anybody's
session.
"""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from wagtail.models import Site

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.origins import is_allowed_origin, plain_origin

from .parameters import site_asked_for

#: What scripts of another origin may read, beside what browsers show them anyway.
EXPOSED = "Content-Language, ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
#: What scripts of another origin may send, beside what browsers let them anyway. The last three are of programs that
#: follow a request through all that it meets (W3C Trace Context and Baggage); nothing of ours looks at them.
ACCEPTED = "Accept-Language, Content-Type, Idempotency-Key, If-None-Match, baggage, traceparent, tracestate"
#: Seconds for which a browser need not ask again; more than this no browser remembers.
REMEMBERED = "7200"
READING = {"GET", "HEAD"}


def answer_only(request: HttpRequest, setting: str) -> None:
    """Let no page of another origin see the answer, but for those that the setting with this name lists."""
    request.coprod_origins = setting  # type: ignore[attr-defined]  # a note of ours on Django's request


def say_who_may_read(request: HttpRequest, response: HttpResponse) -> None:
    """Add the headers that let a page of another origin see this answer, if it may."""
    if setting := getattr(request, "coprod_origins", ""):
        _say_for_signed_in(request, response, getattr(conf, setting))
        return
    if request.method == "OPTIONS":
        patch_vary_headers(response, ["Origin"])
        wanted = request.headers.get("Access-Control-Request-Method", "").upper()
        # A browser's question is about any site: what the operation then says, the page may read. Asked by a page itself,
        # it is whether something may be sent to this one.
        site = None if wanted else _site(request)
        if origin := _allowed(request, site) or ("*" if wanted in READING else ""):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
            response.headers["Access-Control-Allow-Headers"] = ACCEPTED
            response.headers["Access-Control-Max-Age"] = REMEMBERED
        return
    if request.method in READING and "private" not in response.headers.get("Cache-Control", ""):
        origin = "*"
    else:
        patch_vary_headers(response, ["Origin"])
        origin = _allowed(request)
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = EXPOSED


def _say_for_signed_in(request: HttpRequest, response: HttpResponse, named: Iterable[str]) -> None:
    patch_vary_headers(response, ["Origin"])
    origin = request.headers.get("Origin", "")
    if not origin or plain_origin(origin) not in map(plain_origin, named):
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    if request.method != "OPTIONS":
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        return
    response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
    response.headers["Access-Control-Allow-Headers"] = f"{ACCEPTED}, Authorization"
    response.headers["Access-Control-Max-Age"] = REMEMBERED


def _allowed(request: HttpRequest, site: Site | None = None) -> str:
    """The origin that the request says it comes from, as it says it, if it may send something to `site`, or to any where
    none is given; else empty."""
    origin = request.headers.get("Origin", "")
    return origin if is_allowed_origin(origin, site) else ""


def _site(request: HttpRequest) -> Site | None:
    """The site that is asked; None where there is none of that name."""
    name = request.GET.get("site", "")
    try:
        return site_asked_for(request, name) if len(name) <= 200 and name.isprintable() else None
    except Http404:
        return None
