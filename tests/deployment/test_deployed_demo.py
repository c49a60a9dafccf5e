"""The site in several processes behaves as one: nothing that matters is kept in any of them."""

import os
import signal
import socket
import time
from threading import Barrier, Thread

import pytest

from .conftest import started
from .connection import Connection

POST = "/blog/how-the-tuesday-table-decides/"
MODERATOR = {"username": "moderator", "password": "kettle-lane-demo"}


def comment_form(connection, **words):
    action, fields = connection.get(POST).form("form.coprod-form")
    return action, fields | words


def sign_in(connection):
    path, fields = connection.get("/admin/login/").form("form.login-form")
    assert fields["csrfmiddlewaretoken"]
    answer = connection.post(path or "/admin/login/", fields | MODERATOR)
    assert answer.status == 302, answer.text[:500]


def comments_of(database, name):
    rows = database.execute(
        "SELECT id, status, repeat_key, slip_hash FROM coprod_comments_readercomment WHERE author_name = %s ORDER BY id",
        [name],
    )
    return rows.fetchall()


def within(seconds, condition):
    """Whether `condition()` comes true in that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


def test_both_web_processes_show_the_same(workers):
    one, other = (worker.get(POST) for worker in workers)
    assert one.status == other.status == 200
    assert one.soup.select_one("#comments").get_text() == other.soup.select_one("#comments").get_text()


def test_a_form_that_one_process_drew_is_taken_by_the_other(workers, database):
    one, other = workers
    action, fields = comment_form(one, body="The stop is too far away for me.", author_name="Drawn here, sent there")

    answer = other.post(action, fields)

    assert answer.status == 302
    private_page = one.get(answer.headers["Location"].partition("#")[0])
    assert private_page.status == 200
    assert [status for _, status, *_ in comments_of(database, "Drawn here, sent there")] == ["pending"]


def test_a_double_click_that_reaches_both_processes_is_one_comment(workers, database):
    action, fields = comment_form(workers[0], body="I press everything twice.", author_name="Double click")
    together, answers = Barrier(2), []

    def click(worker):
        together.wait(10)
        answers.append(worker.post(action, fields))

    clicks = [Thread(target=click, args=[worker]) for worker in workers]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join(30)

    assert [answer.status for answer in answers] == [302, 302]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(comments_of(database, "Double click")) == 1


def test_what_is_published_through_one_process_shows_in_both(workers, database):
    one, other = workers
    words = "Wednesday evenings are better for people who work."
    action, fields = comment_form(one, body=words, author_name="Works in the day")
    assert one.post(action, fields).status == 302
    assert not any(words in worker.get(POST).text for worker in workers)
    ((pk, *_),) = comments_of(database, "Works in the day")

    sign_in(one)
    other.cookies.update(one.cookies)  # signed in here, so signed in there
    decide = f"/admin/reader-comments/decide/{pk}/publish/"
    page = other.get(f"/admin/reader-comments/inspect/{pk}/")
    assert page.status == 200
    _, fields = page.form(f'form:has([formaction="{decide}"])')
    assert other.post(decide, fields).status == 302

    for worker in workers:
        worker.cookies.clear()
        assert words in worker.get(POST).text
    assert comments_of(database, "Works in the day")[0][1] == "published"


def test_a_decision_needs_the_token_of_the_session(workers, database):
    one, other = workers
    action, fields = comment_form(one, body="Who decides about this?", author_name="Forged")
    one.post(action, fields)
    ((pk, *_),) = comments_of(database, "Forged")
    sign_in(other)

    assert other.post(f"/admin/reader-comments/decide/{pk}/publish/", {}).status == 403
    assert comments_of(database, "Forged")[0][1] == "pending"


def test_the_worker_forgets_what_told_old_forms_apart(workers, database):
    one, other = workers
    action, fields = comment_form(one, body="Some time ago.", author_name="Early")
    one.post(action, fields)
    ((pk, _, repeat_key, _),) = comments_of(database, "Early")
    assert repeat_key
    action, fields = comment_form(other, body="Just now.", author_name="Late")
    other.post(action, fields)
    # Two minutes later: each comment has asked for that moment.
    database.execute(
        "UPDATE coprod_comments_readercomment SET received_at = received_at - interval '10 minutes' WHERE id = %s", [pk]
    )
    moved = database.execute(
        "UPDATE django_tasks_database_dbtaskresult SET run_after = now() "
        "WHERE task_path = 'coprod_wagtail.comments.tasks.forget_old_forms' AND status = 'READY' AND run_after > now()"
    )
    assert moved.rowcount

    assert within(60, lambda: comments_of(database, "Early")[0][2] is None)
    assert comments_of(database, "Late")[0][2]
    # And it was the worker who did it, not whoever answered.
    done = database.execute(
        "SELECT worker_ids FROM django_tasks_database_dbtaskresult "
        "WHERE task_path = 'coprod_wagtail.comments.tasks.forget_old_forms' AND status = 'SUCCESSFUL'"
    ).fetchall()
    assert done and all(worker_ids for (worker_ids,) in done)


def test_no_task_is_left_or_failed(workers, database):
    def states():
        # But for those that are for later: caches in front are told a second time.
        found = database.execute(
            "SELECT DISTINCT status FROM django_tasks_database_dbtaskresult"
            " WHERE status <> 'READY' OR run_after > '9000-01-01' OR run_after < now()"
        )
        return {state for (state,) in found}

    assert within(90, lambda: states() == {"SUCCESSFUL"}), states()


def test_the_access_log_names_no_private_page(workers, deployed):
    worker, _ = workers
    action, fields = comment_form(worker, body="This is between us.", author_name="Private")
    private_page = worker.post(action, fields).headers["Location"].partition("#")[0]
    secret = private_page.strip("/").rpartition("/")[2]
    assert len(secret) >= 22
    assert worker.get(private_page).status == 200

    def seen():
        return deployed.access_log.read_text()

    assert within(10, lambda: "GET /comments/slips/-/ HTTP" in seen()), seen()[-2000:]
    assert "/comments/slips/-/#thank-you" in seen()  # where the answer to the form led
    assert secret not in seen()


def test_a_reader_is_given_no_cookie(workers):
    for worker in workers:
        answer = worker.get(POST)
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_ctrl_c_stops_everything_even_when_it_comes_twice(deployed, tmp_path):
    """A terminal sends it to all of them, and `make` passes it on to the one it started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with started(port, tmp_path) as second:
        os.killpg(second.process.pid, signal.SIGINT)
        second.process.send_signal(signal.SIGINT)
        assert second.process.wait(40) == 0
        with pytest.raises(ConnectionRefusedError):
            Connection(port).get("/")
    # `started` has looked whether a process of it was left.
