"""Sorts the parts of a saved page, in the order they stand in, into a post, its comments and what is neither.

The rules are the same for text and for HTML:

* Above the title and below the text, an old site's fixed words are left out.
* A line that says who wrote and when belongs to the post if it stands directly under the title; further down it starts a
  comment, whose words are everything up to the next such line or the next fixed words.
* A short question on a line of its own is a heading if text follows, and the closing question if nothing does.
"""

import re
from dataclasses import replace
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coprod_wagtail.comments.constants import DatePrecision
from coprod_wagtail.text.plain_text import has_visible_characters

from ... import dates, names
from ...content import HEADING, PARAGRAPH, RULE, Block, ImportedComment, ImportedPost, LeftOut
from . import attribution, boilerplate

MAX_QUESTION = 120
_SENTENCE_INSIDE = re.compile(r"[.!?…]['\"”’)]?\s+\S")
_NUMBER = re.compile(r"^\(?\d{1,2}[.)]\s+")
_BY = re.compile(r"^by:?\s+(?P<name>.+)$", re.IGNORECASE)


def sort_out(title, blocks, *, day_first=True, comments_after=()) -> ImportedPost:
    """The post with this `title` and everything in `blocks`; `comments_after` are parts known to stand in the comments.

    Nothing disappears: what is in neither the text nor a comment is in `left_out`.
    """
    sorter = _Sorter(title, day_first)
    blocks = sorter.take_byline(list(blocks))
    for index, block in enumerate(blocks):
        sorter.take(block, blocks[index + 1] if index + 1 < len(blocks) else None)
    for block in comments_after:
        sorter.in_article = False
        sorter.take(block, None)
    return sorter.finish()


def is_question(block) -> bool:
    """Whether `block` is one short question, alone on its line."""
    text = _NUMBER.sub("", block.text.strip())
    return (
        block.kind in {PARAGRAPH, HEADING}
        and text.endswith("?")
        and "\n" not in text
        and len(text) <= MAX_QUESTION
        and not _SENTENCE_INSIDE.search(text)
        and not text[0].islower()
    )


def quoted(text, length=60) -> str:
    """The first words of `text`, in quotation marks."""
    text = " ".join(text.split())
    if len(text) > length:
        text = text[:length].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
    return f"“{text}”"


class _Sorter:
    def __init__(self, title, day_first):
        self.post = ImportedPost(title=title)
        self.day_first = day_first
        self.in_article = True
        self.marker = None
        self.words = []

    # The top

    def take_byline(self, blocks):
        """Take who and when from directly under the title; returns the rest of `blocks`."""
        heading_seen = False
        while blocks and blocks[0].kind == PARAGRAPH:
            text = blocks[0].text.strip()
            marker = attribution.find(text.split("\n"), day_first=self.day_first)
            if marker and heading_seen:
                break  # it is a comment's, and there is no text
            if marker and marker.kind != attribution.SPOKEN and marker.lines == len(text.split("\n")):
                self._byline(None if marker.kind == attribution.UNNAMED else marker.name, marker.moment, text)
            elif (named := _BY.match(text)) and names.looks_like_name(named["name"].strip()):
                self._byline(named["name"], None, text)
            elif moment := dates.parse(text, day_first=self.day_first):
                self._byline(None, moment, text)
            elif self._is_boilerplate(text) and len(blocks) > 1:
                heading_seen = heading_seen or boilerplate.recognise(text)[0] == boilerplate.ENDS_ARTICLE
                self._leave_boilerplate(text)
            else:
                break
            blocks.pop(0)
        return blocks

    def _is_boilerplate(self, text):
        found = boilerplate.recognise(text)
        # Directly under the title, "3 comments" is a link to them.
        return bool(found) and (
            found[0] in {boilerplate.CERTAIN, boilerplate.ENDS_ARTICLE} or found[1] == boilerplate.ABOUT
        )

    def _byline(self, name, moment, words):
        """`name` is None where the line is not about a name."""
        if name is not None:
            if names.is_lost(name):
                self._leave(quoted(words), _("It should say who wrote the post, but the old site had lost the name."))
            elif not self.post.authors:
                self.post.authors.append(names.tidy(name))
        if moment is None or self.post.date:
            return
        if moment.precision in {DatePrecision.DAY, DatePrecision.EXACT}:
            self.post.date = moment.value.date()
            self._note_ambiguous(moment, words)
        else:
            self._leave(quoted(words), _("The date of a post needs a day, and this has none."))

    # The text and the comments

    def take(self, block, following):
        text = block.text.strip()
        lines = text.split("\n")
        found = boilerplate.recognise(text) if len(lines) == 1 else None
        marker = None if found else attribution.find(lines, day_first=self.day_first)
        if marker and block.kind in {PARAGRAPH, HEADING} and self._starts_comment(marker, following):
            self._start_comment(marker, lines[marker.lines :])
        elif self.in_article:
            self._take_text(block, found)
        elif found:
            self._end_comment(held=found[0] == boilerplate.HELD)
            self._leave_boilerplate(text)
        elif block.kind == RULE:
            return
        elif self.marker is None:
            self._leave(quoted(text), _("It stands below the text, and nothing says who wrote it."))
        elif self.marker.moment is None and not self.words and (moment := self._date_alone(text)):
            self.marker = replace(self.marker, moment=moment, words=f"{self.marker.words} {text}")
        else:
            self.words.append(text)

    def _date_alone(self, text):
        return dates.parse(text, day_first=self.day_first)

    def _take_text(self, block, found):
        if found and found[0] == boilerplate.ENDS_ARTICLE:
            self.in_article = False
            self._leave_boilerplate(block.text)
        elif found and found[0] in {boilerplate.CERTAIN, boilerplate.HELD}:
            self._leave_boilerplate(block.text)
        else:
            self.post.blocks.append(block)

    def _starts_comment(self, marker, following):
        if marker.kind == attribution.STRONG:
            return True
        if not self.in_article:
            return marker.kind != attribution.WEAK or marker.moment is not None
        if marker.kind != attribution.SPOKEN:
            return False
        # "Sam says:" inside a text may be somebody quoted; with a date, or after the closing question, it is not.
        next_is_date = following is not None and bool(self._date_alone(following.text.split("\n")[0]))
        asked = bool(self.post.blocks) and is_question(self.post.blocks[-1])
        if marker.moment or next_is_date or asked:
            return True
        self.post.notes.append(
            _("%(words)s stands inside the text and stayed there. If a comment begins there, move it by hand.")
            % {"words": quoted(marker.words)}
        )
        return False

    def _start_comment(self, marker, rest):
        self._end_comment()
        self.in_article = False
        self.marker = marker
        rest = "\n".join(rest).strip()
        if rest:
            self.words.append(rest)

    def _end_comment(self, *, held=False):
        marker, words, self.marker, self.words = self.marker, self.words, None, []
        if marker is None:
            return
        body = "\n\n".join(words).strip()
        if held:
            self._leave(quoted(f"{marker.words} {body}"), str(boilerplate.NOT_PUBLIC))
        elif not has_visible_characters(body):
            self._end_empty(marker)
        else:
            self._add_comment(marker, body)

    def _end_empty(self, marker):
        first = not self.post.comments and not self.post.authors
        if first and not names.is_lost(marker.name) and marker.kind == attribution.STRONG:
            # Under the text and with nothing under it: it says who wrote the post.
            self._byline(marker.name, marker.moment, marker.words)
        else:
            self._leave(quoted(marker.words), _("It should say who wrote a comment, but there are no words under it."))

    def _add_comment(self, marker, body):
        moment = marker.moment
        self.post.comments.append(
            ImportedComment(
                body=body,
                author_name=names.known(marker.name),
                posted_at=moment.value if moment else None,
                precision=moment.precision if moment else DatePrecision.UNKNOWN,
                position=len(self.post.comments) + 1,
            )
        )
        if moment:
            self._note_ambiguous(moment, marker.words)
        explain_marker(self.post, marker.words, marker.name, moment)

    # The end

    def finish(self):
        self._end_comment()
        self._trim_end()
        self._find_questions()
        return self.post

    def _trim_end(self):
        blocks = self.post.blocks
        while blocks and "\n" not in blocks[-1].text:
            text = blocks[-1].text.strip()
            marker = attribution.find([text], day_first=self.day_first)
            if boilerplate.recognise(text):
                self._leave_boilerplate(text)
            elif marker and attribution.is_byline(marker):
                self._byline(marker.name or None, marker.moment, text)
            elif blocks[-1].kind != RULE:
                break
            blocks.pop()

    def _find_questions(self):
        """Where the file marks no headings, short questions with text under them are the headings."""
        blocks = self.post.blocks
        marked = any(block.kind == HEADING for block in blocks[:-1])
        if len(blocks) > 1 and is_question(blocks[-1]):
            self.post.closing_question = blocks.pop().text.strip()
        if marked:
            return
        for index, (block, following) in enumerate(pairwise(list(blocks))):
            if is_question(block) and not is_question(following):
                blocks[index] = Block(HEADING, block.text.strip())

    def _leave_boilerplate(self, text):
        self._leave(quoted(text), str(boilerplate.recognise(text)[1]))
        self.post.comments_said = boilerplate.comments_said(text) or self.post.comments_said

    def _leave(self, what, why):
        self.post.left_out.append(LeftOut(what, why))

    def _note_ambiguous(self, moment, words):
        note_ambiguous(self.post, moment, words)


def explain_marker(post, words, name, moment):
    """Say in the post's report what a comment's name and date line holds that did not become its name and date."""
    what = quoted(words) if words else _("a comment without a name and a date")
    if name and names.is_lost(name):
        why = _("The old site wrote this where it had lost the name. We say that the name is not known.")
        post.left_out.append(LeftOut(what, why))
    elif not name:
        post.left_out.append(LeftOut(what, _("There is no name in it. We say that the name is not known.")))
    elif names.holds_address(name):
        post.left_out.append(LeftOut(_("an e-mail or network address"), _("It stood where a name should be.")))
    if moment is not None and moment.value is None:
        post.left_out.append(LeftOut(what, _("It holds no date that can be right. We say that it is not known.")))


def note_ambiguous(post, moment, words):
    if moment.ambiguous:
        post.notes.append(
            _("The date in %(words)s was read as %(date)s. If days and months are the other way round, change it.")
            % {"words": quoted(words), "date": date_format(moment.value, "j F Y")}
        )
