"""Adds to counters of many rows at once."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from coprod_wagtail.portions import portions

#: So few that the values of a handful of counters fit into one question.
_ROWS_AT_ONCE = 100


def add(rows: QuerySet[Any], numbers: Mapping[str, Mapping[int, int]]) -> None:
    """Add to counters of `rows`: `numbers` has, by the name of each, how much is added to it, or taken from it, by the ids of
    the rows. One query for a hundred of them, and none where nothing changes."""
    changed = sorted({pk for by_pk in numbers.values() for pk, number in by_pk.items() if number})
    for pks in portions(changed, _ROWS_AT_ONCE):
        more = {name: _more(by_pk, pks) for name, by_pk in numbers.items()}
        rows.filter(pk__in=pks).update(**{name: F(name) + value for name, value in more.items() if value is not None})


def _more(by_pk: Mapping[int, int], pks: list[int]) -> Any:
    """How much more each row has, as a value in a query; None where none has."""
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for pk in pks:
        alike[by_pk.get(pk, 0)].append(pk)
    if len(alike) == 1:
        [number] = alike
        return Value(number) if number else None
    whens = [When(pk__in=same, then=Value(number)) for number, same in alike.items() if number]
    return Case(*whens, default=Value(0), output_field=IntegerField())
