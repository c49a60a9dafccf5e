"""The documentation's code blocks, and what else the tests of the documentation read from it."""

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(DOCS.glob("**/*.md"))

_FENCE = re.compile(r"^```(\w*)[ ]*(?:title=\"([^\"]*)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block. `title` is the file it belongs to, if the page says so."""

    page: Path
    line: int
    language: str
    title: str
    code: str

    def __str__(self):
        return f"{self.page.relative_to(DOCS)}:{self.line}"


def blocks_of(page, language="", title=""):
    """The page's blocks, of one language and for one file if asked."""
    text = page.read_text()
    found = [
        Block(page, text[: match.start()].count("\n") + 1, match[1], match[2] or "", match[3])
        for match in _FENCE.finditer(text)
    ]
    return [
        block for block in found if (not language or block.language == language) and (not title or block.title == title)
    ]


def all_blocks(language):
    return [block for page in PAGES for block in blocks_of(page, language)]


def prose_of(page):
    """The page's text without its code blocks."""
    return _FENCE.sub("", page.read_text())


def section_of(page, heading):
    """The text from a heading to the next one of the same level or above."""
    text = page.read_text()
    start = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert start, f"{page.relative_to(DOCS)} has no heading “{heading}”"
    rest = text[start.end() :]
    end = re.search(rf"^#{{1,{len(start[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def first_column(text):
    """What stands in backticks in the first column of the tables in `text`."""
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)
