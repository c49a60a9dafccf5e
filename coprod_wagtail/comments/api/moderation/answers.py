"""Answering readers over JSON, under one's own name and role: by the same form and action as in Wagtail's admin."""

from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from ninja import Status as Answer
from pydantic import Field

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.api.kit.parameters import Body, Id, PageId, Said
from coprod_wagtail.api.kit.problems import Refused, form_problem, problems

from ...actions.staff.answer import badges_for, name_of
from ...models import ReaderComment
from ...permissions import policy
from ...slip.link import slip_url
from ...staff import texts
from ...staff.flow import answer_readers, conversation_to_answer_in
from ...staff.forms import AnswerForm
from ..known import Badge, State
from .who import WHO_ANSWERS

answers = Router(tags=["moderation"], auth=WHO_ANSWERS)


class AskedFor(Schema):
    """Where somebody wants to answer."""

    page: PageId
    reply_to: Annotated[
        int | None, Said("Id of the comment that is answered; leave it out to answer nobody in particular.")
    ] = None


class OfferedBadge(Schema):
    """What can stand before a name, for who says so of themselves."""

    value: Badge | None = Field(description="To send as the `badge`; null for none.")
    label: str = Field(description="For a person to choose by.", examples=["Works here"])


class StaffAnswerOffer(Schema):
    """What a form for an answer begins with."""

    page: int
    state: State = Field(description="An answer is taken where it is `open`.")
    reply_to: int | None = Field(description="The comment that is answered.", examples=[57])
    author_name: str = Field(description="Under which name they answered last; may be empty.", examples=["Ruth"])
    role: str = Field(description="What they said that they do here; may be empty.", examples=["Community worker"])
    badge: Badge | None = Field(description="Which they chose last; null for none.")
    badges: list[OfferedBadge] = Field(description="Those to choose from.")
    token: str = Field(
        description="To send along: the same answer sent twice is one then.", examples=["q1w2e3r4t5y6u7i8"]
    )


class StaffAnswerIn(Body):
    """An answer to readers, as somebody who works here wrote it."""

    page: Id = Field(description="Id of the page.")
    body: str = Field(
        "", description="The words. They show on the page at once.", examples=["The bus comes at nine now."]
    )
    author_name: str = Field("", description="A person's name, as readers see it.", examples=["Ruth"])
    role: str = Field("", description="What that person does here.", examples=["Community worker"])
    badge: str | None = Field("", description="One of the `badges`; null for none.", examples=["works_here"])
    reply_to: int | None = Field(None, description="Id of the comment that is answered.", examples=[None])
    token: str | None = Field("", description="The one that came with the offer.", examples=["q1w2e3r4t5y6u7i8"])


class StaffAnswerPlaced(Schema):
    """What was put on the page."""

    message: str = Field(description="In words.", examples=["Your answer is on the page."])
    id: int = Field(description="Of the new comment.")
    url: str = Field(
        description="Where readers see it.", examples=["https://www.example.org/blog/a-week/?comment=58#comment-58"]
    )
    private_url: str = Field(
        description="Where its writer can change it, or take it down. It is for them alone.",
        examples=["https://www.example.org/comments/slips/q1w2e3r4t5y6u7i8o9p0aa/"],
    )


@answers.get(
    "answers/",
    response={200: StaffAnswerOffer, **problems(401, 403, 404, 422, 429)},
    operation_id="offer_answer",
    summary="What an answer to readers begins with",
)
def offer_answer(request: HttpRequest, asked: Query[AskedFor]):
    """Under which name and role you answered last, and what may stand before it."""
    conversation, reply_to = _meeting(request, asked.page), asked.reply_to
    shown = ReaderComment.objects.visible_in(conversation)
    if reply_to is not None and not shown.filter(pk=reply_to).exists():
        raise Http404
    drawn = AnswerForm.first_drawn(name_of(request.user), reply_to)
    badges = badges_for(request.user, conversation)
    offered = [{"value": badge.value or None, "label": str(badge.label)} for badge in badges]
    return {
        **drawn,
        "badge": drawn["badge"] or None,
        "page": asked.page,
        "reply_to": reply_to,
        "state": conversation.state(),
        "badges": offered,
    }


@answers.post(
    "answers/",
    response={201: StaffAnswerPlaced, **problems(400, 401, 403, 404, 409, 413, 415, 422, 429)},
    operation_id="answer_readers",
    summary="Answer readers under your own name and role",
)
def answer(request: HttpRequest, data: StaffAnswerIn):
    """It shows on the page at once, only where readers could write now. It can be hidden like any comment."""
    conversation = _meeting(request, data.page)
    badges = badges_for(request.user, conversation)
    form = AnswerForm(_typed(data), page_id=conversation.page_id, badges=badges)
    if not form.is_valid():
        raise form_problem(form)
    try:
        comment, secret = answer_readers(conversation, form, request.user)
    except NotAllowed as error:
        raise Refused(403, error.code, error.message) from error
    page_url = conversation.page.get_full_url(request)
    return Answer(
        201,
        {
            "message": str(texts.ANSWER_PLACED),
            "id": comment.pk,
            "url": f"{page_url}?comment={comment.pk}#comment-{comment.pk}",
            "private_url": slip_url(conversation.page, secret, request),
        },
    )


def _meeting(request, page_id):
    """The conversation, if it is theirs to answer in."""
    conversation = conversation_to_answer_in(page_id, request)
    if conversation is None:
        raise Http404
    if not policy.user_answers(request.user, conversation.page):
        raise Refused(403, "not_allowed", texts.NO_RIGHT_TO_ANSWER)
    return conversation


def _typed(data: StaffAnswerIn) -> dict[str, str]:
    """What was sent, as the form of the admin sends it."""
    found = data.model_dump(exclude={"page"})
    return {name: "" if value is None else str(value) for name, value in found.items()}
