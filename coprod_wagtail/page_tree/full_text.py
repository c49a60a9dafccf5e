"""Wagtail's search, asked so that no words that somebody types are an error, on whatever backend the site has."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Any

from django.apps import apps
from django.db import connections, router
from wagtail.search.backends import get_search_backend

from coprod_wagtail.text.collation import without_marks

#: So many words are looked for, the first ones. SQLite gives up where there are a thousand.
MOST_WORDS = 24
#: Longer ones are cut: PostgreSQL refuses what is much longer, and no language has such words.
LONGEST_WORD = 100

_POSTGRESQL = "modelsearch.backends.database.postgres.postgres"


def words_in(text: str) -> list[str]:
    """The words in `text` that are looked for, each once, in their order. Signs are none: some backends fail on them, such as
    on a quotation mark without another."""
    whole = re.findall(r"\w+", unicodedata.normalize("NFC", text))
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in whole if word.strip("_")))[:MOST_WORDS]


def ranked(pages: Any, words: Sequence[str], most: int) -> list[int]:
    """The ids of those of `pages`, a queryset of one indexed type, that have all of the `words`, the best match first, and at
    most so many. One query; none without words. `pages` may be filtered by what the type lets be filtered in a search, such as
    ``live``, ``path`` and ``locale``."""
    if not words:
        return []
    results = pages.search(" ".join(words), operator="and")[:most]
    if hasattr(results, "get_queryset"):  # of a database: the rows themselves are not needed
        return list(results.get_queryset().values_list("pk", flat=True))
    return [page.pk for page in results]


def found_for(wanted: Sequence[str], words: Collection[str]) -> set[str]:
    """Those of `words` for which a search for one of `wanted` finds a page: the same but for case and accents, and on PostgreSQL
    other forms of a word, as far as the backend's configuration knows the language. One query on PostgreSQL, else none."""
    plain = {without_marks(word) for word in wanted}
    same = {word for word in words if without_marks(word) in plain}
    backend = get_search_backend()
    if type(backend).__module__ != _POSTGRESQL or not wanted or not words:
        return same
    config = getattr(backend, "config", None)
    name, params = ("%s::regconfig, ", [config]) if config else ("", [])
    query = " || ".join([f"plainto_tsquery({name}%s)"] * len(wanted))
    asked = [value for word in wanted for value in (*params, word)]
    with connections[router.db_for_read(apps.get_model("wagtailsearch", "IndexEntry"))].cursor() as cursor:
        cursor.execute(
            f"SELECT word FROM unnest(%s::text[]) AS word WHERE to_tsvector({name}word) @@ ({query})",  # noqa: S608
            [list(words), *params, *asked],
        )
        return same | {row[0] for row in cursor.fetchall()}
