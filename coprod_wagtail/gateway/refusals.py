"""One line for each thing that was refused, on a logger of its own, for whoever watches: fail2ban and the like.

A line holds no words, no name and no path, and the client's address only where ``LOG_CLIENT_ADDRESSES`` says so.
"""

import logging
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.urls import URLPattern

from coprod_wagtail.conf import conf

from .client import client_address

#: To be named in the site's LOGGING.
NAME = "coprod_wagtail.refused"
logger = logging.getLogger(NAME)


def note_refusal(request, what: str, why: str) -> None:
    """Log that `what` ("comment", "request", "admin") was refused, and `why`, both words of ours."""
    address = client_address(request) if conf.LOG_CLIENT_ADDRESSES else ""
    logger.warning("Refused %s: %s%s", what, why, f" from {address}" if address else "")


def noting_refusals(patterns: list[URLPattern]) -> list[URLPattern]:
    """Screens of the admin, as `patterns` of a URLconf, which note whoever has no right to them."""
    return [URLPattern(each.pattern, _noting(each.callback), each.default_args, each.name) for each in patterns]


def _noting(view):
    @wraps(view)
    def noting(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            note_refusal(request, "admin", "not_allowed")
            raise

    return noting
