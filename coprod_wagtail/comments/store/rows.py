"""Writes new values into the rows of comments, with few queries for many."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from coprod_wagtail.portions import portions

from ..models import ReaderComment

#: What differs from comment to comment. Of all else there are few different values.
_OF_EACH = ("reported_since", "answer_waits_since")


def write(rows: Sequence[tuple[ReaderComment, Mapping[str, Any]]]) -> None:
    """Store new values, by the names of the columns, in each of these comments, and in the objects. To be called with their rows
    locked."""
    for comment, columns in rows:
        for name, value in columns.items():
            setattr(comment, name, value)
    if len(rows) == 1:
        [(comment, columns)] = rows
        ReaderComment.objects.filter(pk=comment.pk).update(**columns)
        return
    alike: defaultdict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    of_each: defaultdict[str, list[ReaderComment]] = defaultdict(list)
    for comment, columns in rows:
        own = [name for name in _OF_EACH if columns.get(name) is not None]
        for name in own:
            of_each[name].append(comment)
        alike[tuple((name, value) for name, value in columns.items() if name not in own)].append(comment.pk)
    for values, pks in alike.items():
        for some in portions(pks):
            ReaderComment.objects.filter(pk__in=some).update(**dict(values))
    for name, comments in of_each.items():
        ReaderComment.objects.bulk_update(comments, [name], batch_size=250)
