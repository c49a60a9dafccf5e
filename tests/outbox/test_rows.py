"""From a message that is due to one that arrived, or that we gave up on."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from coprod_wagtail.outbox.constants import FIRST, KEPT, Problem, State
from coprod_wagtail.outbox.kinds import Outcome
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.queue import try_again
from coprod_wagtail.outbox.sending import send_due

from .letters import passed, soon, write

REFUSED = Outcome(Problem.REFUSED, answer=500)
SILENT = Outcome(Problem.NO_ANSWER, silent=True)


def test_a_message_arrives_once(letters):
    row = write()
    assert send_due(10).arrived["letter"] == 1
    row.refresh_from_db()
    assert (row.state, row.tries, row.problem) == (State.DELIVERED, 1, "")
    assert not send_due(10).arrived
    assert letters.sent == [("Sam", 1)]


def test_the_oldest_goes_first_and_what_is_ranked_before_it_goes_before(letters):
    write(number=1)
    write(number=2)
    write(number=3, rank=FIRST)
    send_due(10)
    assert [number for _name, number in letters.sent] == [3, 1, 2]


def test_a_kind_that_keeps_nothing_leaves_no_row(letters, monkeypatch):
    monkeypatch.setattr(letters, "kept", False)
    write()
    send_due(10)
    assert not OutgoingMessage.objects.exists()


def test_nothing_is_sent_before_its_time(letters):
    write(due_at=timezone.now() + timedelta(minutes=1))
    send_due(10)
    assert letters.sent == []


def test_while_one_process_sends_it_nobody_else_does(letters):
    write()
    letters.at_prepare = lambda message: send_due(10)  # a second worker, in the middle of the first one's try
    send_due(10)
    assert letters.sent == [("Sam", 1)]


def test_what_a_process_held_that_died_is_taken_up_when_its_lease_is_over(letters):
    def dies(message):
        raise SystemExit

    row = write()
    letters.at_prepare = dies
    with pytest.raises(SystemExit):
        send_due(10)
    letters.at_prepare = None
    send_due(10)
    assert letters.sent == []
    passed(letters().lease.total_seconds() + 1)
    send_due(10)
    row.refresh_from_db()
    assert (letters.sent, row.state, row.tries) == ([("Sam", 1)], State.DELIVERED, 2)


def test_a_lease_is_longer_than_the_longest_try(letters):
    """What is waited for, and one purge beside it that was begun at the last moment."""
    assert letters().lease.total_seconds() > 2 * letters.deadline


def test_who_was_too_slow_notes_nothing(letters):
    row = write()
    letters.outcomes = {"Sam": REFUSED}
    overtaken = OutgoingMessage.objects.filter(pk=row.pk)
    letters.at_prepare = lambda message: overtaken.update(tries=F("tries") + 1, state=State.DELIVERED)
    send_due(10)
    row.refresh_from_db()
    assert (row.state, row.problem) == (State.DELIVERED, "")


def test_it_is_tried_again_ever_later_and_then_given_up(letters):
    row = write()
    letters.outcomes = {"Sam": REFUSED}
    for number, pause in enumerate(letters.pauses, start=1):
        assert send_due(10).failed["letter"] == 1
        assert pause.total_seconds() - 5 < soon(row) <= pause.total_seconds()
        assert (row.state, row.tries, row.answer) == (State.WAITING, number, 500)
        passed(pause.total_seconds() - 5)
        assert not send_due(10).failed
        passed(10)
    send_due(10)
    row.refresh_from_db()
    assert (row.state, row.answer, row.problem, row.holds) == (State.GAVE_UP, 500, Problem.REFUSED, False)
    assert list(letters.pauses) == sorted(letters.pauses)


def test_what_can_never_arrive_is_given_up_at_once(letters):
    row = write()
    letters.outcomes = {"Sam": Outcome(Problem.REFUSED, final=True)}
    send_due(10)
    row.refresh_from_db()
    assert row.state == State.GAVE_UP


def test_all_for_a_destination_that_gives_no_answer_waits_for_one(letters):
    letters.outcomes = {"Sam": SILENT}
    rows = [write("Sam", number) for number in range(5)]
    write("Kim")
    send_due(10)
    assert letters.sent == [("Sam", 0), ("Kim", 1)]
    passed(61)
    send_due(10)
    assert letters.sent[2:] == [("Sam", 0)], "the one that asked before asks again"
    assert 250 < soon(rows[0]) <= 300, "and ever more rarely"
    passed(301)
    letters.outcomes = {}
    send_due(10)
    assert letters.sent[3:] == [("Sam", number) for number in range(5)]


def test_what_waits_behind_it_is_given_up_by_age(letters):
    letters.outcomes = {"Sam": SILENT}
    old, new = write("Sam", 1), write("Sam", 2)
    behind = write("Sam", 3)
    OutgoingMessage.objects.filter(pk=new.pk).update(give_up_at=timezone.now() + timedelta(days=1))
    passed(letters().patience.total_seconds() + 1)
    send_due(10)
    states = [OutgoingMessage.objects.get(pk=row.pk).state for row in (old, behind, new)]
    assert states == [State.GAVE_UP, State.GAVE_UP, State.WAITING]
    assert [number for _name, number in letters.sent] == [1, 2], "the next one asks in its place"


def test_a_refusal_holds_nothing_back(letters):
    letters.outcomes = {"Sam": REFUSED}
    for number in range(3):
        write("Sam", number)
    send_due(10)
    assert len(letters.sent) == 3


def test_what_is_paused_waits(letters):
    letters.closed = ["Sam"]
    write("Sam")
    write("Kim")
    send_due(10)
    assert letters.sent == [("Kim", 1)]
    letters.closed = []
    send_due(10)
    assert letters.sent == [("Kim", 1), ("Sam", 1)]


def test_what_belongs_to_an_app_that_was_taken_out_waits(letters):
    row = write(kind="of yesterday")
    send_due(10)
    row.refresh_from_db()
    assert row.state == State.WAITING and row.tries == 0


def test_a_mistake_of_ours_is_logged_without_what_it_says(letters, caplog):
    row = write()
    letters.outcomes = {"Sam": ValueError("PLANTED words")}
    send_due(10)
    row.refresh_from_db()
    assert (row.state, row.problem) == (State.WAITING, Problem.MISTAKE)
    assert "ValueError" in caplog.text and "letters.py" in caplog.text
    assert "PLANTED" not in caplog.text


def test_what_never_answers_is_given_up_on_at_the_deadline(letters, monkeypatch):
    from threading import Event

    over = Event()
    monkeypatch.setattr(letters, "deadline", 0.3)
    letters.outcomes = {"Sam": lambda deadline: over.wait(20)}
    row, began = write(), timezone.now()
    send_due(10)
    over.set()
    row.refresh_from_db()
    assert (row.problem, row.holds) == (Problem.NO_ANSWER, True)
    assert timezone.now() - began < timedelta(seconds=5)


def test_trying_again_starts_anew_and_waits_for_nobody(letters):
    letters.outcomes = {"Sam": SILENT}
    given_up = write("Sam", 1, state=State.GAVE_UP, tries=7, give_up_at=timezone.now())
    write("Sam", 2)
    send_due(10)
    letters.outcomes = {}
    assert try_again(OutgoingMessage.objects.filter(pk=given_up.pk)) == 1
    assert try_again(OutgoingMessage.objects.filter(pk=given_up.pk)) == 0
    send_due(10)
    given_up.refresh_from_db()
    assert (given_up.state, given_up.tries) == (State.DELIVERED, 1)


def test_the_list_of_what_was_sent_is_kept_for_a_while(letters):
    old = timezone.now() - KEPT - timedelta(hours=1)
    for state in (State.DELIVERED, State.GAVE_UP):
        write(created_at=old, state=state)
    waiting = write(created_at=old, due_at=timezone.now() + timedelta(hours=1))
    new = write()
    send_due(10)
    assert set(OutgoingMessage.objects.values_list("pk", flat=True)) == {waiting.pk, new.pk}


def test_looking_in_vain_asks_two_questions_and_one_for_each_kind_that_can_be_paused(
    letters, django_assert_num_queries
):
    with django_assert_num_queries(3):
        send_due(10)


def test_what_is_dropped_while_it_is_taken_is_passed_over(letters):
    dropped, _next = write("Sam", 1), write("Ada", 2)

    def drop_it_then(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith("UPDATE") and OutgoingMessage.objects.filter(pk=dropped.pk, tries=1).exists():
            OutgoingMessage.objects.filter(pk=dropped.pk).delete()
        return result

    with connection.execute_wrapper(drop_it_then):
        assert send_due(10).arrived["letter"] == 1
    assert letters.sent == [("Ada", 2)]
