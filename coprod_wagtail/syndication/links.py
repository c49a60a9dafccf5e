"""Where the feeds of a page are."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from coprod_wagtail.caching.responses import belongs_to_a_session
from coprod_wagtail.page_tree.visibility import is_private
from coprod_wagtail.page_tree.wagtail_page import PageBase

from .formats import FORMATS, FeedFormat


@dataclass(frozen=True)
class FeedLink:
    """A feed: what it is called, its whole address and its media type."""

    title: str
    url: str
    type: str


class FeedsMixin(PageBase):
    """For page types that have feeds, or stand in one: `get_feeds` says where those are."""

    class Meta:
        abstract = True

    def get_feeds(self, request: HttpRequest | None = None) -> list[FeedLink]:
        """The feeds of the page, its own before those of others, each in the format that knows most before other formats.
        Overridable: add yours to what `super()` gives."""
        return []


def in_each_format(title: str, urls: dict[FeedFormat, str]) -> list[FeedLink]:
    """Links to one feed, called `title`, in the formats of `urls`, which has its whole address in each."""
    return [FeedLink(title, urls[kind], kind.media_type) for kind in FORMATS if kind in urls]


def feeds_of(page: Any, request: HttpRequest | None = None) -> list[FeedLink]:
    """Where the feeds of `page`, a specific one, are, for its head and for the JSON API; none of a page that was never saved,
    that has no address here, or that not everybody may read: feeds hold what is for everyone.

    One query for whoever has a session, beside what the page type asks.
    """
    if not hasattr(page, "get_feeds") or not page.pk:
        return []
    # Who has no session was shown it, so everybody is.
    if request is not None and belongs_to_a_session(request) and is_private(page):
        return []
    found: list[FeedLink] = page.get_feeds(request)
    return found
