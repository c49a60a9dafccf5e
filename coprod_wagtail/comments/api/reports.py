"""Telling us about a comment over JSON, by the same form and action as on pages."""

from typing import Annotated

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from ninja import Status as Answer

from coprod_wagtail.api.kit.caching import for_one_person
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.languages import answer_in_language_of
from coprod_wagtail.api.kit.parameters import READERS_ADDRESS, Id, Said
from coprod_wagtail.api.kit.problems import Refused, form_problem, problems

from .. import texts
from ..constants import Status
from ..exceptions import NotPublic, TooMany
from ..intake import tokens
from ..intake.flow import ForeignOrigin, InvalidForm
from ..intake.forms import HONEYPOT_FIELD
from ..models import ReaderCommentSettings
from ..reading.items import make_item
from ..reading.phrases import excerpt
from ..reading.promise import urgent_help_plain_and_html
from ..reports import flow
from ..reports.constants import ANSWER_LENGTH, Reason
from ..reports.forms import Choice, ReportForm
from . import report_schemas as shapes
from . import schemas

reports = Router(tags=["reports"])

CommentId = Annotated[Id, Said("Id of a comment.")]

_NAMES = ["reason", "statement", "meaning", "untrue", "knows_writer", "may_share", "name", "body", "email"]
_TYPES = {"name": "text", "email": "email"}
_LENGTHS = {"name": 200, "email": 254}


@reports.get(
    "{int:comment_id}/reports/",
    response={200: shapes.ReportForm, **problems(404, 422)},
    operation_id="get_report_form",
    summary="The form for telling us about a comment",
    openapi_extra=leads_to(200, send_report={"comment_id": "$response.body#/comment"}),
)
def get_report_form(request: HttpRequest, comment_id: CommentId):
    """Everything a front end needs to draw the form about one comment, in the reader's words. Ask for it for each reader: the
    same form again is the same report."""
    for_one_person(request)
    target = flow.target_of(request, comment_id)
    if target is None or not target.is_shown:
        raise Http404
    answer_in_language_of(request, target.page)
    site_settings = ReaderCommentSettings.for_site(target.conversation.page.get_site())
    form, item = ReportForm.fresh(comment_id), make_item(target.comment)
    readable = target.comment.status == Status.PUBLISHED
    return {
        "comment": comment_id,
        "heading": item.plain_heading,
        "excerpt": excerpt(target.comment).words if readable else "",
        "language": (target.comment.language or None) if readable else None,
        "fields": [*(_field(form, name) for name in _NAMES), *(_hidden(form, name) for name in ("token", "drawn"))],
        "trap": HONEYPOT_FIELD,
        "token_expires_at": tokens.token_expires_at(),
        "texts": {
            "title": str(texts.REPORT),
            "lines": flow.what_happens(site_settings),
            **urgent_help_plain_and_html(site_settings),
            "notice_title": str(texts.REPORT_NOTICE),
            "notice_hint": str(texts.REPORT_NOTICE_HINT),
            "error_title": str(texts.PROBLEM),
            "button": str(texts.REPORT_SEND),
            "back": str(texts.REPORT_BACK),
            "trap_label": str(form[HONEYPOT_FIELD].label),
            "sending": str(texts.SENDING),
            "not_sent": str(texts.REPORT_NOT_SENT),
            # Translators: {time} is a number with its unit, such as "40 seconds".
            "try_again_in": _("You can press the button again in {time}."),
        },
    }


def _field(form, name):
    field = form.fields[name]
    is_choice = isinstance(field.widget, Choice)
    return {
        "name": name,
        "label": str(field.label),
        "hint": str(field.help_text),
        "type": "radio" if is_choice else _TYPES.get(name, "textarea"),
        "required": field.required,
        "max_length": None if is_choice else _LENGTHS.get(name, ANSWER_LENGTH),
        "autocomplete": field.widget.attrs.get("autocomplete", ""),
        "value": "",
        "options": [{"value": value, "label": str(label)} for value, label in field.choices] if is_choice else [],
        "only_for": [Reason.UNTRUE] if name in form.notice else [],
    }


def _hidden(form, name):
    return {
        "name": name,
        "label": "",
        "hint": "",
        "type": "hidden",
        "required": False,
        "max_length": None,
        "autocomplete": "",
        "value": form.initial[name],
        "options": [],
        "only_for": [],
    }


@reports.post(
    "{int:comment_id}/reports/",
    response={202: shapes.Reported, **problems(400, 403, 404, 413, 415, 429), 422: schemas.NotSent},
    operation_id="send_report",
    summary="Tell us about a comment",
    openapi_extra={"parameters": READERS_ADDRESS},
)
def send_report(request: HttpRequest, comment_id: CommentId, data: shapes.ReportIn):
    """Send what a reader tells us about a comment. Needs each hidden field of the form with its value, `token` above all.

    A browser on another origin needs that origin in `ALLOWED_ORIGINS`.
    """
    for_one_person(request)
    target = flow.target_of(request, comment_id)
    form = ReportForm({name: value or "" for name, value in data.model_dump().items()}, comment_id=comment_id)
    if target is not None and (target.is_shown or form.was_drawn()):
        answer_in_language_of(request, target.page)
    site = target.conversation.page.get_site() if target else None
    site_settings = ReaderCommentSettings.for_site(site)
    try:
        flow.receive(request, target, form, site_settings)
    except NotPublic:
        raise Http404 from None
    except TooMany as error:
        headers = {"Retry-After": str(error.retry_after)}
        raise Refused(429, error.code, error.message, headers=headers) from error
    except ForeignOrigin as error:
        raise Refused(403, error.code, error.message) from error
    except InvalidForm as error:
        raise _not_sent(form) from error
    now = flow.target_of(request, comment_id)
    said = {
        "message": str(texts.REPORTED),
        "lines": flow.said_afterwards(now, site_settings),
        "covered": bool(now and now.is_shown and now.comment.status == Status.COVERED),
        **urgent_help_plain_and_html(site_settings),
    }
    return Answer(202, said)


def _not_sent(form):
    """The problem with what was sent; where the token is too old, with a fresh one."""
    refused = form_problem(form)
    if form.has_error(NON_FIELD_ERRORS, "token"):
        value = tokens.make_token(form.comment_id, tokens.REPORT)
        refused.more = {"token": {"value": value, "expires_at": tokens.token_expires_at()}}
    return refused
