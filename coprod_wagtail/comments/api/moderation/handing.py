"""Handing a comment over to a colleague over JSON, by the same form and action as in Wagtail's admin."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from ninja import Router
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.api.kit.problems import Refused, form_problem, invalid, problems

from ...exceptions import CommentGone
from ...models import ReaderCommentSettings
from ...moderation.handing.actions import GIVEN_BACK, GiveBack, HandOverComment, colleagues
from ...moderation.handing.forms import HandOverForm
from ...moderation.handing.shown import handed
from ...notices.constants import BY_API
from ...reports.worry import SayWorried, what_happens, whom_to_ring
from ..slip_schemas import NothingMore
from . import handing_schemas as shapes
from .doors import CommentId, theirs
from .who import MODERATORS

handing = Router(tags=["moderation"], auth=MODERATORS)

_REFUSED = problems(400, 401, 403, 404, 409, 413, 415, 422, 429)


@handing.get(
    "comments/{int:comment_id}/colleagues/",
    response={200: list[shapes.Colleague], **problems(401, 403, 404, 422, 429)},
    operation_id="list_colleagues",
    summary="To whom a comment can be handed over",
)
def list_colleagues(request: HttpRequest, comment_id: CommentId):
    """Everybody else who may decide about it."""
    people = colleagues(theirs(request, comment_id), request.user)
    return [{"id": str(person.pk), "name": user_display_name(person)} for person in people]


@handing.post(
    "comments/{int:comment_id}/hand-over/",
    response={200: shapes.HandedOver, **_REFUSED},
    operation_id="hand_over",
    summary="Ask a colleague to decide about a comment",
)
def hand_over(request: HttpRequest, comment_id: CommentId, data: shapes.HandOverIn):
    """Nothing is decided by it, and everybody else may decide as before. It ends with the next decision. 409 where there is nothing
    to decide any more."""
    comment = theirs(request, comment_id)
    given = {"to": data.to or "", "note": data.note or ""}
    form = HandOverForm(given, people=colleagues(comment, request.user))
    if not form.is_valid():
        raise form_problem(form)
    _do(HandOverComment(comment, user=request.user, through={"door": BY_API}, **form.cleaned_data))
    return handed(comment, request.user)


@handing.post(
    "comments/{int:comment_id}/give-back/",
    response={200: shapes.GivenBack, **_REFUSED},
    operation_id="give_back",
    summary="Give a comment back that was handed over",
)
def give_back(request: HttpRequest, comment_id: CommentId, data: NothingMore):
    """For who has it, and for who gave it. 409 where it is with neither."""
    comment = theirs(request, comment_id)
    _do(GiveBack(comment, user=request.user, through={"door": BY_API}))
    return {"message": GIVEN_BACK % {"comment": comment}}


@handing.post(
    "comments/{int:comment_id}/worried/",
    response={200: shapes.SaidThen, **_REFUSED},
    operation_id="say_worried",
    summary="Say that you are worried about somebody",
)
def say_worried(request: HttpRequest, comment_id: CommentId, data: shapes.WorriedIn):
    """The site's safeguarding contact hears of it at once, and the comment goes to the top of the list. Nothing is decided by it.
    The answer says whom to ring."""
    comment = theirs(request, comment_id)
    try:
        action = SayWorried(comment, user=request.user, words=data.words or "", through={"door": BY_API})
    except ValidationError as error:
        raise invalid([("words", error.code or "invalid", error.messages[0])]) from error
    _do(action)
    site_settings = ReaderCommentSettings.for_site(comment.page.get_site())
    return {"lines": [*what_happens(site_settings), *whom_to_ring(site_settings)]}


def _do(action):
    try:
        action()
    except CommentGone:
        raise Http404 from None
    except Conflict as error:
        raise Refused(409, error.code, error.message) from error
    except NotAllowed as error:
        raise Refused(403, error.code, error.message) from error
    except ValidationError as error:
        raise invalid([("to", error.code or "invalid", error.messages[0])]) from error
