"""A page saved as text: paragraphs with empty lines between them, the title first."""

import re
from html import escape

from django.utils.translation import gettext as _

from coprod_wagtail.text.plain_text import clean_line

from ... import dates
from ...content import LIST, PARAGRAPH, RULE, Block, LeftOut
from ...exceptions import CannotImport
from . import attribution, boilerplate
from .article import quoted, sort_out

MAX_TITLE = 200
#: Browsers that break long lines break them further to the right than this; shorter lines were meant.
_WRAPPED = 50
_BULLET = re.compile(r"^(?:[*•·–-]|\d{1,2}[.)])\s+(?=\S)")
_WORD = re.compile(r"\w")
_NUMBERED = re.compile(r"^\d")
#: Links that a browser writes as the last line of a comment.
_COMMENT_LINKS = {"Reply", "Report", "Report this comment", "Quote", "Permalink", "Share", "Like"}


def read_text(text):
    """The post in `text`. Raises `CannotImport` if it does not begin like a page."""
    day_first = dates.reads_day_first(text)
    paragraphs = _isolate(_paragraphs(text), day_first)
    paragraphs, around = _skip_top(paragraphs)
    if not paragraphs:
        raise CannotImport(_("There is no page in this file: no title and no text."))
    title, rest = _title(paragraphs)
    blocks = [_block(lines) for lines in _whole_lists(_isolate(rest, day_first))]
    while blocks and blocks[0].kind == RULE:
        blocks.pop(0)
    post = sort_out(title, blocks, day_first=day_first)
    post.left_out[:0] = [LeftOut(quoted(line), str(boilerplate.recognise(line)[1])) for line in around]
    return post


def _paragraphs(text):
    """Lists of lines."""
    paragraphs = [[]]
    for line in text.split("\n"):
        line = clean_line(line)
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [lines for lines in paragraphs if lines]


def _isolate(paragraphs, day_first):
    """These paragraphs with an old site's fixed words, and lines that say who and when, as paragraphs of their own."""
    isolated = []
    for lines in paragraphs:
        if all(boilerplate.recognise(line) for line in lines):
            isolated += [[line] for line in lines]
            continue
        while lines:
            marker = attribution.find(lines, day_first=day_first)
            found = boilerplate.recognise(lines[0])
            if found and found[0] != boilerplate.LIKELY:
                count = 1
            elif marker:
                count = marker.lines
            else:
                break
            isolated.append(lines[:count])
            lines = lines[count:]
        links = len(lines) - 1
        while links > 0 and lines[links] in _COMMENT_LINKS:
            links -= 1
        isolated += [lines[: links + 1], *([line] for line in lines[links + 1 :])] if lines else []
    return isolated


def _skip_top(paragraphs):
    """(the paragraphs from the title on, the fixed words above it)."""
    count = 0
    while count < len(paragraphs) and all(boilerplate.recognise(line) for line in paragraphs[count]):
        count += 1
    certain = [boilerplate.recognise(lines[0])[0] == boilerplate.CERTAIN for lines in paragraphs[:count]]
    if count == 1 and not certain[0] and len(paragraphs) > 1 and not _could_be_title(paragraphs[1]):
        count = 0  # a post may be called "Accessibility"
    return paragraphs[count:], [line for lines in paragraphs[:count] for line in lines]


def _could_be_title(lines):
    return len(lines[0]) <= MAX_TITLE and not lines[0].endswith((".", "!", ",", ":", ";"))


def _title(paragraphs):
    """(the title, the paragraphs after it)."""
    first, *rest = paragraphs
    count = 1
    # A title that a browser broke goes on with a small letter.
    while count < len(first) and first[count][0].islower() and len(" ".join(first[: count + 1])) <= MAX_TITLE:
        count += 1
    title = " ".join(first[:count])
    marker = attribution.find(first)
    if len(title) > MAX_TITLE or not _WORD.search(title) or (marker and marker.kind == attribution.STRONG):
        raise CannotImport(
            _("There is no page in this file that we can make out: its first line should be the title, and is not.")
        )
    return title, [first[count:], *rest] if first[count:] else rest


def _whole_lists(paragraphs):
    """These paragraphs with the points of a list together, where empty lines stood between them."""
    whole, after_points = [], False
    for lines in paragraphs:
        points = _are_points(lines)
        if points and after_points:
            whole[-1] += lines
        else:
            whole.append(list(lines))
        after_points = points
    return whole


def _are_points(lines):
    return all(_BULLET.match(line) and _WORD.search(line) for line in lines)


def _block(lines):
    if not _WORD.search("".join(lines)):
        return Block(RULE, "", html="<hr/>")
    if len(lines) > 1 and _are_points(lines):
        tag = "ol" if all(_NUMBERED.match(line) for line in lines) else "ul"
        items = [_BULLET.sub("", line) for line in lines]
        html = "".join(f"<li>{escape(item, quote=False)}</li>" for item in items)
        return Block(LIST, "\n".join(f"- {item}" for item in items), html=f"<{tag}>{html}</{tag}>")
    if all(len(line) >= _WRAPPED for line in lines[:-1]):
        lines = [" ".join(lines)]
    html = "<br/>".join(escape(line, quote=False) for line in lines)
    return Block(PARAGRAPH, "\n".join(lines), html=f"<p>{html}</p>")
