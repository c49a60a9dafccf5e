"""What the writer of a comment has to be asked, as the API says it."""

from collections.abc import Sequence
from typing import Any

from coprod_wagtail.api.kit.problems import Refused

from .. import texts
from ..intake.questions import Question


def unconfirmed(questions: Sequence[Question], keep_label: str = "") -> Refused:
    """The answer that asks `questions`. The same again with their codes in `confirm` is taken. `keep_label` is for saying yes
    where nothing is sent."""
    found = [{"field": one.field, "code": one.code, "message": one.message} for one in questions]
    refused = Refused(422, "confirm", found[0]["message"], errors=found)
    asked = described(questions)
    refused.more = {"questions": [one | {"keep_label": keep_label} for one in asked] if keep_label else asked}
    return refused


def described(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """As `form_schemas.Question` has them."""
    return [
        {
            "code": one.code,
            "confirm": one.answer,
            "field": one.field,
            "message": one.message,
            "found": [{"kind": detail.kind, "words": detail.words} for detail in one.found],
            "suggestion": one.suggestion or None,
            "use_label": str(texts.USE_EMAIL).format(email=one.suggestion) if one.suggestion else "",
            "keep_label": one.keep_label,
        }
        for one in questions
    ]
