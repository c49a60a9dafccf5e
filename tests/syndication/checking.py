"""Whether a feed is what its format says, and what readers of feeds need: for the tests of every feed."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
from bs4 import BeautifulSoup
from lxml import etree

ATOM, DC, CONTENT, MEDIA = (
    "{http://www.w3.org/2005/Atom}",
    "{http://purl.org/dc/elements/1.1/}",
    "{http://purl.org/rss/1.0/modules/content/}",
    "{http://search.yahoo.com/mrss/}",
)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
#: RFC 3339 with seconds and a zone, as both Atom and JSON Feed want it.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_ADDRESSES = ("href", "src", "cite", "poster", "srcset")


def parsed(document: bytes):
    """An XML document, by a parser that forgives nothing."""
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))


def check(document: bytes, kind: str, address: str) -> None:
    """Assert that `document` is a sound feed of this kind ("atom", "rss", "json") that was got from `address`."""
    {"atom": _check_atom, "rss": _check_rss, "json": _check_json}[kind](document, address)


def _check_atom(document, address):
    _check_with_feedparser(document, "application/atom+xml", address)
    feed = parsed(document)
    assert _SCHEMA.validate(feed), _SCHEMA.error_log
    assert [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']")] == [address]
    assert len(feed.findall(f"{ATOM}link[@rel='alternate']")) == 1
    entries = feed.findall(f"{ATOM}entry")
    # 4.1.1: an author of all, or of each; 4.1.1.1: no id twice; 4.1.2: words, or where they are.
    assert feed.find(f"{ATOM}author") is not None or all(one.find(f"{ATOM}author") is not None for one in entries)
    for entry in entries:
        assert entry.find(f"{ATOM}content") is not None or entry.find(f"{ATOM}link[@rel='alternate']") is not None
    _check_ids([feed.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in entries)])
    for moment in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
        assert _MOMENT.fullmatch(moment.text), moment.text
    _check_order([entry.findtext(f"{ATOM}published") for entry in entries], datetime.fromisoformat)
    _check_whole([link.get("href") for link in feed.iter(f"{ATOM}link")])
    _check_whole([uri.text for uri in feed.iter(f"{ATOM}uri")])
    for content in feed.iter(f"{ATOM}content"):
        _check_html(content.text or "")


def _check_rss(document, address):
    _check_with_feedparser(document, "application/rss+xml", address)
    rss = parsed(document)
    assert rss.tag == "rss" and rss.get("version") == "2.0"
    channel = rss.find("channel")
    for name in ("title", "link", "description"):
        assert len(channel.findall(name)) == 1, name
    assert [link.get("href") for link in channel.findall(f"{ATOM}link[@rel='self']")] == [address]
    items = channel.findall("item")
    for item in items:
        assert item.findtext("title") or item.findtext("description")
        assert item.find("guid").get("isPermaLink") == "false"
        # An author there has to have an e-mail address.
        assert item.find("author") is None
        for name in ("description", f"{CONTENT}encoded"):
            _check_html(item.findtext(name) or "")
        _check_whole([item.findtext("link"), *(one.get("url") for one in item.iter(f"{MEDIA}content", "enclosure"))])
    _check_ids([item.findtext("guid") for item in items])
    _check_order([item.findtext("pubDate") for item in items], parsedate_to_datetime)
    parsedate_to_datetime(channel.findtext("lastBuildDate"))
    _check_whole([channel.findtext("link")])


def _check_json(document, address):
    """https://www.jsonfeed.org/version/1.1/: what is needed, and of which type everything is."""
    document.decode()  # UTF-8, and no half characters
    feed = json.loads(document, parse_constant=lambda name: (_ for _ in ()).throw(ValueError(name)))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == address and isinstance(feed["title"], str) and isinstance(feed["items"], list)
    for name in ("home_page_url", "description", "language"):
        assert isinstance(feed.get(name, "-"), str) and feed.get(name, "-")
    for item in feed["items"]:
        assert "content_html" in item or "content_text" in item
        for name in ("id", "url", "title", "content_html", "content_text", "summary", "image", "language"):
            assert isinstance(item.get(name, ""), str), name
        for name in ("date_published", "date_modified"):
            assert name not in item or _MOMENT.fullmatch(item[name])
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
        _check_html(item.get("content_html", ""))
        _check_whole([item["url"], item.get("image", address)])
    for author in [author for about in [feed, *feed["items"]] for author in about.get("authors", [])]:
        # One of the three at least.
        assert author.keys() & {"name", "url", "avatar"} and author.keys() <= {"name", "url", "avatar"}
    assert all(hub.keys() == {"type", "url"} for hub in feed.get("hubs", []))
    _check_ids([item["id"] for item in feed["items"]])
    _check_order([item.get("date_published") for item in feed["items"]], datetime.fromisoformat)


def _check_with_feedparser(document, media_type, address):
    found = feedparser.parse(document, response_headers={"content-type": media_type, "content-location": address})
    assert not found.bozo, found.bozo_exception


def _check_ids(ids):
    assert all(ids) and len(ids) == len(set(ids)), ids
    # Of a kind that no page's move changes.
    assert all(one.startswith("urn:uuid:") for one in ids), ids


def _check_order(moments, read):
    """The newest first, those without a date last."""
    dated = [read(moment) for moment in moments if moment]
    assert dated == sorted(dated, reverse=True)
    assert not any(moments[len(dated) :])


def _check_whole(addresses):
    for address in addresses:
        parts = urlsplit(address)
        assert parts.scheme in {"http", "https"} and parts.netloc, address
        assert address.isascii() and " " not in address


def _check_html(html):
    soup = BeautifulSoup(html, "html.parser")
    assert not soup.find_all(["script", "style", "iframe", "object", "embed", "form", "input", "link", "meta", "base"])
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"], tag
        for name in _ADDRESSES:
            if name in tag.attrs:
                assert urlsplit(tag[name]).scheme in {"http", "https", "mailto", "tel"}, tag
