"""What kinds of pages a search finds. An app declares its own (`FeatureConfig.search_kinds`):

class Events(SearchKind):
    name, mixin = "event", EventPage
    label, one = _("Events"), _("Event")

    def texts(self, page):
        return [page.intro, page.place]

events = Events()
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet

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

    def date(self, page: Any) -> date | None:
        """The day that readers see on `page`, if it has one."""
        return None

    def authors(self, page: Any) -> list[str]:
        """The names of who wrote `page`, as it says them."""
        return []


def all_kinds() -> list[SearchKind]:
    """All kinds that the installed apps declare, in their order."""
    return search_kinds()
