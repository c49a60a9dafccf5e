"""What people are told when the database does not answer, and their words with it. Nothing here asks the database.

The API says it through `problems.unexpected`, the pages that readers send to say it themselves, and every other page of a
site says it with the middleware below.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: What the drivers raise when the database is not there, is shutting down, or could not do its work just now (PEP 249).
DATABASE_IS_AWAY = (OperationalError, InterfaceError)
#: Seconds after which it is worth trying again (RFC 9110, 10.2.3).
RETRY_AFTER = 30
#: What both pages and the API say.
SENTENCE = _("Something on our side is not working. It is not your fault. Please try again in a few minutes.")

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


def note(request: HttpRequest, error: BaseException) -> None:
    """Report it as Django reports an error of its own, but without the path, which may hold a reader's secret."""
    got_request_exception.send(sender=None, request=request)
    logger.error("The database does not answer: %s", type(error).__name__, exc_info=error)


def even_without_database(**words: "StrOrPromise") -> Callable[[View], View]:
    """A decorator for a view that readers send forms to. When the database is away, they get what they sent to send again,
    as a page with status 503.

    `words` are the fields of the form in which people write, with their labels; all others are sent again unseen.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except DATABASE_IS_AWAY as error:
                note(request, error)
                return unavailable(request, words)

        answering.coprod_words = words  # type: ignore[attr-defined]  # for the middleware
        return answering

    return decorate


def unavailable(request: HttpRequest, words: "dict[str, StrOrPromise] | None" = None) -> HttpResponse:
    """The page, kept by nobody. What was typed into `words` is given back; without any, no form is sent again."""
    sends_again = words is not None and request.method == "POST"
    sent, labels = _sent(request) if sends_again else [], words or {}
    # Without the request, so that no context processor of the site's asks the database.
    page = render_to_string(
        "coprod_wagtail/unavailable.html",
        {
            "sentence": SENTENCE,
            "site_name": getattr(settings, "WAGTAIL_SITE_NAME", ""),
            "address": request.get_full_path(),
            "sends_again": sends_again,
            "typed": [(name, labels[name], value) for name, value in sent if name in labels],
            "unseen": [(name, value) for name, value in sent if name not in labels],
            "was_sent": request.method == "POST",
        },
    )
    response = HttpResponse(page, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields that were sent, in their order, each with its value; some more than once."""
    try:
        return [(name, value) for name, values in request.POST.lists() for value in values]
    except (RequestDataTooBig, UnreadablePostError):
        return []
