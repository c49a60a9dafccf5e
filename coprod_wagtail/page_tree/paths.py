"""Where pages are, also on a server that draws none of them, and what stands above them."""

import copy
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from wagtail.models import Site

from coprod_wagtail.features import page_queries
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.plain_text import has_broken_characters


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
        root = _root_above(page, site_id)
        root_url, path = root.root_url, "/" + page.url_path[len(root.root_path) :]
    return PagePath(site_id, path, root_url + path)


def root_above(page, request=None):
    """Where the site begins that `page` is on, in the page's language, as Wagtail's `SiteRootPath`; None for a page below no
    site's root. Asks the database nothing once the roots are cached."""
    parts = page.get_url_parts(request)
    return _root_above(page, parts[0]) if parts else None


def _root_above(page, site_id):
    roots = (root for root in Site.get_site_root_paths() if root.site_id == site_id)
    return next(root for root in roots if page.url_path.startswith(root.root_path))


def spellings(path: str) -> list[str]:
    """What `path` may mean, as it was written by whoever asks, the likeliest first: encoded for a URL or not, its accents
    composed or not. Nothing in it that no database can hold."""
    decoded = [path, unquote(path)]
    ways = [*decoded, *(unicodedata.normalize(form, way) for way in reversed(decoded) for form in ("NFC", "NFD"))]
    return [way for way in dict.fromkeys(ways) if "\0" not in way and not has_broken_characters(way)]


def without_query(path: str) -> str:
    """`path` without what a link may hang on it: a query, a fragment."""
    return re.split("[?#]", path, maxsplit=1)[0]


def keep_query(target: str, asked: str) -> str:
    """The URL or path `target`, where somebody is sent who asked for `asked`, with what of the query of `asked` says which
    part of a page is meant (`features.page_queries`). As it is where it has a query of its own, or leads to no Site of
    Wagtail's. Asks the database nothing once their roots are cached."""
    names = page_queries()
    kept = [pair for pair in parse_qsl(asked.partition("?")[2].partition("#")[0]) if pair[0] in names]
    try:
        parts = urlsplit(target)
    except ValueError:  # no URL at all, such as "//["
        return target
    if not kept or parts.query or not _is_on_a_site(parts):
        return target
    return urlunsplit(parts._replace(query=urlencode(kept, errors="replace")))


def _is_on_a_site(parts):
    if not parts.netloc:
        return not parts.scheme
    return parts.netloc in {urlsplit(root.root_url).netloc for root in Site.get_site_root_paths()}


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
