"""What is logged of a private page does not say which one it is."""

import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from example_site.gunicorn_log import QuietLogger
from example_site.quiet_logs import WithoutPrivateAddresses, without_private_addresses
from tests.comments.sending import send, words

SECRET = "Zm9yIHlvdXIgZXllcyBvbmx5"


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("address", "logged"),
    [
        (f"/comments/slips/{SECRET}/", "/comments/slips/-/"),
        (f"/api/coprod/v1/slips/{SECRET}/erase/", "/api/coprod/v1/slips/-/erase/"),
        (f"GET /en/comments/slips/{SECRET} HTTP/1.1", "GET /en/comments/slips/- HTTP/1.1"),
        (f"/comments/slips/{SECRET}?x=1", "/comments/slips/-?x=1"),
        ("/blog/payslips/may/", "/blog/payslips/may/"),
        ("/slips/", "/slips/"),
        ("/comments/12/feed/", "/comments/12/feed/"),
        (200, 200),
        (None, None),
    ],
)
def test_only_what_makes_an_address_private_goes(address, logged):
    assert without_private_addresses(address) == logged


def test_the_access_log_has_no_private_address_in_any_of_its_fields():
    address = f"/comments/slips/{SECRET}/"
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": address,
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://www.example.org{address}",
    }
    request = SimpleNamespace(headers=[("REFERER", f"https://www.example.org{address}")])
    response = SimpleNamespace(status="302 Found", sent=0, headers=[("Location", address)])
    atoms = QuietLogger(Config()).atoms(response, request, environ, timedelta())
    assert SECRET not in repr(atoms)
    assert atoms["r"] == "GET /comments/slips/-/ HTTP/1.1"
    assert atoms["s"] == "302" and atoms["{location}o"] == "/comments/slips/-/"


def test_neither_has_gunicorns_log_of_errors(capfd):
    """It writes the address of a request that took too long, without being asked to log anything."""
    QuietLogger(Config()).exception("Error handling request %s %s", "GET", f"/comments/slips/{SECRET}/")
    written = capfd.readouterr().err
    assert "Error handling request GET /comments/slips/-/" in written
    assert SECRET not in written


def test_a_log_line_has_no_private_address():
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", ("Oh", f"/slips/{SECRET}/"), None)
    assert WithoutPrivateAddresses().filter(record)
    assert logging.Formatter().format(record) == "Oh: /slips/-/"


@pytest.mark.django_db
def test_an_error_on_a_private_page_is_logged_without_its_address(client, post, monkeypatch):
    private_page = send(client, post, **words()).url.partition("#")[0]
    monkeypatch.setattr("coprod_wagtail.comments.slip.views.comment_by_secret", lambda *args: 1 / 0)
    client.raise_request_exception = False
    [handler] = logging.getLogger("django").handlers
    written = []
    monkeypatch.setattr(handler, "emit", lambda record: written.append(handler.format(record)))
    assert client.get(private_page).status_code == 500
    (line,) = written
    assert line.startswith("Internal Server Error: /comments/slips/-/") and "ZeroDivisionError" in line
    assert private_page.strip("/").rpartition("/")[2] not in line
