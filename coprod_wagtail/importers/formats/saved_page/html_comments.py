"""Finds readers' comments in an old site's HTML, by the structures that WordPress, Drupal and others have in common."""

import re

from bs4 import Tag
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.text.plain_text import clean_line, clean_text, has_visible_characters

from ... import dates, names
from ...content import HEADING, ImportedComment, LeftOut
from . import attribution, boilerplate
from .article import explain_marker, note_ambiguous, quoted

_TAGS = ["li", "article", "div", "section", "dd", "tr"]
_COMMENT = re.compile(r"comment", re.IGNORECASE)
_ID = re.compile(r"^(?:div-|li-)?(?:comment|c)[-_]?\d+$", re.IGNORECASE)
_PINGBACK = re.compile(r"pingback|trackback", re.IGNORECASE)
_HELD = re.compile(r"comment-awaiting-moderation|unapproved|comment-unpublished|moderation", re.IGNORECASE)
_AREA = re.compile(
    r"comments|comments?-?(?:area|section|list|wrapper|thread|block)|commentlist|responses|reader-comments",
    re.IGNORECASE,
)
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


def has_class(tag, pattern) -> bool:
    """Whether the id or one class of `tag` is, as a whole, what `pattern` says."""
    return any(pattern.fullmatch(name) for name in [*(tag.get("class") or []), tag.get("id") or ""])


def is_comment(tag) -> bool:
    """Whether `tag` is one comment, or the part of a page where they are."""
    return has_class(tag, _COMMENT) or has_class(tag, _AREA)


class CommentFinder:
    """Takes the comments out of a page (`take_from`), and puts them into a post (`add_to`)."""

    def __init__(self, converter, day_first):
        self.converter = converter
        self.day_first = day_first
        self.found = []
        self.left_out = []
        self.comments_said = None

    def take_from(self, soup, heading):
        """Take every comment out of `soup`; returns the parts where comments are but none could be told apart."""
        self._take_pingbacks(soup)
        tags = self._comments(soup, heading)
        chosen = {id(tag) for tag in tags}
        parents = [next((id(up) for up in tag.parents if id(up) in chosen), None) for tag in tags]
        for tag in tags:
            tag.extract()
        numbers = {id(tag): number for number, tag in enumerate(tags)}
        self.found = [(tag, numbers.get(parent)) for tag, parent in zip(tags, parents, strict=True)]
        return self._take_areas(soup, heading)

    def add_to(self, post):
        """Add the comments to those of `post`, in the order of the page."""
        positions = {}
        for number, (tag, parent) in enumerate(self.found):
            read = self._read(tag)
            if read is None:
                continue
            name, moment, body, words = read
            position = positions[number] = len(post.comments) + 1
            post.comments.append(
                ImportedComment(
                    body=body,
                    author_name=names.known(name),
                    posted_at=moment.value if moment else None,
                    precision=moment.precision if moment else DatePrecision.UNKNOWN,
                    position=position,
                    reply_to=positions.get(parent),
                )
            )
            explain_marker(post, words, name, moment)
            if moment:
                note_ambiguous(post, moment, words)
        post.left_out += self.left_out
        post.comments_said = self.comments_said or post.comments_said

    # Where they are

    def _comments(self, soup, heading):
        """The elements of single comments, in the order of the page."""
        for found in (
            [tag for tag in soup.find_all(_TAGS) if has_class(tag, _COMMENT)],
            [tag for tag in soup.find_all(_TAGS) if _ID.match(tag.get("id") or "")],
            soup.find_all(itemtype=re.compile(r"schema\.org/(?:User)?Comments?$")),
            [tag for area in soup.find_all(["ol", "ul"]) if has_class(area, _AREA) for tag in area.find_all("li")],
            [tag for tag in soup.find_all(["div", "article"]) if has_class(tag, re.compile("comment[-_]body"))],
            [
                tag
                for area in soup.find_all(["div", "section"])
                if has_class(area, _AREA)
                for tag in area.find_all("article")
            ],
        ):
            tags = [tag for tag in found if not holds(tag, heading)]
            tags = _without_wrappers(_once(tags))
            if tags:
                return tags
        return []

    def _take_pingbacks(self, soup):
        tags = [tag for tag in soup.find_all(_TAGS) if has_class(tag, _PINGBACK) and _words(tag)]
        for tag in tags:
            tag.extract()
        if tags:
            what = ngettext("%(count)s note from another website", "%(count)s notes from other websites", len(tags))
            self._leave(what % {"count": len(tags)}, _("A machine wrote it, to say that there is a link."))

    def _take_areas(self, soup, heading):
        """Take out what is left of the parts where comments are."""
        areas = [tag for tag in soup.find_all(True) if has_class(tag, _AREA)]
        areas = [tag for tag in areas if not holds(tag, heading) and not tag.find("article") and tag.name != "body"]
        outer = {id(tag) for tag in areas}
        areas = [tag for tag in areas if not any(id(up) in outer for up in tag.parents)]
        loose = []
        for tag in areas:
            tag.extract()
            for form in tag.find_all("form"):
                form.extract()
                if _words(form):
                    self._leave(quoted(_words(form)), str(boilerplate.FORM))
            if not self.found:
                loose.append(tag)
                continue
            for block in self.converter.blocks(tag):
                self.comments_said = boilerplate.comments_said(block.text) or self.comments_said
                self._leave(quoted(block.text), self._why(block.text))
        return loose

    # One comment

    def _read(self, tag):
        """(name, moment, body, the line that says who and when), or None for what is not to be shown."""
        held = tag.find(lambda inner: has_class(inner, _HELD)) or has_class(tag, _HELD)
        pictures = self._replace_pictures(tag)
        author = _first(tag, _AUTHOR)
        date, moment = self._date(tag, author)
        name = self._name(author) if author else self._name_in_line(tag, date)
        words = clean_line(" ".join(_words(part) for part in (author, date) if part is not None))
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

    def _name(self, tag):
        text = _words(tag)
        marker = attribution.find([text], day_first=self.day_first)
        if marker and marker.kind != attribution.UNNAMED:
            return marker.name
        text = re.sub(r"^(?:(?:posted|comment|submitted) )?by:?\s+", "", text, flags=re.IGNORECASE)
        text = re.sub(r"\s+(?:says|said|wrote|writes|replied)\s*:?$|:$", "", text, flags=re.IGNORECASE)
        return text[: names.MAX_LENGTH]

    def _name_in_line(self, tag, date):
        """The name in the line with the date, or in the comment's heading."""
        for line in _all(tag, [_DATE[2], "header, footer, h2, h3, h4, h5"]):
            marker = attribution.find([_words(line)], day_first=self.day_first)
            if marker and marker.name:
                return marker.name
            if holds(line, date) or (date is None and line.name == "header"):
                rest = clean_line(_words(line).replace(_words(date) if date else "", " "))
                if names.could_be_name(rest):
                    return rest
        return None

    def _moment(self, tag):
        for text in (tag.get("datetime"), tag.get("content"), tag.get("title"), _words(tag)):
            moment = text and dates.parse(text, day_first=self.day_first)
            if moment:
                return moment
        marker = attribution.find([_words(tag)], day_first=self.day_first)
        return marker and marker.moment

    def _body(self, tag, author, date):
        """The words, with the comment's heading over them if it has one that says something else."""
        found = [body for selector in _BODY for body in tag.select(selector)]
        body = next((body for body in found if not holds(body, author) and not holds(body, date)), None)
        length = len(_words(tag))
        if body is not None:
            body.extract()
        for part in [author, date, *self._beside(tag)]:
            # A part that holds all the words there are is no line beside them.
            if part is not None and not part.decomposed and len(_words(part)) < length:
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
                self._leave(quoted(block.text), self._why(block.text))
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

    def _why(self, text):
        known = boilerplate.recognise(text)
        return str(known[1]) if known else _("It stands beside the comments, and nothing says who wrote it.")

    def _leave(self, what, why):
        self.left_out.append(LeftOut(what, why))


def holds(tag, inner) -> bool:
    """Whether `inner`, which may be None, is somewhere in `tag`."""
    return inner is not None and any(up is tag for up in inner.parents)


def _once(tags):
    """`tags` without repeats, in the order of the page."""
    return list({id(tag): tag for tag in tags}.values())


def _without_wrappers(tags):
    """`tags` without those that have no words of their own beside other `tags`, or are a form."""
    chosen = {id(tag) for tag in tags}
    kept = []
    for tag in tags:
        own = [
            text
            for text in tag.find_all(string=True)
            if text.strip() and next((up for up in text.parents if id(up) in chosen), None) is tag
        ]
        form = tag.find("textarea") and not has_visible_characters("".join(t for t in own if not t.find_parent("form")))
        if own and not form:
            kept.append(tag)
    return kept


def _first(tag, selectors):
    return next(iter(_all(tag, selectors)), None)


def _all(tag, selectors):
    return [
        found
        for selector in selectors
        for found in tag.select(selector)
        if not found.find_parent("blockquote") and _words(found) or found.get("datetime")
    ]


def _words(tag):
    return clean_line(tag.get_text(" "))
