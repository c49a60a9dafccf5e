"""Feeds in Atom (RFC 4287).

Django's own knows one author, no whole texts, and no words for what a category or a picture is called.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from .entries import Entry, FeedInfo, last_change

#: Django would say that a summary is HTML.
_SAID_BELOW: Any = None


def write(info: FeedInfo, entries: Sequence[Entry]) -> bytes:
    """The feed as an Atom document. What it is given is `writable`."""
    feed = _Atom(
        title=info.title,
        link=info.url,
        description="",
        language=info.language or None,
        subtitle=info.description or None,
        feed_url=info.feed_url,
        feed_guid=info.id,
        info=info,
        updated=last_change(info, entries),
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=_SAID_BELOW,
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            entry=entry,
        )
    return feed.writeString("utf-8").encode()


class _Atom(Atom1Feed):
    def latest_post_date(self):
        return self.feed["updated"]

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        info = self.feed["info"]
        if info.hub:
            handler.addQuickElement("link", "", {"rel": "hub", "href": info.hub})
        _add_authors(handler, info.authors)

    def item_attributes(self, item):
        language = item["entry"].language
        return {"xml:lang": language} if language and language != self.feed["language"] else {}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        info, entry = self.feed["info"], item["entry"]
        _add_authors(handler, entry.authors)
        if not entry.authors and not info.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", info.nobody or info.title)
            handler.endElement("author")
        for category in entry.categories:
            handler.addQuickElement("category", "", {"term": category.term, "label": category.label})
        if entry.summary:
            handler.addQuickElement("summary", entry.summary, {"type": "text"})
        if entry.content_html:
            handler.addQuickElement("content", entry.content_html, {"type": "html"})
        if entry.picture:
            _add_picture(handler, entry.picture)


def _add_authors(handler, authors):
    for person in authors:
        handler.startElement("author", {})
        handler.addQuickElement("name", person.name)
        if person.url:
            handler.addQuickElement("uri", person.url)
        handler.endElement("author")


def _add_picture(handler, picture):
    facts = {"type": picture.type, "length": picture.length, "title": picture.alt}
    said = {name: str(value) for name, value in facts.items() if value not in ("", None)}
    handler.addQuickElement("link", "", {"rel": "enclosure", "href": picture.url, **said})
