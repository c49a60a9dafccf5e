"""What is so much that it is not even read: it gets a page that says so, in place of Django's bare 400."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coprod_wagtail.caching.responses import seal_for_one_person
from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.refusals import note_refusal
from coprod_wagtail.layout import layout_context
from coprod_wagtail.page_tree.languages import say_language

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

View = Callable[..., HttpResponse]


def length_of(request: HttpRequest) -> int:
    """Bytes that the client says it sends; the server hands on no more than that."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit():
        return 0
    # Neither Python nor Django reads a number of thousands of digits, noughts or not: too much, whatever it means.
    return int(length) if len(length) <= 18 else 10**18


def is_too_large(request: HttpRequest) -> bool:
    """Whether so much is sent that Django refuses to read it."""
    return length_of(request) > max(conf.MAX_BODY_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


def too_large(request: HttpRequest, what: str, title: "StrOrPromise" = "") -> HttpResponse:
    """The page that says so (413), in the language that is spoken, and a line in the log about `what` (see
    `gateway.refusals`). `title` is for what is no comment."""
    note_refusal(request, what, "too_large")
    context = {"title": title, **layout_context()}
    response = render(request, "coprod_wagtail/comments/too_large.html", context, status=413)
    return say_language(seal_for_one_person(response))


def not_too_large(what: str, title: "StrOrPromise" = "") -> Callable[[View], View]:
    """A decorator for a view that forms are sent to, which then need not look how much it is; see `too_large`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return too_large(request, what, title) if is_too_large(request) else view(request, *args, **kwargs)

        return answering

    return decorate
