"""Finding, reading and writing down cases over JSON: those that the same person sees in Wagtail's admin."""

from typing import Annotated

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from ninja import Status as Answer

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.pagination import Slice, link_slices
from coprod_wagtail.api.kit.parameters import Id, Line, Said, site_asked_for
from coprod_wagtail.api.kit.problems import NOT_A_CHOICE, Refused, form_problem, invalid, problems

from ....cases.actions import OpenCase
from ....cases.constants import CaseKind, CaseState
from ....cases.forms import NewCaseForm
from ....cases.visible import cases_for, may_handle
from ....models import Case
from ....notices.constants import BY_API
from ....staff.texts import CASE_WRITTEN_DOWN
from ..who import WHO_HANDLES_CASES
from . import schemas as shapes
from .shown import ALONE, LISTED, in_full, listed

cases = Router(tags=["moderation"], auth=WHO_HANDLES_CASES)

CaseId = Annotated[Id, Said("Id of a case.")]
_REFUSED = (401, 403, 404, 422, 429)


class Filters(Slice):
    """What of the list is asked for. All that is said has to fit."""

    state: Annotated[str, Said("Only those that are `open`, `late` (which are open, too) or `closed`.", "open")] = (
        "open"
    )
    kind: Annotated[str, Said("Only of this kind, such as `untrue`.", "untrue")] = ""
    site: Annotated[Line, Said("Only of this site: its id or host name.")] = ""


@cases.get(
    "cases/",
    response={200: shapes.CaseList, **problems(*_REFUSED)},
    operation_id="list_cases",
    summary="The cases that are yours to look after",
)
def list_cases(request: HttpRequest, response: HttpResponse, asked: Query[Filters]):
    """Open ones, by the day on which they are due. Closed ones are asked for by `state`: those that were closed last come first."""
    found = _asked_for(request, asked)
    total = found.count()
    link_slices(request, response, asked, total)
    rows = found.select_related(*LISTED).in_order()[asked.offset : asked.offset + asked.limit]
    return {"count": total, "items": listed(rows)}


def _asked_for(request, asked: Filters):
    for name, choices in (("state", CaseState.values), ("kind", ["", *CaseKind.values])):
        if getattr(asked, name) not in choices:
            raise invalid([(name, "not_a_choice", NOT_A_CHOICE)])
    found = cases_for(request.user).in_state(asked.state)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.site:
        found = found.filter(site=site_asked_for(request, asked.site))
    return found


@cases.post(
    "cases/",
    response={201: shapes.CaseDone, **problems(400, *_REFUSED, 413, 415)},
    operation_id="open_case",
    summary="Write down what came in a letter, by phone or by e-mail",
    openapi_extra=leads_to(201, get_case={"case_id": "$response.body#/case/id"}),
)
def open_case(request: HttpRequest, data: shapes.CaseIn):
    """Its time begins with the day on which it came. A case about no one comment is for who may read all comments."""
    sent = {"kind": data.kind or "", "received": data.received, "number": data.number}
    form = NewCaseForm(sent, user=request.user)
    if not form.is_valid():
        raise form_problem(form)
    asked = form.cleaned_data
    comment = asked["number"]
    site = comment.page.get_site() if comment else _site(request, data.site or "")
    try:
        case = OpenCase(
            asked["kind"],
            received=asked["received"],
            user=request.user,
            site=site,
            comment=comment,
            through={"door": BY_API},
        )()
    except NotAllowed as error:
        raise Refused(403, error.code, error.message) from error
    except ValidationError as error:
        raise invalid([("received", error.code or "invalid", error.messages[0])]) from error
    message = str(CASE_WRITTEN_DOWN % {"case": case})
    return Answer(201, {"message": message, "case": in_full(request, theirs(request, case.pk))})


def _site(request, name: str):
    try:
        return site_asked_for(request, name)
    except Http404:
        raise invalid([("site", "not_a_choice", NOT_A_CHOICE)]) from None


@cases.get(
    "cases/{int:case_id}/",
    response={200: shapes.CaseInFull, **problems(*_REFUSED)},
    operation_id="get_case",
    summary="A case, with every step so far and what can be done now",
)
def get_case(request: HttpRequest, case_id: CaseId):
    """Whether a copy of the comment is kept, and until when, but not what it says: see `look_at_copy`."""
    return in_full(request, theirs(request, case_id))


def theirs(request, case_id) -> Case:
    """The case with this id, if it is theirs to look after; 404 where it is not, or not there."""
    case: Case | None = cases_for(request.user).select_related(*ALONE).filter(pk=case_id).first()
    if case is None or not may_handle(request.user, case):
        raise Http404
    return case
