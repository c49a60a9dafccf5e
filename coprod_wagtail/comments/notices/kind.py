from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from coprod_wagtail.outbox.kinds import Kind, Outcome

from .ringing import LOOK
from .sweep import sweep


class NoticesKind(Kind):
    """Not a message: a look at who is to be told what, which may put mails into the outbox. It is a row there so that somebody
    looks though a process died, or no worker ran."""

    name = LOOK
    label = _("Looks at who is to be told what waits")
    kept = False
    pauses = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))

    def prepare(self, message):
        sweep()
        return Outcome()
