"""What a reader finds in a file, as plain data: nothing here knows the site, and nothing is written yet."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from coprod_wagtail.comments.constants import DatePrecision

#: Kinds of `Block`.
PARAGRAPH, HEADING, LIST, QUOTE, RULE, TABLE = "paragraph", "heading", "list", "quote", "rule", "table"


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, row by row as rich text, below the plain words that head its columns. `row_headings` says
    that the first cell of each row heads the row."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_headings: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a text. `text` is its plain words, lines kept; `html` the same as rich text (paragraphs, lists and
    rules only), safe already. `level` is a heading's, 2 or 3; `source` says who said a quotation; `table` has the cells, whose
    words are lines in `text` and `html`."""

    kind: str
    text: str
    html: str = ""
    level: int = 2
    source: str = ""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in the file that goes nowhere, and the reason."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedComment:
    """A reader's words. `author_name` and `posted_at` are None where the file does not say, or no longer knows.

    `position` counts a post's comments from 1; `reply_to` is the position of the comment this one answers.
    """

    body: str
    author_name: str | None = None
    posted_at: datetime.datetime | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    position: int
    reply_to: int | None = None


@dataclass(slots=True, kw_only=True)
class ImportedPost:
    """A post with its comments. `date` is None where it is not known; `notes` tell what the person should check.

    `comments`, in the order of their positions, are gone through more than once and never held here: a list, or, where a
    format has millions, an object that reads them anew each time. `comments_said` is how many comments the old page says it has, or None where it does not.
    """

    title: str
    summary: str = ""
    blocks: list[Block] = field(default_factory=list)
    closing_question: str = ""
    date: datetime.date | None = None
    authors: list[str] = field(default_factory=list)
    comments: Iterable[ImportedComment] = field(default_factory=list)
    comments_said: int | None = None
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """Every word of the text, in order."""
        return [word for block in self.blocks for word in block.text.split()]
