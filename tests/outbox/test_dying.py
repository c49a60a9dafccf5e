"""What a process held that was killed, or was about to ask for, is taken up by others without anybody's command."""

import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from .processes import START_SECONDS, Answers, LetsGo, NeverAnswers, Site, listening, within

pytestmark = [pytest.mark.pure, pytest.mark.django_db(transaction=True)]

TELLS = """
import os, sys
from django.core.management import call_command
from coprod_wagtail.webhooks.models import Webhook
from coprod_wagtail.webhooks.sending import tell

call_command("migrate", "django_tasks_database", verbosity=0)
webhook = Webhook.objects.create(name="Ours", url=sys.stdin.readline().strip())
tell(webhook, {"event": "test"})
print("told", flush=True)
sys.stdin.readline()
"""

#: Killed after the commit, and before anything that follows it.
DIES_AT_COMMIT = """
from django.db import transaction
with transaction.atomic():
    transaction.on_commit(lambda: os._exit(9))
    tell(webhook, {"event": "test", "lost": True})
"""


def changes(site, *statements):
    with closing(sqlite3.connect(site.database, timeout=20)) as database:
        for statement, *values in statements:
            database.execute(statement, values)
        database.commit()


def ask(site, question):
    with closing(sqlite3.connect(site.database, timeout=20)) as database:
        return database.execute(question).fetchall()


def as_if_the_lease_were_over(site):
    """Moves what is due later into the past: the row that a process held, and the bell that it rang for that moment."""
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    changes(
        site,
        ("UPDATE coprod_wagtail_outgoingmessage SET due_at = ? WHERE due_at > ?", now, now),
        (
            "UPDATE django_tasks_database_dbtaskresult SET run_after = ? WHERE run_after > ? AND run_after < '9000'",
            now,
            now,
        ),
    )


def test_a_message_whose_worker_was_killed_is_sent_by_the_next_one(tmp_path):
    with listening(LetsGo) as cache, listening(NeverAnswers) as silent, listening(Answers) as receiver:
        site = Site(tmp_path, cache.url)
        with site.web(TELLS) as web:
            print(f"{silent.url}/hook", file=web.stdin, flush=True)
            site.hears(web, "told")
            with site.worker() as worker:
                assert within(START_SECONDS, lambda: silent.seen), site.log.read_text()[-3000:]
                worker.send_signal(signal.SIGKILL)
                worker.wait(10)
            [(state, tries)] = ask(site, "SELECT state, tries FROM coprod_wagtail_outgoingmessage")
            assert (state, tries) == ("waiting", 1)
            changes(site, ("UPDATE coprod_webhooks_webhook SET url = ?", f"{receiver.url}/hook"))
            as_if_the_lease_were_over(site)
            with site.worker():
                assert within(START_SECONDS, lambda: receiver.seen), site.log.read_text()[-3000:]
                assert within(
                    10, lambda: ask(site, "SELECT state FROM coprod_wagtail_outgoingmessage") == [("delivered",)]
                )


def test_a_message_that_nobody_rang_for_is_sent_with_the_next(tmp_path):
    with listening(LetsGo) as cache, listening(Answers) as receiver:
        site = Site(tmp_path, cache.url)
        with site.web(TELLS.replace("sys.stdin.readline()\n", "") + DIES_AT_COMMIT) as web:
            print(f"{receiver.url}/hook", file=web.stdin, flush=True)
            site.hears(web, "told")
            assert web.wait(START_SECONDS) == 9
        assert len(ask(site, "SELECT id FROM coprod_wagtail_outgoingmessage")) == 2
        # One for the webhook that is active, one for the first message, and none for the second.
        assert len(ask(site, "SELECT id FROM django_tasks_database_dbtaskresult WHERE status = 'READY'")) == 2
        with site.worker():
            assert within(START_SECONDS, lambda: len(receiver.seen) == 2), site.log.read_text()[-3000:]
            # Each has an id of its own, by which a receiver knows what it was told already.
            assert len({message_id for message_id, _moment in receiver.seen}) == 2
