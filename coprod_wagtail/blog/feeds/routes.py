"""Where the feeds of a blog are: below its own address, unless a page is there."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.rich_text import get_text_for_indexing

from coprod_wagtail.page_tree.languages import language_code_of
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.syndication.formats import ATOM, JSON, RSS, FeedFormat
from coprod_wagtail.syndication.links import FeedLink, FeedsMixin, in_each_format

from ..finding.archives import Archive
from ..lists import newest_first
from .answers import posts_feed

#: What stands behind the address of a list for its feed in each format.
FEED_PATHS: dict[FeedFormat, str] = {ATOM: "feed/", RSS: "feed/rss/", JSON: "feed/json/"}
#: The formats by what stands behind ``feed/``.
_NAMED = {None: ATOM, "rss": RSS, "json": JSON}


class FeedRoutesMixin(RoutablePageMixin, FeedsMixin):
    """For the index of a blog, which has `get_posts`, `get_archive_at` and `intro`: its newest posts as a feed in each format.

    It stands behind `CacheablePageMixin` in a class, because it serves the page.
    """

    class Meta:
        abstract = True

    def get_posts(self) -> QuerySet[Any]:
        raise NotImplementedError

    def get_archive_at(self, below: str) -> Archive:
        raise NotImplementedError

    @path(FEED_PATHS[ATOM], name="coprod_feed")
    def atom_feed(self, request: HttpRequest) -> HttpResponse:
        return self._feed(request, ATOM)

    @path(FEED_PATHS[RSS], name="coprod_feed_rss")
    def rss_feed(self, request: HttpRequest) -> HttpResponse:
        return self._feed(request, RSS)

    @path(FEED_PATHS[JSON], name="coprod_feed_json")
    def json_feed(self, request: HttpRequest) -> HttpResponse:
        return self._feed(request, JSON)

    @re_path(r"^(?P<below>.+/)feed/(?:(?P<name>rss|json)/)?$", name="coprod_feed_of_list")
    def feed_of_list(self, request: HttpRequest, below: str, name: str | None = None) -> HttpResponse:
        """The posts about a topic, with a tag, and so on, in the formats of the blog."""
        archive = self.get_archive_at(below)
        posts = archive.narrow(self.get_posts())
        if not posts.exists():
            raise Http404
        list_path, kind = archive.path(language_code_of(self)), _NAMED[name]
        if unquote(list_path) != below:
            # As for the list: not for ever.
            return HttpResponseRedirect(f"{self.get_url(request)}{list_path}{FEED_PATHS[kind]}")
        return posts_feed(
            request,
            self,
            newest_first(posts),
            kind,
            title=_title(archive, self),
            list_path=list_path,
            feed_path=list_path + FEED_PATHS[kind],
            # There may be a thousand topics and tags, each with three.
            purged=False,
        )

    def _feed(self, request, kind):
        return posts_feed(
            request,
            self,
            self.get_posts(),
            kind,
            title=self.title,
            feed_path=FEED_PATHS[kind],
            description=getattr(self, "search_description", "") or get_text_for_indexing(self.intro),
        )

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """A page below that is called "feed" was there first, or an editor wants it there."""
        if path_components[:1] == ["feed"] and self.get_children().live().filter(slug="feed").exists():
            return super(RoutablePageMixin, self).route(request, path_components)
        return super().route(request, path_components)

    def get_feeds(self, request: HttpRequest | None = None) -> list[FeedLink]:
        """Of the list that was drawn, if that is one of some posts only, and of all posts."""
        whole = feeds_of_index(self, request)
        shown: tuple[Archive, ...] = getattr(self, "shown_archives", ())
        if len(shown) != 1 or not whole:
            return [*whole, *super().get_feeds(request)]
        place, below = page_path(self, request), shown[0].path(language_code_of(self))
        urls = {kind: f"{place.url}{below}{feed_path}" for kind, feed_path in FEED_PATHS.items()} if place else {}
        return [*in_each_format(_title(shown[0], self), urls), *whole, *super().get_feeds(request)]

    def get_cached_paths(self) -> Iterable[str]:
        yield from super().get_cached_paths()
        yield from (f"/{feed_path}" for feed_path in FEED_PATHS.values())


def _title(archive, index):
    return f"{archive.name} – {index.title}"


def feeds_of_index(index: Any, request: HttpRequest | None = None) -> list[FeedLink]:
    """The feeds of all posts below the page `index`, which need not be a specific one. None where it has no address on this
    server: front ends make feeds of their own. Asks the database nothing."""
    if index.get_url(request) is None:
        return []
    place = page_path(index, request)
    urls = {kind: place.url + feed_path for kind, feed_path in FEED_PATHS.items()} if place else {}
    return in_each_format(index.title, urls)
