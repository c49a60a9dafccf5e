"""The covered parts of a comment, as its writer and moderators see them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coprod_wagtail.conf import conf
from coprod_wagtail.text.formats import weekday_in_words
from coprod_wagtail.text.moments import local

from ..models import CoveredPart, ReaderComment
from . import texts
from .rows import covered_parts


@dataclass(frozen=True)
class Covered:
    """One covered part, and what is said of how long it is kept."""

    part: CoveredPart
    label: str
    words: str
    until: str


def covered_in(comment: ReaderComment) -> list[Covered]:
    """What was taken out of `comment` and is kept still. One query, and none where nothing was."""
    return [
        Covered(
            part=part,
            label=str(part.get_kind_display()),
            words=part.words,
            until=str(texts.UNTIL).replace("{day}", weekday_in_words(last_day_of(part))),
        )
        for part in covered_parts(comment)
    ]


def last_day_of(part: CoveredPart) -> date:
    """The local date until which the words of `part` can be put back."""
    return local(part.covered_at + timedelta(days=conf.KEEP_COVERED_DAYS)).date()


def in_json(covered: list[Covered]) -> dict[str, Any]:
    """The part of `slip_schemas.Slip` about these."""
    return {
        "covered_title": str(texts.TITLE),
        "covered_lines": [str(line) for line in texts.LINES] if covered else [],
        "covered": [
            {
                "kind": one.part.kind,
                "label": one.label,
                "stand_in": one.part.stand_in,
                "words": one.words,
                "until": one.until,
            }
            for one in covered
        ],
    }
