"""What is written to the people who look after cases. Never a word that anybody wrote, and never what a case is about: whoever reads it has
to sign in."""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod_wagtail.outbox.letters import Letter
from coprod_wagtail.outbox.mail import Mail

from ..models import Case, ReaderCommentSettings
from ..notices.constants import FOR_MANAGERS
from ..notices.links import admin_url
from ..notices.people import email_of
from . import constants, rows
from .visible import may_handle
from .words import time_left

_OPEN_IT = gettext_lazy("Open the case")


def _open_case(facts: dict[str, Any]) -> Case | None:
    return Case.objects.open().select_related("comment", "site").filter(pk=facts["case"]).first()


class DueSoonMail(Mail):
    """Reminds one of those who look after cases that the time of one is nearly over."""

    name = constants.DUE_SOON
    label = gettext_lazy("Reminds people that a case is nearly due")

    def letter(self, facts: dict[str, Any]) -> Letter | None:
        case = _open_case(facts)
        user = get_user_model()._default_manager.filter(pk=facts["user"], is_active=True).first()
        if case is None or user is None or not may_handle(user, case):
            return None
        left = time_left(case, rows.holidays_of(case.site))
        return Letter(
            to=email_of(user),
            subject=_("%(case)s is nearly due") % {"case": case},
            lines=[left, _("What it is about is behind this link. You have to sign in to read it.")],
            button=(str(_OPEN_IT), _case_url(case)),
            reason=_("You get this because you may look after cases."),
            site_name=case.site.site_name if case.site else "",
        )


class OverdueMail(Mail):
    """Tells the manager that the time of a case is over. Whoever manages need not be somebody who may read it."""

    name = constants.OVERDUE
    label = gettext_lazy("Tells managers that a case is late")
    # One refusal, of a mailbox that was mended since, silences nobody.
    even_if_refused = True

    def letter(self, facts: dict[str, Any]) -> Letter | None:
        case = _open_case(facts)
        site_settings = ReaderCommentSettings.objects.filter(site=facts["site"]).first()
        if case is None or site_settings is None:
            return None
        return Letter(
            to=_manager(facts, site_settings),
            subject=_("%(case)s is late") % {"case": case},
            lines=[
                time_left(case, ""),
                _("A case is something that the law, or somebody’s safety, sets a time for."),
            ],
            button=(str(_OPEN_IT), _case_url(case)),
            more=[_("We tell you this once. The people who look after cases were reminded.")],
            reason=str(FOR_MANAGERS),
            site_name=case.site.site_name if case.site else "",
        )


def _manager(facts: dict[str, Any], site_settings: ReaderCommentSettings) -> str:
    """Where it goes: to the address that the site names, or to one of its group of managers, if they still are."""
    if "user" not in facts:
        return site_settings.manager_email
    users = get_user_model()._default_manager.filter(groups=site_settings.manager_group_id, is_active=True)
    user = users.filter(pk=facts["user"]).first()
    return email_of(user) if user else ""


def _case_url(case: Case) -> str:
    page = case.comment.page if case.comment else None
    return admin_url(reverse("coprod_cases:inspect", args=[case.pk]), page)
