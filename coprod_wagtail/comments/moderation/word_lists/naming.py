"""Says which entries of a word list the signs of comments mean."""

from collections.abc import Iterable
from typing import Any

from ...constants import WORD_LIST_SIGN
from ...models.moderation.word_list import WordListEntry


def name_entries(rows: Iterable[Any]) -> None:
    """Have `rows`, comments or new words for them, say in their `sign_labels` which entries were found. One query, and none
    where no row has such a sign. Of an entry that is gone nothing is said."""
    rows = list(rows)
    signs = {sign for row in rows for sign in row.signs if sign.startswith(WORD_LIST_SIGN)}
    if not signs:
        return
    pks = [int(number) for sign in signs if (number := sign.removeprefix(WORD_LIST_SIGN)).isdecimal()]
    named = {f"{WORD_LIST_SIGN}{pk}": words for pk, words in _words_of(pks)}
    for row in rows:
        row.sign_details = named


def _words_of(pks: list[int]) -> Iterable[tuple[int, str]]:
    return WordListEntry.objects.filter(pk__in=pks).values_list("pk", "words")
