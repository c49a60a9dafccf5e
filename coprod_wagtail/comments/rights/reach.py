"""How far somebody's right to read comments reaches: what the rows of their groups say, as one condition."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.models import Site

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.page_tree.sites import is_under_site, root_paths
from coprod_wagtail.page_tree.wagtail_page import AnyPage

from .models import CommentRight

#: Where it is kept on a user, who is made anew for each request.
_CACHE = "_coprod_comment_reach"


@dataclass(frozen=True, slots=True)
class Part:
    """What one row says: comments on pages of `site`, at or below the page with this `path` (in the tree; `url_path` is the
    same page's), and in this `language`. What is not set limits nothing."""

    site: Site | None = None
    path: str = ""
    url_path: str = ""
    language: str = ""

    @property
    def is_limited(self) -> bool:
        """Whether anything is set. A row that says nothing gives nothing."""
        return bool(self.site or self.path or self.language)

    def condition(self) -> Q:
        """For querysets of comments."""
        found = is_under_site(self.site, "page__url_path") if self.site else Q()
        if self.path:
            found &= Q(page__path__startswith=self.path)
        return found & in_language(self.language) if self.language else found

    def holds(self, url_paths: Iterable[str]) -> bool:
        """Whether all that is written on the pages with these `url_paths` and below them is a part of this, whatever language
        it is in."""
        if self.language:
            return False
        roots = tuple(root_paths(self.site)) if self.site else ("",)
        return all(path.startswith(self.url_path) and path.startswith(roots) for path in url_paths)


@dataclass(frozen=True, slots=True)
class Reach:
    """All rows of somebody's groups. It is true where there is one."""

    parts: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    def condition(self) -> Q:
        """For querysets of comments; nothing fits it without a row. No database is asked."""
        return reduce(or_, (part.condition() for part in self._widest()), Q(pk__in=[]))

    def holds_all_below(self, page: AnyPage) -> bool:
        """Whether one row has all that is written on `page` and below it."""
        return any(part.holds([page.url_path]) for part in self.parts)

    def holds_site(self, site: Site) -> bool:
        """Whether one row has all that is written on `site`, in each of its languages. No database is asked, as long as Wagtail
        remembers where the sites are."""
        roots = root_paths(site)
        return bool(roots) and any(part.holds(roots) for part in self.parts)

    def _widest(self) -> Iterable[Part]:
        """Without the sections that lie in another one that is as wide otherwise: they would only make the query longer."""
        kept: list[Part] = []
        for part in sorted(set(self.parts), key=lambda one: one.path):
            rest = (part.site, part.language)
            if not any((one.site, one.language) == rest and part.path.startswith(one.path) for one in kept):
                kept.append(part)
        return kept


def reach_of(user: "AnyUser | None") -> Reach:
    """What the rows of the groups of `user` say. One query for each user object, and none for who is nobody."""
    groups = getattr(user, "groups", None)
    if user is None or groups is None or not (user.is_authenticated and user.is_active):
        return Reach()
    found: Reach | None = getattr(user, _CACHE, None)
    if found is None:
        rows = CommentRight.objects.filter(group__in=groups.all()).select_related("site", "page").order_by("pk")
        found = Reach(tuple(part for row in rows if (part := _part(row)).is_limited))
        setattr(user, _CACHE, found)
    return found


def _part(row: CommentRight) -> Part:
    page = row.page
    return Part(row.site, page.path if page else "", page.url_path if page else "", row.language)


def in_language(code: str) -> Q:
    """Comments in the language `code`, such as "cy": also where more is known of it ("cy-gb"), or less."""
    return Q(language=code) | Q(language__startswith=f"{code}-") | Q(language=code.partition("-")[0])
