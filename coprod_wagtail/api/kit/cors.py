"""Which pages of other origins may use the API in a browser (the Fetch standard's CORS).

What everybody may read, any page may read. Only the site's own front ends may send something, or read what is for one
person; they are named in ``ALLOWED_ORIGINS``. Credentials are never allowed: the API knows no cookies.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from wagtail.models import Site

from coprod_wagtail.gateway.origins import is_allowed_origin

from .parameters import site_asked_for

#: What scripts of another origin may read, beside what browsers show them anyway.
EXPOSED = "Content-Language, ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
#: What scripts of another origin may send, beside what browsers let them anyway. The last three are of programs that
#: follow a request through all that it meets (W3C Trace Context and Baggage); nothing of ours looks at them.
ACCEPTED = "Accept-Language, Content-Type, Idempotency-Key, If-None-Match, baggage, traceparent, tracestate"
#: Seconds for which a browser need not ask again; more than this no browser remembers.
REMEMBERED = "7200"
READING = {"GET", "HEAD"}


def say_who_may_read(request: HttpRequest, response: HttpResponse) -> None:
    """Add the headers that let a page of another origin see this answer, if it may."""
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
