"""Where one comment stands, in words for the person who wrote it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_wagtail.text.formats import weekday_in_words

from ..constants import Status
from ..models import ReaderComment


@dataclass(frozen=True)
class SlipStatus:
    heading: str
    lines: list[str]
    #: Whether everybody can read it now.
    visible: bool
    #: Whether nobody has decided yet.
    waiting: bool


def status_of(comment, site_settings) -> SlipStatus:
    """One query."""
    visible = ReaderComment.objects.visible().filter(pk=comment.pk).exists()
    waiting = comment.status == Status.PENDING
    if waiting:
        promised = working_days_after(comment.received_at, site_settings.answer_days)
        heading = _("Thank you. Your comment has been sent.")
        lines = [_("Waiting to be read. It is not on our website yet."), _promise(promised)]
    elif visible:
        heading = _("Thank you. Your comment is on our website.")
        lines = [_("Everybody can read it now.")]
    else:
        heading = _("Thank you for your comment.")
        lines = _why_nobody_can_read_it(comment.status)
    return SlipStatus(heading, lines, visible, waiting)


def _why_nobody_can_read_it(status):
    if status in {Status.DECLINED, Status.SPAM}:
        return [
            _("Somebody read it, and we decided not to show it. Nobody else can see it."),
            _("If you want to know why, or think we got it wrong, please ask us. Tell us the number below."),
        ]
    return [
        _("It is not on our website at the moment. If you want to know why, please ask us. Tell us the number below.")
    ]


def _promise(promised):
    if promised < timezone.localdate():
        return _("A person reads it before it shows. This is taking longer than we said, and we are sorry.")
    return _("A person reads it before it shows. That usually takes until %(promised)s at the latest.") % {
        "promised": weekday_in_words(promised)
    }


def working_days_after(moment, days):
    """The local date `days` working days (Monday to Friday) after `moment`."""
    day = timezone.localdate(moment)
    while days > 0 or day.weekday() >= 5:
        day += timedelta(days=1)
        if day.weekday() < 5:
            days -= 1
    return day
