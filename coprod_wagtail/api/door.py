"""What holds for every answer of the API, whatever operation it comes from: size, type, method, language and origin."""

from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from coprod_wagtail.conf import conf

from .problems import not_found, problem, too_large, unexpected_problem

#: Headers that scripts of another origin may read, beside those that browsers always show them.
EXPOSED = "Content-Language, ETag, Link, Location, Retry-After"
#: Headers that scripts of another origin may send.
ACCEPTED = "Accept-Language, Content-Type, Idempotency-Key, If-None-Match"
#: Operations that the whole world may read have no list of origins.
READING = {"GET", "HEAD"}
WRITING = {"POST", "PUT", "PATCH"}


def reader_language(request) -> str | None:
    """The language that the reader's browser asks for, as far as the site speaks it; None if it asks for none.

    Neither cookies nor sessions are looked at: the same request gets the same answer.
    """
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code == "*":
            return None
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return None


def allowed_origin(request) -> str:
    """The origin that the request says it comes from, if the site lets it write; else empty."""
    origin = request.headers.get("Origin", "").rstrip("/")
    allowed = {entry.rstrip("/").lower() for entry in conf.ALLOWED_ORIGINS}
    return origin if origin and origin.lower() in allowed else ""


def door(view):
    """`view`, with everything that holds for all operations. Never sets a cookie, and asks no session."""

    # The door is anonymous: it acts for nobody's session, so there is no identity that CSRF protection would protect.
    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        language = reader_language(request) or settings.LANGUAGE_CODE
        with translation.override(language):
            response = _answer(view, request, args, kwargs)
            response.headers.setdefault("Content-Language", translation.get_language())
        patch_vary_headers(response, ["Accept-Language"])
        _say_who_may_read(request, response)
        return response

    return guarded


def nothing_here(request, *args, **kwargs):
    raise Http404


def _answer(view, request, args, kwargs):
    method = request.method
    if method == "HEAD":
        request.method = "GET"  # the server leaves the body out
    try:
        refusal = _refuse(request) if method in WRITING else None
        response = refusal or view(request, *args, **kwargs)
    except Http404:
        return not_found()
    except Exception as error:  # whatever an operation did not foresee, also before it began
        return unexpected_problem(request, error)
    finally:
        request.method = method
    if response.status_code == 405:
        return _other_method(request, response)
    return response


def _refuse(request):
    """A problem, where the body is larger than we take in, or is no JSON: a form of another site could send that."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length) > conf.MAX_BODY_BYTES:
        return too_large()
    if request.content_type != "application/json":
        return problem(415, "not_json", _("Send JSON, with the Content-Type application/json."))
    return None


def _other_method(request, response):
    allowed = {method for method in response.headers.get("Allow", "").replace(" ", "").split(",") if method}
    allowed |= {"OPTIONS"} | ({"HEAD"} if "GET" in allowed else set())
    headers = {"Allow": ", ".join(sorted(allowed))}
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=headers)
    return problem(405, "method_not_allowed", _("This address does not take such requests."), headers=headers)


def _say_who_may_read(request, response):
    """CORS. Anybody's page may show what everybody may read; only the site's own front ends may write, or read what is
    for one person. Credentials are never allowed."""
    origin = allowed_origin(request)
    private = "private" in response.headers.get("Cache-Control", "")
    if request.method in READING and not private:
        response.headers["Access-Control-Allow-Origin"] = "*"
    else:
        patch_vary_headers(response, ["Origin"])
        if not origin and request.method != "OPTIONS":
            return
        if request.method == "OPTIONS":
            _preflight(request, response, origin)
            return
        response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = EXPOSED


def _preflight(request, response, origin):
    wanted = request.headers.get("Access-Control-Request-Method", "").upper()
    if wanted in READING:
        origin = origin or "*"
    if not origin:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
    response.headers["Access-Control-Allow-Headers"] = ACCEPTED
    response.headers["Access-Control-Max-Age"] = "86400"
