"""What holds for every answer of the API, whatever operation it comes from: size, type, method, language and origin."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn, TypeAlias

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.refusals import note_refusal

from .caching import for_one_person, say_who_may_keep
from .cors import READING, answer_only, say_who_may_read
from .languages import content_language, language_for, language_was_chosen
from .problems import Refused, not_found, problem, too_large, unexpected
from .rate_limit import say_what_is_left

#: What answers a request, with the parts of its address.
View: TypeAlias = Callable[..., HttpResponse]


def guard(view: View, check_query: Callable[[HttpRequest], None] = lambda request: None, origins: str = "") -> View:
    """`view`, with everything that holds for all operations. It sets no cookie and asks for no session. `check_query` may
    raise what an answer is made of (`Refused`) about the parameters of the address. `origins` is the setting that lists
    the other origins that are answered, for what is not for everybody."""

    # The API is anonymous: it acts for nobody's session, so there is no identity that CSRF protection would protect. What
    # does act for one asks for the token itself.
    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if origins:
            answer_only(request, origins)
            for_one_person(request)
        with translation.override(language_for(request)):
            response = _answer(view, request, args, kwargs, check_query)
            response.headers.setdefault("Content-Language", content_language(request))
        if language_was_chosen(request):
            patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        say_what_is_left(request, response)
        response = say_who_may_keep(request, response)
        say_who_may_read(request, response)
        return response

    return guarded


def nothing_here(request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
    """For every address that no operation has."""
    raise Http404


def _answer(
    view: View,
    request: HttpRequest,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    check_query: Callable[[HttpRequest], None],
) -> HttpResponse:
    method = request.method
    if method == "HEAD":
        request.method = "GET"  # the server leaves the body out
    try:
        # An operation is asked whether it has the method before anything is said about what was sent with it.
        allowed = _allowed_methods(view, request, args, kwargs)
        if method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": allowed})
        if request.method not in allowed.split(", "):
            words = _("This address does not take such requests.")
            return problem(405, "method_not_allowed", words, headers={"Allow": allowed})
        check_query(request)
        if method not in READING:
            _check_body(request)
        return view(request, *args, **kwargs)
    except Http404:
        return not_found()
    except Refused as error:
        if method not in READING:
            note_refusal(request, "request", error.code)
        return error.response()
    except Exception as error:  # whatever an operation did not foresee
        return unexpected(request, error)
    finally:
        request.method = method


def _allowed_methods(view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """The methods of an operation, as the header `Allow` lists them. Raises Http404 where there is none."""
    method, request.method = request.method, "OPTIONS"  # no operation takes it, and each then says what it takes
    try:
        allowed = set(view(request, *args, **kwargs).headers["Allow"].split(", "))
    finally:
        request.method = method
    return ", ".join(sorted(allowed | {"OPTIONS"} | ({"HEAD"} if "GET" in allowed else set())))


def _check_body(request: HttpRequest) -> None:
    """Refuse a body that is larger than we take in, or is no JSON: a form of another site could send that."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or len(length) > 18 or int(length) > conf.MAX_BODY_BYTES:
        raise too_large()
    if request.content_type != "application/json":
        raise Refused(415, "not_json", _("Send JSON, with the Content-Type application/json."))
    try:
        if len(request.body) > conf.MAX_BODY_BYTES:
            raise too_large()
    except RequestDataTooBig:
        raise too_large() from None
    except UnreadablePostError:
        raise Refused(400, "bad_json", _("This is not JSON that can be read.")) from None
