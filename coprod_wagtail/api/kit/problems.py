"""Errors as RFC 9457 describes them: ``application/problem+json``, words for the person and codes for the program."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from coprod_wagtail.actions import ActionError
from coprod_wagtail.gateway.unavailable import DATABASE_IS_AWAY, RETRY_AFTER, SENTENCE, note

from .caching import Unchanged, unchanged

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

logger = logging.getLogger("django.request")

MEDIA_TYPE = "application/problem+json"


class FieldProblem(Schema):
    """What has to be mended in one field."""

    field: str = Field(description="Name of the field; empty where it is about the whole.", examples=["body"])
    code: str = Field(description="For programs. It stays the same in every language.", examples=["required"])
    message: str = Field(description="For people, in the language of the answer.", examples=["Write your comment."])


class Problem(Schema):
    """What every error looks like (RFC 9457)."""

    type: str = Field(
        "about:blank",
        description='Always "about:blank": the status says what kind of error it is.',
        examples=["about:blank"],
    )
    title: str = Field(description="The status in English, for programmers.", examples=["Unprocessable Content"])
    status: int = Field(description="The same as the status of the answer.", examples=[422])
    code: str = Field(description="For programs. It stays the same in every language.", examples=["invalid"])
    detail: str = Field(description="For people, in the language of the answer.", examples=["There is a problem"])
    errors: list[FieldProblem] = Field([], description="What has to be mended, field by field.")


def problems(*statuses: int) -> dict[int, type[Problem]]:
    """For an operation's `response`: these statuses are problems."""
    return dict.fromkeys(statuses, Problem)


class Refused(Exception):
    """Any other answer that is a problem. `detail` is in plain words for a person."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: "StrOrPromise",
        *,
        errors: Iterable[Mapping[str, str]] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.errors, self.headers = status, code, detail, errors, headers
        #: What else the answer says, by name (RFC 9457, 3.2).
        self.more: Mapping[str, object] = {}

    def response(self) -> JsonResponse:
        return problem(self.status, self.code, self.detail, self.errors, self.headers, self.more)


def problem(
    status: int,
    code: str,
    detail: "StrOrPromise",
    errors: Iterable[Mapping[str, str]] = (),
    headers: dict[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> JsonResponse:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": str(detail),
        "errors": list(errors),
        **(more or {}),
    }
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, headers=headers)


def not_found() -> JsonResponse:
    return problem(404, "not_found", _("There is nothing here."))


def too_large() -> Refused:
    return Refused(413, "too_large", _("This is too much at once. Please make it shorter."))


def invalid(errors: Iterable[tuple[str, str, "StrOrPromise"]]) -> Refused:
    """`errors` are pairs of field and code with a message: ``[("cursor", "invalid", _("...")), ...]``."""
    named = [{"field": field, "code": code, "message": str(message)} for field, code, message in errors]
    return Refused(422, "invalid", _("There is a problem"), errors=named)


def form_problem(form: BaseForm) -> Refused:
    """What was sent does not pass the form that pages use, too."""
    return invalid(
        ("" if name == "__all__" else name, error["code"] or "invalid", error["message"])
        for name, found in form.errors.get_json_data().items()
        for error in found
    )


#: The kinds of pydantic's errors that a client can do something about by itself.
_KINDS = {
    "missing": "required",
    "int_parsing": "not_a_number",
    "int_type": "not_a_number",
    "int_from_float": "not_a_number",
    "int_parsing_size": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "string_too_long": "max_length",
    "string_type": "not_text",
    "string_unicode": "broken_characters",
    "bool_parsing": "not_yes_or_no",
    "bool_type": "not_yes_or_no",
    "datetime_parsing": "not_a_moment",
    "datetime_from_date_parsing": "not_a_moment",
    "datetime_object_invalid": "not_a_moment",
    "timezone_aware": "not_a_moment",
    "enum": "not_a_choice",
    "literal_error": "not_a_choice",
}


#: What is said of a value that is none of those to choose from.
NOT_A_CHOICE = gettext_lazy("This is not one of the choices.")


def _message(code: str) -> str:
    return {
        "required": _("This is missing."),
        "not_a_number": _("Write this as a whole number."),
        "out_of_range": _("This number is too small or too large."),
        "max_length": _("This is too long."),
        "not_text": _("Write this as text."),
        "broken_characters": _("Some of these characters are broken. Please type that part again."),
        "not_yes_or_no": _("Write this as true or false."),
        "not_a_moment": _("Write this as a date and a time with its zone, such as {example}.").format(
            example="2026-05-17T08:30:00Z"
        ),
        "not_a_choice": str(NOT_A_CHOICE),
    }.get(code) or _("This is not what belongs here.")


def _field(location: Sequence[str | int]) -> str:
    # The first part says where it was (query, path, body), and for a body the second is the operation's own name for it.
    names = location[2:] if location[0] == "body" else location[1:]
    return ".".join(str(name) for name in names)


def _request_problem(error: ValidationError) -> Refused:
    found = [(_field(each["loc"]), _KINDS.get(each["type"], "invalid")) for each in error.errors]
    # A value of several possible types has an error for each of them.
    return invalid((field, code, _message(code)) for field, code in dict(found).items())


def add_handlers(api: NinjaAPI) -> None:
    """Have every error that an operation may raise answered as a problem."""

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return error.response()

    @api.exception_handler(ActionError)
    def action_refused(request: HttpRequest, error: ActionError) -> HttpResponse:
        return not_found() if error.code == "not_found" else problem(409, error.code, error.message)

    @api.exception_handler(ValidationError)
    def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return _request_problem(error).response()

    @api.exception_handler(HttpError)
    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        if error.status_code == 400:  # the only one that Ninja itself has here
            return problem(400, "bad_json", _("This is not JSON that can be read."))
        return problem(error.status_code, HTTPStatus(error.status_code).name.lower(), error.message)

    @api.exception_handler(Http404)
    def nothing(request: HttpRequest, error: Http404) -> HttpResponse:
        return not_found()

    @api.exception_handler(Unchanged)
    def not_modified(request: HttpRequest, error: Unchanged) -> HttpResponse:
        return unchanged()

    @api.exception_handler(Exception)
    def anything_else(request: HttpRequest, error: Exception) -> HttpResponse:
        return unexpected(request, error)


def unexpected(request: HttpRequest, error: Exception) -> JsonResponse:
    """The answer to an error that nobody foresaw. It is reported the way Django reports its own, and nothing of it is
    told to the client."""
    if isinstance(error, RequestDataTooBig):
        return too_large().response()
    if isinstance(error, SuspiciousOperation):
        return problem(400, "bad_request", _("This cannot be read."))
    if isinstance(error, DATABASE_IS_AWAY):
        note(request, error)
        return problem(503, "unavailable", SENTENCE, headers={"Retry-After": str(RETRY_AFTER)})
    got_request_exception.send(sender=None, request=request)
    # Not the path itself: it may hold the secret of somebody's private page.
    route = request.resolver_match.route if request.resolver_match else ""
    logger.error("Internal Server Error: /%s", route, exc_info=error, extra={"status_code": 500})
    return problem(500, "error", _("Something went wrong here. Please try again later."))
