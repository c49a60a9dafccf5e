"""A Sphinx extension: what Markdown draws without a word, though a part of it is lost, is a warning.

A fence that nothing closes swallows the rest of its page. A table that a blank line cuts in two goes on as a paragraph full
of bars. A row with too many cells loses some.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_BAR = re.compile(r"(?<!\\)\|")
#: What a line may have before its own beginning, in lists and quotations.
_BEFORE = re.compile(r"^[\s>]*")


def faults_of(text: str) -> Iterator[tuple[int, str]]:
    """The lines (from 1) where a part of this Markdown is lost, and what is wrong there."""
    lines = text.splitlines()
    for token in _MARKDOWN.parse(text):
        if token.map is None:
            continue
        first, end = token.map
        if token.type == "fence" and not _is_closed(token, end - first):
            yield first + 1, "Nothing closes this code fence."
        elif token.type == "table_open":
            yield from _faults_of_table(first, lines[first:end])
        elif token.type == "inline":
            for number, line in enumerate(token.content.splitlines(), first + 1):
                # In a table it would be the text of a cell, which has no bars at its edges.
                if line.startswith("|"):
                    yield number, "This row is in no table: a blank line, or a missing line of dashes, cuts it off."


def _is_closed(fence: Token, height: int) -> bool:
    """Whether a line of its own ends it; and not that of the next fence, whose beginning stands in this one then."""
    content = fence.content.splitlines()
    markup = re.escape(fence.markup)
    return height == len(content) + 2 and not any(re.match(rf" {{0,3}}{markup}+[^\s`]", line) for line in content)


def _faults_of_table(first: int, lines: list[str]) -> Iterator[tuple[int, str]]:
    rows = [_BEFORE.sub("", line).rstrip() for line in lines]
    for number, row in enumerate(rows, first + 1):
        if not row.startswith("|") or not _BAR.match(row, len(row) - 1):
            yield number, "This row of a table begins or ends without a bar."
        elif len(_BAR.findall(row)) != len(_BAR.findall(rows[0])):
            yield number, "This row of a table has another number of cells than the row of headings."


def _warn(app: Sphinx, docname: str, content: list[str]) -> None:
    for line, words in faults_of(content[0]):
        logger.warning(words, location=(docname, line), type="markdown", subtype="lost")


def setup(app: Sphinx) -> dict:
    app.connect("source-read", _warn)
    return {"parallel_read_safe": True}
