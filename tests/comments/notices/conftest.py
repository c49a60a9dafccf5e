import re

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from coprod_wagtail.comments.models import NoticeSettings
from coprod_wagtail.outbox.sending import send_due

#: A Tuesday, on which nobody is off.
NOW = "2026-05-05 10:00:00+01:00"


@pytest.fixture(autouse=True)
def clock(time_machine, settings):
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "MAIL": True}
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture(autouse=True)
def committed(request, monkeypatch):
    """What is done after the commit is done at once, where a test is one transaction."""
    if not request.node.get_closest_marker("django_db").kwargs.get("transaction"):
        monkeypatch.setattr(transaction, "on_commit", lambda done, using=None, robust=False: done())


class Morning:
    """What is sent as time passes, as Django's backend for tests keeps it."""

    def __init__(self, clock):
        self.clock = clock

    def at(self, moment):
        """What came up to this moment, newest last."""
        self.clock.move_to(moment, tick=False)
        return self.open()

    def after(self, **time):
        return self.at(timezone.now() + timezone.timedelta(**time))

    @staticmethod
    def open():
        before = len(mail.outbox)
        send_due(30)
        return mail.outbox[before:]


@pytest.fixture
def post_box(clock, db):
    return Morning(clock)


def choose(user, **changes):
    """What this person chose in their account."""
    row, _new = NoticeSettings.objects.update_or_create(user=user, defaults=changes)
    return row


def html_of(message):
    return next(content for content, kind in message.alternatives if kind == "text/html")


def links(message, verb):
    """The paths of the links in the text of `message` that stand under this word."""
    found = re.findall(rf"^{verb}:\n(https?://\S+)", message.body, re.MULTILINE)
    return [re.sub(r"^https?://[^/]+", "", url) for url in found]
