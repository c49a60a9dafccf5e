"""How many comments there are, and how many of them somebody has to look at: numbers that are quick with very many."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import IntegerField, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from coprod_wagtail.text.formats import number_in_words

from ..models import Conversation
from ..permissions import policy
from ..querysets import ANSWERED, REPORTED

#: So far is counted what takes a look at each row: nobody goes by whether it is twelve thousand or thirteen.
MOST_COUNTED = 1_000
_NAMES = ("waiting", "reported", "answered", "told")
_PREFIX = "open_"


class NumberOf(Subquery):
    """How many rows a queryset has, as a value in a query about something else, which asks it once; with `most`, the first
    `most` of them are counted and no others are looked at."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) coprod_counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, rows: QuerySet[Any], most: int | None = None) -> None:
        rows = rows.order_by().values("pk")
        super().__init__(rows if most is None else rows[:most])


def up_to(number: int, most: int) -> str:
    """`number` in words; where it is over `most`, which was all that was counted, "1,000+"."""
    return number_in_words(number) if number <= most else f"{number_in_words(most)}+"


@dataclass(frozen=True, slots=True)
class Open:
    """What somebody has to look at: how many comments wait to be read; of the others, how many were reported and nobody has
    decided, about how many their writers have answered a moderator, and how many these two are together.

    For somebody who may not see all comments each is counted up to `MOST_COUNTED`, and is one more where there are more.
    """

    waiting: int = 0
    reported: int = 0
    answered: int = 0
    told: int = 0
    sees_all: bool = True

    def in_words(self, number: int) -> str:
        """One of these numbers, or several together: "1,000+" where it was counted no further."""
        return number_in_words(number) if self.sees_all else up_to(number, MOST_COUNTED)


def open_numbers(user: Any) -> dict[str, Any]:
    """What `Open` says about `user`, as values for a query that a screen asks anyway (see `keep_open`). Indexes answer them."""
    comments = policy.comments_for(user)
    told = comments.not_awaiting_moderation()
    most: int | None = MOST_COUNTED + 1
    waiting: Any
    if comments.leaves_nothing_out():
        most = None
        sums = Conversation.objects.order_by().values(all=Value(1)).annotate(number=Sum("waiting_count"))
        waiting = Coalesce(Subquery(sums.values("number")), Value(0))
    else:
        waiting = NumberOf(comments.awaiting_moderation(), most)
    conditions = (REPORTED, ANSWERED, REPORTED | ANSWERED)
    numbers = (waiting, *(NumberOf(told.filter(condition), most) for condition in conditions))
    return {f"{_PREFIX}{name}": number for name, number in zip(_NAMES, numbers, strict=True)}


def keep_open(user: Any, row: Any) -> Any:
    """Have `count_open` know what `open_numbers(user)` are, from an object that has them, or a mapping: for as long as this
    object of the user lives, which is one request. Gives back `row`."""
    user.coprod_open = _read(user, row if isinstance(row, dict) else vars(row))
    return row


def count_open(user: Any) -> Open:
    """What `user` has to look at. One query, and none where `keep_open` has it, or where they may see none at all."""
    kept: Open | None = getattr(user, "coprod_open", None)
    if kept is not None:
        return kept
    if policy.comments_for(user).query.is_empty():
        return Open(sees_all=False)
    of_user = get_user_model()._base_manager.filter(pk=user.pk).annotate(**open_numbers(user))
    row = of_user.values(*(f"{_PREFIX}{name}" for name in _NAMES)).first()
    return _read(user, row) if row else Open()


def _read(user: Any, values: dict[str, Any]) -> Open:
    numbers = {name: values[f"{_PREFIX}{name}"] or 0 for name in _NAMES}
    return Open(**numbers, sees_all=policy.comments_for(user).leaves_nothing_out())
