"""Feeds in JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Sequence

from .entries import Entry, FeedInfo

VERSION = "https://jsonfeed.org/version/1.1"


def write(info: FeedInfo, entries: Sequence[Entry]) -> bytes:
    """The feed as a JSON document. What it is given is `writable`."""
    told = {
        "home_page_url": info.url,
        "feed_url": info.feed_url,
        "description": info.description,
        "language": info.language,
        "authors": _people(info.authors),
        "hubs": [{"type": "WebSub", "url": info.hub}] if info.hub else [],
    }
    items = [_item(entry, info) for entry in entries]
    needed = {"version": VERSION, "title": info.title}
    return json.dumps({**needed, **_known(told), "items": items}, ensure_ascii=False).encode()


def _item(entry, info):
    # Each needs words, as HTML or as text.
    words = {"content_html": entry.content_html} if entry.content_html else {"content_text": entry.summary}
    told = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary if entry.content_html else "",
        "image": entry.picture.url if entry.picture else "",
        "date_published": entry.published and entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": _people(entry.authors),
        "tags": [category.label for category in entry.categories],
        "language": entry.language if entry.language != info.language else "",
    }
    return {**_known(told), **words}


def _people(people):
    return [_known({"name": person.name, "url": person.url}) for person in people]


def _known(told):
    """Without what is empty: the format leaves out what there is not."""
    return {name: value for name, value in told.items() if value}
