"""What a site puts into its MIDDLEWARE."""

from collections.abc import Callable

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from .gateway.unavailable import DATABASE_IS_AWAY, note, unavailable
from .page_tree.paths import keep_query, without_query

_REDIRECTS = {301, 302, 307, 308}


class KeepQueryMiddleware(MiddlewareMixin):
    """Lets a link to a comment survive a redirect: whoever is sent from where a page was to where it is keeps what of the
    query says which part of the page is meant, such as ``?comment=7`` (`FeatureConfig.page_queries`).

    Wagtail's own redirects lose it. This looks at the answer, whoever made it, so it stands in MIDDLEWARE above everything
    that redirects. Left as they are: an answer of a view that is no page, a target that has a query of its own or is on
    another host than Wagtail's Sites, one at the same path, and a redirect that an editor made for this very query. At
    most two queries to the database, and only where something is kept.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """`response`, with more in its ``Location`` where something of the query would be lost."""
        if response.status_code not in _REDIRECTS or not request.GET or not _is_for_a_page(request):
            return response
        target = response.get("Location", "")
        kept = keep_query(target, request.get_full_path())
        if kept != target and without_query(target) != request.path and not _query_is_meant(request):
            response["Location"] = kept
        return response


def _query_is_meant(request):
    """Whether there is a redirect of Wagtail's from the whole of what was asked for, with the query."""
    if not apps.is_installed("wagtail.contrib.redirects"):
        return False
    # Only where the app is installed.
    from wagtail.contrib.redirects.middleware import get_redirect  # noqa: PLC0415
    from wagtail.contrib.redirects.models import Redirect  # noqa: PLC0415

    try:
        whole = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    except ValueError:  # no address at all
        return False
    return get_redirect(request, whole) is not None


def _is_for_a_page(request):
    """Whether no other view than Wagtail's answered: it found no page, or the URLconf no view."""
    found = request.resolver_match
    return request.method in {"GET", "HEAD"} and (found is None or found.url_name == "wagtail_serve")


class DatabaseAwayMiddleware:
    """Middleware: a page with status 503 in place of an error 500, for every view that the database left without an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DATABASE_IS_AWAY):
            return None
        note(request, exception)
        view = request.resolver_match.func if request.resolver_match else None
        # With ATOMIC_REQUESTS a view is not even begun, and its own answer never given.
        return unavailable(request, getattr(view, "coprod_words", None))
