"""Reading and deciding about comments over JSON, for tools of the site's own: by the same policy, form and actions as in
Wagtail's admin."""

from typing import Annotated

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.pagination import Slice, link_slices
from coprod_wagtail.api.kit.parameters import Id, LanguageCode, Line, Said, site_asked_for
from coprod_wagtail.api.kit.problems import NOT_A_CHOICE, Refused, form_problem, invalid, problems

from ...actions import PutBack
from ...constants import Status
from ...exceptions import AnswerIsForOthers, CommentGone, WordsChanged
from ...grounds.decision_forms import OneDecisionForm
from ...models import ReaderComment
from ...moderation.history import decisions_about, who_was_quicker
from ...moderation.queue import listed_ids
from ...moderation.verbs import EDIT_VERBS, VERBS, WRITE, WRITER_VERBS, undoing
from ...notices.constants import BY_API
from ...permissions import policy
from ...querysets import REPORTED
from ...rights.reach import in_language
from ..slip_schemas import NothingMore
from . import schemas as shapes
from .shown import in_full, queued, rows
from .who import MODERATORS

moderation = Router(tags=["moderation"], auth=MODERATORS)

CommentId = Annotated[Id, Said("Id of a comment.")]
_REFUSED = (401, 403, 404, 422, 429)


class Filters(Slice):
    """What of the list is asked for. All that is said has to fit."""

    status: Annotated[str, Said("Only with this status, such as `pending`.", "pending")] = ""
    site: Annotated[Line, Said("Only on this site: its id or host name.")] = ""
    page: Annotated[int | None, Said("Only on the page with this id.")] = None
    language: Annotated[LanguageCode, Said("Only written in this language, such as `cy`.")] = ""
    sign: Annotated[Line, Said("Only with this sign, such as `many_links`.")] = ""
    mine: Annotated[bool | None, Said("Only what was handed over to you.")] = None
    reported: Annotated[bool | None, Said("Whether readers told us something that nobody has decided about.")] = None


@moderation.get(
    "comments/",
    response={200: shapes.Queue, **problems(*_REFUSED)},
    operation_id="list_moderation_comments",
    summary="The comments that are yours to read and decide about",
)
def list_moderation_comments(request: HttpRequest, response: HttpResponse, asked: Query[Filters]):
    """In the order of the list in Wagtail's admin: what readers told us something about, what is to be read soonest, then what
    came in last."""
    found = _asked_for(request, asked)
    count = Count("pk", filter=REPORTED)
    counts = list(found.order_by().values("status").annotate(number=Count("pk"), reported=count))
    numbers = {row["status"]: row["number"] for row in counts}
    reported = {row["status"]: row["reported"] for row in counts if row["reported"]}
    pks = listed_ids(found, numbers, reported)[asked.offset : asked.offset + asked.limit]
    total = sum(numbers.values())
    link_slices(request, response, asked, total)
    return {"count": total, "items": queued(request, rows(pks))}


def _asked_for(request, asked: Filters):
    found = policy.comments_for(request.user)
    if asked.status:
        if asked.status not in Status.values:
            raise invalid([("status", "not_a_choice", NOT_A_CHOICE)])
        found = found.filter(status=asked.status)
    if asked.site:
        found = found.on_site(site_asked_for(request, asked.site))
    if asked.page is not None:
        found = found.filter(page_id=asked.page)
    if asked.language:
        found = found.filter(in_language(asked.language))
    if asked.sign:
        found = found.with_sign(asked.sign)
    if asked.mine:
        found = found.filter(hand_over__to=request.user)
    if asked.reported is not None:
        found = found.filter(REPORTED) if asked.reported else found.exclude(REPORTED)
    return found


@moderation.get(
    "comments/{int:comment_id}/",
    response={200: shapes.CommentInFull, **problems(*_REFUSED)},
    operation_id="get_moderation_comment",
    summary="A comment, with everything that is needed to decide",
    openapi_extra=leads_to(200, decide={"comment_id": "$response.body#/id"}),
)
def get_moderation_comment(request: HttpRequest, comment_id: CommentId):
    """The words, why to look twice, what readers told us, what is said around it, what was written to its writer, and what
    happened so far."""
    return in_full(request, theirs(request, comment_id))


def theirs(request, comment_id) -> ReaderComment:
    """The comment with this id, if it is theirs to read; 404 where it is not, or not there."""
    if not policy.comments_for(request.user).filter(pk=comment_id).exists():
        raise Http404
    found = rows([comment_id])
    if not found:
        raise Http404
    return found[0]


_VERBS = {**VERBS, **EDIT_VERBS, **WRITER_VERBS}
_DECIDING = {
    200: shapes.Decided,
    **problems(400, 401, 403, 404, 413, 415, 422, 429),
    409: shapes.Quicker,
}


@moderation.post(
    "comments/{int:comment_id}/decisions/",
    response=_DECIDING,
    operation_id="decide",
    summary="Decide about a comment, or write to its writer",
    openapi_extra=leads_to(200, undo_decision={"comment_id": "$request.path.comment_id"}),
)
def decide(request: HttpRequest, comment_id: CommentId, data: shapes.DecisionIn):
    """Needs the `version` of the words that you have read: of others nothing is decided. 409 says that somebody was quicker, who
    that was and what they decided, or that its writer has other words by now; then nothing was done."""
    comment = theirs(request, comment_id)
    verb = _VERBS.get(data.verb)
    if verb is None:
        raise invalid([("verb", "not_a_choice", NOT_A_CHOICE)])
    if data.version is None:
        raise invalid([("version", "required", _("Say which words you have read: the comment’s version."))])
    form = OneDecisionForm(_typed(data), needs_message=verb is WRITE, verb=verb, comment=comment)
    if not form.is_valid():
        raise form_problem(form)
    was = comment.status
    if form.seen_status and form.seen_status != was:
        raise _quicker(request, comment)
    try:
        verb.action(comment, user=request.user, words=form.seen_words, through={"door": BY_API}, **form.grounds)()
    except CommentGone:
        raise Http404 from None
    except Conflict as error:
        raise _quicker(request, comment, error) from error
    except NotAllowed as error:
        if not policy.user_has_permission_for_instance(request.user, "moderate", comment):  # it went, or was moved
            raise Http404 from None
        raise Refused(403, error.code, error.message) from error
    except ValidationError as error:
        raise invalid([("message", error.code or "invalid", error.messages[0])]) from error
    return _decided(str(verb.done % {"comment": comment}), was, comment)


def _typed(data: shapes.DecisionIn) -> dict[str, str]:
    """What was sent, as the form of the admin sends it."""
    return {
        "reason": data.reason or "",
        "marked": data.marked or "",
        "mend": data.mend or "",
        "note": data.note or "",
        "message": data.message or "",
        "seen": f"{data.status or ''}.{data.version}",
        "reports": "" if data.reports_seen is None else str(data.reports_seen),
        "answers": " ".join(map(str, data.answers_seen)),
    }


def _decided(message: str, was: str, comment: ReaderComment):
    undo = undoing(Status(was), comment)
    return {
        "message": message,
        "status": comment.status,
        "version": comment.words_version,
        "undo": undo.name if undo else None,
    }


def _quicker(request, comment, error: Conflict | None = None) -> Refused:
    """What stands in the way, and who did what meanwhile. Http404 where the comment went with its page."""
    try:
        message, latest = who_was_quicker(comment, request.user)
    except ReaderComment.DoesNotExist:
        raise Http404 from None
    refused = Refused(409, error.code if error else "conflict", message)
    if isinstance(error, (WordsChanged, AnswerIsForOthers)):
        refused.detail = error.message
    refused.more = {
        "status_now": comment.status or None,
        "decided_by": (latest.person or None) if latest else None,
        "decided_at": latest.timestamp if latest else None,
        "decision": str(latest.message) if latest else None,
    }
    return refused


@moderation.post(
    "comments/{int:comment_id}/undo/",
    response=_DECIDING,
    operation_id="undo_decision",
    summary="Take your last decision about a comment back",
    openapi_extra=leads_to(200, get_moderation_comment={"comment_id": "$request.path.comment_id"}),
)
def undo_decision(request: HttpRequest, comment_id: CommentId, data: NothingMore):
    """The comment has the status again that it had before, and what readers told us about it is open. 409 where something
    happened to it since, or the last decision was somebody else's."""
    comment = theirs(request, comment_id)
    last = next(iter(decisions_about(comment)), None)
    was = last.data.get("was") if last else None
    mine = last is not None and last.user_id == request.user.pk and last.data.get("became") == comment.status
    if not mine or was is None or was == comment.status:
        raise _quicker(request, comment)
    now = comment.status
    try:
        with transaction.atomic():
            PutBack(comment, to=Status(was), user=request.user, reports_seen=0, through={"door": BY_API})()
    except CommentGone:
        raise Http404 from None
    except (Conflict, ValueError) as error:
        raise _quicker(request, comment) from error
    return _decided(_("%(comment)s is as it was before.") % {"comment": comment}, now, comment)
