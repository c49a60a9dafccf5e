"""What readers told us about comments that are decided about: it is done with them, or open again."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...reports import rows
from ...reports.constants import Outcome

if TYPE_CHECKING:
    from ..decision import Decision


def settle_reports(decisions: "Sequence[Decision]") -> None:
    """Close what readers told us about the comments, or open it again, as each of `decisions` has it: they learn which reports
    they `closed`."""
    user = decisions[0].user
    rows.reopen({one.comment.pk: one.comment.status_since for one in decisions if one.takes_back()}, user)
    closing: defaultdict[tuple[Outcome, bool], list[Decision]] = defaultdict(list)
    for one in decisions:
        if outcome := one.outcome():
            closing[(outcome, one.leaves_worried_open())].append(one)
    for (outcome, but_worried), these in closing.items():
        up_to = {one.comment.pk: one.reports_seen for one in these}
        closed = rows.close(up_to, outcome, these[0].at, but_worried=but_worried, user=user)
        for one in these:
            one.closed = closed.get(one.comment.pk, [])
    touched = [one for one in decisions if one.closed or one.comment.reported_since or one.takes_back()]
    since = rows.open_since(one.comment.pk for one in touched)
    for one in touched:
        one.settled["reported_since"] = since.get(one.comment.pk)
