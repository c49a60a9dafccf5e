"""The pages above others, for the way back: asked once for a page, or for many pages."""

from collections.abc import Sequence
from typing import Any

from coprod_wagtail.swap import get_page_model

from .languages import has_languages


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
    """The pages above `page`, of the base page's type, from the top of its tree down, without the tree's root. One query, the
    first time."""
    if not hasattr(page, "_coprod_ancestors"):
        add_ancestors([page])
    found: list[Any] = page._coprod_ancestors
    return found
