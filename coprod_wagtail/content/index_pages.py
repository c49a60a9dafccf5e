"""Pages that list the pages of one kind below them: a blog, the members."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coprod_wagtail.caching.responses import CacheablePageMixin

from .pictures.mixins import CleanPicturesMixin


@dataclass(frozen=True, kw_only=True)
class ListBelow:
    """One of the lists at an address of its own below a page that lists others, such as the posts of a year."""

    #: What the pages have in common: "topic", "date" ...
    kind: str
    #: That by its name, as readers see it, such as "Food" or "May 2026".
    name: str
    #: The code of the language of the name.
    language: str
    #: Where it is below the page, encoded for a URL: ``topic/food/``.
    path: str
    #: How many pages there are in it: at least one.
    count: int
    #: What the list of that kind of pages is asked with over JSON to give the same ones: ``{"category": "food"}``.
    filters: Mapping[str, str | int] = field(default_factory=dict)
    #: A text about it; may be empty.
    description: str = ""


class IndexPageMixin(CleanPicturesMixin, CacheablePageMixin):
    """A page with an introduction, and a list of the pages of one kind that are below it.

    A concrete class has `intro`, a rich text, and says what it lists: the JSON API tells both.
    """

    intro: str

    class Meta:
        abstract = True

    def get_listed_model(self) -> Any:
        """The class of the pages to list."""
        raise NotImplementedError

    def show_list_at(self, path: str) -> ListBelow | None:
        """The list at `path` below this page (``topic/food/``, not encoded), also by what it was called before; None where there
        is none, or nothing in it. What this page then says of its head (`get_seo`, `get_feeds`) is said of that list."""
        return None
