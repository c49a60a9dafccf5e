"""Why a comment does not show, as its writer is told on the private page and over the JSON API."""

from dataclasses import dataclass
from typing import Any

from ..models import DecisionGround, ReaderComment
from . import texts
from .marking import marked_html, marked_words
from .reasons import reasons_by_key
from .rows import ground_of


@dataclass(frozen=True)
class Explained:
    """`words` are those of the reason; `marked` the words that it is about, and `marked_html` the whole comment with these
    marked, both empty for none; `mend` what would make it fine. Each may be empty."""

    ground: DecisionGround
    words: str
    marked: list[str]
    marked_html: str
    mend: str
    #: Whether its writer can change the comment and send it again.
    can_be_mended: bool


def explained(comment: ReaderComment, *, can_be_mended: bool = False) -> Explained | None:
    """What the writer of `comment` is told about why it does not show; None where nobody said. None of it is asked of the
    database where nobody ever did; else two queries, and one more on a site with several languages."""
    ground = ground_of(comment)
    if ground is None:
        return None
    reason = reasons_by_key([ground.reason]).get(ground.reason)
    marked = marked_words(comment.body, ground.marks)
    return Explained(
        ground=ground,
        words=reason.words_now if reason else "",
        marked=marked,
        marked_html=marked_html(comment.body, ground.marks) if marked else "",
        mend=ground.mend,
        can_be_mended=can_be_mended,
    )


def in_json(told: Explained | None) -> dict[str, Any] | None:
    """`told` as `slip_schemas.WhyNotShown`."""
    if told is None:
        return None
    return {
        "title": str(texts.WHY),
        "words": told.words,
        "marked_title": str(texts.ABOUT_THESE_WORDS),
        "marked": told.marked,
        "marked_html": told.marked_html,
        "mend_title": str(texts.WOULD_BE_FINE),
        "mend": told.mend,
        "hint": str(texts.MEND_IT) if told.can_be_mended else "",
    }
