"""Feeds in RSS 2.0, with what the RSS Advisory Board's profile advises: `atom:link`, `dc:creator` in place of e-mail
addresses, `content:encoded` for whole texts; and Media RSS for pictures, which knows words for them."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.utils.feedgenerator import Rss201rev2Feed

from .entries import Entry, FeedInfo, last_change


def write(info: FeedInfo, entries: Sequence[Entry]) -> bytes:
    """The feed as an RSS document. What it is given is `writable`."""
    feed = _Rss(
        title=info.title,
        link=info.url,
        description=info.description or info.title,
        language=info.language or None,
        feed_url=info.feed_url,
        info=info,
        updated=last_change(info, entries),
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=_description(entry),
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            categories=[category.label for category in entry.categories],
            entry=entry,
        )
    return feed.writeString("utf-8").encode()


def _description(entry) -> Any:
    """The one place for words that every reader knows. What stands in it is HTML."""
    return escape(entry.summary) if entry.summary else entry.content_html or None


class _Rss(Rss201rev2Feed):
    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def latest_post_date(self):
        return self.feed["updated"]

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if hub := self.feed["info"].hub:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for person in entry.authors:
            handler.addQuickElement("dc:creator", person.name)
        if entry.language and entry.language != self.feed["language"]:
            handler.addQuickElement("dc:language", entry.language)
        if entry.summary and entry.content_html:
            handler.addQuickElement("content:encoded", entry.content_html)
        if entry.picture:
            _add_picture(handler, entry.picture)


def _add_picture(handler, picture):
    facts = {"url": picture.url, "type": picture.type, "fileSize": picture.length}
    said = {name: str(value) for name, value in facts.items() if value not in ("", None)}
    handler.startElement("media:content", {"medium": "image", **said})
    if picture.alt:
        handler.addQuickElement("media:description", picture.alt, {"type": "plain"})
    handler.endElement("media:content")
