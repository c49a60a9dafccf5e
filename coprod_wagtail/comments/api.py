"""Conversations over JSON: the same forms, actions and querysets as on pages."""

import base64
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from ninja import Query, Router
from ninja import Status as Answer
from wagtail.models import Site

from coprod_wagtail.api.door import reader_language
from coprod_wagtail.api.problems import FormInvalid, Problem, Refused
from coprod_wagtail.conf import conf
from coprod_wagtail.languages import has_languages
from coprod_wagtail.page_paths import page_path

from . import forms, reading, schemas, tokens
from .constants import State, Status
from .models import Conversation, ReaderComment, ReaderCommentSettings
from .receiving import ForeignOrigin, InvalidForm, is_commentable, receive
from .standing import standing_of

conversations, comments, slips = Router(tags=["conversations"]), Router(tags=["comments"]), Router(tags=["slips"])

LARGEST = 2**53
MOST_THREADS = 100
DEEPEST = 10_000
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def problems(*statuses):
    return dict.fromkeys(statuses, Problem)


@conversations.get(
    "{int:page_id}/", response={200: schemas.Conversation, **problems(404, 422)}, operation_id="get_conversation"
)
def get_conversation(request: HttpRequest, page_id: int, site: str = ""):
    """Whether people can write on a page, and everything a front end needs to draw the form, in the reader's words."""
    conversation = _public(request, page_id, site)
    page = conversation.page.specific
    page._coprod_conversation = conversation
    shown = reading.read(page)
    return {
        "page": page.pk,
        "title": page.title,
        "url": page_path(page, request).url,
        "language": page.locale.language_code,
        "state": shown.state,
        "full": shown.full,
        "message": shown.message,
        "opens_at": conversation.opens_at,
        "closes_at": conversation.closing_time(),
        "comment_count": shown.count,
        "thread_count": conversation.thread_count if shown.conversation else 0,
        "heading": shown.title,
        "form": _form(request, page, shown) if shown.takes_comments else None,
    }


@comments.get("", response={200: schemas.CommentList, **problems(404, 422)}, operation_id="list_comments")
def list_comments(
    request: HttpRequest,
    page: int = Query(..., ge=1, le=LARGEST),
    limit: int = Query(20, ge=1, le=MOST_THREADS),
    offset: int = Query(0, ge=0, le=DEEPEST, description="Of threads. Use `cursor` to go further."),
    cursor: str = Query("", max_length=100),
    site: str = "",
):
    """The threads of a page's conversation in the order they are read, each with all its replies."""
    conversation = _public(request, page, site)
    after = _read_cursor(cursor)
    state = conversation.state()
    if state == State.HIDDEN or not conversation.pk:
        return {"count": 0, "comment_count": 0, "state": state, "items": [], "next_cursor": None}
    threads, more = reading.threads_of(conversation, limit=limit, offset=offset, after=after)
    open_now = conversation.takes_comments()
    return {
        "count": conversation.thread_count,
        "comment_count": conversation.published_count,
        "state": state,
        "items": [_thread(items, open_now) for items in threads],
        "next_cursor": _write_cursor(threads[-1][0].comment) if more else None,
    }


@comments.post(
    "", response={202: schemas.Sent, **problems(400, 403, 404, 409, 413, 415, 422)}, operation_id="send_comment"
)
def send_comment(request: HttpRequest, response: HttpResponse, data: schemas.CommentIn, site: str = ""):
    """Send a reader's comment. Needs the `token` of the conversation's form.

    With a header `Idempotency-Key` the same words can be sent again, for 24 hours, and get the same answer.
    """
    conversation = _public(request, data.page, site)
    key = request.headers.get("Idempotency-Key", "")
    if key and not _KEY.fullmatch(key):
        raise Refused(422, "idempotency_key", _("The Idempotency-Key can have up to 200 letters, numbers and signs."))
    form = forms.CommentForm(_form_data(data), page_id=data.page)
    try:
        secret = receive(request, conversation, form, idempotency_key=key)
    except ForeignOrigin as error:
        raise Refused(403, error.code, error.message) from error
    except InvalidForm as error:
        raise FormInvalid(form) from error
    _seal(response)
    comment = ReaderComment.objects.get(slip_hash=tokens.slip_hash(secret))
    return Answer(202, {**_standing(request, comment, conversation, secret), "secret": secret})


@slips.get("{str:secret}/", response={200: schemas.Slip, **problems(404)}, operation_id="get_slip")
def get_slip(request: HttpRequest, response: HttpResponse, secret: str):
    """Where a comment stands, for whoever has its secret."""
    comment = ReaderComment.objects.filter(slip_hash=tokens.slip_hash(secret)).first()
    if comment is None:
        raise Http404
    conversation = Conversation.for_page_id(comment.page_id)
    _speak(request, conversation.page)
    _seal(response)
    place = page_path(conversation.page, request) if conversation.page_is_public else None
    return {
        **_standing(request, comment, conversation, secret),
        "page": comment.page_id,
        "page_title": conversation.page.title,
        "page_url": place and place.url,
        "received_at": comment.received_at,
        "author_name": comment.author_name,
        "body": comment.body,
        "body_html": comment.body_html,
        "urgent_help": ReaderCommentSettings.for_reading(request).urgent_help_text(),
    }


def _public(request, page_id, site_name) -> Conversation:
    """The conversation on a page that everybody may read on the site asked for; else there is nothing."""
    conversation = Conversation.for_page_id(page_id)
    if not is_commentable(conversation, request) or not _on_site(request, conversation.page, site_name):
        raise Http404
    _speak(request, conversation.page)
    return conversation


def _on_site(request, page, name):
    """Whether `page` is on the site that `?site=` names by id or host name, or on the one the request came to."""
    if name:
        wanted = Site.objects.filter(
            **({"pk": name} if name.isascii() and name.isdigit() and len(name) < 10 else {"hostname": name})
        )
        ids = set(wanted.values_list("pk", flat=True))
    else:
        site = Site.find_for_request(request)
        ids = {site.pk} if site else set()
    return any(root.site_id in ids and page.url_path.startswith(root.root_path) for root in Site.get_site_root_paths())


def _speak(request, page):
    """Where the reader asks for no language of the site's, the page's own is spoken; until the door closes."""
    if has_languages() and reader_language(request) is None:
        try:
            translation.activate(translation.get_supported_language_variant(page.locale.language_code))
        except LookupError:
            return


def _seal(response):
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"


def _form(request, page, shown):
    form = forms.CommentForm.fresh(page.pk)
    site_settings = ReaderCommentSettings.for_reading(request)
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
            "urgent_help": site_settings.urgent_help_text(),
        },
    }


def _thread(items, open_now):
    first, *replies = items
    return {
        **_comment(first, first.pk, open_now, reply_count=len(replies)),
        "replies": [_comment(reply, first.pk, open_now) for reply in replies],
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


def _standing(request, comment, conversation, secret):
    standing = standing_of(comment, ReaderCommentSettings.for_reading(request))
    place = page_path(conversation.page, request)
    shown_at = standing.visible and place and f"{place.url}?comment={comment.pk}#comment-{comment.pk}"
    return {
        "id": comment.pk,
        "status": comment.status,
        "visible": standing.visible,
        "message": standing.heading,
        "lines": standing.lines,
        "url": request.build_absolute_uri(reverse("coprod_comments:slip", args=[secret])),
        "comment_url": shown_at or None,
    }


def _form_data(data):
    """What a browser would send: text, or nothing. A list or an object is no text, and the form is told of none."""
    found = data.model_dump(exclude={"page"})
    return {
        name: "" if value is None or isinstance(value, list | dict) else str(value) for name, value in found.items()
    }


def _write_cursor(comment) -> str:
    return base64.urlsafe_b64encode(f"{comment.sort_key}.{comment.pk}".encode()).decode().rstrip("=")


def _read_cursor(text):
    if not text:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        sort_key, pk = map(int, base64.b64decode(padded.encode(), altchars=b"-_", validate=True).decode().split("."))
    except ValueError:
        sort_key, pk = None, 0
    if sort_key is None or abs(sort_key) >= 2**63 or not 0 < pk < 2**63:
        raise Refused(422, "cursor", _("This is no place in the conversation. Begin again without a cursor."))
    return sort_key, pk
