"""The list of reasons for a decision, and the answers that are kept to begin from, in the language that is spoken."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from coprod_wagtail.page_tree.languages import has_languages

from ..models import DecisionReason, DecisionReasonTexts, SavedAnswer, SavedAnswerTexts


def offered_reasons() -> list[DecisionReason]:
    """Those that a moderator can choose from, in order. One query, and one more on a site with several languages."""
    return _spoken(DecisionReason.objects.filter(is_offered=True), DecisionReasonTexts, "reason_id")


def reasons_by_key(keys: Iterable[str]) -> dict[str, DecisionReason]:
    """The reasons with these `keys`, offered or not, by their keys. As many queries; none without keys."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    found = _spoken(DecisionReason.objects.filter(key__in=wanted), DecisionReasonTexts, "reason_id")
    return {one.key: one for one in found}


def saved_answers() -> list[SavedAnswer]:
    """Those that a message to a writer can begin with, in order. As many queries."""
    return _spoken(SavedAnswer.objects.all(), SavedAnswerTexts, "saved_answer_id")


def _spoken(queryset: Any, texts: Any, link: str) -> list[Any]:
    """The rows of `queryset`, each with its texts in the language that is spoken, where there are some. Not to be saved."""
    found = list(queryset)
    if not found or not has_languages():
        return found
    by_pk = {one.pk: one for one in found}
    for said in texts.objects.filter(locale__language_code=get_language(), **{f"{link}__in": by_pk}):
        one = by_pk[getattr(said, link)]
        for name in one.TEXTS:
            if text := getattr(said, name):
                setattr(one, name, text)
    return found
