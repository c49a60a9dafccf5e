"""Conversations over JSON: the same forms, actions and querysets as on pages."""

import re
from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from ninja import Query, Router
from ninja import Status as Answer

from coprod_wagtail.api.kit.caching import for_one_person, unless_unchanged
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.languages import answer_in_language_of
from coprod_wagtail.api.kit.pagination import Paging, cursor, link_pages
from coprod_wagtail.api.kit.parameters import Id, PageId, Said, SiteName, is_on_site, site_asked_for
from coprod_wagtail.api.kit.problems import FormInvalid, Refused, invalid, problems
from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.paths import page_path

from . import reading, schemas
from .api_addresses import api_paths
from .constants import State, Status
from .exceptions import TooMany
from .freshness import conversation_parts, next_changes
from .intake import forms
from .intake.flow import ForeignOrigin, InvalidForm, is_commentable, receive
from .models import Conversation, ReaderComment, ReaderCommentSettings
from .slip import code
from .slip.status import status_of

conversations, comments, slips = Router(tags=["conversations"]), Router(tags=["comments"]), Router(tags=["slips"])

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
    {
        "in": "header",
        "name": "Coprod-Reader-Address",
        "schema": {"type": "string"},
        "required": False,
        "description": "From the server of a trusted front end: the address of the reader it sends for.",
    },
    {
        "in": "header",
        "name": "Coprod-Signature",
        "schema": {"type": "string"},
        "required": False,
        "description": "Signs that address: `t=` the time and `v1=` the HMAC. One that is not good is as if there were none.",
    },
]

CommentId = Annotated[Id, Said("Id of a comment that begins a thread.")]
Secret = Annotated[str, Said("What `send_comment` told as `secret`.", "q0qZ8mVvKk0bJq4l8wXkXA")]


@conversations.get(
    "{int:page_id}/",
    response={200: schemas.Conversation, 304: None, **problems(404, 422)},
    operation_id="get_conversation",
    summary="A conversation and its form",
    openapi_extra=leads_to(
        200,
        list_comments={"page": "$response.body#/page"},
        send_comment={"body": {"page": "$response.body#/page", "token": "$response.body#/form/fields/3/value"}},
    ),
)
def get_conversation(request: HttpRequest, page_id: PageId, site: SiteName = ""):
    """Whether people can write on a page, and everything a front end needs to draw the form, in the reader's words."""
    conversation, page_site = _public(request, page_id, site)
    site_settings = ReaderCommentSettings.for_site(page_site)
    page = conversation.page.specific
    page._coprod_conversation = conversation
    shown = reading.read(page)
    found = {
        "page": page.pk,
        "title": page.title,
        "url": page_path(page, request).url,
        "language": page.locale.language_code,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "state": shown.state,
        "full": shown.full,
        "message": reading.message_in_words(shown),
        "opens_at": conversation.opens_at,
        "closes_at": conversation.closing_time(),
        "policy": shown.policy_in_force(site_settings),
        "comment_count": shown.count,
        "thread_count": conversation.thread_count if shown.conversation else 0,
        "heading": shown.title,
        "texts": _texts(),
        "form": _form(request, page, shown, site_settings) if shown.takes_comments else None,
    }
    # Drawing it asks the database no more than finding out whether it is the same.
    _keep(request, conversation, page_site, found)
    return found


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
    request: HttpRequest, response: HttpResponse, page: Query[PageId], paging: Query[Paging], site: SiteName = ""
):
    """The threads of a page's conversation in the order they are read, each with its replies."""
    conversation, page_site = _public(request, page, site)
    after = paging.place
    state, open_now = conversation.state(), conversation.takes_comments()
    _keep(request, conversation, page_site, {})
    if state == State.HIDDEN or not conversation.pk:
        return {"count": 0, "comment_count": 0, "state": state, "items": [], "next_cursor": None}
    offset = 0 if after else paging.offset
    threads, more = reading.threads_of(conversation, limit=paging.limit, offset=offset, after=after)
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
    threads = ReaderComment.objects.listed().first_comments().filter(pk=comment_id)
    page_id = threads.values_list("page_id", flat=True).first()
    if page_id is None:
        raise Http404
    conversation, page_site = _public(request, page_id, site)
    after = paging.place
    _keep(request, conversation, page_site, {})
    # Not before: what is told may not be older than the version of the conversation that its ETag is made of.
    first = threads.only("reply_count").first()
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
    response={202: schemas.Sent, **problems(400, 403, 404, 409, 413, 415, 422, 429)},
    operation_id="send_comment",
    summary="Send a comment",
    openapi_extra={"parameters": _HEADERS, **leads_to(202, get_slip={"secret": "$response.body#/secret"})},
)
def send_comment(request: HttpRequest, data: schemas.CommentIn, site: SiteName = ""):
    """Send a reader's comment. Needs each hidden field of the conversation's form with its value, `token` above all.

    A browser on another origin needs that origin in `ALLOWED_ORIGINS`.
    """
    for_one_person(request)
    conversation, page_site = _public(request, data.page, site)
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        words = _("The Idempotency-Key has from 16 to 200 letters, numbers and signs.")
        raise invalid([("Idempotency-Key", "invalid", words)])
    form = forms.CommentForm(_form_data(data), page_id=data.page)
    site_settings = ReaderCommentSettings.for_site(page_site)
    try:
        secret = receive(request, conversation, form, site_settings, idempotency_key=key or "")
    except TooMany as error:
        headers = {"Retry-After": str(error.retry_after)}
        raise Refused(429, error.code, error.message, headers=headers) from error
    except ForeignOrigin as error:
        raise Refused(403, error.code, error.message) from error
    except InvalidForm as error:
        raise FormInvalid(form) from error
    comment = ReaderComment.objects.get(slip_hash=code.slip_hash(secret))
    standing = _standing(request, comment, conversation, site_settings, secret)
    return Answer(202, {**standing, "secret": secret, "urgent_help": site_settings.urgent_help_text()})


@slips.get(
    "{str:secret}/",
    response={200: schemas.Slip, **problems(404)},
    operation_id="get_slip",
    summary="Where a comment stands",
    openapi_extra=leads_to(200, get_conversation={"page_id": "$response.body#/page"}),
)
def get_slip(request: HttpRequest, secret: Secret):
    """Where a comment stands, for whoever has its secret."""
    for_one_person(request)
    comment = ReaderComment.objects.filter(slip_hash=code.slip_hash(secret)).first()
    if comment is None:
        raise Http404
    conversation = Conversation.for_page_id(comment.page_id)
    answer_in_language_of(request, conversation.page)
    site_settings = ReaderCommentSettings.for_site(conversation.page.get_site())
    place = page_path(conversation.page, request) if conversation.page_is_public else None
    return {
        **_standing(request, comment, conversation, site_settings, secret),
        "page": comment.page_id,
        "page_title": conversation.page.title,
        "page_url": place and place.url,
        "received_at": comment.received_at,
        "author_name": comment.author_name,
        "body": comment.body,
        "body_html": comment.body_html,
        "urgent_help": site_settings.urgent_help_text(),
    }


def _public(request, page_id, site_name):
    """The conversation on a page that everybody may read on the site asked for, and that site; else there is nothing."""
    site = site_asked_for(request, site_name)
    conversation = Conversation.for_page_id(page_id)
    if not is_commentable(conversation, request) or not is_on_site(conversation.page, site):
        raise Http404
    answer_in_language_of(request, conversation.page)
    return conversation, site


def _keep(request, conversation, site, parts):
    """Let caches keep the answer made of the conversation and these `parts`, and stop here for a client that has it."""
    page = conversation.page
    whole = request.build_absolute_uri()
    unless_unchanged(
        request,
        conversation_parts(conversation) | parts,
        changes=[*next_changes(conversation), page.expire_at],
        purgeable=whole in {site.root_url + path for path in api_paths(page.pk)},
    )


def _texts():
    """Words for the list of comments, with places in braces for what is another each time."""
    return {
        "earlier": _("Earlier comments"),
        "later": _("Later comments"),
        "more_replies": _("More replies"),
        "reply": _("Reply to {name}"),
        "reply_nameless": _("Reply to this reader"),
        "in_answer_to": _("In answer to: {comment}"),
        "loading": _("Loading…"),
        "not_loaded": _("We could not load more comments. Please try again."),
    }


def _form(request, page, shown, site_settings):
    form = forms.CommentForm.fresh(page.pk)
    privacy = site_settings.privacy_page and page_path(site_settings.privacy_page, request)
    kinds = {"body": "textarea", "author_name": "text", "author_email": "email"}
    lengths = {"body": conf.MAX_COMMENT_LENGTH, "author_name": conf.MAX_NAME_LENGTH, "author_email": 254}
    return {
        "fields": [
            {
                "name": name,
                "label": str(form[name].label) if name in kinds else "",
                "hint": str(form[name].help_text),
                "type": kinds.get(name, "hidden"),
                "required": form.fields[name].required,
                "max_length": lengths.get(name),
                "autocomplete": form.fields[name].widget.attrs.get("autocomplete", ""),
                "value": form.initial.get(name, "") if name not in kinds else "",
            }
            for name in [*kinds, "token", "reply_to"]
        ],
        "trap": forms.HONEYPOT_FIELD,
        "texts": {
            "title": _("Say what you think"),
            "promise": reading.promise_in_words(shown, site_settings),
            "privacy_lines": site_settings.privacy_lines(),
            "privacy_title": _("How we look after your information"),
            "privacy_url": privacy and privacy.url,
            "house_rules_title": _("House rules"),
            "house_rules": site_settings.house_rules_lines(),
            "closes": _("You can write here until {closes}").format(closes=reading.moment_in_words(shown.closes_at))
            if shown.closes_at
            else "",
            "question": page.closing_question,
            "error_title": _("There is a problem"),
            "button": pgettext("button", "Send"),
            "trap_label": str(form[forms.HONEYPOT_FIELD].label),
            "read_again": _("Read again: {comment}"),
            "own_comment": _("Write a comment of your own instead"),
            "urgent_help": site_settings.urgent_help_text(),
            "sending": _("Sending…"),
            "not_sent": _("We could not send your comment. Your words are still here. Please press Send again."),
            # Translators: {time} is a number with its unit, such as "40 seconds".
            "try_again_in": _("You can press Send again in {time}."),
            "thanks": _thanks(),
        },
    }


def _thanks():
    """Words for what is shown in place of the form once a comment is sent."""
    return {
        "standing_title": _("Where it stands"),
        "see_it": _("See it on the page"),
        "number": _("Your comment’s number"),
        "keep": _(
            "Your comment has a page of its own. It always says where your comment stands. "
            "Keep its address. Anybody who has the address can see that page."
        ),
        "private_page": _("The page of your comment"),
        "shared_computer": _("Are you on a computer that other people use? Close this page when you have finished."),
        "another": _("Write another comment"),
    }


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
        "note": item.note,
        "author": None if gone else {"name": item.name or None, "kind": comment.author_kind},
        "body": None if gone else comment.body,
        "body_html": None if gone else comment.body_html,
        "language": None if gone else comment.language or None,
        "posted_at": None if gone else comment.posted_at,
        "posted_precision": "unknown" if gone else comment.posted_precision,
        "can_be_answered": open_now and item.can_be_answered,
        "reply_count": reply_count,
    }


def _standing(request, comment, conversation, site_settings, secret):
    standing = status_of(comment, site_settings)
    place = page_path(conversation.page, request)
    shown_at = standing.visible and place and f"{place.url}?comment={comment.pk}#comment-{comment.pk}"
    return {
        "id": comment.pk,
        # What somebody took for spam is told of in the same words as what they did not want to show.
        "status": Status.DECLINED if comment.status == Status.SPAM else comment.status,
        "visible": standing.visible,
        "message": standing.heading,
        "lines": standing.lines,
        "url": request.build_absolute_uri(reverse("coprod_comments:slip", args=[secret])),
        "comment_url": shown_at or None,
    }


def _form_data(data):
    """What a browser would send: text."""
    found = data.model_dump(exclude={"page"})
    return {name: "" if value is None else str(value) for name, value in found.items()}


def _place(comment) -> str:
    return cursor(comment.sort_key, comment.pk)
