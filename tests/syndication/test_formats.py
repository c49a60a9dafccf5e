"""Feeds in each format, whatever stands in them."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from coprod_wagtail.syndication.entries import Category, Entry, FeedInfo, Person, Picture
from coprod_wagtail.syndication.formats import ATOM, FORMATS, JSON, RSS
from coprod_wagtail.text.plain_text import xml_text
from tests.syndication import checking

pytestmark = pytest.mark.framework

SITE = "https://www.kettle.example"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
every_format = pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.name)

#: What any language has in it, and what no document may.
HOSTILE = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        "]]>",
        "<script>alert(1)</script>",
        "&amp;",
        "&#0;",
        "<!--",
        "<![CDATA[",
        "\ud800",
        "\ufffe",
        "\x0b",
        "\"'><b>",
        "\r\n",
    ]
)


def info(kind, **facts):
    return FeedInfo(
        **{"title": "Blog", "url": f"{SITE}/blog/", "feed_url": f"{SITE}/blog/{kind.name}/", "id": "urn:uuid:0"} | facts
    )


def entry(number=1, **facts):
    usual = {
        "title": "A week",
        "url": f"{SITE}/blog/a-week/",
        "id": f"urn:uuid:{number}",
        "updated": NOON,
        "content_html": "<p>Words</p>",
    }
    return Entry(**usual | facts)


FULL = entry(
    published=NOON - timedelta(days=1),
    authors=[Person("Ann & Co", f"{SITE}/members/ann/"), Person("Bob")],
    categories=[Category("food", "Food & drink"), Category("tea", "tea")],
    summary="What we <cooked> & ate",
    content_html='<p>See <a href="/about/">us</a><img src="../p.png" alt="A pot"></p>',
    picture=Picture(url=f"{SITE}/media/pot.png", alt='A "pot"', type="image/png", length=1234),
    language="cy",
)  # fmt: skip


@every_format
def test_a_full_entry_is_sound(kind):
    about = info(
        kind, language="en-gb", authors=[Person("Kettle Lane")], description="All posts", hub="https://hub.example/"
    )
    checking.check(kind.write(about, [FULL, entry(2)]), kind.name, about.feed_url)


@every_format
def test_so_is_a_feed_with_nothing_in_it(kind):
    about = info(kind, updated=NOON)
    document = kind.write(about, [])
    checking.check(document, kind.name, about.feed_url)
    assert document == kind.write(about, [])  # or it would never be unchanged


def test_atom_says_all_of_it():
    feed = checking.parsed(
        ATOM.write(info(ATOM, language="en-gb", authors=[Person("Kettle Lane")], hub="https://hub.example/"), [FULL])
    )
    atom = checking.ATOM
    assert feed.get(checking.XML_LANG) == "en-gb"
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{atom}link")} == {
        "alternate": f"{SITE}/blog/",
        "self": f"{SITE}/blog/atom/",
        "hub": "https://hub.example/",
    }
    one = feed.find(f"{atom}entry")
    assert one.get(checking.XML_LANG) == "cy"
    assert one.findtext(f"{atom}published") == "2026-05-03T12:00:00+00:00"
    assert one.findtext(f"{atom}updated") == "2026-05-04T12:00:00+00:00" == feed.findtext(f"{atom}updated")
    people = [(who.findtext(f"{atom}name"), who.findtext(f"{atom}uri")) for who in one.findall(f"{atom}author")]
    assert people == [("Ann & Co", f"{SITE}/members/ann/"), ("Bob", None)]
    assert [dict(about.attrib) for about in one.findall(f"{atom}category")] == [
        {"term": "food", "label": "Food & drink"},
        {"term": "tea", "label": "tea"},
    ]
    assert one.findtext(f"{atom}summary") == "What we <cooked> & ate"
    assert one.findtext(f"{atom}content") == (
        f'<p>See <a href="{SITE}/about/">us</a><img src="{SITE}/blog/p.png" alt="A pot"></p>'
    )
    assert dict(one.find(f"{atom}link[@rel='enclosure']").attrib) == {
        "rel": "enclosure",
        "href": f"{SITE}/media/pot.png",
        "type": "image/png",
        "length": "1234",
        "title": 'A "pot"',
    }


def test_rss_says_all_of_it():
    channel = checking.parsed(RSS.write(info(RSS, language="en-gb", hub="https://hub.example/"), [FULL])).find(
        "channel"
    )
    assert [link.get("rel") for link in channel.findall(f"{checking.ATOM}link")] == ["self", "hub"]
    one = channel.find("item")
    assert one.findtext("pubDate") == "Sun, 03 May 2026 12:00:00 +0000"
    assert [who.text for who in one.findall(f"{checking.DC}creator")] == ["Ann & Co", "Bob"]
    assert one.findtext(f"{checking.DC}language") == "cy"
    assert [about.text for about in one.findall("category")] == ["Food & drink", "tea"]
    # It is read as HTML.
    assert one.findtext("description") == "What we &lt;cooked&gt; &amp; ate"
    assert f'<a href="{SITE}/about/">' in one.findtext(f"{checking.CONTENT}encoded")
    picture = one.find(f"{checking.MEDIA}content")
    assert dict(picture.attrib) == {
        "medium": "image",
        "url": f"{SITE}/media/pot.png",
        "type": "image/png",
        "fileSize": "1234",
    }
    assert picture.findtext(f"{checking.MEDIA}description") == 'A "pot"'


def test_json_says_all_of_it():
    about = info(
        JSON,
        language="en-gb",
        authors=[Person("Kettle Lane", f"{SITE}/")],
        hub="https://hub.example/",
        description="All posts",
    )
    assert json.loads(JSON.write(about, [FULL])) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Blog",
        "home_page_url": f"{SITE}/blog/",
        "feed_url": f"{SITE}/blog/json/",
        "description": "All posts",
        "language": "en-gb",
        "authors": [{"name": "Kettle Lane", "url": f"{SITE}/"}],
        "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "items": [
            {
                "id": "urn:uuid:1",
                "url": f"{SITE}/blog/a-week/",
                "title": "A week",
                "summary": "What we <cooked> & ate",
                "image": f"{SITE}/media/pot.png",
                "date_published": "2026-05-03T12:00:00+00:00",
                "date_modified": "2026-05-04T12:00:00+00:00",
                "authors": [{"name": "Ann & Co", "url": f"{SITE}/members/ann/"}, {"name": "Bob"}],
                "tags": ["Food & drink", "tea"],
                "language": "cy",
                "content_html": f'<p>See <a href="{SITE}/about/">us</a><img src="{SITE}/blog/p.png" alt="A pot"></p>',
            }
        ],
    }


@every_format
def test_a_summary_alone_is_what_there_is_to_read(kind):
    about = info(kind)
    document = kind.write(about, [entry(summary="In short", content_html="")])
    checking.check(document, kind.name, about.feed_url)
    assert b"In short" in document


def test_of_an_entry_without_a_date_none_is_made_up():
    undated = entry(updated=datetime(2019, 1, 1, tzinfo=UTC))
    assert "pubDate" not in RSS.write(info(RSS), [undated]).decode()
    assert "published" not in ATOM.write(info(ATOM), [undated]).decode()
    assert "date_published" not in JSON.write(info(JSON), [undated]).decode()


def test_nobody_is_taken_for_the_author_of_what_names_nobody():
    """Atom wants an author, and gives an entry without one to the authors of the feed."""
    names = checking.parsed(ATOM.write(info(ATOM, nobody="A reader"), [entry()])).iterfind(f".//{checking.ATOM}name")
    assert [name.text for name in names] == ["A reader"]


@every_format
def test_moments_of_long_ago_are_moments_all_the_same(kind):
    """Before there was a time for a whole country, its clocks differed from Greenwich by seconds."""
    long_ago = datetime(1842, 3, 1, tzinfo=timezone(timedelta(seconds=-75)))
    about = info(kind)
    document = kind.write(about, [entry(published=long_ago, updated=long_ago)])
    checking.check(document, kind.name, about.feed_url)
    assert "00:01:15" in document.decode()


@every_format
def test_a_moment_without_a_zone_is_in_that_of_the_site(kind, settings):
    settings.USE_TZ = False
    naive = datetime(2026, 7, 1, 9, 30)  # noqa: DTZ001 - that is what the test is about
    about = info(kind, updated=naive)
    document = kind.write(about, [entry(published=naive, updated=naive)])
    checking.check(document, kind.name, about.feed_url)
    assert "08:30:00" in document.decode()


@every_format
def test_addresses_are_ascii(kind):
    about = info(kind, url=f"{SITE}/blög/", feed_url=f"{SITE}/blög/{kind.name}/")
    document = kind.write(about, [entry(url=f"{SITE}/blög/größe/", picture=Picture(url=f"{SITE}/m/ä b.png"))])
    checking.check(document, kind.name, f"{SITE}/bl%C3%B6g/{kind.name}/")


@every_format
@given(words=HOSTILE, html=HOSTILE | HOSTILE.map(lambda text: f"<p>{text}</p>"), name=HOSTILE)
def test_whatever_is_in_it_a_feed_can_be_read(kind, words, html, name):
    about = info(kind, title=words, description=words, language="en-gb", nobody=name or "x")
    one = entry(
        title=f"x{words}",
        summary=words,
        content_html=html,
        authors=[Person(f"x{name}")],
        categories=[Category(f"x{words}", words)],
        picture=Picture(url=f"{SITE}/a.png", alt=words),
    )
    checking.check(kind.write(about, [one]), kind.name, about.feed_url)


@pytest.mark.pure
@given(st.characters())
def test_what_is_left_of_any_character_an_xml_document_can_hold(character):
    left = xml_text(f"a{character}b")
    assert checking.parsed(f"<a>{left.replace('&', '&amp;').replace('<', '&lt;')}</a>".encode()).text is not None


@pytest.mark.pure
def test_every_code_point_that_xml_forbids_is_left_out_and_no_other():
    """XML 1.0, 2.2, all 1,114,112 of them."""
    allowed = {0x9, 0xA, 0xD, *range(0x20, 0xD800), *range(0xE000, 0xFFFE), *range(0x10000, 0x110000)}
    assert set(map(ord, xml_text("".join(map(chr, range(0x110000)))))) == allowed


def test_the_schema_refuses_what_is_no_atom():
    document = ATOM.write(info(ATOM), [entry()])
    for wrong in (b"<id>urn:uuid:1</id>", b"<title>A week</title>"):
        assert not checking._SCHEMA.validate(etree.fromstring(document.replace(wrong, b"")))
    wrong_date = document.replace(b"2026-05-04T12:00:00+00:00", b"4 May 2026")
    assert not checking._SCHEMA.validate(etree.fromstring(wrong_date))
