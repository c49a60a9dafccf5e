"""What the page of a comment says of the cases about it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ...cases.rows import holidays_of
from ...cases.visible import cases_for
from ...cases.words import time_left
from ...models import ReaderComment
from ...permissions import policy


def about_cases(request: HttpRequest, comment: ReaderComment) -> dict[str, Any]:
    """The open cases about `comment` that whoever asks may handle. One query, one where there are some, and none without the
    right."""
    if not policy.user_has_permission(request.user, "handle_cases"):
        return {}
    found = list(cases_for(request.user).open().filter(comment=comment).select_related("site").order_by("due_at", "pk"))
    holidays = holidays_of(found[0].site) if found else ""
    return {
        "cases": [
            {"case": case, "url": reverse("coprod_cases:inspect", args=[case.pk]), "left": time_left(case, holidays)}
            for case in found
        ]
    }
