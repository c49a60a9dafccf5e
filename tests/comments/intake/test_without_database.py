"""The database is away: readers get their words back with "try again", and no answer asks it anything more."""

import json
from contextlib import contextmanager

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory

from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.middleware import DatabaseAwayMiddleware
from tests.comments.sending import SAME_ORIGIN, drawn_fields, soup, words
from tests.factories import ModeratorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

SECRET = "c" * 22


@pytest.fixture
def client():
    """As a browser: an error is an answer."""
    return Client(raise_request_exception=False)


@contextmanager
def without_database(error=OperationalError):
    """Every question to the database fails, also those of the page that says so."""

    def fail(execute, sql, params, many, context):
        raise error("server closed the connection unexpectedly")

    with connection.execute_wrapper(fail):
        yield


@pytest.fixture(params=[OperationalError, InterfaceError])
def away(request):
    with without_database(request.param):
        yield


@pytest.fixture
def filled_in(post, client):
    """A form that was drawn and filled in while all was well: its address, and what it sends."""
    fields = drawn_fields(client, post.url) | words(body="\nFirst <b>line</b>.\nSecond “line”.", author_name='Sam "S"')
    return fields.pop("action"), fields


def test_a_reader_gets_the_words_back_and_can_send_them_again(filled_in, client):
    action, fields = filled_in
    with without_database():
        answer = client.post(action, fields | {"author_email": "sam@example.org"}, headers=SAME_ORIGIN)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    page = soup(answer)
    assert page.h1.get_text() == "We could not take what you sent"
    assert "try again in a few minutes" in page.get_text()
    assert page.select_one("textarea")["name"] == "body"
    assert page.select_one("input[name=author_name]")["type"] == "text"
    assert page.find("label", {"for": page.textarea["id"]}).get_text() == "Your comment"
    assert page.form.button.get_text() == "Try again"
    # No browser in between: what it would send is what was sent.
    again = {field["name"]: field.get("value", "") for field in page.select("form input[name]")}
    again["body"] = page.textarea.string.removeprefix("\n")
    assert page.form["action"] == action
    assert again == fields | {"author_email": "sam@example.org"}


def test_and_the_second_time_it_is_taken(filled_in, client):
    action, fields = filled_in
    with without_database():
        page = soup(client.post(action, fields, headers=SAME_ORIGIN))
    again = {field["name"]: field.get("value", "") for field in page.select("form input[name]")}
    again["body"] = page.textarea.string.removeprefix("\n")
    answer = client.post(page.form["action"], again, headers=SAME_ORIGIN)

    assert answer.status_code == 302
    (comment,) = ReaderComment.objects.all()
    assert comment.body == "First <b>line</b>.\nSecond “line”."
    assert comment.author_name == 'Sam "S"'


@pytest.mark.parametrize(
    "path", ["/", "/blog/", "/comments/1/", f"/comments/slips/{SECRET}/", f"/comments/slips/{SECRET}/erase/"]
)
def test_every_page_says_to_try_again(away, client, path):
    answer = client.get(f"{path}?page=2")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    page = soup(answer)
    assert page.h1.get_text() == "We cannot show this page just now"
    assert page.main.a["href"] == f"{path}?page=2"


def test_nothing_of_a_form_that_is_no_readers_is_given_back(away, client):
    answer = client.post("/admin/login/", {"username": "jo", "password": "a password of mine"})
    assert answer.status_code == 503
    assert "a password of mine" not in answer.text
    assert "Go back in your browser" in answer.text


def test_a_page_of_somebody_signed_in(client):
    client.force_login(ModeratorFactory())
    with without_database():
        assert client.get("/admin/reader-comments/").status_code == 503


def test_the_api_says_so(away, client):
    for answer in (
        client.get("/api/coprod/v1/posts/", headers={"Origin": "https://front.example"}),
        client.get("/api/coprod/v1/conversations/1/"),
        client.post("/api/coprod/v1/comments/", json.dumps({"page": 1, "token": "x", **words()}), "application/json"),
    ):
        assert (answer.status_code, answer["Retry-After"]) == (503, "30"), answer.text
        assert answer["Content-Type"] == "application/problem+json"
        assert "no-store" in answer["Cache-Control"]
        assert answer.json()["code"] == "unavailable"
        assert "try again in a few minutes" in answer.json()["detail"]


def test_where_each_request_is_one_transaction_the_words_come_back_too(filled_in, client, monkeypatch):
    """The view is not even begun then: opening the transaction fails."""
    action, fields = filled_in
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    with without_database():
        answer = client.post(action, fields, headers=SAME_ORIGIN)

    assert answer.status_code == 503
    assert soup(answer).select_one("form textarea[name=body]") is not None


def test_it_is_reported_without_the_path(away, client, caplog):
    client.get(f"/comments/slips/{SECRET}/")
    (line,) = [record for record in caplog.records if record.name == "coprod_wagtail.gateway.unavailable"]
    assert line.exc_info and SECRET not in line.getMessage()


def test_every_other_error_stays_what_it_is():
    request = RequestFactory().get("/")
    assert DatabaseAwayMiddleware(lambda request: None).process_exception(request, ValueError("ours")) is None
