"""A page saved as HTML: the article is somewhere between menus, scripts and forms."""

import re
from dataclasses import replace

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.text.plain_text import clean_line, has_visible_characters

from ... import dates
from ...content import HEADING, LeftOut
from ...exceptions import CannotImport
from ...rich_text import Converter
from .article import quoted, sort_out
from .html_around import Surroundings
from .html_byline import Byline
from .html_comments import CommentFinder, is_comment
from .html_tags import has_class, same_words, words_in
from .text import MAX_TITLE

_BODY_CLASS = re.compile(
    r"(?:entry|post|article|node|page)-(?:content|body|text)|field-name-body|field--name-body", re.IGNORECASE
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
#: What old word processors put into pages, and Python's parser stumbles over: <![if ...]>.
_MARKED = re.compile(r"<!\[[^>]*>?")
#: Python's parser does not know that these end a paragraph, and old pages leave its end out.
_BEGINS_BLOCK = re.compile(
    r"<(?:address|article|aside|blockquote|center|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|nav|ol|p|pre|section"
    r"|table|ul)\b",
    re.IGNORECASE,
)
_MAX_DEPTH = 200
_SEPARATOR = re.compile(r"\s+[|–—»·:-]+\s+")


def read_html(html):
    """The post in the page `html`. Raises `CannotImport` if there is no article in it."""
    try:
        soup = BeautifulSoup(_BEGINS_BLOCK.sub(r"</p>\g<0>", _MARKED.sub("", html)), "html.parser")
    except ParserRejectedMarkup:
        soup = None
    if soup is None or _depth(soup) > _MAX_DEPTH:
        raise CannotImport(
            _("The HTML of this page is so broken that we cannot read it. Save the page as text and try again.")
        )
    return _Page(soup, html).read()


def _depth(soup):
    deepest, waiting = 0, [(soup, 0)]
    while waiting:
        tag, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in tag.children if isinstance(child, Tag)]
    return deepest


class _Page:
    """One reading of one page. Every step takes what it understands out of the tree and notes what goes nowhere."""

    def __init__(self, soup, html):
        self.soup = soup
        self.day_first = dates.reads_day_first(self.soup.get_text(" "))
        self.converter = Converter(self._old_url(html))
        self.left_out = []

    def read(self):
        around, byline = Surroundings(self.soup, self.left_out), Byline(self.day_first, self.left_out)
        meta = self._meta()
        around.drop_hidden()
        title, heading = self._title(meta)
        comments = CommentFinder(self.converter, self.day_first)
        loose = comments.take_from(self.soup, heading)
        around.drop_around(heading)
        root = self._root()
        byline.take(root, heading, meta)
        around.drop_above(root, heading)
        around.drop_media(root)
        root.extract()
        blocks = _with_sound_levels(self.converter.blocks(root))
        after = [block for area in loose for block in self.converter.blocks(area)]
        post = sort_out(title, blocks, day_first=self.day_first, comments_after=after)
        self._note_rest()
        post.authors = byline.authors or post.authors
        post.date = byline.date or post.date
        comments.add_to(post)
        post.left_out[:0] = self.left_out
        return post

    # What the page says of itself

    def _old_url(self, html):
        """Where the page was, for links that only say the way from there."""
        saved = _SAVED_FROM.search(html[:5000])
        base = self.soup.find("base", href=True)
        canonical = self.soup.find("link", rel="canonical", href=True)
        shared = self._property("og:url")
        for url in (base and base["href"], saved and saved[1], canonical and canonical["href"], shared):
            if url and url.startswith(("http://", "https://")):
                return url
        return ""

    def _property(self, name):
        for attribute in ("property", "name", "itemprop"):
            tag = self.soup.find("meta", attrs={attribute: name}, content=True)
            if tag and clean_line(tag["content"]):
                return clean_line(tag["content"])
        return ""

    def _meta(self):
        title = self.soup.find("title")
        return {
            "shared_title": self._property("og:title") or self._property("twitter:title"),
            "window_title": clean_line(title.get_text(" ")) if title else "",
            "author": self._property("author") or self._property("article:author"),
            "date": self._property("article:published_time") or self._property("datePublished"),
            "site": self._property("og:site_name"),
        }

    # The title

    def _title(self, meta):
        """(the title, its heading or None)."""
        headings = [tag for tag in self.soup.find_all(["h1", "h2"]) if 0 < len(words_in(tag)) <= MAX_TITLE]
        headings = [tag for tag in headings if not any(is_comment(parent) for parent in tag.parents)]
        main = [tag for tag in headings if tag.name == "h1"]
        shared, window = meta["shared_title"], _SEPARATOR.split(meta["window_title"])
        rules = [
            [tag for tag in headings if shared and same_words(words_in(tag), shared)],
            [tag for tag in main if tag.find_parent("article")],
            [tag for tag in headings if _in_text(tag) and any(same_words(words_in(tag), part) for part in window)],
            [tag for tag in main if tag.find_parent("main")],
            [tag for tag in main if _in_text(tag)],
        ]
        for found in rules:
            if found:
                return words_in(found[0]), found[0]
        for title in (shared, window[0], *(words_in(tag) for tag in main)):
            if 0 < len(title) <= MAX_TITLE and has_visible_characters(title):
                return title, None
        raise CannotImport(_("There is no page in this file that we can make out: it has no title."))

    # What is left

    def _note_rest(self):
        words = words_in(self.soup)
        if words:
            self._leave(quoted(words), _("It stands around the article."))
        if self.converter.dead_links:
            count = self.converter.dead_links
            what = ngettext("%(count)s link", "%(count)s links", count) % {"count": count}
            self._leave(what, _("It does not say where it leads, or leads nowhere safe. The words stayed."))

    # The article

    def _root(self):
        """The element that holds the text."""
        for found in (
            self.soup.find_all(itemprop="articleBody"),
            [tag for tag in self.soup.find_all(["div", "section"]) if has_class(tag, _BODY_CLASS)],
            self.soup.find_all("article"),
            self.soup.find_all("main") + self.soup.find_all(role="main"),
        ):
            found = [tag for tag in found if len(words_in(tag)) > 0]
            if found:
                return max(found, key=lambda tag: len(words_in(tag)))
        return self._densest()

    def _densest(self):
        """The innermost element with nearly all of the text in paragraphs and headings."""
        tag = self.soup.find("body") or self.soup
        whole = _text_length(tag)
        while True:
            fuller = [child for child in tag.find_all(True, recursive=False) if _text_length(child) >= whole * 0.8]
            if not fuller or not whole or fuller[0].name in {"p", "ul", "ol", "blockquote"}:
                return tag
            tag = fuller[0]

    def _leave(self, what, why):
        self.left_out.append(LeftOut(what, why))


def _in_text(tag):
    """Not in the header or menu of the whole page."""
    around = tag.find_parent(["nav", "aside", "footer"]) or tag.find_parent(role="banner")
    header = tag.find_parent("header")
    return not around and (header is None or header.find_parent(["article", "main"]) is not None)


def _text_length(tag):
    """How much of what people read as text is in `tag`: paragraphs, headings, quotations and lines that stand alone."""
    paragraphs = tag.find_all(["p", "h2", "h3", "h4", "blockquote"]) + (
        [tag] if tag.name in {"p", "blockquote"} else []
    )
    loose = [text for text in tag.find_all(string=True) if len(text) > 80 and not text.find_parent(["p", "blockquote"])]
    return sum(len(words_in(inner)) for inner in paragraphs) + sum(len(text) for text in loose)


def _with_sound_levels(blocks):
    """These blocks with the highest level of heading as 2 and every lower one as 3; a lower one never comes first."""
    highest = min((block.level for block in blocks if block.kind == HEADING), default=2)
    sound, begun = [], False
    for block in blocks:
        if block.kind == HEADING:
            block = replace(block, level=2 if block.level == highest or not begun else 3)
            begun = True
        sound.append(block)
    return sound
