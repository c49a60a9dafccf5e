"""Queries that are put together once a process, for what every post asks when it is drawn.

Django puts the SQL of a queryset together each time it is asked, which here takes several times as long as a database takes to
answer it.
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
_MOST = 60
#: Stand in a query for the values that it will be asked with, and are like nobody else's.
_IDS = [2_100_000_011 + number for number in range(_MOST)]
_DAYS = [date(1111, 11, 11) + timedelta(days=number) for number in range(_MOST)]
_PATHS = [f"!{number}!" for number in range(_MOST)]


class Kept:
    """A queryset whose SQL is put together when it is first asked, and kept.

        _posts = Kept(lambda path, day, ids: Post.objects.filter(path__startswith=path, date=day, pk__in=ids))
        rows = _posts("00010001", date(2026, 5, 4), (7, 8))

    `make` gives the queryset for values that are tree paths, ids, dates, or tuples of ids, and may depend on nothing else: not
    on settings, the language or the time. The answer is what the queryset would give, in one query.
    """

    def __init__(self, make: Callable[..., QuerySet[Any]]) -> None:
        self._make = make
        self._made: dict[Any, tuple[Any, Any, str, list[Any]]] = {}

    def __call__(self, *values: Any) -> list[Any]:
        """What the queryset gives for these values, from the database that the site reads from."""
        flat = list(_flat(values))
        if len(flat) > _MOST:
            return list(self._make(*values))
        shape = tuple(len(value) if isinstance(value, tuple) else type(value) for value in values)
        template = self._made[shape][0] if shape in self._made else self._make(*_stand_ins(values))
        queryset: Any = template.all()
        connection = connections[queryset.db]
        if shape not in self._made or self._made[shape][1].using != queryset.db:
            self._made[shape] = (template, *_compiled(queryset, connection))
        _template, compiler, sql, params = self._made[shape]
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
        return {str: _PATHS, int: _IDS, date: _DAYS}[type(value)][next(number)]

    return [stand_in(value) for value in values]


def _compiled(queryset, connection):
    compiler = queryset.query.clone().get_compiler(queryset.db)
    sql, params = compiler.as_sql()
    places: dict[Any, _Place] = {}
    for number in range(_MOST):
        places[_IDS[number]] = places[_adapted(_DAYS[number], connection)] = places[_PATHS[number]] = _Place(number)
        places[f"{_PATHS[number]}%"] = _Place(number, "%")
    return compiler, sql, [places.get(param, param) for param in params]


def _adapted(value, connection):
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
