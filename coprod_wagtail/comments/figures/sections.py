"""The sections of a site: each page right below its root, with all that is below that."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Site

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.getting_ready import name_of
from coprod_wagtail.page_tree.visibility import private_page
from coprod_wagtail.swap import get_page_model

from ..moderation.pages import page_in_words

#: Of pages that are below no site's root.
NOWHERE = ""


class Sections:
    """Which section a page is in. Asks the database nothing once Wagtail remembers where the sites are, and the cache once,
    however many pages there are."""

    def __init__(self) -> None:
        self.roots = sorted((root.root_path for root in Site.get_site_root_paths()), key=len, reverse=True)
        self.known: dict[str, str] = {}

    def of(self, url_path: str) -> str:
        """The `url_path` of the section that the page with this one is in; `NOWHERE` if there is none."""
        found = self.known.get(url_path)
        if found is None:
            found = self.known[url_path] = self._find(url_path)
        return found

    def _find(self, url_path: str) -> str:
        root = next((root for root in self.roots if url_path.startswith(root)), None)
        if root is None:
            return NOWHERE
        first, slash, _rest = url_path[len(root) :].partition("/")
        return f"{root}{first}{slash}"


def names_of_sections(user: AnyUser, sections: Iterable[str]) -> dict[str, str]:
    """What `user` is told each of these is called, with its site where there are several. Two queries, or three."""
    wanted = [section for section in sections if section]
    pages = get_page_model()._default_manager.filter(url_path__in=wanted).annotate(is_private=private_page("path"))
    sites = {site.pk: site for site in Site.objects.all()}
    return {page.url_path: _name(user, page, sites) for page in pages}


def _name(user: AnyUser, page: Any, sites: dict[int, Site]) -> str:
    title = page_in_words(user, page, page.is_private)
    if len(sites) < 2:
        return title
    roots = [root for root in Site.get_site_root_paths() if page.url_path.startswith(root.root_path)]
    site = sites.get(max(roots, key=lambda root: len(root.root_path)).site_id) if roots else None
    return f"{title} ({name_of(site)})" if site else title
