"""What is written to who told us about personal information."""

from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod_wagtail.outbox.letters import Letter
from coprod_wagtail.outbox.mail import Mail
from coprod_wagtail.text.formats import day_in_words
from coprod_wagtail.text.moments import local

from ..models import Case
from . import constants, rows


class AcknowledgedMail(Mail):
    """Says that we have it, and by when we answer, to who told us about personal information (UK GDPR, article 12(3); Data
    Protection Act 2018, section 164A)."""

    name = constants.ACKNOWLEDGED
    label = gettext_lazy("That we have what somebody told us about personal information")

    def letter(self, facts: dict[str, Any]) -> Letter | None:
        case = Case.objects.select_related("site").filter(pk=facts["case"]).first()
        if case is None:
            return None
        return Letter(
            subject=_("We have what you told us"),
            lines=[
                _("You told us that a comment on our website shows personal information. Thank you. We have it."),
                _("We answer you by %(day)s.") % {"day": day_in_words(local(case.due_at).date())},
                _("The number of your request is %(number)s.") % {"number": case.pk},
            ],
            reason=_("You get this because you left your address. Nobody reads what is sent to ours."),
            site_name=case.site.site_name if case.site else "",
            on_sent=partial(_was_acknowledged, case),
        )


def _was_acknowledged(case: Case) -> None:
    if Case.objects.filter(pk=case.pk, acknowledged_at=None).update(acknowledged_at=timezone.now()):
        rows.note(case, "acknowledge")
