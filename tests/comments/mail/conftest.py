import re

import pytest
from django.core import mail

from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.sending import send_due


class Letterbox:
    """What was sent, as Django's backend for tests keeps it; and time that passes for what waits in the outbox."""

    def open(self, *, later=False):
        """Have everything sent that is due, or with `later` everything that waits; what came, newest last."""
        if later:
            OutgoingMessage.objects.filter(kind="mail", state="waiting").update(due_at="2020-01-01T00:00:00Z")
        before = len(mail.outbox)
        send_due(10)
        return mail.outbox[before:]

    @staticmethod
    def link(message, part):
        """The path of the one link in `message` in which `part` stands."""
        found = {url for url in re.findall(r"https?://[^\s<>\"]+", message.body) if part in url}
        assert len(found) == 1, (part, message.body)
        return re.sub(r"^https?://[^/]+", "", found.pop())


@pytest.fixture
def letterbox(db):
    return Letterbox()
