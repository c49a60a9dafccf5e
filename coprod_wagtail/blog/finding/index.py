"""A blog's list as its readers ask for it: whole, or one of the lists below it, each with an address of its own."""

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import chain, islice
from operator import or_
from typing import Any
from urllib.parse import unquote, urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from coprod_wagtail.caching.cached_urls import cached_list_paths
from coprod_wagtail.content.index_pages import ListBelow
from coprod_wagtail.page_tree.languages import language_code_of
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.page_tree.wagtail_page import PageBase
from coprod_wagtail.seo.seo import usual_canonical_url, with_query

from ..lists import with_everything_listed
from . import counts
from .archives import QUERY, Archive, archive_of_date, find_archive, where_it_is_now
from .shown import prepare
from .words import path_of

#: So many addresses of lists below a blog are kept by shared caches. Twice as many are thrown out of them: which come first
#: may have changed meanwhile.
KEPT_ARCHIVES = 100


class ArchivesMixin(RoutablePageMixin, PageBase):
    """For a list of posts: the lists of what they have in common below it, with addresses that people could type.

    * ``2026/`` and ``2026/05/``: the posts of a year, and of a month
    * ``topic/<slug>/``, ``tag/<slug>/``, ``series/<slug>/``
    * ``by/<slug>/``: what a member wrote, by the slug of their page. Somebody without a page that everybody may see has none.

    The words are in the page's language (`words`). Others lead there, and so do former slugs. A page below this one that is
    at such an address comes first. ``?category=`` and ``?tag=`` narrow the whole list in the same way, both at once, too.
    """

    POSTS_PER_PAGE = 10

    #: The lists that this one was drawn for: none for all posts, several where the query names them.
    shown_archives: tuple[Archive, ...] = ()

    class Meta:
        abstract = True

    # Where they are

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        if path_components:
            try:
                return super(RoutablePageMixin, self).route(request, path_components)
            except Http404:
                pass  # no page is there
        return super().route(request, path_components)

    @re_path(r"^(?P<year>[0-9]{4})/(?:(?P<month>[0-9]{1,2})/)?$", name="posts_of_date")
    def posts_of_date(self, request: HttpRequest, year: str, month: str | None = None) -> HttpResponse:
        return self._serve_archive(request, archive_of_date(int(year), None if month is None else int(month)))

    @path("<coprod_kind:kind>/<str:slug>/", name="posts_of")
    def posts_of(self, request: HttpRequest, kind: str, slug: str) -> HttpResponse:
        return self._serve_archive(request, find_archive(self, kind, slug))

    def _serve_archive(self, request, archive):
        if archive is None:
            raise Http404
        below = archive.path(language_code_of(self))
        if not request.path.endswith("/" + unquote(below)):
            # Not for ever: a name may be given back, and browsers would then go in circles.
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(f"{self.get_url(request)}{below}" + (f"?{query}" if query else ""))
        request.coprod_archive = archive
        request.is_preview = getattr(request, "is_preview", False)
        return self.render(request)

    def get_canonical_url(self, request: HttpRequest | None) -> str:
        """The one address, with its host, of what was drawn for `request`; empty where it has none of its own."""
        url = usual_canonical_url(self, request)
        if not url or len(self.shown_archives) > 1:
            return ""
        shown: Any = getattr(self, "_shown_page", None)
        # An empty list has no address.
        below = [one.path(language_code_of(self)) for one in self.shown_archives if shown.paginator.count]
        return with_query(url + "".join(below), page=shown.number if shown else 1)

    def get_sitemap_lists(self, request: HttpRequest | None) -> Iterable[tuple[str, Any]]:
        """The lists below this page, so that search engines find them."""
        return [(path.lstrip("/"), None) for path in self.archive_paths() if "?" not in path]

    def part_in_language(self, locale_id: int) -> str | None:
        """Behind the address of the blog in the language with this id: the list that this one was drawn for. None where no
        post is in it there. Two queries for all languages, and one for a topic or a series; none for the whole list."""
        if not self.shown_archives:
            return ""
        if locale_id not in self._languages_of_archives:
            return None
        slugs = [self._slugs_of(one).get(locale_id, one.slug) for one in self.shown_archives]
        if len(slugs) > 1:
            return "?" + urlencode(dict(zip(QUERY, slugs, strict=True)))
        code = self._languages_of_archives[locale_id]
        return path_of(self.shown_archives[0].kind, slugs[0], code)

    @cached_property
    def _languages_of_archives(self):
        """The languages that there are posts of these lists in below translations of this page: codes by id of the locale."""
        pages = [self, *self.get_translations().live()]
        below = reduce(or_, (Q(path__startswith=page.path, locale=page.locale_id) for page in pages))
        posts = for_everyone(self.get_post_model().objects.filter(below))
        for archive in self.shown_archives:
            posts = archive.narrow(posts)
        return dict(posts.order_by().values_list("locale_id", "locale__language_code").distinct())

    def _slugs_of(self, archive):
        if archive.kind in {"tag", "date"}:
            return {}
        if not hasattr(archive.thing, "coprod_slugs"):
            same = type(archive.thing)._default_manager.filter(translation_key=archive.thing.translation_key)
            archive.thing.coprod_slugs = dict(same.values_list("locale_id", "slug"))
        return archive.thing.coprod_slugs

    # What is drawn

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().serve(request, *args, **kwargs)
        except Http404:
            if elsewhere := where_it_is_now(request, self.locale_id):
                return elsewhere
            raise
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        routed: Archive | None = getattr(request, "coprod_archive", None)
        self.shown_archives = (routed,) if routed else tuple(self._asked_for_in_query(request))
        shown = self._slice(request.GET.get("page"))
        if routed and not shown.paginator.count:
            raise Http404
        prepare(shown, blog=self)
        first = next(iter(self.shown_archives), None)
        return context | {"posts": shown, "archive": first}

    def _slice(self, number):
        posts = self.get_posts()
        for archive in self.shown_archives:
            posts = archive.narrow(posts)
        self._shown_page = Paginator(with_everything_listed(posts), self.POSTS_PER_PAGE).get_page(number)
        return self._shown_page

    def show_archive_at(self, path: str) -> ListBelow | None:
        """For `IndexPageMixin.show_list_at`: the list of a topic, a tag, a person, a series, a year or a month."""
        try:
            archive = self.get_archive_at(path)
        except Http404:
            return None
        self.shown_archives = (archive,)
        count = self._slice(1).paginator.count
        if not count:
            return None
        return ListBelow(
            kind=archive.kind,
            name=archive.name,
            language=archive.language or language_code_of(self),
            path=archive.path(language_code_of(self)),
            count=count,
            filters=archive.filters,
            description=archive.thing.description if archive.kind == "series" else "",
        )

    def get_archive_at(self, below: str) -> Archive:
        """The list that is at this path below the blog, such as ``topic/food/``; Http404 where there is none."""
        _view, _args, found = self.resolve_subpage(f"/{below}")
        if "year" in found:
            year, month = found["year"], found.get("month")
            archive = archive_of_date(int(year), None if month is None else int(month))
        else:
            archive = find_archive(self, found["kind"], found["slug"]) if "slug" in found else None
        if archive is None:
            raise Http404
        return archive

    def _asked_for_in_query(self, request):
        for parameter, kind in QUERY.items():
            if slug := request.GET.get(parameter, ""):
                archive = find_archive(self, kind, slug, exact=True)
                if archive is None:
                    raise Http404
                yield archive

    # What caches keep

    def archive_paths(self, *, ever: bool = False) -> Iterator[str]:
        """The addresses of the lists below this one that caches may keep, with all their pages; with `ever` those that they may
        have kept before, as far as there were ever posts. In an order that new lists hardly change."""
        posts = self.get_post_model().objects.descendant_of(self) if ever else self.get_posts()
        scope = counts.under(self, posts)
        kinds: Iterable[Any] = (
            lambda: counts.topics(scope),
            lambda: counts.series(scope),
            lambda: _years_and_months(scope),
            lambda: counts.authors(scope, public=not ever),
            lambda: counts.tags(scope),
        )
        found = chain.from_iterable(sorted(find(), key=_oldest_first) for find in kinds)
        paths = (path for counted in found for path in self._paths_of(counted))
        return islice(paths, KEPT_ARCHIVES * (2 if ever else 1))

    def _paths_of(self, counted):
        yield f"/{counted.path}"
        pages = cached_list_paths(counted.posts, self.POSTS_PER_PAGE)
        yield from (f"/{counted.path.rstrip('/')}{more}" for more in pages)

    def get_route_paths(self) -> list[str]:
        """With the lists below: Wagtail's redirects lead there, too, when the blog gets another address."""
        return [*super().get_route_paths(), *(one for one in self.archive_paths() if "?" not in one)]


def _years_and_months(scope):
    for year in counts.years(scope):
        yield year
        yield from year.months


def _oldest_first(counted):
    return counted.thing.pk if isinstance(counted, counts.Counted) else counted.path
