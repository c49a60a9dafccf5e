"""The comments of a whole site over JSON, and one of them with its place."""

from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router
from pydantic import Field

from coprod_wagtail.api.kit.caching import unless_unchanged
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.languages import say_languages
from coprod_wagtail.api.kit.pagination import MOST, Paging, link_pages
from coprod_wagtail.api.kit.parameters import Id, Said, SiteName, Under, site_asked_for
from coprod_wagtail.api.kit.problems import problems
from coprod_wagtail.api.kit.urls import is_plainly
from coprod_wagtail.api.pages.fields import EVERYTHING, FieldNames, Told, as_far_as_told, asked_for, send
from coprod_wagtail.api.pages.finding import page_named
from coprod_wagtail.page_tree.paths import page_path

from ... import texts
from ...constants import NEWEST
from ...models import ReaderComment
from ...reading.api_urls import RECENT
from ...reading.items import make_item
from ...reading.phrases import Phrases, excerpt
from ...reading.recent import comments_of
from ...reading.threads import item_of, thread_of
from ..conversations import keep, readable_conversation
from . import schemas
from .told import author_told, comment_told, place_of, thread_told

recent = Router(tags=["comments"])

Order = Annotated[Literal["newest", "oldest"], Said("Which come first.")]
OfPage = Annotated[Id, Said("Only those on the page with this id.")]
CommentId = Annotated[Id, Said("Id of a comment.")]


class RecentPaging(Paging):
    """As for other comments; a few, where nobody says how many."""

    limit: int = Field(5, ge=1, le=MOST, description="How many at most.")


@recent.get(
    "recent/",
    response={200: schemas.RecentComments, 304: None, **problems(404, 422)},
    operation_id=RECENT,
    url_name=RECENT,
    summary="The newest comments of a site",
    openapi_extra=leads_to(
        200,
        list_comments={"page": "$response.body#/items/0/page"},
        get_comment={"comment_id": "$response.body#/items/0/id"},
        list_recent_comments={"cursor": "$response.body#/next_cursor"},
    ),
)
def list_recent_comments(
    request: HttpRequest,
    response: HttpResponse,
    paging: Query[RecentPaging],
    order: Order = "newest",
    page: OfPage | None = None,
    under: Under = "",
    site: SiteName = "",
    fields: FieldNames = "",
):
    """The comments that everybody may read, on whatever page or on one or below one, the newest first. Go on with a cursor
    in the order in which it was given."""
    asked, page_site = asked_for(fields, schemas.RecentComment), site_asked_for(request, site)
    top, after = page_named(under, page_site), paging.place
    rows, more = comments_of(
        page_site,
        limit=paging.limit,
        offset=0 if after else paging.offset,
        after=after,
        newest=order == NEWEST,
        page_id=page,
        under=top,
    )
    next_cursor = place_of(rows[-1]) if more and rows else None
    link_pages(request, response, paging, next_cursor)
    say_languages(request, {row.page.locale.language_code for row in rows} | {get_language() or ""})
    phrases = Phrases()
    items = [asked.of(_told(row, phrases)) for row in rows]
    found = {"heading": str(texts.RECENT), "items": items, "next_cursor": next_cursor}
    unless_unchanged(request, {"recent": found}, purgeable=is_plainly(request, page_site, RECENT))
    if asked is EVERYTHING:
        return found
    some = [as_far_as_told(schemas.RecentComment, one) for one in items]
    return send(request, response, {**found, "items": some})


@recent.get(
    "{int:comment_id}/",
    response={200: schemas.CommentInPlace, 304: None, **problems(404, 422)},
    operation_id="get_comment",
    summary="A comment and where it is",
    openapi_extra=leads_to(
        200,
        list_comments={"page": "$response.body#/page/id"},
        list_replies={"comment_id": "$response.body#/thread/id"},
        get_conversation={"page_id": "$response.body#/page/id"},
    ),
)
def get_comment(
    request: HttpRequest, response: HttpResponse, comment_id: CommentId, site: SiteName = "", fields: FieldNames = ""
):
    """One comment with the page that it is on, its address there, and its thread. In the language of the page."""
    asked = asked_for(fields, schemas.CommentInPlace)
    page_id = ReaderComment.objects.filter(pk=comment_id).values_list("page_id", flat=True).first()
    if page_id is None:
        raise Http404
    conversation, page_site = readable_conversation(request, page_id, site)
    keep(request, conversation, page_site, {})
    # Not before: what is told may not be older than the version of the conversation that its ETag is made of.
    item, place = item_of(conversation, comment_id), page_path(conversation.page, request)
    if item is None or item.comment is None or place is None:
        raise Http404
    page, first_id, open_now = conversation.page, item.comment.thread_id or item.pk, conversation.takes_comments()
    thread = thread_of(conversation, first_id) if asked.any_of("thread", "comment") else []
    if not thread and asked.any_of("thread", "comment"):  # taken away at this moment
        raise Http404
    replies = item.comment.reply_count if item.pk == first_id else 0
    told = Told(
        {
            "comment": lambda: comment_told(item, first_id, open_now, replies),
            "page": {
                "id": page.pk,
                "title": page.title,
                "path": place.path,
                "url": place.url,
                "language": page.locale.language_code,
            },
            "path": _address(place.path, item.pk),
            "url": _address(place.url, item.pk),
            "thread": lambda: thread_told(thread, open_now),
        }
    )
    found = asked.of(told)
    return found if asked is EVERYTHING else send(request, response, as_far_as_told(schemas.CommentInPlace, found))


def _address(of_page, pk):
    return f"{of_page}?comment={pk}#comment-{pk}"


def _told(comment, phrases):
    item, page, place = make_item(comment, phrases=phrases), comment.page, page_path(comment.page)
    # That its page is on the site was asked for; it may have gone from there at this moment.
    path, url = (place.path, place.url) if place else ("", "")
    return Told(
        {
            "id": item.pk,
            "thread_id": comment.thread_id or item.pk,
            "parent_id": comment.reply_to_id,
            "page": page.pk,
            "page_title": page.title,
            "page_path": path,
            "page_language": page.locale.language_code,
            "path": _address(path, item.pk),
            "url": _address(url, item.pk),
            "heading": item.plain_heading,
            "heading_html": item.heading,
            "author": author_told(item),
            "excerpt": lambda: excerpt(comment).words,
            "content_note": comment.content_note or None,
            "body_html": comment.body_html,
            "language": comment.language or None,
            "posted_at": comment.posted_at,
        }
    )
