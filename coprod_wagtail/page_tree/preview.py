"""Previews: on a front end that is built elsewhere, for sites that have `wagtail-headless-preview`; and what in a page is one."""

from typing import Any

from django.apps import apps
from wagtail.models import Site

from .paths import page_path
from .wagtail_page import PageBase

LIBRARY = "wagtail_headless_preview"


class FrontEndPreviewMixin(PageBase):
    """For page types that the JSON API can tell a front end about; the package's posts, profiles and questions are.

    Where `wagtail_headless_preview` is installed and its ``CLIENT_URLS`` have an entry for the page's site, or one for
    all of them, editors preview on the front end that is named there; else with the page's template, as in Wagtail. A
    page type that has the library's own `HeadlessPreviewMixin` is left to that.
    """

    class Meta:
        abstract = True

    def serve_preview(self, request, mode_name):
        # That is a method of the library's mixin.
        site = None if hasattr(self, "create_page_preview") else site_with_front_end(self)
        if site is None:
            return super().serve_preview(request, mode_name)
        return _as_the_library_wants_it(self, site).serve_preview(request, mode_name)


def site_with_front_end(page) -> Site | None:
    """The site of `page`, if its drafts are to be looked at on a front end."""
    if not apps.is_installed(LIBRARY):
        return None
    # Only where the library is installed.
    from wagtail_headless_preview.settings import headless_preview_settings  # noqa: PLC0415

    front_ends = headless_preview_settings.CLIENT_URLS
    place = page_path(page) if front_ends else None
    site = place and Site.objects.get(pk=place.site_id)
    return site if site and (site.hostname in front_ends or "default" in front_ends) else None


def _as_the_library_wants_it(page, site):
    """`page`, whose class we do not own, with the methods of the library's mixin."""
    # Only where the library is installed.
    from wagtail_headless_preview.models import HeadlessPreviewMixin, get_client_root_url_from_site  # noqa: PLC0415

    class Previewed(HeadlessPreviewMixin):
        def __getattr__(self, name):
            return getattr(page, name)

        def get_client_root_url(self, request):
            # The library asks the request, which says nothing on a server that draws no pages.
            return get_client_root_url_from_site(site)

        def get_content_type_str(self):
            return page._meta.label_lower

    return Previewed()


def is_as_stored(page: Any, relation: str, prefetched: str = "") -> bool:
    """Whether what `page` has in a relation of modelcluster's is what the database has: not what a preview's form says, and
    nothing that was fetched before as `prefetched` (or under the relation's own name)."""
    fetched = getattr(page, "_prefetched_objects_cache", {})
    changed = getattr(page, "_cluster_related_objects", {})
    return bool(page.pk) and relation not in changed and (prefetched or relation) not in fetched
