"""A site whose tasks are done at once, in the request that asked for them: TASKS as Django has it by default."""

import time
from contextlib import contextmanager
from threading import Event

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings

from coprod_wagtail.caching.purge_kind import PurgeKind
from coprod_wagtail.caching.purging import purge_urls_soon
from coprod_wagtail.outbox.constants import Problem
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.queue import hand_over
from coprod_wagtail.outbox.tasks import has_worker
from coprod_wagtail.webhooks.sending import tell
from tests.purged import Remembers

from .letters import LetterKind, passed

CACHES_IN_FRONT = {
    name: {"BACKEND": f"tests.outbox.test_without_worker.{backend}"}
    for name, backend in {"hangs": "Hangs", "answers": "Answers"}.items()
}


class Hangs(Remembers):
    asked: list = []
    over = Event()

    def purge_batch(self, urls):
        self.asked.append(urls)
        self.over.wait(30)


class Answers(Remembers):
    pass


@pytest.fixture
def caches(settings, db):
    settings.WAGTAILFRONTENDCACHE = CACHES_IN_FRONT
    Remembers.purged, Hangs.asked = [], []
    Hangs.over.clear()
    yield
    Hangs.over.set()


@contextmanager
def a_request():
    """As Django's own client for tests has it, which keeps the connection to the database."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        request_started.send(sender=None)
        yield
        request_finished.send(sender=None)
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def purge(callbacks, url="http://localhost/"):
    """How many seconds that took whoever changed something."""
    began = time.monotonic()
    with callbacks(execute=True):
        purge_urls_soon([url])
    return time.monotonic() - began


def test_it_is_known_whether_there_is_a_worker(settings):
    assert not has_worker()
    for backend in ("django_tasks.backends.dummy.DummyBackend", "tests.outbox.backends.InOrder"):
        settings.TASKS = {"default": {"BACKEND": backend}}
        assert has_worker()


def test_no_message_leaves_the_machine_in_a_request(letters, webhook, server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hand_over(LetterKind(), "Sam", {"number": 1})
        tell(webhook, {"event": "test"})
    assert letters.sent == [] and server.received == []
    call_command("send_pending")
    assert letters.sent == [("Sam", 1)] and len(server.received) == 1


def test_copies_are_let_go_of_at_once(caches, django_capture_on_commit_callbacks):
    with override_settings(WAGTAILFRONTENDCACHE={"answers": CACHES_IN_FRONT["answers"]}):
        purge(django_capture_on_commit_callbacks)
        assert Remembers.purged == ["http://localhost/"]
        [again] = OutgoingMessage.objects.all()
        passed(seconds=31)
        call_command("send_pending")
    assert Remembers.purged == ["http://localhost/"] * 2
    assert not OutgoingMessage.objects.exists()


def test_a_cache_that_hangs_costs_two_seconds_once_and_keeps_no_words_in_the_other(
    caches, django_capture_on_commit_callbacks
):
    assert purge(django_capture_on_commit_callbacks) < 2.5
    assert purge(django_capture_on_commit_callbacks, "http://localhost/other/") < 0.5
    assert len(Hangs.asked) == 1
    call_command("send_pending")
    assert set(Remembers.purged) == {"http://localhost/", "http://localhost/other/"}


def test_the_row_stays_until_it_is_done(caches, django_capture_on_commit_callbacks):
    purge(django_capture_on_commit_callbacks)
    row = OutgoingMessage.objects.get(destination="hangs", tries=1)
    assert row.problem == Problem.NO_ANSWER
    Hangs.over.set()
    passed(seconds=31)
    call_command("send_pending")
    assert not OutgoingMessage.objects.exists()
    assert len(Hangs.asked) == 3  # once in vain, once more, and the one for copies that were on their way


@override_settings(WAGTAILFRONTENDCACHE={f"hangs {number}": CACHES_IN_FRONT["hangs"] for number in range(4)})
def test_a_request_loses_two_seconds_in_all(db, django_capture_on_commit_callbacks):
    Hangs.asked = []
    Hangs.over.clear()
    with a_request():
        spent = [purge(django_capture_on_commit_callbacks, f"http://localhost/{number}/") for number in range(3)]
    Hangs.over.set()
    assert sum(spent) < 3
    assert OutgoingMessage.objects.count() == 24


def test_a_purge_that_the_cache_refused_is_tried_again(db, settings, django_capture_on_commit_callbacks):
    """Wagtail's backend for Varnish and nginx raises nothing and only writes to the log."""
    settings.WAGTAILFRONTENDCACHE = {
        "default": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": "http://127.0.0.1:9",
        }
    }
    purge(django_capture_on_commit_callbacks)
    [row] = OutgoingMessage.objects.filter(tries=1)
    assert (row.problem, row.holds) == (Problem.REFUSED, False)
    assert row.kind == PurgeKind.name
