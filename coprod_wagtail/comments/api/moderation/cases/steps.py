"""What is done with a case over JSON, by the same forms and actions as in Wagtail's admin; each step has a line in the same log."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from ninja import Router
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.api.kit.problems import Refused, form_problem, invalid, problems

from ....cases.actions import LookAtCopy
from ....cases.steps import STEPS
from ....cases.visible import who_handles
from ....notices.constants import BY_API
from ...slip_schemas import NothingMore
from ..who import WHO_HANDLES_CASES
from . import schemas as shapes
from .doors import CaseId, theirs
from .shown import in_full

steps = Router(tags=["moderation"], auth=WHO_HANDLES_CASES)

_REFUSED = problems(400, 401, 403, 404, 409, 413, 415, 422, 429)
_TAKEN = {200: shapes.CaseDone, **_REFUSED}


@steps.get(
    "cases/{int:case_id}/people/",
    response={200: list[shapes.CaseHandler], **problems(401, 403, 404, 422, 429)},
    operation_id="list_case_handlers",
    summary="Who may look after a case",
)
def list_case_handlers(request: HttpRequest, case_id: CaseId):
    """Everybody who may, whoever asks included."""
    people = who_handles(theirs(request, case_id)).order_by("pk")
    return [{"id": str(person.pk), "name": user_display_name(person)} for person in people]


@steps.post(
    "cases/{int:case_id}/acknowledge/",
    response=_TAKEN,
    operation_id="acknowledge_case",
    summary="Note that the person was told that you have it",
)
def acknowledge_case(request: HttpRequest, case_id: CaseId, data: NothingMore):
    """409 where that was noted already, or the case is closed."""
    return _taken(request, case_id, "acknowledge")


@steps.post(
    "cases/{int:case_id}/assign/",
    response=_TAKEN,
    operation_id="assign_case",
    summary="Say who looks after a case",
)
def assign_case(request: HttpRequest, case_id: CaseId, data: shapes.AssignIn):
    """409 where that was noted already, or the case is closed."""
    return _taken(request, case_id, "assign", to=data.to)


@steps.post(
    "cases/{int:case_id}/extend/",
    response=_TAKEN,
    operation_id="extend_case",
    summary="Take the two months more that the law allows",
)
def extend_case(request: HttpRequest, case_id: CaseId, data: shapes.ExtendIn):
    """Once, in time, and with a reason. Tell the person, too. 409 where the law gives no more time."""
    return _taken(request, case_id, "extend", note=data.note)


@steps.post(
    "cases/{int:case_id}/close/",
    response=_TAKEN,
    operation_id="close_case",
    summary="Close a case, with what came of it",
)
def close_case(request: HttpRequest, case_id: CaseId, data: shapes.CloseIn):
    """409 where it is closed already."""
    return _taken(request, case_id, "close", outcome=data.outcome, note=data.note)


@steps.post(
    "cases/{int:case_id}/keep/",
    response=_TAKEN,
    operation_id="keep_copy",
    summary="Keep one copy of the comment until a case is settled",
)
def keep_copy(request: HttpRequest, case_id: CaseId, data: NothingMore):
    """Its writer can read that on the private page. 409 where there is nothing to keep, a copy is kept already, or the case is
    closed."""
    return _taken(request, case_id, "keep")


@steps.post(
    "cases/{int:case_id}/look/",
    response={200: shapes.CopyRead, **_REFUSED},
    operation_id="look_at_copy",
    summary="Read the copy that is kept for a case",
)
def look_at_copy(request: HttpRequest, case_id: CaseId, data: NothingMore):
    """Each look is a line in the log: who, and when. 409 where no copy is kept any more."""
    look = LookAtCopy(theirs(request, case_id), user=request.user, through={"door": BY_API})
    _do(look)
    return {
        "message": str(STEPS["look"].done),
        "kept_since": look.copy.made_at,
        "author_name": look.copy.author_name,
        "content_note": look.copy.content_note,
        "body": look.copy.body,
        "language": look.copy.language or None,
    }


def _taken(request: HttpRequest, case_id: int, name: str, **sent: str | None) -> dict[str, Any]:
    """Take the step of this name, with what was sent as the form of the admin sends it."""
    case, step = theirs(request, case_id), STEPS[name]
    asked, field = {}, ""
    if step.form:
        form = step.form({name: value or "" for name, value in sent.items()}, case=case)
        if not form.is_valid():
            raise form_problem(form)
        asked, field = form.cleaned_data, next(iter(form.fields))
    _do(step.action(case, user=request.user, through={"door": BY_API}, **asked), field)
    return {"message": str(step.done), "case": in_full(request, theirs(request, case_id))}


def _do(action: Any, field: str = "") -> None:
    try:
        action()
    except NotAllowed:
        # Told to nobody who may not see it.
        raise Http404 from None
    except Conflict as error:
        raise Refused(409, error.code, error.message) from error
    except ValidationError as error:
        raise invalid([(field, error.code or "invalid", error.messages[0])]) from error
