"""Who may keep an answer of the API, and when it is still the same: the one place where operations say so.

An operation says what its answer depends on, once it knows that the asker may see it and before it draws it:

    unless_unchanged(request, {"drawn": found}, changes=[page.expire_at])

Where the client has that answer already, nothing is drawn (304). An operation that says nothing is asked again each
time; what is for one person, it seals.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from coprod_wagtail.caching.content_usage import is_kept_from_training, say_usage
from coprod_wagtail.caching.responses import (
    etag_of,
    request_parts,
    say_how_long,
    seal,
    seal_for_one_person,
    seconds_to_keep,
)
from coprod_wagtail.conf import conf


class Unchanged(Exception):
    """The client has this answer already."""


def unless_unchanged(
    request: HttpRequest, parts: dict[str, Any], *, changes: Iterable[datetime | None] = (), purgeable: bool = False
) -> str:
    """Stop here if the client has the answer that is made of these `parts`. Returns its ETag.

    The address, the language and the package's version always count. `changes` are moments at which the answer changes
    by itself; `purgeable` says that its address is thrown out of caches when something in it changes, so that shared
    caches may keep it, for ``API_CACHE_SECONDS``.
    """
    if is_kept_from_training(request):
        parts = parts | {"kept_from_training": True}
    etag = etag_of(request_parts(request) | parts)
    kept = purgeable and conf.API_CACHE_SECONDS
    seconds = seconds_to_keep(*changes, seconds=conf.API_CACHE_SECONDS) if kept else (0,)
    request.coprod_keeping = (etag, seconds)  # type: ignore[attr-defined]  # a note of ours on Django's request
    if get_conditional_response(request, etag=etag) is not None:
        raise Unchanged
    return etag


def unchanged() -> HttpResponse:
    return HttpResponse(status=304)


def for_one_person(request: HttpRequest) -> None:
    """The answer is kept by nobody, found by no search engine, and its address is told to no other site."""
    request.coprod_for_one_reader = True  # type: ignore[attr-defined]  # a note of ours on Django's request


def not_for_everyone(request: HttpRequest) -> None:
    """Who asks was let in where not everybody may go: the answer is kept by nobody. It may still be asked for again, to
    see whether it has changed."""
    request.coprod_not_for_everyone = True  # type: ignore[attr-defined]  # a note of ours on Django's request


def say_who_may_keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Called by the guard for every answer."""
    if getattr(request, "coprod_for_one_reader", False):
        return seal_for_one_person(response)
    keeping = getattr(request, "coprod_keeping", None)
    if response.status_code not in {200, 304}:
        response.headers.setdefault("Cache-Control", "no-store")
    elif keeping is None:
        patch_cache_control(response, no_cache=True)
    else:
        etag, seconds = keeping
        response.headers["ETag"] = etag
        say_how_long(say_usage(request, response), *seconds)
    # The web server asks for a password, such as before a site opens; a shared cache would not (RFC 9111, 3.5).
    if "HTTP_AUTHORIZATION" in request.META or getattr(request, "coprod_not_for_everyone", False):
        seal(response)
    return response
