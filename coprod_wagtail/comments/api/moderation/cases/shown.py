"""From rows to what is told of cases over JSON: the same facts as on their screens, and no word of a copy."""

from collections.abc import Sequence
from typing import Any

from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.log_actions import registry as log_registry

from ....cases.constants import OUTCOMES
from ....cases.rows import holidays_by_site
from ....cases.steps import STEPS, comment_of, copy_kept_at, copy_kept_until, steps_now
from ....cases.words import history_of, time_left, what_next
from ....models import Case
from ....moderation.told import as_told
from ..shown import report_told

#: What is asked for with a case in the list, and with one alone.
LISTED = ("assigned_to",)
ALONE = (*LISTED, "report", "comment", "site")


def listed(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Cases as the list has them, fetched with `LISTED`. One query for any number of them."""
    holidays = holidays_by_site()
    return [_listed(case, holidays) for case in cases]


def in_full(request, case: Case) -> dict[str, Any]:
    """A case with everything but the words of a copy, fetched with `ALONE`, for whoever may handle it."""
    kept_at = copy_kept_at(case)
    reports = as_told([case.report], request.user) if case.report else []
    return {
        **_listed(case, holidays_by_site()),
        "comment": case.comment_number,
        "comment_is_there": comment_of(case) is not None,
        "what_next": what_next(case),
        "report": report_told(reports[0], case) if reports else None,
        "copy_kept": kept_at and {"since": kept_at, "until": copy_kept_until(case)},
        "steps": [_step(name) for name in steps_now(case, kept_at)],
        "outcomes": [{"value": one.value, "label": str(one.label)} for one in OUTCOMES[case.kind]]
        if case.is_open
        else [],
        "history": [
            {
                "at": entry.timestamp,
                "message": str(entry.message),
                "note": str(entry.comment or ""),
                "person": str(entry.person),
            }
            for entry in history_of(case)
        ],
    }


def _step(name: str) -> dict[str, str]:
    # As the log of the whole site calls it.
    label = log_registry.get_action_label(f"coprod_comments.case_{STEPS[name].action.verb}")
    return {"name": name, "label": str(label)}


def _listed(case: Case, holidays: dict[int, str]) -> dict[str, Any]:
    return {
        "id": case.pk,
        "kind": case.kind,
        "kind_label": str(case.get_kind_display()),
        "received_at": case.received_at,
        "due_at": case.due_at,
        "is_late": case.is_late,
        "time_left": time_left(case, holidays.get(case.site_id, "") if case.site_id else ""),
        "acknowledged_at": case.acknowledged_at,
        "assigned_to": user_display_name(case.assigned_to) if case.assigned_to else None,
        "closed_at": case.closed_at,
        "outcome": case.outcome or None,
        "outcome_label": str(case.get_outcome_display()) if case.outcome else None,
    }
