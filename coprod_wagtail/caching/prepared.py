"""Queries that are put together once a process, for the few that every page asks.

Django puts the SQL of a queryset together each time it is asked, which takes ten times as long as a database takes to find
one row by its key, and more where a condition has queries of its own.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet

_ModelT = TypeVar("_ModelT", bound=Model)

#: Stand in a query for the numbers that it will be asked with: whole, such as ids are, and like nobody else's.
_PLACES = tuple(2_000_000_011 + number for number in range(64))

#: Django knows that nothing has a larger number; some databases fail.
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Made:
    compiler: Any
    sql: str
    params: tuple[Any, ...]


class Prepared(Generic[_ModelT]):
    """A queryset of models whose SQL is put together when it is first asked, and kept.

        _pages = Prepared(lambda pk: Page.objects.filter(pk=pk).select_related("locale"))
        (page,) = _pages(7)

    `make` gives the queryset for so many whole numbers as it has parameters, or for any number of them (``*pks``), and may
    depend on nothing else: not on settings, the language or the time. The answer is what the queryset would give, one query
    each time. A query for many numbers is put together anew, for they are as many as they like.
    """

    def __init__(self, make: Callable[..., "QuerySet[_ModelT]"]) -> None:
        self._make = make
        self._querysets: dict[int, QuerySet[_ModelT]] = {}
        self._made: dict[tuple[str, int], _Made] = {}

    def __call__(self, *asked: int, using: str | None = None) -> list[_ModelT]:
        """What the queryset gives for the numbers `asked`, from the database `using`, or the one that the site reads from."""
        if len(asked) > len(_PLACES) or any(abs(number) > _LARGEST for number in asked):
            return list(self._make(*asked).using(using))
        template = self._querysets.get(len(asked))
        if template is None:
            template = self._querysets[len(asked)] = self._make(*_PLACES[: len(asked)])
        queryset: Any = template.using(using) if using else template.all()
        alias = queryset.db
        made = self._made.get((alias, len(asked)))
        if made is None:
            made = self._made[alias, len(asked)] = _compile(queryset, alias)
        # As Django would make it for this query; its thread's connection is another's elsewhere.
        compiler = copy.copy(made.compiler)
        compiler.connection = connections[alias]
        places = dict(zip(_PLACES, asked, strict=False))
        ready = made.sql, tuple(places.get(value, value) if type(value) is int else value for value in made.params)
        compiler.as_sql = lambda *args, **kwargs: ready
        queryset.query.get_compiler = lambda *args, **kwargs: compiler
        return list(queryset)


def _compile(queryset, alias):
    compiler = queryset.query.clone().get_compiler(alias)
    sql, params = compiler.as_sql()
    return _Made(compiler, sql, tuple(params))
