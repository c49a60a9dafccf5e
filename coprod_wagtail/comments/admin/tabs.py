"""The list of reader comments by their status: links that keep what is searched and filtered for."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, Value
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from .. import querysets
from ..actions import AcceptEdit
from ..constants import Status
from .filters import ANSWERED, ANSWERED_LABEL, CHANGED, CHANGED_LABEL, REPORTED, REPORTED_LABEL
from .rows import index_url

_LABELS: dict[str, Promise] = {
    REPORTED: REPORTED_LABEL,
    ANSWERED: ANSWERED_LABEL,
    Status.PENDING: pgettext_lazy("comments in the list", "Waiting"),
    CHANGED: CHANGED_LABEL,
    Status.PUBLISHED: pgettext_lazy("comments in the list", "Published"),
    Status.DECLINED: pgettext_lazy("comments in the list", "Declined"),
    Status.HIDDEN: pgettext_lazy("comments in the list", "Hidden"),
    Status.SPAM: pgettext_lazy("comments in the list", "Spam"),
    Status.COVERED: pgettext_lazy("comments in the list", "Covered"),
    Status.TAKEN_BACK: pgettext_lazy("comments in the list", "Taken back"),
    Status.ERASED: pgettext_lazy("comments in the list", "Erased"),
}
#: Where somebody may decide about new words.
_DECIDED = AcceptEdit.applies_to
#: What stands among the statuses in the address of the list, and is none.
MARKED = {
    REPORTED: querysets.REPORTED,
    ANSWERED: querysets.ANSWERED,
    # Said as `= true`, which SQLite finds in an index.
    CHANGED: Q(edit_waits=Value(True), status__in=_DECIDED),
}
#: The tab for whatever status.
ALL = ""
_ALL = pgettext_lazy("comments in the list", "All")
#: What people do, and not moderators, has a tab only where there is some.
_SELDOM = {REPORTED, ANSWERED, CHANGED, Status.COVERED, Status.TAKEN_BACK, Status.ERASED}
#: What another tab begins anew.
_LEFT_OUT = {"status", "p", "_w_filter_fragment", "export"}


def marks_of(status: str, reported_since: Any, answer_waits_since: Any, edit_waits: bool) -> set[str]:
    """What of `MARKED` a comment is."""
    theirs = {
        REPORTED: reported_since and status != Status.TAKEN_BACK,
        ANSWERED: answer_waits_since and status != Status.TAKEN_BACK,
        CHANGED: edit_waits and status in _DECIDED,
    }
    return {name for name, is_one in theirs.items() if is_one}


@dataclass(frozen=True, slots=True)
class Tab:
    label: Promise
    url: str
    number: str
    is_current: bool


def tabs(request, numbers, current: str) -> list[Tab]:
    """One for each status and one for all, with how many comments there are of each, as `numbers` has them; and one for each of
    `MARKED`: those that were reported, before all others, those whose writers have answered, and those whose writers want
    other words."""
    kept = [(name, value) for name, values in request.GET.lists() if name not in _LEFT_OUT for value in values if value]

    def tab(label, status):
        query = urlencode([*kept, *([("status", status)] if status else [])])
        url = f"{index_url()}?{query}" if query else index_url()
        return Tab(label, url, numbers.in_words(status, current), current == status)

    shown = [status for status in _LABELS if status not in _SELDOM or numbers.tabs.get(status) or status == current]
    return [*(tab(_LABELS[status], str(status)) for status in shown), tab(_ALL, ALL)]
