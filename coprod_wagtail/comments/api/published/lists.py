"""The threads on a page and the replies in one of them over JSON."""

from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.pagination import Paging, link_pages
from coprod_wagtail.api.kit.parameters import Id, PageId, Said, SiteName
from coprod_wagtail.api.kit.problems import problems
from coprod_wagtail.api.pages.fields import EVERYTHING, FieldNames, as_far_as_told, asked_for, send

from ...constants import NEWEST, State
from ...models import ReaderComment
from ...reading import threads as reading
from ...reading.drawn_cache import answer_kept
from .. import schemas
from ..conversations import keep, readable_conversation
from .told import comment_told, place_of, some_of_thread, thread_told

comments = Router(tags=["comments"])

Order = Annotated[Literal["oldest", "newest"], Said("Which threads come first.")]
CommentId = Annotated[Id, Said("Id of a comment that begins a thread.")]


@comments.get(
    "",
    response={200: schemas.CommentList, 304: None, **problems(404, 422)},
    operation_id="list_comments",
    summary="The comments on a page",
    openapi_extra=leads_to(
        200,
        list_replies={"comment_id": "$response.body#/items/0/id"},
        list_comments={"page": "$request.query.page", "cursor": "$response.body#/next_cursor"},
    ),
)
def list_comments(
    request: HttpRequest,
    response: HttpResponse,
    page: Query[PageId],
    paging: Query[Paging],
    order: Order = "oldest",
    site: SiteName = "",
    fields: FieldNames = "",
):
    """The threads of a page's conversation in the order they are read, each with its replies; these always in the order in
    which they were written. Go on with a cursor in the order in which it was given. `fields` are those of each thread, and
    of the replies in it."""
    asked = asked_for(fields, schemas.Thread)
    conversation, page_site = readable_conversation(request, page, site)
    after = paging.place
    state = conversation.state()
    etag = keep(request, conversation, page_site, {})
    if state == State.HIDDEN or not conversation.pk:
        return {"count": 0, "comment_count": 0, "state": state, "items": [], "next_cursor": None}
    if asked is EVERYTHING and not after and not paging.offset:
        # What the first answer says is asked for by everybody who comes; further ones there may be thousands of.
        body, link = answer_kept(
            conversation, etag, lambda: _drawn(request, response, _list(conversation, paging, order, asked), paging)
        )
        response.content = body
        if link:
            response.headers["Link"] = link
        return response
    found = _list(conversation, paging, order, asked)
    link_pages(request, response, paging, found["next_cursor"])
    if asked is EVERYTHING:
        return found
    return send(request, response, {**found, "items": [some_of_thread(one, asked) for one in found["items"]]})


def _list(conversation, paging, order, asked):
    """The threads that `paging` asks for, as `schemas.CommentList`."""
    after, open_now = paging.place, conversation.takes_comments()
    threads, more = reading.threads_of(
        conversation,
        limit=paging.limit,
        offset=0 if after else paging.offset,
        after=after,
        newest=order == NEWEST,
        with_replies=asked.any_of("replies", "replies_cursor"),
    )
    return {
        "count": conversation.thread_count,
        "comment_count": conversation.published_count,
        "state": conversation.state(),
        "items": [thread_told(items, open_now) for items in threads],
        "next_cursor": place_of(threads[-1][0].comment) if more and threads else None,
    }


def _drawn(request, response, found, paging):
    """The answer as bytes, and its header `Link`."""
    link_pages(request, response, paging, found["next_cursor"])
    whole = as_far_as_told(schemas.CommentList, found)
    return send(request, response, whole).content, response.headers.get("Link", "")


@comments.get(
    "{int:comment_id}/replies/",
    response={200: schemas.ReplyList, 304: None, **problems(404, 422)},
    operation_id="list_replies",
    summary="The replies in a thread",
    openapi_extra=leads_to(
        200, list_replies={"comment_id": "$request.path.comment_id", "cursor": "$response.body#/next_cursor"}
    ),
)
def list_replies(
    request: HttpRequest,
    response: HttpResponse,
    comment_id: CommentId,
    paging: Query[Paging],
    site: SiteName = "",
    fields: FieldNames = "",
):
    """The replies in the thread that begins with this comment, in the order they are read."""
    asked = asked_for(fields, schemas.Comment)
    page_id = ReaderComment.objects.first_comments().filter(pk=comment_id).values_list("page_id", flat=True).first()
    if page_id is None:
        raise Http404
    conversation, page_site = readable_conversation(request, page_id, site)
    after = paging.place
    keep(request, conversation, page_site, {})
    # Not before: what is told may not be older than the version of the conversation that its ETag is made of.
    threads = ReaderComment.objects.listed_in(conversation).first_comments()
    first = threads.filter(pk=comment_id).only("reply_count").first()
    if first is None:
        raise Http404
    offset = 0 if after else paging.offset
    items, more = reading.replies_of(conversation, first.pk, limit=paging.limit, offset=offset, after=after)
    next_cursor = place_of(items[-1].comment) if more and items else None
    link_pages(request, response, paging, next_cursor)
    open_now = conversation.takes_comments()
    told = [comment_told(item, first.pk, open_now) for item in items]
    found = {"count": first.reply_count, "items": told, "next_cursor": next_cursor}
    if asked is EVERYTHING:
        return found
    some = [as_far_as_told(schemas.Comment, asked.of(one)) for one in told]
    return send(request, response, {**found, "items": some})
