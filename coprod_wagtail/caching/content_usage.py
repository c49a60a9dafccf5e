"""What machines that gather pages are told about using the words on them: not to be trained with, where editors say so.

Two headers and a line in robots.txt say it, which anybody may heed, and nobody has to:

* ``Content-Usage: train-ai=n``, of the IETF's working group on AI preferences (draft-ietf-aipref-attach and
  draft-ietf-aipref-vocab, drafts in 2026).
* ``TDM-Reservation: 1``, of the W3C Community Group's TDM Reservation Protocol (final report, 10 May 2024): the
  machine-readable reservation that Article 4(3) of the European Union's directive 2019/790 asks for.
* ``Content-Signal: ai-train=no`` in robots.txt (contentsignals.org, 2025), which crawlers and checkers of websites know. The
  drafts have a line of their own for it, ``Content-Usage``, which checkers take for a mistake in the file.

Words such as ``noai`` in X-Robots-Tag are nobody's standard. Search engines are told nothing: they go on finding pages.
"""

from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from coprod_wagtail.models import SearchAndSharing

HEADERS = {"Content-Usage": "train-ai=n", "TDM-Reservation": "1"}
#: For the line in robots.txt.
NO_TRAINING_SIGNAL = "ai-train=no"

_ResponseT = TypeVar("_ResponseT", bound=HttpResponseBase)


def is_kept_from_training(request: HttpRequest) -> bool:
    """Whether the editors of the site that was asked for say so. One query for a request, however often it is asked."""
    site = getattr(request, "coprod_site_id", None)  # which an operation of the API was asked for
    return SearchAndSharing.for_reading(request, site).no_ai_training


def say_usage(request: HttpRequest, response: _ResponseT) -> _ResponseT:
    """`response`, which readers' words may be in, with what machines are told. A header that a site set itself stays."""
    if is_kept_from_training(request):
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
    return response
