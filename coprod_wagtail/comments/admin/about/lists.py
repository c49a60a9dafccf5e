"""The ways to the lists that moderators choose from."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button

from ...permissions import policy, reasons_policy
from .figures import buttons_of_figures

CASES = gettext_lazy("Cases")
REASONS = gettext_lazy("Reasons for declining")
SAVED_ANSWERS = gettext_lazy("Saved answers")


def buttons_of_lists(user: Any) -> list[Button]:
    """For whoever may change them; with what sums up the comments, for whoever may read some, and with the cases, for who handles
    them."""
    buttons = buttons_of_figures()
    if policy.user_has_permission(user, "handle_cases"):
        buttons.append(Button(CASES, url=reverse("coprod_cases:index"), icon_name="tasks"))
    if not reasons_policy.user_has_permission(user, "change"):
        return buttons
    return [
        *buttons,
        Button(REASONS, url=reverse("coprod_decision_reasons:index"), icon_name="list-ul"),
        Button(SAVED_ANSWERS, url=reverse("coprod_saved_answers:index"), icon_name="mail"),
    ]
