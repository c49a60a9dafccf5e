"""Under which URLs caches keep something of a page."""

from math import ceil
from urllib.parse import urlsplit

from django.http.request import split_domain_port
from wagtail import hooks
from wagtail.models import Site

from coprod_wagtail.page_tree.paths import page_path, placed_at

#: So many pages of a list are thrown out of a cache when one of them changes, and so many are kept there.
CACHED_PAGES = 20


def cached_urls(page, url_path=None, paths=None) -> set[str]:
    """Every URL at which a cache may keep something of `page`, on each site that it is on; with `url_path`, those
    it had when it was there; with `paths`, only those at these paths below it.

    `page` is a specific one. Other code adds URLs with Wagtail's hook ``coprod_cached_urls``: a function that takes
    the page and gives whole URLs on the page's own site.
    """
    page = page if url_path is None else placed_at(page, url_path)
    url_path = page.url_path
    own = page_path(page)
    if own is None:
        return set()
    named = getattr(page, "get_purged_paths", page.get_cached_paths)
    below = {path.lstrip("/") for path in (named() if paths is None else paths)}
    elsewhere = _cached_elsewhere(page) if paths is None else set()
    own_root = own.url.removesuffix(own.path)
    roots = [root for root in Site.get_site_root_paths() if url_path.startswith(root.root_path)]
    below_own = next((url_path[len(root.root_path) :] for root in roots if root.site_id == own.site_id), None)
    bases = {own.url: own_root}
    for root in roots:
        if below_own is not None and own.path.endswith(below_own):
            before = own.path.removesuffix(below_own)
            bases.setdefault(root.root_url + before + url_path[len(root.root_path) :], root.root_url)
    found = {f"{base.rstrip('/')}/{path}" for base in bases for path in below}
    found |= elsewhere
    found |= {
        root + url.removeprefix(own_root) for root in bases.values() for url in elsewhere if url.startswith(own_root)
    }
    return found


def _cached_elsewhere(page):
    elsewhere = set(page.get_cached_urls()) if hasattr(page, "get_cached_urls") else set()
    for hook in hooks.get_hooks("coprod_cached_urls"):
        elsewhere |= set(hook(page))
    return elsewhere


def on_a_purged_host(page, request) -> bool:
    """Whether the host that was asked is one that URLs of `page` are purged at.

    A server often answers to more names than its sites have (`ALLOWED_HOSTS`), and then gives the default site's pages;
    no purge names those. Scheme and port are left out: a proxy may change both on the way.
    """
    asked = split_domain_port(request.get_host())[0]
    roots = (root for root in Site.get_site_root_paths() if page.url_path.startswith(root.root_path))
    return any(urlsplit(root.root_url).hostname == asked for root in roots)


def cached_list_paths(objects, per_page, parameter="page") -> list[str]:
    """The paths of the further pages of a list, for a page's `get_cached_paths()`. `objects` is a queryset, or how
    many there are; a queryset costs one query.

    One more than there are: the last one may have gone with what stood on it.
    """
    count = objects if isinstance(objects, int) else objects.count()
    pages = ceil(count / per_page) + 1
    return [f"/?{parameter}={number}" for number in range(2, min(pages, CACHED_PAGES) + 1)]
