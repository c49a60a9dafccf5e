"""What a sitemap says of a page: where it is, when it changed, its pictures and its other languages."""

from typing import Any

from django.http import HttpRequest

from coprod_wagtail.page_tree.languages import in_its_language, translations_of
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.sites import absolute

from .pictures import OWN


def sitemap_entries(page: Any, request: HttpRequest | None) -> list[dict[str, Any]]:
    """The entries of `page`, which has `SeoMixin`: its own, and those of its lists. None for an alias, and for a page without
    an address. Up to two queries for its translations, and two for its picture; none where they were fetched for many pages at
    once (`sitemaps.gather`)."""
    place = None if page.alias_of_id else page_path(page, request)
    if place is None:
        return []
    own = {
        "location": place.url,
        "lastmod": page.last_published_at or page.latest_revision_created_at,
        "alternates": _alternates(page, request),
        "images": _pictures(page, request),
    }
    lists = [{"location": place.url + path, "lastmod": lastmod} for path, lastmod in page.get_sitemap_lists(request)]
    return [own, *lists]


def _alternates(page, request):
    """The page in all of its languages, itself included, as search engines ask for."""
    if not hasattr(page, "_coprod_translations"):
        page._coprod_translations = translations_of(page, request)
    if not page._coprod_translations:
        return []
    own = in_its_language(page, request)
    every = [own, *page._coprod_translations] if own else page._coprod_translations
    return [
        *({"lang_code": one.code, "location": one.full_url} for one in every),
        *({"lang_code": "x-default", "location": one.full_url} for one in every if one.is_default),
    ]


def _pictures(page, request):
    """Its picture, in the size that the page shows, if it was ever drawn: none is made here."""
    image = getattr(page, page.picture_field) if page.picture_field else None
    if image is None:
        return []
    found = (size for size in image.renditions.all() if size.filter_spec == OWN)
    return [absolute(size.url, request) for size in found][:1]
