"""The way to a page: the pages above it, from the home page of its site down."""

from typing import Any

from django.http import HttpRequest

from .paths import root_above
from .wagtail_page import AnyPage


def trail_to(page: Any, request: HttpRequest | None = None) -> list[Any]:
    """The pages above `page` that readers can open, the home page of its site first; empty for the home page, and for a page
    below no site's root.

    Wagtail knows them while it looks for the page that a path leads to, and then nothing is asked; else it is one query,
    whatever the depth. Remembered on the page.
    """
    if not hasattr(page, "_coprod_trail"):
        page._coprod_trail = [above for above in _pages_above(page, request) if above.live]
    trail: list[Any] = page._coprod_trail
    return trail


def _pages_above(page: AnyPage, request):
    root = root_above(page, request)
    if root is None or page.url_path == root.root_path:
        return []
    # Treebeard and Wagtail remember the page above under this name.
    known: list[Any] = []
    above = vars(page).get("_cached_parent_obj")
    while above is not None:
        known.insert(0, above)
        if above.url_path == root.root_path:
            return known
        above = vars(above).get("_cached_parent_obj")
    found = [above for above in page.get_ancestors() if above.url_path.startswith(root.root_path)]  # type: ignore[attr-defined]
    if found:
        page._cached_parent_obj = found[-1]  # type: ignore[attr-defined]
    return found
