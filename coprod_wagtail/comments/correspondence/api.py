"""Answering a moderator, for the writer of a comment, who was given its secret."""

from django.http import Http404, HttpRequest
from ninja import Router

from coprod_wagtail.actions import ActionError
from coprod_wagtail.api.kit.caching import for_one_person
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.languages import answer_in_language_of
from coprod_wagtail.api.kit.problems import Refused, form_problem, problems

from ..api import slip_schemas
from ..api.slips import Secret, found_by, slip_as_it_is
from ..exceptions import CommentGone, TooMany
from ..intake.flow import InvalidForm
from ..slip.written_on import page_as_written_on
from .flow import receive
from .forms import AnswerForm

answers = Router(tags=["slips"])


@answers.post(
    "{str:secret}/answer/",
    response={200: slip_schemas.Slip, **problems(400, 404, 409, 413, 415, 422, 429)},
    operation_id="answer_message",
    summary="Answer what a moderator wrote",
    openapi_extra=leads_to(200, get_slip={"secret": "$request.path.secret"}),
)
def answer_message(request: HttpRequest, secret: Secret, data: slip_schemas.AnswerIn):
    """The last of the slip's `messages` can be answered once. The people who read comments see the answer, and nobody else. 409
    says that it was answered otherwise, or that they have written again; the same answer once more is no mistake."""
    for_one_person(request)
    comment, conversation = found_by(secret)
    answer_in_language_of(request, page_as_written_on(comment, conversation.page))
    form = AnswerForm({"answer": data.answer, "message": data.message})
    try:
        receive(request, comment, form)
    except InvalidForm:
        raise form_problem(form) from None
    except CommentGone:
        raise Http404 from None
    except TooMany as error:
        headers = {"Retry-After": str(error.retry_after)}
        raise Refused(429, error.code, error.message, headers=headers) from error
    except ActionError as error:
        raise Refused(409, error.code, error.message) from error
    return slip_as_it_is(request, secret)
