"""Who empties the queue, and when: tasks are bells, and rows are the queue."""

from datetime import timedelta
from time import sleep

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import default_task_backend

from coprod_wagtail.caching.purge_kind import PurgeKind
from coprod_wagtail.comments.actions import HideComment
from coprod_wagtail.outbox.constants import FIRST, Problem, State
from coprod_wagtail.outbox.kinds import Outcome
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.queue import hand_over, try_again
from coprod_wagtail.outbox.rows import store
from coprod_wagtail.outbox.tasks import empty_outbox, ring
from coprod_wagtail.webhooks.models import Webhook
from coprod_wagtail.webhooks.sending import tell
from tests.factories import ModeratorFactory, ReaderCommentFactory
from tests.purged import Remembers

from .letters import LetterKind, passed, write

pytestmark = pytest.mark.usefixtures("worker")


def bells():
    """Each with its priority, and in how many seconds it rings."""
    tasks = [result.task for result in default_task_backend.results if result.task.func is empty_outbox.func]
    return [(task.priority, task.run_after and (task.run_after - timezone.now()).total_seconds()) for task in tasks]


@pytest.fixture(autouse=True)
def no_bells(worker):
    default_task_backend.results.clear()


def test_a_message_rings_after_commit_and_behind_the_tasks_of_the_site(letters, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hand_over(LetterKind(), "Sam", {"number": 1})
        assert bells() == []
    [(priority, when)] = bells()
    assert priority < 0 and when is None
    assert letters.sent == []


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_a_change_that_was_taken_back(letters):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        hand_over(LetterKind(), "Sam", {"number": 1})
        raise ZeroDivisionError
    assert not OutgoingMessage.objects.exists() and bells() == []


def test_a_purge_rings_before_everything_else_and_once_more(post, purged, django_capture_on_commit_callbacks):
    comment = ReaderCommentFactory(page=post)
    with django_capture_on_commit_callbacks(execute=True):
        HideComment(comment, user=ModeratorFactory())()
    at_once, again = [bell for bell in bells() if bell[0] > 0]
    assert at_once[1] is None
    assert 20 < again[1] < 90
    # Only what is due is done, and the bell that was rung for later has its row.
    empty_outbox.func()
    assert purged()
    [later] = OutgoingMessage.objects.all()
    assert later.tries == 0 and later.due_at > timezone.now()


def test_the_row_of_a_purge_is_there_with_the_decision(post, purged):
    """Nothing that runs after the commit has to do anything for it."""
    HideComment(ReaderCommentFactory(page=post), user=ModeratorFactory())()
    assert {row.kind for row in OutgoingMessage.objects.all()} == {"purge"}


def test_a_lost_bell_is_made_up_for_by_the_next(letters):
    """The process died between the commit and what follows it."""
    write("Sam")
    assert bells() == []
    write("Kim")
    empty_outbox.func()
    assert letters.sent == [("Sam", 1), ("Kim", 1)]


def test_before_the_first_is_taken_somebody_is_asked_to_look_when_its_lease_is_over(letters):
    seen = []
    letters.at_prepare = lambda message: seen.append(bells()[:])
    write("Sam")
    write("Kim")
    empty_outbox.func()
    [(_priority, when)] = seen[0]
    assert when >= letters().lease.total_seconds()
    assert len(seen[1]) == 1


def test_a_bell_in_vain_rings_no_other(letters):
    write("Sam", due_at=timezone.now() + timedelta(hours=1))
    empty_outbox.func()
    assert bells() == []


def test_what_failed_rings_when_it_is_tried_again(letters):
    letters.outcomes = {"Sam": Outcome(Problem.REFUSED)}
    write("Sam")
    empty_outbox.func()
    _lease, (_priority, when) = bells()
    assert 50 < when <= 60


def test_other_tasks_come_in_between(letters, monkeypatch):
    monkeypatch.setattr("coprod_wagtail.outbox.tasks.TURN", 0.5)
    letters.outcomes = {"Sam": lambda deadline: sleep(0.4) or Outcome()}
    for number in range(3):
        write("Sam", number)
    empty_outbox.func()
    assert 1 <= len(letters.sent) < 3
    assert bells()[-1][1] is None


def test_while_one_destination_is_waited_for_copies_are_let_go_of(letters, purged, monkeypatch):
    """The purge is stored by another process, while this one is already waiting for an answer."""
    seen = []

    def answers_late(deadline):
        while not Remembers.purged and not deadline.is_over:
            sleep(0.02)
        seen.append(list(Remembers.purged))
        return Outcome()

    def another_process(message):
        store(PurgeKind(), [("test", {"what": "urls", "urls": ["http://localhost/"]})])

    monkeypatch.setattr(letters, "deadline", 10)
    letters.outcomes, letters.at_prepare = {"Sam": answers_late}, another_process
    write("Sam")
    empty_outbox.func()
    assert seen == [["http://localhost/"]]
    assert OutgoingMessage.objects.get().state == State.DELIVERED


def test_a_webhook_that_is_active_again_is_told_what_waited(webhook, server, django_capture_on_commit_callbacks):
    default_task_backend.results.clear()
    webhook.is_active = False
    webhook.save()
    with django_capture_on_commit_callbacks(execute=True):
        webhook.is_active = True
        webhook.save()
    assert len(bells()) == 1


def test_trying_again_rings(letters, django_capture_on_commit_callbacks):
    row = write("Sam", state=State.GAVE_UP)
    with django_capture_on_commit_callbacks(execute=True):
        try_again(OutgoingMessage.objects.filter(pk=row.pk))
    assert len(bells()) == 1


def test_a_backend_without_priorities_that_cannot_wait_is_asked_for_neither(letters, settings):
    settings.TASKS = {"default": {"BACKEND": "tests.outbox.backends.InOrder"}}
    letters.outcomes = {"Sam": Outcome(Problem.REFUSED)}
    write("Sam")
    ring(FIRST)
    ring()
    empty_outbox.func()
    assert bells() == [(0, None), (0, None)]


def test_send_pending_says_what_became_of_what_was_due(letters, capsys):
    letters.outcomes = {"Kim": Outcome(Problem.REFUSED)}
    write("Sam")
    write("Kim")
    write("Sam", due_at=timezone.now() + timedelta(hours=1))
    call_command("send_pending")
    assert capsys.readouterr().out.strip() == "Letters: 1 message arrived. 1 message did not arrive."
    passed(minutes=1)
    letters.outcomes = {}
    call_command("send_pending")
    assert capsys.readouterr().out.strip() == "Letters: 1 message arrived."
    call_command("send_pending")
    assert capsys.readouterr().out == ""


def test_send_pending_can_keep_looking(letters, monkeypatch):
    rounds = []

    def next_round(seconds):
        rounds.append(seconds)
        if len(rounds) == 3:
            raise KeyboardInterrupt
        write("Sam", len(rounds))

    monkeypatch.setattr("coprod_wagtail.management.commands.send_pending.time.sleep", next_round)
    monkeypatch.setattr("coprod_wagtail.management.commands.send_pending.close_old_connections", lambda: None)
    call_command("send_pending", every=5)
    assert rounds == [5, 5, 5]
    assert letters.sent == [("Sam", 1), ("Sam", 2)]


def test_rows_and_log_hold_no_secret(webhook, server, caplog):
    tell(Webhook.objects.get(), {"event": "test"})
    empty_outbox.func()
    assert len(server.received) == 1
    held = str(OutgoingMessage.objects.values())
    assert webhook.secret not in held + caplog.text and webhook.url not in held + caplog.text
