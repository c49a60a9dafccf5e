"""The newest comments of a site over JSON."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from coprod_wagtail.api.kit.caching import unless_unchanged
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.parameters import Said, SiteName, site_asked_for
from coprod_wagtail.api.kit.problems import problems
from coprod_wagtail.page_tree.paths import page_path

from .. import texts
from ..reading.recent import MOST, recent_comments
from . import schemas

recent = Router(tags=["comments"])

Number = Annotated[int, Field(ge=1, le=MOST), Said("How many at most.")]


@recent.get(
    "recent/",
    response={200: schemas.RecentComments, 304: None, **problems(404, 422)},
    operation_id="list_recent_comments",
    summary="The newest comments of a site",
    openapi_extra=leads_to(200, list_comments={"page": "$response.body#/items/0/page"}),
)
def list_recent_comments(request: HttpRequest, limit: Number = 5, site: SiteName = ""):
    """The newest comments that everybody may read, on whatever page, newest first."""
    page_site = site_asked_for(request, site)
    found = {
        "heading": str(texts.RECENT),
        "items": [_recent(one) for one in recent_comments(page_site, limit, request)],
    }
    unless_unchanged(request, {"recent": found})
    return found


def _recent(one):
    place = page_path(one.page)
    return {
        "id": one.item.pk,
        "page": one.page.pk,
        "page_title": one.page.title,
        "page_path": place.path if place else one.url.partition("?")[0],
        "page_language": one.page.locale.language_code,
        "heading": one.item.plain_heading,
        "heading_html": one.heading,
        "excerpt": one.excerpt.words,
        "language": one.item.comment.language or None,
        "posted_at": one.item.comment.posted_at,
    }
