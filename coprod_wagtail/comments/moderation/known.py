"""What has to be known of a site for each comment, and seldom changes: kept in the cache for a minute, and asked for together, so
that a comment that comes when nothing is known takes one query more, and not one for each thing."""

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.db.models import CharField, QuerySet, Value
from django.utils.module_loading import import_string

from coprod_wagtail.conf import conf

#: A change lets go of it at once; where its process cannot reach the cache, it is old for so many seconds.
_SECONDS = 60
#: Names the state of things that what is kept belongs to; for far longer than anybody takes to ask.
_STATE, _STATE_SECONDS = "coprod:known:state", 3600
#: A row of four texts, the second of which says whose it is.
Row = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is known. `rows` gives the querysets that it is made of, for the site with this id, each as `told` has
    them; `make` makes it of those rows of all that bear one of its `kinds`."""

    kinds: frozenset[str]
    rows: Callable[[int | None], Iterable[QuerySet[Any, Any]]]
    make: Callable[[list[Row]], Any]


#: All things that are known, by name: dotted paths, since their modules build on this one.
_PARTS = {
    "names": "coprod_wagtail.comments.moderation.official_names.PART",
    "word lists": "coprod_wagtail.comments.moderation.word_lists.lists.PART",
    "held": "coprod_wagtail.comments.moderation.holds.known.PART",
}


def told(found: QuerySet[Any, Any], kind: str, second: Any = "", third: Any = "") -> QuerySet[Any, Any]:
    """`found`, a queryset of one text each (``values_list("name")``), as rows of this `kind` with two more columns, each an
    expression or a text."""
    return found.order_by().annotate(
        coprod_kind=_text(kind),
        coprod_second=_text(second),
        coprod_third=_text(third),
    )


def _text(value: Any) -> Any:
    return Value(value, output_field=CharField()) if isinstance(value, str) else value


def known(name: str, site_id: int | None) -> Any:
    """What is known under this name, of the site with this id. One query, whatever else is unknown, and none within a minute of
    the last time."""
    # A cache that does not answer is told of by those who count with it.
    key = _key(site_id)
    try:
        found = caches[conf.CACHE].get_many([key, _STATE])
    except Exception:
        return _ask([name], site_id)[name]
    state, (kept_in, kept) = found.get(_STATE), found.get(key, (None, {}))
    if kept_in != state or name not in kept:
        kept = _ask(list(_PARTS), site_id)
        with suppress(Exception):
            caches[conf.CACHE].set(key, (state, kept), _SECONDS)
    return kept[name]


def forget() -> None:
    """Let go of all of it, because somebody has changed something: now, and once that is committed, since another may have read
    what was true before in between. No query."""
    _name_state()
    transaction.on_commit(_name_state)


def _name_state() -> None:
    """Give what is true now a name of its own: who has asked before, and keeps the answer only after this, keeps it under the
    name of before."""
    with suppress(Exception):
        caches[conf.CACHE].set(_STATE, secrets.token_hex(8), _STATE_SECONDS)


def _key(site_id: int | None) -> str:
    return f"coprod:known:{site_id or 0}"


def _ask(names: list[str], site_id: int | None) -> dict[str, Any]:
    parts: dict[str, Part] = {name: import_string(_PARTS[name]) for name in names}
    querysets = [rows for part in parts.values() for rows in part.rows(site_id)]
    found: list[Row] = list(querysets[0].union(*querysets[1:], all=True)) if querysets else []
    return {name: part.make([row for row in found if row[1] in part.kinds]) for name, part in parts.items()}
