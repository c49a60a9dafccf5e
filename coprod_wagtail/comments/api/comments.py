"""Comments over JSON: sending one by the same form and action as on pages."""

import re
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Status as Answer

from coprod_wagtail.api.kit.caching import for_one_person
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.parameters import READERS_ADDRESS, SiteName
from coprod_wagtail.api.kit.problems import Refused, form_problem, invalid, problems
from coprod_wagtail.gateway.refusals import note_refusal

from ..exceptions import NotPublic, TooMany
from ..intake.flow import ForeignOrigin, InvalidForm, Unconfirmed, receive, rehearse
from ..intake.forms import CommentForm
from ..intake.tokens import make_token, token_expires_at
from ..models import ReaderCommentSettings
from ..slip.lookup import comment_by_secret
from . import schemas, slip_schemas
from .conversations import readable_conversation
from .form_schemas import CommentPreview
from .published.lists import comments
from .questions import described, unconfirmed
from .slips import standing

#: Long enough that no two people come upon the same one; a UUID is.
_KEY = re.compile(r"[!-~]{16,200}")
_HEADERS = [
    {
        "in": "header",
        "name": "Idempotency-Key",
        "schema": {
            "type": "string",
            "pattern": f"^{_KEY.pattern}$",
            "examples": ["3f0e8f0a-7f3a-4b0e-9d53-0d6f0c9a1b2c"],
        },
        "required": False,
        "description": "A new one for each press of Send, such as a UUID. The same words under the same key get the same "
        "answer for 24 hours; other words get 409 with `idempotency_mismatch`.",
    },
    *READERS_ADDRESS,
]


@comments.post(
    "",
    response={202: slip_schemas.Sent, **problems(400, 403, 404, 409, 413, 415, 429), 422: schemas.NotSent},
    operation_id="send_comment",
    summary="Send a comment",
    openapi_extra={"parameters": _HEADERS, **leads_to(202, get_slip={"secret": "$response.body#/secret"})},
)
def send_comment(request: HttpRequest, data: schemas.CommentIn, site: SiteName = ""):
    """Send a reader's comment. Needs each hidden field of the conversation's form with its value, `token` above all.

    Where something looks private, or an e-mail address mistyped, the answer is 422 with the code `confirm` and
    `questions` to ask. Send it again with the codes of those that were answered with yes in `confirm`.

    A browser on another origin needs that origin in `ALLOWED_ORIGINS`.
    """
    conversation, page_site = _conversation_written_to(request, data, site)
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        words = _("The Idempotency-Key has from 16 to 200 letters, numbers and signs.")
        raise invalid([("Idempotency-Key", "invalid", words)])
    form = CommentForm(_form_data(data), page_id=conversation.page_id)
    site_settings = ReaderCommentSettings.for_site(page_site)
    with _answering_refusals(form):
        secret, made = receive(request, conversation, form, site_settings, idempotency_key=key or "")
    comment = made or comment_by_secret(secret)
    if comment is None:  # somebody erased it at this very moment
        raise Http404
    found = standing(request, comment, conversation, site_settings, secret, is_new=made is not None)
    return Answer(202, {**found, "secret": secret})


@comments.post(
    "preview/",
    response={200: CommentPreview, **problems(400, 403, 404, 409, 413, 415, 429), 422: schemas.NotSent},
    operation_id="preview_comment",
    summary="See how a comment will look",
    openapi_extra={"parameters": READERS_ADDRESS},
)
def preview_comment(request: HttpRequest, data: schemas.CommentIn, site: SiteName = ""):
    """How a comment would look, and what its writer has to be asked before it is sent. Nothing is stored or sent.

    It takes what `send_comment` takes, and refuses what that would refuse now.
    """
    conversation, page_site = _conversation_written_to(request, data, site)
    form = CommentForm(_form_data(data), page_id=conversation.page_id)
    with _answering_refusals(form):
        item = rehearse(request, conversation, form, ReaderCommentSettings.for_site(page_site))
    return {
        "heading": item.plain_heading,
        "heading_html": item.heading if item.is_reply else f"{item.byline} {item.when}",
        "note": item.note,
        "author_name": item.name,
        "content_note": form.cleaned_data["content_note"] or None,
        "content_note_html": item.note_words or None,
        "body": form.cleaned_data["body"],
        "body_html": item.body_html,
        "questions": described(form.questions()),
    }


def _conversation_written_to(request, data, site):
    for_one_person(request)
    try:
        return readable_conversation(request, data.page, site)
    except Http404:
        note_refusal(request, "comment", NotPublic.code)
        raise


@contextmanager
def _answering_refusals(form):
    try:
        yield
    except TooMany as error:
        headers = {"Retry-After": str(error.retry_after)}
        raise Refused(429, error.code, error.message, headers=headers) from error
    except ForeignOrigin as error:
        raise Refused(403, error.code, error.message) from error
    except InvalidForm as error:
        raise _not_sent(form) from error
    except Unconfirmed as error:
        raise unconfirmed(error.questions) from error


def _not_sent(form):
    """The problem with what was sent; where the token is too old, with a fresh one, so that a form that was built ahead of
    time can be sent, too."""
    refused = form_problem(form)
    if form.has_error(NON_FIELD_ERRORS, "token"):
        refused.more = {"token": {"value": make_token(form.page_id), "expires_at": token_expires_at()}}
    return refused


def _form_data(data):
    """What a browser would send: text."""
    found = data.model_dump(exclude={"page"})
    found["confirm"] = " ".join(found["confirm"] or [])
    return {name: "" if value is None else str(value) for name, value in found.items()}
