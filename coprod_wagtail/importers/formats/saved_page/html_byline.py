"""Finds who wrote the article of a saved page, and when."""

import re

from coprod_wagtail.comments.constants import DatePrecision

from ... import dates, names
from ...content import LeftOut
from . import attribution, boilerplate
from .article import quoted
from .html_around import META_CLASS
from .html_tags import has_class, holds, same_words, words_in

#: A line of who and when is shorter; a box about the author is not.
_MAX_META = 200


class Byline:
    """The `authors` and the `date` of an article, taken out of the tree around it (`take`). What goes nowhere is added
    to `left_out`."""

    def __init__(self, day_first, left_out):
        self.day_first = day_first
        self.authors = []
        self.date = None
        self.left_out = left_out

    def take(self, root, heading, meta):
        scope = root.find_parent(["article", "main"]) or next((up for up in root.parents if holds(up, heading)), root)
        for tag in scope.find_all(True):
            if tag.decomposed or tag is root or tag is heading or holds(tag, heading):
                continue
            dated = tag.name == "time" and (tag.has_attr("pubdate") or tag.get("itemprop") == "datePublished")
            written = "author" in (tag.get("rel") or []) or tag.get("itemprop") == "author"
            if (dated or written or has_class(tag, META_CLASS)) and not _is_inside_text(tag):
                self._take_meta(tag)
        moment = dates.parse(meta["date"], day_first=self.day_first)
        if meta["date"] and self.date is None and moment is None:
            self._leave(quoted(meta["date"]), str(boilerplate.NO_DATE))
        if self.date is None and moment and moment.precision in {DatePrecision.DAY, DatePrecision.EXACT}:
            self.date = moment.value.date()
        author = meta["author"]
        if not self.authors and author and not names.is_lost(author) and "://" not in author:
            self.authors = [] if same_words(author, meta["site"]) else [names.tidy(author)]

    def _take_meta(self, tag):
        text = words_in(tag)
        if not text or len(text) > _MAX_META:
            return
        moment, found = self._moment(tag), self._authors(tag, text)
        if moment and self.date is None and moment.precision in {DatePrecision.DAY, DatePrecision.EXACT}:
            self.date = moment.value.date()
        known = [names.tidy(name) for name in found if not names.is_lost(name)]
        self.authors += [name for name in known if name not in self.authors]
        if not moment and tag.name == "time":
            self._leave(quoted(text), str(boilerplate.NO_DATE))
        elif not moment and not known:
            self._leave(quoted(text), str(boilerplate.ABOUT))
        tag.decompose()

    def _moment(self, tag):
        for time in [tag, *tag.find_all(["time", "abbr", "span"])]:
            for text in (time.get("datetime"), time.get("content"), time.get("title"), words_in(time)):
                moment = text and dates.parse(text, day_first=self.day_first)
                if moment and moment.value:
                    return moment
        marker = attribution.find([words_in(tag)], day_first=self.day_first)
        return marker and marker.moment

    def _authors(self, tag, text):
        named = tag.find_all(lambda inner: "author" in (inner.get("rel") or []) or inner.get("itemprop") == "author")
        named = named or tag.select(".fn") or tag.select(".author")
        if named:
            return [_without_by(words_in(inner)) for inner in named]
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


def _is_inside_text(tag):
    """Whether there is more in the paragraph around `tag` than a line of who and when has."""
    around = tag.find_parent(["p", "li", "blockquote", "h2", "h3"])
    return around is not None and len(words_in(around)) > len(words_in(tag)) + 40


def _without_by(text):
    return re.sub(r"^(?:(?:posted|written|published) )?by:?\s+|^author:?\s+", "", text, flags=re.IGNORECASE)
