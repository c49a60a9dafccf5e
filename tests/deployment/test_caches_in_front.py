"""What Varnish and nginx keep of the site with the documented files, and what they let go of."""

import time
from http.client import HTTPConnection

import pytest

from .conftest import HOST
from .connection import Connection
from .test_deployed_demo import POST, comment_form, comments_of, sign_in


@pytest.fixture(params=["varnish", "nginx"])
def front(request, deployed, fronts):
    """A connection to the site through the cache."""
    if request.param not in fronts:
        pytest.skip(f"Needs {request.param}: scripts/need caches-in-front")
    connection = Connection(fronts[request.param], host=HOST)
    yield connection
    connection.close()


def state_of(answer):
    return answer.headers["X-Cache"]


def kept(front, path):
    """The answer for `path` from the cache, once it keeps one."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        answer = front.get(path)
        assert answer.status == 200
        if state_of(answer) == "HIT":
            return answer
        time.sleep(0.2)
    raise AssertionError(f"{path} is not kept: {answer.headers}")


def moderate(deployed, database, name, verb):
    """A moderator's click, past the cache."""
    desk = Connection(deployed.port, host=HOST)
    sign_in(desk)
    ((pk, *_),) = comments_of(database, name)
    decide = f"/admin/reader-comments/decide/{pk}/{verb}/"
    _, fields = desk.get(f"/admin/reader-comments/inspect/{pk}/").form(f'form:has([formaction="{decide}"])')
    assert desk.post(decide, fields).status == 302
    desk.close()


def waiting(database):
    """What is still to be let go of, and the tasks that are to do it."""
    messages = database.execute(
        "SELECT kind, destination, state, tries, problem, due_at FROM coprod_wagtail_outgoingmessage"
    )
    tasks = database.execute(
        "SELECT task_path, status, run_after, worker_ids FROM django_tasks_database_dbtaskresult WHERE status <> 'SUCCESSFUL'"
    )
    return messages.fetchall(), tasks.fetchall()


def within(seconds, condition):
    end = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.5)
    return found


def test_a_hidden_comment_is_gone_from_the_cache(front, deployed, database, request):
    name = f"Through {request.node.callspec.params['front']}"
    words = f"{name}: the bus stop is too far away."
    action, fields = comment_form(front, body=words, author_name=name)
    assert front.post(action, fields).status == 302
    moderate(deployed, database, name, "publish")
    assert within(90, lambda: words in front.get(POST).text), waiting(database)
    assert words in kept(front, POST).text

    moderate(deployed, database, name, "hide")

    assert within(90, lambda: words not in front.get(POST).text), waiting(database)


def test_what_is_drawn_for_somebody_signed_in_is_kept_from_all_others(front):
    kept(front, POST)
    sign_in(front)
    own = front.get(POST)
    assert own.status == 200 and state_of(own) != "HIT"
    assert own.headers["Cache-Control"] == "private, no-store"
    front.cookies.clear()
    assert "no-store" not in front.get(POST).headers["Cache-Control"]


def test_private_pages_and_forms_with_errors_are_kept_by_nobody(front):
    action, fields = comment_form(front, body="", author_name="Nobody")
    assert front.post(action, fields).status == 422
    assert "There is a problem" not in front.get(POST).text
    for _ in range(3):
        assert state_of(front.get("/comments/slips/0123456789abcdefghijkl/")) != "HIT"


def seconds_of_one(port, path, number):
    """How long one answer takes of so many, asked for one after the other on one connection: the quickest tenth, since others
    use the machine, too."""
    connection, taken = HTTPConnection("127.0.0.1", port, timeout=30), []
    for _ in range(number):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Host": HOST})
        answer = connection.getresponse()
        assert answer.status == 200 and len(answer.read()) > 10_000
        taken.append(time.perf_counter() - began)
    connection.close()
    return sorted(taken)[number // 10]


def test_it_answers_twenty_times_as_many_readers_as_the_site_draws_for(front, deployed, fronts, request):
    kept(front, POST)
    from_cache = seconds_of_one(fronts[request.node.callspec.params["front"]], POST, 500)
    drawn = seconds_of_one(deployed.port, POST, 50)
    print(
        f"{request.node.callspec.params['front']}: {1 / from_cache:.0f} a second, of which the site draws {1 / drawn:.0f}"
    )
    assert drawn > 20 * from_cache
