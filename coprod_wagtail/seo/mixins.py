"""What makes a page type one that says of itself what search engines want to know."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from coprod_wagtail.content.images import picture_alt
from coprod_wagtail.page_tree.languages import part_of
from coprod_wagtail.page_tree.wagtail_page import PageBase

from .descriptions import FIELDS
from .entries import sitemap_entries
from .pictures import own_picture
from .seo import Seo, usual_canonical_url, usual_seo, with_query


class SeoMixin(PageBase):
    """For a page type with a head of ours (``{% coprod_head %}``), in the JSON API's `seo`, and in the sitemap; the package's
    own all have it. Adds no column. Overridable:

    * `get_seo(request)`: all that is said, as `Seo`.
    * `get_canonical_url(request)`: the one address of what is drawn, such as of the second page of a list.
    * `get_sitemap_urls(request)`: as in Wagtail, with ``images`` and ``alternates``.
    * `get_sitemap_lists(request)`: lists below the page that have addresses of their own.
    * `picture_field`: the name of its picture, which has its words in the field ``NAME_alt``.
    * `description_fields`: where to find a description where an editor wrote none, the best first.
    """

    picture_field = ""
    description_fields: tuple[str, ...] = FIELDS

    #: Which page of its list is drawn.
    _drawn_page = 1

    class Meta:
        abstract = True

    def get_seo(self, request: HttpRequest | None) -> Seo:
        """What the page says of itself to search engines, and where somebody shares a link to it."""
        canonical, picture = self.get_canonical_url(request), self._own_picture(request)
        return usual_seo(self, request, canonical=canonical, name=self.seo_name, picture=picture)

    @property
    def seo_name(self) -> str:
        """The heading of the page, in which search engines look for what it is about."""
        return self.title

    def get_canonical_url(self, request: HttpRequest | None) -> str:
        """The one address of what is drawn for `request`, with the host; empty for a page without an address. Asks the
        database nothing, but of an alias where its source is."""
        url = usual_canonical_url(self, request)
        return with_query(url + (part_of(self, self.locale_id) or ""), page=self._drawn_page) if url else ""

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """As Wagtail's sitemap wants it: an entry for the page, and one for each of `get_sitemap_lists`. None for an alias,
        which is found at its source's address."""
        return sitemap_entries(self, request)

    def get_sitemap_lists(self, request: HttpRequest | None) -> Iterable[tuple[str, Any]]:
        """Lists below the page that search engines should find: the path of each below the page's own, such as
        ``topic/food/``, with the moment at which it changed last, or None."""
        return ()

    def _own_picture(self, request):
        if not self.picture_field:
            return None
        return own_picture(getattr(self, self.picture_field), picture_alt(self, self.picture_field), request)
