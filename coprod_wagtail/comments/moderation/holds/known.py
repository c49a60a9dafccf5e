"""Which writers and places are held now, kept in the cache for a while so that not every comment asks for it.

The database knows comments that belong together by a random number on their rows, and no more. In the cache there are, for a
minute, keyed fingerprints of the addresses that are held; and for a day after its last comment, the number of a flood under a
keyed fingerprint of the place that it comes from.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.cache import caches
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.fingerprints import fingerprint
from coprod_wagtail.gateway.throttle import place_of

from ...models import Hold, Subscription
from ..known import Part, Row, known, told

_DAY = 86_400
_HELD, _WRITER = "held", "writer"


@dataclass(frozen=True, slots=True)
class _InForce:
    """The numbers that are held, and by fingerprints of addresses those of their writers."""

    numbers: frozenset[UUID] = frozenset()
    writers: dict[str, UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Belongs:
    """What a new comment belongs to: `number` is what its row has in common with others, if anything."""

    number: UUID | None = None
    is_held: bool = False


def belongs_to(email: str, client_address: str, *, in_flood: bool, site_id: int | None = None) -> Belongs:
    """What a comment belongs to that came with this e-mail address, whoever typed it, and from this place; `in_flood` says that
    many came from there, to the site with this id. One query at most, and none within a minute of the last time; nor for a comment without an e-mail
    address from a place that sent no flood."""
    flood = _number_of_flood(client_address, in_flood)
    if not email and flood is None:
        return Belongs()
    held: _InForce = known("held", site_id)
    writer = held.writers.get(_writer(email)) if email else None
    if writer is not None:
        return Belongs(writer, is_held=True)
    return Belongs(flood, is_held=flood in held.numbers)


def _number_of_flood(client_address: str, in_flood: bool) -> UUID | None:
    """The number of the flood that comes from this place: a new one where one begins, and None where there is none."""
    if not client_address:
        return None
    key = f"coprod:flood-number:{fingerprint('flood-number', place_of(client_address))[:32]}"
    # A cache that does not answer is told of by those who count with it.
    with suppress(Exception):
        cache = caches[conf.CACHE]
        known = cache.get(key)
        if known is None and in_flood:
            cache.add(key, uuid4().hex, _DAY)
            known = cache.get(key)
        if known is not None:
            cache.touch(key, _DAY)
            return UUID(known)
    return None


def _rows(site_id: int | None) -> list[QuerySet[Any, Any]]:
    numbers = Hold.objects.in_force()
    holders = Subscription.objects.confirmed().filter(comment__hold_number__in=numbers.values("number"))
    number = Cast("comment__hold_number", CharField())
    return [
        told(numbers.annotate(as_text=Cast("number", CharField())).values_list("as_text"), _HELD),
        told(holders.values_list("email"), _WRITER, number),
    ]


def _make(rows: list[Row]) -> _InForce:
    numbers = frozenset(UUID(first) for first, kind, *_others in rows if kind == _HELD)
    writers = {_writer(first): UUID(second) for first, kind, second, _third in rows if kind == _WRITER}
    return _InForce(numbers, writers)


def _writer(email: str) -> str:
    return fingerprint("held-writer", email.lower())


PART = Part(frozenset({_HELD, _WRITER}), _rows, _make)
