"""Finds readers' comments in an old site's HTML, by the structures that WordPress, Drupal and others have in common."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.text.plain_text import has_visible_characters

from ... import names
from ...content import ImportedComment, LeftOut
from . import boilerplate
from .article import explain_marker, note_ambiguous, quoted
from .html_comment import CommentReader, why_beside
from .html_tags import has_class, holds, words_in

_TAGS = ["li", "article", "div", "section", "dd", "tr"]
_COMMENT = re.compile(r"comment", re.IGNORECASE)
_ID = re.compile(r"^(?:div-|li-)?(?:comment|c)[-_]?\d+$", re.IGNORECASE)
_PINGBACK = re.compile(r"pingback|trackback", re.IGNORECASE)
_AREA = re.compile(
    r"comments|comments?-?(?:area|section|list|wrapper|thread|block)|commentlist|responses|reader-comments",
    re.IGNORECASE,
)


def is_comment(tag) -> bool:
    """Whether `tag` is one comment, or the part of a page where they are."""
    return has_class(tag, _COMMENT) or has_class(tag, _AREA)


class CommentFinder:
    """Takes the comments out of a page (`take_from`), and puts them into a post (`add_to`)."""

    def __init__(self, converter, day_first):
        self.converter = converter
        self.reader = CommentReader(converter, day_first)
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
            read = self.reader.read(tag)
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
        post.left_out += self.left_out + self.reader.left_out
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
        tags = [tag for tag in soup.find_all(_TAGS) if has_class(tag, _PINGBACK) and words_in(tag)]
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
                if words_in(form):
                    self._leave(quoted(words_in(form)), str(boilerplate.FORM))
            if not self.found:
                loose.append(tag)
                continue
            for block in self.converter.blocks(tag):
                self.comments_said = boilerplate.comments_said(block.text) or self.comments_said
                self._leave(quoted(block.text), why_beside(block.text))
        return loose

    def _leave(self, what, why):
        self.left_out.append(LeftOut(what, why))


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
