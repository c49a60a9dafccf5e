"""Where pages are, also on a server that draws none of them, and what stands above them."""

import copy
from dataclasses import dataclass

from wagtail.models import Site

from coprod_wagtail.swap import get_page_model


@dataclass(frozen=True)
class PagePath:
    """Where a page is: on which site, at which path, and in full."""

    site_id: int
    path: str
    url: str


def page_path(page, request=None) -> PagePath | None:
    """Where `page` is; None for a page below no site's root.

    A headless server has no address for pages (Wagtail's catch-all is not in its URLconf). The path is then the one
    the page has below its site's root, which is what a front end serves it under.
    """
    parts = page.get_url_parts(request)
    if parts is None:
        return None
    site_id, root_url, path = parts
    if path is None:
        roots = [root for root in Site.get_site_root_paths() if root.site_id == site_id]
        root = next(root for root in roots if page.url_path.startswith(root.root_path))
        root_url, path = root.root_url, "/" + page.url_path[len(root.root_path) :]
    return PagePath(site_id, path, root_url + path)


def placed_at(page, url_path):
    """A copy of `page` that says of itself what it would at this `url_path`. To be asked, not to be saved."""
    elsewhere = copy.copy(page)
    elsewhere.url_path = url_path
    return elsewhere


def page_path_at(page, url_path) -> PagePath | None:
    """Where `page` would be, or was, with this `url_path`."""
    return page_path(placed_at(page, url_path))


def pages_above(pages):
    """The pages right above those in the queryset `pages`, each once, as a queryset. Asks for the paths at once."""
    above = {path[: -get_page_model().steplen] for path in pages.values_list("path", flat=True)}
    return get_page_model()._default_manager.filter(path__in=above)
