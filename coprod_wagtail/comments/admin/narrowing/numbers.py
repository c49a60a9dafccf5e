"""All that is counted for the list and for what stands above it, and what somebody has saved: in one query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from ...constants import Status
from ...models import HandOver, SavedFilter
from ...moderation.counting import MOST_COUNTED, NumberOf, keep_open, open_numbers, up_to
from ...moderation.search.words import MOST_FOUND
from ...permissions import policy
from ..tabs import ALL, MARKED, REPORTED

_FILTERS = SavedFilter._meta.get_field("user").remote_field.related_query_name
#: All that does not wait, where the list has every status.
REST = "rest"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many comments there are, as far as anybody goes by it.

    `listed` has them by the parts that the list is put together of, each counted up to `MOST_FOUND`, and `reported` how many
    of each part readers told us something about. `tabs` has them by status and by the names of `MARKED`, those of another
    tab counted up to `most`. A number that is one more than that says that there are more.
    """

    listed: Mapping[str, int] = field(default_factory=dict)
    reported: Mapping[str, int] = field(default_factory=dict)
    tabs: Mapping[str, int] = field(default_factory=dict)
    most: int = MOST_FOUND

    @classmethod
    def of_found(cls, status: str, found: Iterable[tuple[str, set[str]]]) -> "Numbers":
        """Of `found`: the status of each comment, and what of `MARKED` it is."""
        tabs: dict[str, int] = {}
        listed: dict[str, int] = {}
        for own, marks in found:
            for name in (own, *marks):
                tabs[name] = tabs.get(name, 0) + 1
            if status in ("", own) or status in marks:
                listed[own] = listed.get(own, 0) + 1
        return cls(listed=listed, tabs=tabs)

    @property
    def is_more(self) -> bool:
        """Whether there are more than the list has."""
        return sum(self.listed.values()) > MOST_FOUND

    def kept(self) -> Mapping[str, int]:
        """`listed`, as far as the list goes."""
        kept, left = {}, MOST_FOUND
        for part, number in self.listed.items():
            kept[part] = min(number, left)
            left -= kept[part]
        return kept

    def statuses(self) -> set[str]:
        """Those of which there is one in the list."""
        parts = self.tabs if REST in self.listed else self.listed
        return {part for part, number in parts.items() if number and part in Status.values}

    def in_words(self, tab: str, current: str) -> str:
        """How many the tab of this name has, while somebody looks at `current`."""
        most = MOST_FOUND if tab == current else self.most
        if tab != ALL:
            return up_to(self.tabs.get(tab, 0), most)
        if REST in self.listed:
            return up_to(sum(self.listed.values()), MOST_FOUND)
        numbers = [
            (self.tabs.get(status, 0), MOST_FOUND if status == current else self.most) for status in Status.values
        ]
        known = sum(min(number, most) for number, most in numbers)
        return up_to(known + any(number > most for number, most in numbers), known)


@dataclass(frozen=True, slots=True)
class OwnLists:
    """How many comments were handed over to somebody, and what they filter by, by name."""

    handed: int = 0
    saved: Sequence[SavedFilter] = ()


def count(user: Any, comments: Any, status: str, is_narrowed: bool) -> tuple[Numbers, OwnLists]:
    """What the list of `comments` has, looked at by `user` on the tab `status`, and what is theirs. Has the menu know what it
    needs. One query."""
    is_marked = status in MARKED
    parts = _parts(status)
    tabs = {name: Q(status=name) for name in Status.values} | MARKED
    # Where nothing narrows it, indexes have these numbers.
    most = MOST_COUNTED if is_narrowed else MOST_FOUND
    values = {f"listed_{part}": NumberOf(comments.filter(of), MOST_FOUND + 1) for part, of in parts.items()}
    if not is_marked:
        values |= _reported(comments, parts)
    counted = {status} if is_marked else set(parts)
    others = {name: condition for name, condition in tabs.items() if name not in counted}
    values |= {f"tab_{name}": NumberOf(comments.filter(of), most + 1) for name, of in others.items()}
    found, own = _ask(user, values)
    listed = {part: found[f"listed_{part}"] for part in parts}
    reported = listed if status == REPORTED else {part: found.get(f"reported_{part}", 0) for part in parts}
    known = {name: found[f"tab_{name}"] if name not in counted else listed.get(name, 0) for name in tabs}
    if is_marked:
        known[status] = sum(listed.values())
    return Numbers(listed, reported, known, most), own


def own_lists(user: Any) -> OwnLists:
    """What is theirs, where the list is counted by itself. Has the menu know what it needs. One query."""
    return _ask(user, {})[1]


def _reported(comments: Any, parts: Iterable[str]) -> dict[str, NumberOf]:
    """How many of each part readers told us something about. There are few, so their index is to be gone by, and not that of the
    status, which SQLite prefers."""
    told = comments.filter(MARKED[REPORTED]).alias(coprod_status=Coalesce("status", Value("")))
    found = {}
    for part in parts:
        rows = told.exclude(coprod_status=Status.PENDING) if part == REST else told.filter(coprod_status=part)
        found[f"reported_{part}"] = NumberOf(rows, MOST_FOUND + 1)
    return found


def _parts(status: str) -> dict[str, Q]:
    """What the list of this tab is put together of."""
    if status in MARKED:
        return {one: MARKED[status] & Q(status=one) for one in Status.values}
    if status:
        return {status: Q(status=status)}
    return {Status.PENDING.value: Q(status=Status.PENDING), REST: ~Q(status=Status.PENDING)}


def _ask(user: Any, values: Mapping[str, Any]) -> tuple[dict[str, int], OwnLists]:
    handed = HandOver.objects.filter(to=user)
    comments = policy.comments_for(user)
    if not comments.leaves_nothing_out():
        handed = handed.filter(comment__in=comments)
    values = {**values, **open_numbers(user), "handed": NumberOf(handed)}
    columns = [f"{_FILTERS}__{name}" for name in ("pk", "name", "query")]
    theirs = get_user_model()._base_manager.filter(pk=user.pk).annotate(**values)
    rows = list(theirs.order_by(f"{_FILTERS}__name", f"{_FILTERS}__pk").values(*values, *columns))
    keep_open(user, rows[0])
    keys = [tuple(row[column] for column in columns) for row in rows]
    saved = [SavedFilter(pk=pk, name=name, query=query, user=user) for pk, name, query in keys if pk]
    return rows[0], OwnLists(rows[0]["handed"], saved)
