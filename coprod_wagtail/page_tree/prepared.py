"""Queries that are put together once a process, for the few that every page asks.

Django puts the SQL of a queryset together each time it is asked, which takes ten times as long as a database takes to find
one row by its key, and more where a condition has queries of its own.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.db import connections
from django.db.models import QuerySet

#: A query for more values than this is put together anew.
_MOST = 64
#: Stand in a query for the values that it will be asked with, and are like nobody else's.
_NUMBERS = [2_000_000_011 + number for number in range(_MOST)]
_DAYS = [date(1111, 11, 11) + timedelta(days=number) for number in range(_MOST)]
_PATHS = [f"!{number}!" for number in range(_MOST)]
#: Django knows that nothing has a larger number; some databases fail.
_LARGEST = 2**63 - 1


class Prepared:
    """A queryset whose SQL is put together when it is first asked, and kept.

        _posts = Prepared(lambda path, day, ids: Post.objects.filter(path__startswith=path, date=day, pk__in=ids))
        rows = _posts("00010001", date(2026, 5, 4), (7, 8))

    `make` gives the queryset for values that are whole numbers, tree paths, dates, or tuples of whole numbers, and may depend on
    nothing else: not on settings, the language or the time. The answer is what the queryset would give, one query each time,
    and those of what is prefetched.
    """

    def __init__(self, make: Callable[..., QuerySet[Any]]) -> None:
        self._make = make
        self._templates: dict[Any, QuerySet[Any]] = {}
        self._made: dict[Any, tuple[Any, str, list[Any]]] = {}

    def __call__(self, *values: Any, using: str | None = None) -> list[Any]:
        """What the queryset gives for these values, from the database `using`, or the one that the site reads from."""
        flat = list(_flat(values))
        if len(flat) > _MOST or any(isinstance(value, int) and abs(value) > _LARGEST for value in flat):
            return list(self._make(*values).using(using))
        shape = tuple(len(value) if isinstance(value, tuple) else type(value) for value in values)
        template = self._templates.get(shape)
        if template is None:
            template = self._templates[shape] = self._make(*_stand_ins(values))
        queryset: Any = template.using(using) if using else template.all()
        alias = queryset.db
        connection = connections[alias]
        made = self._made.get((alias, shape))
        if made is None:
            made = self._made[alias, shape] = _compiled(queryset, connection)
        compiler, sql, params = made
        # As Django would make it for this query; its thread's connection is another's elsewhere.
        compiler = copy.copy(compiler)
        compiler.connection = connection
        adapted = [_adapted(value, connection) for value in flat]
        ready = sql, tuple(param.of(adapted) if isinstance(param, _Place) else param for param in params)
        compiler.as_sql = lambda *args, **kwargs: ready
        queryset.query.get_compiler = lambda *args, **kwargs: compiler
        return list(queryset)


@dataclass(frozen=True, slots=True)
class _Place:
    """A parameter of the SQL that is one of the values."""

    number: int
    #: What a comparison has behind it: the sign for "whatever follows".
    more: str = ""

    def of(self, adapted):
        return f"{adapted[self.number]}{self.more}" if self.more else adapted[self.number]


def _flat(values):
    for value in values:
        if isinstance(value, tuple):
            yield from value
        else:
            yield value


def _stand_ins(values):
    """Values of the same kinds, each like no other."""
    number = count()

    def stand_in(value):
        if isinstance(value, tuple):
            return tuple(map(stand_in, value))
        return {str: _PATHS, int: _NUMBERS, date: _DAYS}[type(value)][next(number)]

    return [stand_in(value) for value in values]


def _compiled(queryset, connection):
    compiler = queryset.query.clone().get_compiler(queryset.db)
    sql, params = compiler.as_sql()
    places: dict[Any, _Place] = {}
    for number in range(_MOST):
        places[_NUMBERS[number]] = places[_adapted(_DAYS[number], connection)] = places[_PATHS[number]] = _Place(number)
        places[f"{_PATHS[number]}%"] = _Place(number, "%")
    return compiler, sql, [_place_of(param, places) for param in params]


def _place_of(param, places):
    # Parameters of some databases are values that cannot be looked up, such as lists.
    return places.get(param, param) if isinstance(param, int | str | date) else param


def _adapted(value, connection):
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
