"""Comments over JSON: reading them, and sending one by the same form and action as on pages."""

import re
from contextlib import contextmanager
from typing import Annotated, Literal

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja import Status as Answer

from coprod_wagtail.api.kit.caching import for_one_person
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.pagination import Paging, cursor, link_pages
from coprod_wagtail.api.kit.parameters import READERS_ADDRESS, Id, PageId, Said, SiteName
from coprod_wagtail.api.kit.problems import Refused, form_problem, invalid, problems
from coprod_wagtail.gateway.refusals import note_refusal

from ..constants import NEWEST, Helped, State, Status
from ..exceptions import NotPublic, TooMany
from ..intake.flow import ForeignOrigin, InvalidForm, Unconfirmed, receive, rehearse
from ..intake.forms import CommentForm
from ..intake.tokens import make_token, token_expires_at
from ..models import ReaderComment, ReaderCommentSettings
from ..reading import threads as reading
from ..slip.lookup import comment_by_secret
from . import schemas, slip_schemas
from .conversations import keep, readable_conversation
from .form_schemas import CommentPreview
from .questions import described, unconfirmed
from .slips import standing

comments = Router(tags=["comments"])

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

Order = Annotated[Literal["oldest", "newest"], Said("Which threads come first.")]
CommentId = Annotated[Id, Said("Id of a comment that begins a thread.")]


@comments.get(
    "",
    response={200: schemas.CommentList, 304: None, **problems(404, 422)},
    operation_id="list_comments",
    summary="The comments on a page",
    openapi_extra=leads_to(
        200,
        list_replies={"comment_id": "$response.body#/items/0/id"},
        list_comments={"page": "$request.query.page", "cursor": "$response.body#/next_cursor"},
    ),
)
def list_comments(
    request: HttpRequest,
    response: HttpResponse,
    page: Query[PageId],
    paging: Query[Paging],
    order: Order = "oldest",
    site: SiteName = "",
):
    """The threads of a page's conversation in the order they are read, each with its replies; these always in the order in
    which they were written. Go on with a cursor in the order in which it was given."""
    conversation, page_site = readable_conversation(request, page, site)
    after = paging.place
    state, open_now = conversation.state(), conversation.takes_comments()
    keep(request, conversation, page_site, {})
    if state == State.HIDDEN or not conversation.pk:
        return {"count": 0, "comment_count": 0, "state": state, "items": [], "next_cursor": None}
    offset = 0 if after else paging.offset
    threads, more = reading.threads_of(
        conversation, limit=paging.limit, offset=offset, after=after, newest=order == NEWEST
    )
    next_cursor = _place(threads[-1][0].comment) if more and threads else None
    link_pages(request, response, paging, next_cursor)
    return {
        "count": conversation.thread_count,
        "comment_count": conversation.published_count,
        "state": state,
        "items": [_thread(items, open_now) for items in threads],
        "next_cursor": next_cursor,
    }


@comments.get(
    "{int:comment_id}/replies/",
    response={200: schemas.ReplyList, 304: None, **problems(404, 422)},
    operation_id="list_replies",
    summary="The replies in a thread",
    openapi_extra=leads_to(
        200, list_replies={"comment_id": "$request.path.comment_id", "cursor": "$response.body#/next_cursor"}
    ),
)
def list_replies(
    request: HttpRequest, response: HttpResponse, comment_id: CommentId, paging: Query[Paging], site: SiteName = ""
):
    """The replies in the thread that begins with this comment, in the order they are read."""
    page_id = ReaderComment.objects.first_comments().filter(pk=comment_id).values_list("page_id", flat=True).first()
    if page_id is None:
        raise Http404
    conversation, page_site = readable_conversation(request, page_id, site)
    after = paging.place
    keep(request, conversation, page_site, {})
    # Not before: what is told may not be older than the version of the conversation that its ETag is made of.
    threads = ReaderComment.objects.listed_in(conversation).first_comments()
    first = threads.filter(pk=comment_id).only("reply_count").first()
    if first is None:
        raise Http404
    offset = 0 if after else paging.offset
    items, more = reading.replies_of(conversation, first.pk, limit=paging.limit, offset=offset, after=after)
    next_cursor = _place(items[-1].comment) if more and items else None
    link_pages(request, response, paging, next_cursor)
    open_now = conversation.takes_comments()
    return {
        "count": first.reply_count,
        "items": [_comment(item, first.pk, open_now) for item in items],
        "next_cursor": next_cursor,
    }


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


def _thread(items, open_now):
    first, *replies = items
    more = first.comment.reply_count > len(replies) >= reading.REPLIES_SHOWN
    return {
        **_comment(first, first.pk, open_now, reply_count=first.comment.reply_count),
        "replies": [_comment(reply, first.pk, open_now) for reply in replies],
        "replies_cursor": _place(replies[-1].comment) if more else None,
    }


def _comment(item, thread_id, open_now, reply_count=0):
    comment = item.comment
    gone = comment.status != Status.PUBLISHED
    return {
        "id": item.pk,
        "kind": "gone" if gone else "comment",
        "thread_id": thread_id,
        "parent_id": comment.reply_to_id,
        "depth": int(item.is_reply),
        "heading": item.plain_heading,
        "heading_html": item.heading,
        "byline_html": item.byline,
        "when_html": item.when,
        "note": item.note,
        "edited_at": None if gone else comment.edited_at,
        "content_note": (not gone and comment.content_note) or None,
        "content_note_html": item.note_words or None,
        "helped": comment.helped == Helped.SHOWN and not gone,
        "author": None if gone else _author(item),
        "body": None if gone else comment.body,
        "body_html": None if gone else comment.body_html,
        "language": None if gone else comment.language or None,
        "posted_at": None if gone else comment.posted_at,
        "posted_precision": "unknown" if gone else comment.posted_precision,
        "can_be_answered": open_now and item.can_be_answered,
        "reply_count": reply_count,
    }


def _author(item):
    comment = item.comment
    return {
        "name": item.name or None,
        "kind": comment.author_kind,
        "badge": comment.author_badge or None,
        "role": comment.author_role or None,
    }


def _form_data(data):
    """What a browser would send: text."""
    found = data.model_dump(exclude={"page"})
    found["confirm"] = " ".join(found["confirm"] or [])
    return {name: "" if value is None else str(value) for name, value in found.items()}


def _place(comment) -> str:
    return cursor(comment.sort_key, comment.pk)
