"""Which comments have the words in them that a moderator looks for, or a name."""

from functools import reduce
from operator import and_

from django.db import connections
from django.db.models import F, Func, Q, TextField

from coprod_wagtail.text.collation import literal_parts, loose_pattern

from ...querysets import ReaderCommentQuerySet
from .index import PLAIN_WORDS, SHORTEST, is_there

#: So many comments that a search finds are listed and counted, and no more are held in memory.
MOST_FOUND = 10_000


class PlainWords(Func):
    """A comment's name and words with each letter as its plain one, exactly as the index has them."""

    template, arg_joiner = PLAIN_WORDS, " || ' ' || "
    output_field = TextField()


def with_words(comments: ReaderCommentQuerySet, wanted: str, number: int | None) -> ReaderCommentQuerySet:
    """Those of `comments` with `wanted` in their words or the name of their writer, on every database alike; and the one with
    this `number`, which its writer has on the private page. On PostgreSQL, one query more, to find out about the index."""
    pattern = loose_pattern(wanted)
    found = Q(body__iregex=pattern) | Q(author_name__iregex=pattern)
    parts = [part for part in literal_parts(wanted) if len(part) >= SHORTEST]
    if parts and is_there(connections[comments.db]):
        # Whatever fits the pattern has these in it. An index finds them, and the pattern is asked of those alone.
        comments = comments.alias(coprod_words=PlainWords(F("author_name"), F("body")))
        found = reduce(and_, (Q(coprod_words__contains=part) for part in parts)) & found
    return comments.filter(found | Q(pk=number) if number else found)
