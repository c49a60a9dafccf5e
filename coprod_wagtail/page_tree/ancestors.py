"""The pages above others, for the way back: asked once for a page, or for many pages."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from coprod_wagtail.swap import get_page_model

from .languages import has_languages
from .paths import root_above


def add_ancestors(pages: Sequence[Any]) -> None:
    """Find the pages above all of `pages` at once, where `ancestors_of` would ask for those of each."""
    steplen = get_page_model().steplen
    above = [[page.path[:end] for end in range(2 * steplen, len(page.path), steplen)] for page in pages]
    wanted = {path for paths in above for path in paths}
    found = {}
    if wanted:
        ancestors = get_page_model()._default_manager.filter(path__in=wanted)
        found = {page.path: page for page in (ancestors.select_related("locale") if has_languages() else ancestors)}
    for page, paths in zip(pages, above, strict=True):
        page._coprod_ancestors = [found[path] for path in paths if path in found]


def ancestors_of(page: Any) -> list[Any]:
    """The pages above `page`, from the top of its tree down, without the tree's root.

    Wagtail knows them while it looks for the page that a path leads to, and then nothing is asked; else it is one query, the
    first time."""
    if not hasattr(page, "_coprod_ancestors"):
        known = _known_above(page)
        if known is None:
            add_ancestors([page])
            if page._coprod_ancestors:
                page._cached_parent_obj = page._coprod_ancestors[-1]  # nor does Wagtail ask then
        else:
            page._coprod_ancestors = known
    found: list[Any] = page._coprod_ancestors
    return found


def trail_to(page: Any, request: HttpRequest | None = None) -> list[Any]:
    """The way to `page`: the pages above it that readers can open, the home page of its site first; empty for the home page,
    and for a page below no site's root. Asks what `ancestors_of` does."""
    root = root_above(page, request)
    if root is None or page.url_path == root.root_path:
        return []
    known = None if hasattr(page, "_coprod_ancestors") else _known_above(page, root.root_path)
    above = ancestors_of(page) if known is None else known
    return [one for one in above if one.live and one.url_path.startswith(root.root_path)]


def _known_above(page, top=""):
    """The pages above as far as anybody asked for them already; None unless that is all of them, or all up to the one whose
    `url_path` is `top`."""
    known: list[Any] = []
    while page.depth > 2 and page.url_path != top:
        # Treebeard and Wagtail remember the page above under this name.
        page = vars(page).get("_cached_parent_obj")
        if page is None:
            return None
        known.insert(0, page)
    return known
