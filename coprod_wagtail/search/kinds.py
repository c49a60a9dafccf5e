"""What kinds of pages a search finds. An app declares its own (`FeatureConfig.search_kinds`):

class Events(SearchKind):
    name, mixin = "event", EventPage
    label, one = _("Events"), _("Event")

    def texts(self, page):
        return [page.intro, page.place]

events = Events()
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from wagtail.models import Site

from coprod_wagtail.features import search_kinds


@dataclass(frozen=True)
class Narrowed:
    """What is wanted of all that has the words."""

    #: Slug of what it is about.
    topic: str = ""
    year: int | None = None
    #: Slug of the page of who wrote it.
    by: str = ""

    def __bool__(self) -> bool:
        return bool(self.topic or self.year or self.by)


@dataclass(frozen=True)
class Scope:
    """Where is looked."""

    site: Site
    narrowed: Narrowed
    #: Only what is below this page; None for the whole site.
    top: Any = None
    #: Only what is on pages in this language; empty for all.
    locale: str = ""
    #: What is on pages in this language comes first.
    first_locale: str = ""


@dataclass(frozen=True)
class Thing:
    """Something that was found, as it is shown."""

    #: The page that it is, or that it stands on.
    page: Any
    title: str
    #: Its words as plain text, one after the other.
    texts: Iterable[str]
    date: datetime.date | None = None
    authors: Sequence[str] = ()
    #: The code of the language of its words, as far as one can know.
    language: str = ""
    #: What stands behind the address of the page for its place on it.
    query: str = ""


class OtherKind:
    """Something else than pages that a search finds, such as what readers wrote on them. A subclass fills in everything."""

    #: As of a `SearchKind`.
    name: ClassVar[str]
    label: ClassVar[Any]
    one: ClassVar[Any]

    def is_on(self, site: Site) -> bool:
        """Whether it is to be found on `site`. One query at most."""
        raise NotImplementedError

    def ranks(self, words: Sequence[str], scope: Scope) -> list[tuple[tuple[int, int], int]]:
        """The ids of what everybody may read in `scope` and that has all of the `words`, of which there is one at least, each
        behind its rank: 0 for the language that comes first and 1 for others, and a number that is smaller for a better match.
        A number of queries that does not grow with what there is."""
        raise NotImplementedError

    def things(self, pks: Sequence[int]) -> dict[int, Thing]:
        """Of those with these ids what everybody may still read, by id. A number of queries that does not grow with them."""
        raise NotImplementedError


class SearchKind:
    """One kind of page that a search finds. A subclass fills in what is declared here, and `texts`."""

    #: What the API calls it; as its `PageResource`, if it has one.
    name: ClassVar[str]
    #: What the page types have as a base: a mixin, or one page type.
    mixin: ClassVar[type]
    #: What readers call several of them, and one; translatable.
    label: ClassVar[Any]
    one: ClassVar[Any]

    def narrow(self, pages: QuerySet[Any], narrowed: Narrowed) -> QuerySet[Any]:
        """Those of `pages`, of one type, that are `narrowed` to; it never is nothing. A kind that has no topics, years and
        authors has none."""
        return pages.none()

    def with_everything(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """`pages`, a queryset of one type, with what is told about them."""
        return pages

    def gather(self, pages: Sequence[Any]) -> None:
        """Fetch for `pages`, of any types, what `authors` needs: in a number of queries that does not grow with them."""

    def texts(self, page: Any) -> Iterable[str]:
        """The words of `page` as plain text, in the order in which it shows them; nothing that it does not show. Without its
        title. Asks the database nothing."""
        raise NotImplementedError

    def title(self, page: Any) -> str:
        """The heading of `page`."""
        return str(getattr(page, "seo_name", page.title))

    def date(self, page: Any) -> datetime.date | None:
        """The day that readers see on `page`, if it has one."""
        return None

    def authors(self, page: Any) -> list[str]:
        """The names of who wrote `page`, as it says them."""
        return []


def all_kinds() -> list[SearchKind | OtherKind]:
    """All kinds that the installed apps declare, in their order."""
    return search_kinds()


def kinds_on(site: Site) -> list[SearchKind | OtherKind]:
    """Those that are to be found on `site`."""
    return [kind for kind in all_kinds() if isinstance(kind, SearchKind) or kind.is_on(site)]
