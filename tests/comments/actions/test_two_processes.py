"""What reaches two processes of the site at the same moment has one outcome, as in two threads (test_races.py).

Nothing is shared here but the database and the cache: no lock, no variable and no connection of one process keeps the
other from anything. On the servers only, because SQLite is in memory here, where no other process finds it.
"""

import os
import subprocess
import sys
from multiprocessing import Pipe
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.intake import tokens
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.slip import code
from tests.example_site.recounting import as_stored, recount
from tests.factories import ModeratorFactory, ReaderCommentFactory

from ..other_process import HERE
from ..racing import PATIENCE
from ..sending import drawn_fields, words

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]

ROOT = Path(__file__).parents[3]


class Process:
    """One of the site's processes, on the tests' database (see other_process.py)."""

    def __init__(self, directory):
        self.pipe, theirs = Pipe()
        name = connection.settings_dict["NAME"]  # pytest's own
        env = {"COPROD_TEST_PIPE": str(theirs.fileno()), "PGDATABASE": name, "MYSQL_DATABASE": name}
        command = [sys.executable, "-m", "tests.comments.other_process"]
        env = os.environ | env | {"TMPDIR": str(directory)}
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, pass_fds=[theirs.fileno()])
        theirs.close()  # so that the end of the process is the end of the pipe

    def tell(self, order):
        self.pipe.send(order)

    def hear(self):
        # It may have to start first, on a machine that is busy.
        assert self.pipe.poll(3 * PATIENCE), "A process hangs."
        return self.pipe.recv()

    def stop(self):
        self.pipe.close()
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def processes(django_db_setup):
    """Those that run: it takes a while until they do, so the tests share them."""
    running = []
    yield running
    for process in running:
        process.stop()


@pytest.fixture
def together(processes, tmp_path_factory):
    """`together((what, arguments), (what, arguments))`: what came of it in each process.

    Both are in a transaction, and have found that what they want may be done, before either writes.
    """

    def run(*orders):
        while len(processes) < len(orders):
            processes.append(Process(tmp_path_factory.mktemp("process")))
        try:
            for process, order in zip(processes, orders, strict=True):
                process.tell(order)
            assert [process.hear() for process in processes] == [HERE] * 2
            for process in processes:
                process.tell("Go on.")
            outcomes = [process.hear() for process in processes]
        except BaseException:
            # With their locks, which would keep pytest from emptying the database.
            while processes:
                processes.pop().stop()
            raise
        assert {outcome["database"] for outcome in outcomes} == {connection.settings_dict["NAME"]}
        assert len({os.getpid(), *(outcome["process"] for outcome in outcomes)}) == 3
        return outcomes

    return run


def gave(outcome):
    assert "gave" in outcome, outcome
    return outcome["gave"]


def log_lines():
    lines = ModelLogEntry.objects.filter(action__startswith="coprod_comments.")
    return list(lines.values_list("action", flat=True))


def assert_counted(page):
    conversation = Conversation.objects.get(page=page)
    assert as_stored(conversation) == recount(conversation)
    return conversation


def assert_one_waits(page, secret):
    """One comment, and it is the one that the secret leads to."""
    comment = ReaderComment.objects.get()
    assert comment.status == Status.PENDING
    assert comment.slip_hash == code.slip_hash(secret)
    assert log_lines() == ["coprod_comments.submit"]
    assert assert_counted(page).waiting_count == 1


# A click too many


@pytest.mark.parametrize("first_on_the_page", [True, False])
def test_a_double_click_in_a_browser_is_one_comment_with_one_private_page(post, together, first_on_the_page):
    if not first_on_the_page:
        Conversation.objects.create(page=post)
    fields = drawn_fields(Client(), post.url) | words()
    click = ("click", {"address": fields.pop("action"), "fields": fields})

    first, second = map(gave, together(click, click))

    assert first == second
    secret = first.partition("#")[0].strip("/").rpartition("/")[2]
    assert_one_waits(post, secret)


def test_what_is_sent_twice_under_one_key_is_one_comment_with_one_answer(post, together):
    """From two networks, as a phone does it: with a key of the sender's own, the address does not matter."""
    sent = {"page": post.pk, "idempotency_key": "3f0e8f0a", "token": tokens.make_token(post.pk)} | words()

    orders = [("submit", sent | {"client_address": address}) for address in ("192.0.2.1", "198.51.100.7")]
    first, second = map(gave, together(*orders))

    assert first == second
    assert_one_waits(post, first)


# Two moderators


@pytest.mark.parametrize("verbs", [("PublishComment", "PublishComment"), ("PublishComment", "DeclineComment")])
def test_of_two_decisions_about_a_comment_one_counts(post, together, verbs):
    # Of two that wait, so that no database stops who counts one of them twice.
    waiting, _other = (ReaderCommentFactory(page=post, status=Status.PENDING) for _ in range(2))

    facts = [{"verb": verb, "comment": waiting.pk, "user": ModeratorFactory().pk} for verb in verbs]
    outcomes = together(*(("decide", each) for each in facts))

    (refused,) = [outcome for outcome in outcomes if "raised" in outcome]
    assert refused["raised"] == "Conflict" and "was decided already" in refused["words"]
    (won,) = [outcome["gave"] for outcome in outcomes if outcome is not refused]
    waiting.refresh_from_db()
    assert waiting.status == won
    published = int(won == Status.PUBLISHED)
    assert log_lines() == ["coprod_comments.publish" if published else "coprod_comments.decline"]
    conversation = assert_counted(post)
    assert (conversation.waiting_count, conversation.published_count, conversation.version) == (1, published, published)
