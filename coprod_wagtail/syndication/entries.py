"""What a feed is, and what stands in it, whatever the format."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import uuid5

from django.utils.encoding import iri_to_uri

from coprod_wagtail.conf import conf
from coprod_wagtail.text.moments import aware
from coprod_wagtail.text.plain_text import xml_text

from .content import feed_html

#: When something was last changed of which nobody knows that: Atom wants a moment of everything.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

_Told = TypeVar("_Told")


@dataclass(frozen=True)
class Person:
    """Who wrote an entry. `url` is a whole address that says more of them, or empty."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Category:
    """What an entry is about: `term` for programs, such as a slug, and `label` for people."""

    term: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The picture of an entry, at a whole `url`. `type` is its media type, `length` its bytes, where they are known; `alt` is
    for people who cannot see it, empty for one that is only decoration."""

    url: str
    alt: str = ""
    type: str = ""
    length: int | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in a feed.

    Addresses are whole ones. `id` stays for as long as the entry lives, wherever it moves (see `page_urn`). Moments have a
    time zone, or are in that of the site. `summary` is plain text; `content_html` is any HTML of the site's own, which the
    formats make safe and whole. `language` is a code such as "en-gb", empty for the feed's own.
    """

    title: str
    url: str
    id: str
    updated: datetime
    published: datetime | None = None
    authors: Sequence[Person] = ()
    categories: Sequence[Category] = ()
    summary: str = ""
    content_html: str = ""
    picture: Picture | None = None
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class FeedInfo:
    """What is said of a feed as a whole.

    `url` is the page that shows the same, `feed_url` where the feed itself is, both whole addresses. `authors` stand for
    those of an entry that names nobody; in a feed without any, Atom, which wants an author of everything, has `nobody`
    there. `updated` counts while there are no entries. `hub` is a WebSub hub that tells readers of news (W3C WebSub).
    """

    title: str
    url: str
    feed_url: str
    id: str
    updated: datetime = LONG_AGO
    description: str = ""
    language: str = ""
    authors: Sequence[Person] = ()
    nobody: str = ""
    hub: str = field(default_factory=lambda: conf.WEBSUB_HUB)


def page_urn(page: Any, part: str = "") -> str:
    """An id for what `page` is in a feed, or for a `part` of it: a URN (RFC 9562) that is the same wherever the page moves and
    whatever it is called, and another one for each language. Asks for the page's locale."""
    return f"urn:uuid:{uuid5(page.translation_key, '/'.join(filter(None, [page.locale.language_code, part])))}"


def last_change(info: FeedInfo, entries: Sequence[Entry]) -> datetime:
    """When anything in the feed was last changed, as far as its entries say."""
    return max((entry.updated for entry in entries), default=info.updated)


def writable(told: _Told, base: str = "") -> _Told:
    """A feed, an entry, or what stands in one, as every format can hold it: no characters that XML cannot, addresses in
    ASCII, moments in UTC, and HTML that is safe and leads somewhere from anywhere. `base` is where HTML was written for."""
    if not is_dataclass(told) or isinstance(told, type):
        return told
    base = getattr(told, "url", base)
    changed = {one.name: _writable(one.name, getattr(told, one.name), base) for one in fields(told)}
    return replace(told, **changed)


def _writable(name, value, base):
    if isinstance(value, str):
        text = xml_text(str(value))
        if name == "content_html":
            return feed_html(text, base)
        return iri_to_uri(text) if name in {"url", "feed_url", "hub"} else text
    if isinstance(value, datetime):
        # By the clock of Greenwich: long ago clocks differed from it by seconds, which no feed can say.
        return aware(value).astimezone(UTC)
    if isinstance(value, list | tuple):
        return tuple(writable(one, base) for one in value)
    return writable(value, base)
