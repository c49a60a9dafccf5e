"""A page saved as HTML: the article is somewhere between menus, scripts and forms."""

import re
from dataclasses import replace

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.text.plain_text import clean_line, has_visible_characters

from ... import dates, names
from ...content import HEADING, LeftOut
from ...exceptions import CannotImport
from ...rich_text import Converter
from . import attribution, boilerplate
from .article import quoted, sort_out
from .html_comments import CommentFinder, has_class, holds, is_comment
from .text import MAX_TITLE

_NO_WORDS = ["script", "style", "noscript", "template", "svg", "math", "canvas"]
_HEAD = ["title", "meta", "link", "base"]
_CONTROLS = ["input", "button", "select", "textarea", "datalist", "output", "meter", "progress"]
_PICTURES = ["img", "picture"]
_MEDIA = ["video", "audio", "iframe", "object", "embed"]
_AROUND = ["nav", "header", "footer", "aside", "dialog", "menu", "form"]
_AROUND_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menubar"}
_AROUND_CLASS = re.compile(
    r"(?:site|page|main|global)-?(?:header|footer|nav|navigation)|masthead|breadcrumbs?|sidebar|widget(?:-area|s)?|menu|nav"
    r"|navbar|navigation|post-navigation|nav-links|pager|pagination|related(?:-posts|-articles|-content)?|jp-relatedposts"
    r"|shar(?:e|ing)(?:-?(?:this|links|buttons|bar))?|sharedaddy|addtoany\S*|addthis\S*|social(?:-\S+)?|print-link"
    r"|skip-?(?:link|nav|to-content)|cookie\S*|newsletter\S*|advert\S*|search-?form|comment-respond|respond",
    re.IGNORECASE,
)
_HIDDEN_CLASS = re.compile(
    r"hidden|visually-?hidden|sr-only|screen-reader-text|element-invisible|offscreen", re.IGNORECASE
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META_CLASS = re.compile(
    r"byline|(?:entry|post|article)-(?:meta|info|byline|date|footer|author)|submitted|posted-on|meta|date|published|author"
    r"|entry-utility",
    re.IGNORECASE,
)
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
#: A line of who and when is shorter; a box about the author is not.
_MAX_META = 200


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
        self.converter = Converter(self._old_address(html))
        self.left_out = []
        self.authors = []
        self.date = None

    def read(self):
        meta = self._meta()
        self._drop_hidden()
        title, heading = self._title(meta)
        comments = CommentFinder(self.converter, self.day_first)
        loose = comments.take_from(self.soup, heading)
        self._drop_around(heading)
        root = self._root()
        self._take_byline(root, heading, meta)
        self._drop_above(root, heading)
        self._drop_media(root)
        root.extract()
        blocks = _with_sound_levels(self.converter.blocks(root))
        after = [block for area in loose for block in self.converter.blocks(area)]
        post = sort_out(title, blocks, day_first=self.day_first, comments_after=after)
        self._note_rest()
        post.authors = self.authors or post.authors
        post.date = self.date or post.date
        comments.add_to(post)
        post.left_out[:0] = self.left_out
        return post

    # What the page says of itself

    def _old_address(self, html):
        """Where the page was, for links that only say the way from there."""
        saved = _SAVED_FROM.search(html[:5000])
        base = self.soup.find("base", href=True)
        canonical = self.soup.find("link", rel="canonical", href=True)
        shared = self._property("og:url")
        for address in (base and base["href"], saved and saved[1], canonical and canonical["href"], shared):
            if address and address.startswith(("http://", "https://")):
                return address
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
        headings = [tag for tag in self.soup.find_all(["h1", "h2"]) if 0 < len(_words(tag)) <= MAX_TITLE]
        headings = [tag for tag in headings if not any(is_comment(parent) for parent in tag.parents)]
        main = [tag for tag in headings if tag.name == "h1"]
        shared, window = meta["shared_title"], _SEPARATOR.split(meta["window_title"])
        rules = [
            [tag for tag in headings if shared and _same(_words(tag), shared)],
            [tag for tag in main if tag.find_parent("article")],
            [tag for tag in headings if _in_text(tag) and any(_same(_words(tag), part) for part in window)],
            [tag for tag in main if tag.find_parent("main")],
            [tag for tag in main if _in_text(tag)],
        ]
        for found in rules:
            if found:
                return _words(found[0]), found[0]
        for title in (shared, window[0], *(_words(tag) for tag in main)):
            if 0 < len(title) <= MAX_TITLE and has_visible_characters(title):
                return title, None
        raise CannotImport(_("There is no page in this file that we can make out: it has no title."))

    # What is not the article

    def _drop_hidden(self):
        for tag in self.soup.find_all(_NO_WORDS + _HEAD):
            if not tag.decomposed:
                tag.decompose()
        for words, _why in self._drop(self._hidden_tags()):
            self._leave(quoted(words), _("The old page did not show it."))

    def _hidden_tags(self):
        for tag in self.soup.find_all(True):
            if (
                tag.has_attr("hidden")
                or tag.get("aria-hidden") == "true"
                or _HIDDEN_STYLE.search(tag.get("style") or "")
                or has_class(tag, _HIDDEN_CLASS)
            ):
                yield tag

    def _drop_around(self, heading):
        tags = [
            tag
            for tag in self.soup.find_all(True)
            if tag.name in _AROUND or tag.get("role") in _AROUND_ROLES or has_class(tag, _AROUND_CLASS)
        ]
        tags = [tag for tag in tags if not tag.find_parent("blockquote")]
        for words, why in self._drop(tags, keep=heading):
            self._leave(quoted(words), str(why))
        for tag in self.soup.find_all(_CONTROLS):
            if not tag.decomposed:
                tag.decompose()

    def _drop(self, tags, keep=None):
        """Take `tags` out of the tree, and yield the words of each with what it is; never the title, nor what holds
        most of the words: some sites put their whole page into a form."""
        most = len(_words(self.soup)) / 2
        for tag in list(tags):
            if tag.decomposed or tag is keep or holds(tag, keep) or len(_words(tag)) > most:
                continue
            if keep is None and tag.find("article"):
                continue
            if tag.name in {"header", "footer"} and tag.find_parent("article") and has_class(tag, _META_CLASS):
                continue  # who and when
            why = boilerplate.AROUND
            if tag.find(["input", "textarea"]):
                why = boilerplate.FORM if tag.find("textarea") else boilerplate.OTHER_FORM
            words = _words(tag)
            tag.decompose()
            if words:
                yield words, why

    def _drop_above(self, root, heading):
        """What stands above the title, and the title itself."""
        if heading is None:
            return
        above = [text for text in heading.find_all_previous(string=True) if any(tag is root for tag in text.parents)]
        words = clean_line(" ".join(reversed(above)))
        for text in above:
            text.extract()
        if words:
            self._leave(quoted(words), str(boilerplate.AROUND))
        heading.extract()

    def _drop_media(self, root):
        pictures = [tag for tag in root.find_all(_PICTURES) if not tag.find_parent("picture")]
        if pictures:
            shown = [clean_line(tag.get("alt") or "") for tag in root.find_all("img")]
            shown = ", ".join(quoted(alt) for alt in shown if alt)
            what = ngettext("%(count)s picture", "%(count)s pictures", len(pictures)) % {"count": len(pictures)}
            why = _("Pictures are not in the file. Add them in the editor, with words for people who cannot see them.")
            self._leave(f"{what} ({shown})" if shown else what, why)
        media = [tag for tag in root.find_all(_MEDIA) if not tag.find_parent(_MEDIA)]
        if media:
            count = {"count": len(media)}
            what = ngettext("%(count)s film, sound or other part", "%(count)s films, sounds or other parts", len(media))
            self._leave(what % count, _("It came from somewhere else and is not in the file."))
        for caption in root.find_all("figcaption"):
            self._leave(quoted(_words(caption)), _("It belongs to a picture that is not in the file."))
            caption.decompose()
        for tag in media:
            tag.decompose()

    def _note_rest(self):
        words = _words(self.soup)
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
            found = [tag for tag in found if len(_words(tag)) > 0]
            if found:
                return max(found, key=lambda tag: len(_words(tag)))
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

    # Who and when

    def _take_byline(self, root, heading, meta):
        scope = root.find_parent(["article", "main"]) or next((up for up in root.parents if holds(up, heading)), root)
        for tag in scope.find_all(True):
            if tag.decomposed or tag is root or tag is heading or holds(tag, heading):
                continue
            dated = tag.name == "time" and (tag.has_attr("pubdate") or tag.get("itemprop") == "datePublished")
            written = "author" in (tag.get("rel") or []) or tag.get("itemprop") == "author"
            if (dated or written or has_class(tag, _META_CLASS)) and not _is_inside_text(tag):
                self._take_meta(tag)
        moment = dates.parse(meta["date"], day_first=self.day_first)
        if self.date is None and moment and moment.precision in {DatePrecision.DAY, DatePrecision.EXACT}:
            self.date = moment.value.date()
        author = meta["author"]
        if not self.authors and author and not names.is_lost(author) and "://" not in author:
            self.authors = [] if _same(author, meta["site"]) else [names.tidy(author)]

    def _take_meta(self, tag):
        text = _words(tag)
        if not text or len(text) > _MAX_META:
            return
        moment, found = self._moment(tag), self._authors(tag, text)
        if moment and self.date is None and moment.precision in {DatePrecision.DAY, DatePrecision.EXACT}:
            self.date = moment.value.date()
        known = [names.tidy(name) for name in found if not names.is_lost(name)]
        self.authors += [name for name in known if name not in self.authors]
        if not moment and not known:
            self._leave(quoted(text), str(boilerplate.ABOUT))
        tag.decompose()

    def _moment(self, tag):
        for time in [tag, *tag.find_all(["time", "abbr", "span"])]:
            for text in (time.get("datetime"), time.get("content"), time.get("title"), _words(time)):
                moment = text and dates.parse(text, day_first=self.day_first)
                if moment and moment.value:
                    return moment
        marker = attribution.find([_words(tag)], day_first=self.day_first)
        return marker and marker.moment

    def _authors(self, tag, text):
        named = tag.find_all(lambda inner: "author" in (inner.get("rel") or []) or inner.get("itemprop") == "author")
        named = named or tag.select(".fn") or tag.select(".author")
        if named:
            return [_without_by(_words(inner)) for inner in named]
        marker = attribution.find([text], day_first=self.day_first)
        if marker and marker.name:
            return [marker.name]
        if (
            has_class(tag, re.compile(r"byline|.*author", re.IGNORECASE))
            or re.match(r"(?i)by\s", text)
            or tag.get("rel")
        ):
            name = _without_by(text)
            return [name] if names.could_be_name(name) and not dates.parse(name) else []
        return []

    def _leave(self, what, why):
        self.left_out.append(LeftOut(what, why))


def _words(tag):
    return clean_line(tag.get_text(" "))


def _is_inside_text(tag):
    """Whether there is more in the paragraph around `tag` than a line of who and when has."""
    around = tag.find_parent(["p", "li", "blockquote", "h2", "h3"])
    return around is not None and len(_words(around)) > len(_words(tag)) + 40


def _same(one, other):
    return one.casefold().split() == other.casefold().split()


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
    return sum(len(_words(inner)) for inner in paragraphs) + sum(len(text) for text in loose)


def _without_by(text):
    return re.sub(r"^(?:(?:posted|written|published) )?by:?\s+|^author:?\s+", "", text, flags=re.IGNORECASE)


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
