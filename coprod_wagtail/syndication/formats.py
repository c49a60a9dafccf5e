"""The formats that feeds come in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import atom, json_feed, rss
from .entries import Entry, FeedInfo, writable


@dataclass(frozen=True)
class FeedFormat:
    """One format: how it is called here and over HTTP, and what writes it."""

    name: str
    media_type: str
    _write: Callable[[FeedInfo, Sequence[Entry]], bytes]

    @property
    def content_type(self) -> str:
        """For the header. JSON is always UTF-8, and has no parameter for that (RFC 8259)."""
        return self.media_type if self.media_type.endswith("json") else f"{self.media_type}; charset=utf-8"

    def write(self, info: FeedInfo, entries: Sequence[Entry]) -> bytes:
        """The feed as a document, in UTF-8."""
        return self._write(writable(info), [writable(entry) for entry in entries])


ATOM = FeedFormat("atom", "application/atom+xml", atom.write)
RSS = FeedFormat("rss", "application/rss+xml", rss.write)
JSON = FeedFormat("json", "application/feed+json", json_feed.write)

#: The one that knows most comes first.
FORMATS = (ATOM, RSS, JSON)
