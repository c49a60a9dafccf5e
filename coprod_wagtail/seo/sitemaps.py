"""The sitemap of a site: Wagtail's, for all of the site's languages, with pictures, in parts that are drawn with a number of
queries that does not grow."""

from collections.abc import Sequence
from itertools import groupby, islice
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.models import Site

from coprod_wagtail.page_tree.languages import has_languages, in_its_language
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.sites import is_under_site
from coprod_wagtail.page_tree.visibility import for_everyone, open_to_everyone
from coprod_wagtail.swap import get_page_model

from .mixins import SeoMixin


class Sitemap(WagtailSitemap):
    """Everything on a site that everybody may read: pages of any type, as their `get_sitemap_urls` says."""

    #: Pages in a part; a page may have several entries.
    limit = 1000

    def __init__(self, request: HttpRequest, site: Site) -> None:
        super().__init__(request)
        self.site = site

    def get_wagtail_site(self) -> Site:
        return self.site

    def items(self) -> QuerySet[Any]:
        """The pages, in the order of the tree."""
        found: QuerySet[Any] = get_page_model()._default_manager.filter(self._shown).order_by("path")
        return found

    @cached_property
    def _shown(self):
        return is_under_site(self.site) & open_to_everyone()

    def last_changes(self) -> list[Any]:
        """For each part the moment at which something in it changed last; None where nobody knows. One query."""
        moments = iter(self.items().values_list("last_published_at", "latest_revision_created_at").iterator())
        parts = []
        while part := [published or revised for published, revised in islice(moments, self.limit)]:
            parts.append(max(filter(None, part), default=None))
        return parts

    def entries(self, number: int) -> list[dict[str, Any]]:
        """What the part with this number, from 1 on, has; empty for one that there is not."""
        start = (number - 1) * self.limit
        found: Any = self.items()
        pages = list(found.defer_streamfields()[start : start + self.limit].specific())
        gather(pages, self.request)
        return [entry for page in pages for entry in _entries(page, self.request)]


def _entries(page, request):
    """What `page` says, as far as it has an address; on a server that draws no pages, Wagtail's own pages know of none."""
    for entry in page.get_sitemap_urls(request):
        if entry.get("location"):
            yield entry
        elif not isinstance(page, SeoMixin) and (place := page_path(page, request)):
            yield entry | {"location": place.url}


def gather(pages: Sequence[Any], request: HttpRequest | None) -> None:
    """Fetch for `pages`, of any types, what a sitemap says of them: languages and pictures, in a number of queries that does not
    grow with them."""
    own: list[Any] = [page for page in pages if isinstance(page, SeoMixin)]
    if has_languages():
        prefetch_related_objects(own, "locale")
        translations = _translations(own, request)
        for page in own:
            others = translations.get(page.translation_key, [])
            page._coprod_translations = [shown for pk, shown in others if pk != page.pk]
    for kind, same in groupby(sorted(own, key=_kind), _kind):
        if field := next(page for page in own if _kind(page) == kind).picture_field:
            prefetch_related_objects(list(same), f"{field}__renditions")


def _kind(page):
    return page._meta.label


def _translations(pages, request):
    """By translation key, the pages that everybody may read, each with its id; the site's own language first."""
    keys = {page.translation_key for page in pages}
    same = get_page_model()._default_manager.filter(translation_key__in=keys, alias_of__isnull=True)
    found: dict[Any, list[Any]] = {}
    for other in for_everyone(same).select_related("locale"):
        if shown := in_its_language(other, request):
            found.setdefault(other.translation_key, []).append((other.pk, shown))
    for others in found.values():
        others.sort(key=lambda one: (not one[1].is_default, one[1].code))
    return found
