"""Reads one comment of an old site's HTML: who wrote it, when, and the words."""

import re

from bs4 import Tag
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.text.plain_text import clean_line, clean_text, has_visible_characters

from ... import dates, names
from ...content import HEADING, LeftOut
from . import attribution, boilerplate
from .article import quoted
from .html_tags import has_class, holds, words_in

_HELD = re.compile(r"comment-awaiting-moderation|unapproved|comment-unpublished|moderation", re.IGNORECASE)
_AUTHOR = [
    ".comment-author .fn, .comment-author .author, .vcard .fn, .fn",
    "[itemprop=author] [itemprop=name], [itemprop=author], [itemprop=creator]",
    ".comment-author, .comment_author, .comment-author-name, .commenter, .commentauthor, .comment-name, .comment-by",
    ".author, .username, .user, .name, .poster",
    "cite",
]
_DATE = [
    "time[datetime], [itemprop=dateCreated], [itemprop=datePublished], abbr.published",
    "time, .comment-date, .comment_date, .comment-time, .comment-metadata a, .comment-meta a, .commentmetadata a",
    ".comment-metadata, .comment-meta, .commentmetadata, .submitted, .posted, .posted-on, .date, .datetime, .timestamp, .meta",
]
_DIGIT = re.compile(r"\d")
_LONGEST_DATE = 60
_BODY = [
    ".comment-content, .comment-text, .comment_text, .comment-message, .comment-copy, .commenttext",
    "[itemprop=text], [itemprop=commentText], .field-name-comment-body, .field--name-comment-body",
    ".comment-body, .comment_body, .body, .content, .text",
]
_NOT_BODY = (
    ".comment-author, .comment-meta, .comment-metadata, .commentmetadata, .comment-header, .comment-footer, .comment-info, "
    ".submitted, .posted, .meta, .says, .reply, .comment-reply-link, .edit-link, .comment-edit-link, .comment-actions, "
    ".permalink, .avatar, ul.links, header, footer, form, button"
)


class CommentReader:
    """Reads comments (`read`); what goes nowhere is in `left_out`."""

    def __init__(self, converter, day_first):
        self.converter = converter
        self.day_first = day_first
        self.left_out = []

    def read(self, tag):
        """(name, moment, body, the line that says who and when), or None for what is not to be shown."""
        held = tag.find(lambda inner: has_class(inner, _HELD)) or has_class(tag, _HELD)
        pictures = self._replace_pictures(tag)
        author = _first(tag, _AUTHOR)
        date, moment = self._date(tag, author)
        unread = None if date is not None else self._unread_date(tag)
        date = date if unread is None else unread
        unread = unread and words_in(unread)
        name = self._name(author) if author else self._name_in_line(tag, date)
        words = clean_line(" ".join(words_in(part) for part in (author, date) if part is not None))
        body, line = self._without_boilerplate(self._body(tag, author, date), find_line=name is None)
        if line is not None:
            name, moment, words = line.name, moment or line.moment, f"{words} {line.words}".strip()
        known = boilerplate.recognise(body)
        if held or known:
            why = boilerplate.NOT_PUBLIC if held else known[1]
            self._leave(quoted(f"{words} {body}"), str(why))
        elif has_visible_characters(body):
            if pictures:
                what = ngettext("%(count)s picture in a comment", "%(count)s pictures in a comment", pictures)
                self._leave(what % {"count": pictures}, _("It is not in the file. The comment says where it was."))
            if unread and moment is None:
                self._leave(quoted(unread), str(boilerplate.NO_DATE))
            return name or "", moment, body, words
        elif words:
            self._leave(quoted(words), _("It should say who wrote a comment, but there are no words under it."))
        return None

    def _date(self, tag, author):
        """(the element with the date, its moment), both None where there is none."""
        first = None, None
        for date in [*_all(tag, _DATE), *([author] if author else [])]:
            moment = self._moment(date)
            if moment and moment.value:
                return date, moment
            if moment and first[1] is None:
                first = date, moment
        return first

    def _unread_date(self, tag):
        """The element that says it is a date and has a number in it, or None."""
        for part in _all(tag, _DATE[:2]):
            if _DIGIT.search(words_in(part)) and len(words_in(part)) <= _LONGEST_DATE:
                return part
        return None

    def _name(self, tag):
        text = words_in(tag)
        marker = attribution.find([text], day_first=self.day_first)
        if marker and marker.kind != attribution.UNNAMED:
            return marker.name
        text = re.sub(r"^(?:(?:posted|comment|submitted) )?by:?\s+", "", text, flags=re.IGNORECASE)
        text = re.sub(r"\s+(?:says|said|wrote|writes|replied)\s*:?$|:$", "", text, flags=re.IGNORECASE)
        return text[: names.MAX_LENGTH]

    def _name_in_line(self, tag, date):
        """The name in the line with the date, or in the comment's heading."""
        for line in _all(tag, [_DATE[2], "header, footer, h2, h3, h4, h5"]):
            marker = attribution.find([words_in(line)], day_first=self.day_first)
            if marker and marker.name:
                return marker.name
            if holds(line, date) or (date is None and line.name == "header"):
                rest = clean_line(words_in(line).replace(words_in(date) if date else "", " "))
                if names.could_be_name(rest):
                    return rest
        return None

    def _moment(self, tag):
        for text in (tag.get("datetime"), tag.get("content"), tag.get("title"), words_in(tag)):
            moment = text and dates.parse(text, day_first=self.day_first)
            if moment:
                return moment
        marker = attribution.find([words_in(tag)], day_first=self.day_first)
        return marker and marker.moment

    def _body(self, tag, author, date):
        """The words, with the comment's heading over them if it has one that says something else."""
        found = [body for selector in _BODY for body in tag.select(selector)]
        body = next((body for body in found if not holds(body, author) and not holds(body, date)), None)
        length = len(words_in(tag))
        if body is not None:
            body.extract()
        for part in [author, date, *self._beside(tag)]:
            # A part that holds all the words there are is no line beside them.
            if part is not None and not part.decomposed and len(words_in(part)) < length:
                part.decompose()
        if body is None:
            return self.converter.plain(tag)
        words = self.converter.plain(body)
        for block in self.converter.blocks(tag):
            if block.kind == HEADING and not boilerplate.recognise(block.text):
                # Some sites make the heading of the first words.
                repeated = words.casefold().startswith(block.text.rstrip(".… ").casefold())
                words = words if repeated else f"{block.text}\n\n{words}"
            elif has_visible_characters(block.text):
                self._leave(quoted(block.text), why_beside(block.text))
        return words

    def _beside(self, tag):
        return [part for part in tag.select(_NOT_BODY) if not part.find_parent("blockquote")]

    def _without_boilerplate(self, body, find_line):
        """(`body` without an old site's links, and the line who and when that it began with if asked for)."""
        paragraphs, line = clean_text(body).split("\n\n"), None
        if find_line:
            lines = [line for paragraph in paragraphs[:3] for line in paragraph.split("\n")]
            line = attribution.find(lines, day_first=self.day_first)
            for _number in range(line.lines if line else 0):
                first, _newline, rest = paragraphs[0].partition("\n")
                paragraphs[:1] = [rest] if rest else []
        kept = []
        for paragraph in paragraphs:
            known = boilerplate.recognise(paragraph)
            if known and known[1] == boilerplate.BUTTON:
                self._leave(quoted(paragraph), str(known[1]))
            else:
                kept.append(paragraph)
        return "\n\n".join(kept).strip(), line

    def _replace_pictures(self, tag):
        count = 0
        for picture in tag.find_all("img"):
            faces = [picture, *picture.parents]
            if any(
                isinstance(up, Tag) and has_class(up, re.compile(r"avatar.*|photo|gravatar|vcard|comment-author"))
                for up in faces
            ):
                picture.decompose()
            else:
                picture.replace_with(_("[picture removed]"))
                count += 1
        return count

    def _leave(self, what, why):
        self.left_out.append(LeftOut(what, why))


def why_beside(text) -> str:
    """Why `text`, which stands beside the comments, is left out."""
    known = boilerplate.recognise(text)
    return str(known[1]) if known else _("It stands beside the comments, and nothing says who wrote it.")


def _first(tag, selectors):
    return next(iter(_all(tag, selectors)), None)


def _all(tag, selectors):
    return [
        found
        for selector in selectors
        for found in tag.select(selector)
        if not found.find_parent("blockquote") and words_in(found) or found.get("datetime")
    ]
