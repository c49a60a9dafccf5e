"""Errors as RFC 9457 describes them: `application/problem+json`, in words for the person and codes for the program."""

import logging
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from coprod_wagtail.actions import ActionError

logger = logging.getLogger("django.request")


class FieldProblem(Schema):
    field: str = Field(description="Name of the field; empty where it is about the whole.")
    code: str = Field(description="For programs. Stays the same in every language.")
    message: str = Field(description="For people, in the language of the answer.")


class Problem(Schema):
    """What every error looks like (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    code: str = Field(description="For programs. Stays the same in every language.")
    detail: str = Field(description="For people, in the language of the answer.")
    errors: list[FieldProblem] = []


class FormInvalid(Exception):
    """What was sent does not pass the form that pages use, too."""

    def __init__(self, form):
        self.form = form
        super().__init__("invalid")


class Refused(Exception):
    """Any other answer that is an error."""

    def __init__(self, status, code, detail, headers=None):
        self.status, self.code, self.detail, self.headers = status, code, detail, headers or {}
        super().__init__(code)


def problem(status, code, detail, errors=(), headers=None) -> JsonResponse:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": str(detail),
        "errors": list(errors),
    }
    return JsonResponse(body, status=status, content_type="application/problem+json", headers=headers)


def not_found():
    return problem(404, "not_found", _("There is nothing here."))


def too_large():
    return problem(413, "too_large", _("This is too much at once. Please make it shorter."))


def form_problem(form):
    errors = [
        {"field": "" if name == "__all__" else name, "code": error["code"] or "invalid", "message": error["message"]}
        for name, found in form.errors.get_json_data().items()
        for error in found
    ]
    return problem(422, "invalid", _("Something needs your attention."), errors)


def add_handlers(api):
    """Have every error that an operation may raise answered as a problem."""

    @api.exception_handler(FormInvalid)
    def form_invalid(request, error):
        return form_problem(error.form)

    @api.exception_handler(Refused)
    def refused(request, error):
        return problem(error.status, error.code, error.detail, headers=error.headers)

    @api.exception_handler(ActionError)
    def action_refused(request, error):
        return not_found() if error.code == "not_found" else problem(409, error.code, error.message)

    @api.exception_handler(ValidationError)
    def not_valid(request, error):
        errors = [
            {
                "field": ".".join(str(part) for part in found["loc"][1:] if part != "data") or str(found["loc"][-1]),
                "code": found["type"],
                "message": _("This is missing.") if found["type"] == "missing" else _("This is not what belongs here."),
            }
            for found in error.errors
        ]
        return problem(422, "invalid", _("Something needs your attention."), errors)

    @api.exception_handler(HttpError)
    def http_error(request, error):
        if error.status_code == 400:
            return problem(400, "not_json", _("This is not JSON that can be read."))
        return problem(error.status_code, HTTPStatus(error.status_code).name.lower(), error.message)

    @api.exception_handler(Http404)
    def nothing(request, error):
        return not_found()

    @api.exception_handler(Exception)
    def unexpected(request, error):
        return unexpected_problem(request, error)


def unexpected_problem(request, error):
    """The answer to an error that nobody foresaw; it is reported the way Django reports its own."""
    if isinstance(error, RequestDataTooBig):
        return too_large()
    if isinstance(error, SuspiciousOperation | RecursionError | UnicodeError):
        return problem(400, "bad_request", _("This cannot be read."))
    got_request_exception.send(sender=None, request=request)
    logger.error("Internal Server Error: %s", request.path, exc_info=error, extra={"status_code": 500})
    return problem(500, "error", _("Something went wrong here. Please try again later."))
