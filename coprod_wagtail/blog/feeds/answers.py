"""A list of posts as a feed."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Site

from coprod_wagtail.page_tree.languages import speaking_language_of
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.visibility import is_for_everyone
from coprod_wagtail.syndication.answers import feed_response
from coprod_wagtail.syndication.entries import LONG_AGO, FeedInfo, Person, page_urn
from coprod_wagtail.syndication.formats import FeedFormat
from coprod_wagtail.text.moments import aware

from .entries import post_entries


def posts_feed(
    request: HttpRequest,
    index: Any,
    posts: QuerySet[Any],
    kind: FeedFormat,
    *,
    title: str,
    list_path: str = "",
    feed_path: str,
    description: str = "",
    purged: bool = True,
) -> HttpResponse:
    """The newest of `posts` as a feed called `title`, in the format `kind`; Http404 where not everybody may read the page
    `index`.

    `posts` are those that everybody may see, in their order, on pages below `index`: all of them, or a list of some. `list_path`
    and `feed_path` are where that list and this feed are, as they stand behind the address of `index`: ``"topic/food/"``,
    ``"topic/food/feed/"``. It is `purged` when something in it changes, or else asked about each time. The number of queries does not grow with the posts.
    """
    place = page_path(index, request)
    if place is None or not is_for_everyone(index):
        raise Http404
    changed = index.last_published_at or index.first_published_at
    with speaking_language_of(index):
        info = FeedInfo(
            title=title,
            url=place.url + list_path,
            feed_url=place.url + feed_path,
            id=page_urn(index, f"{list_path}feed"),
            updated=_moment(changed),
            description=description,
            language=index.locale.language_code,
            authors=[_site_as_author(place)],
        )
        return feed_response(request, index, info, post_entries(posts, request, place.site_id), kind, purged=purged)


def _moment(moment: datetime | None) -> datetime:
    return aware(moment) if moment else LONG_AGO


def _site_as_author(place):
    """Who wrote what names nobody: whoever runs the site."""
    site = Site.objects.get(pk=place.site_id)
    return Person(site.site_name or site.hostname, place.url.removesuffix(place.path) + "/")
