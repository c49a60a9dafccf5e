"""A site that reads from a copy of its database, which lags behind, through a router that sends every reading there."""

import json

import pytest
from django.db import connection, connections

from coprod_wagtail.comments.models import ReaderComment
from tests import migrated
from tests.comments.sending import SAME_ORIGIN, drawn_fields, words

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="Makes the copy from a database in memory"),
]


class Naive:
    """As Django's documentation has it, and without regard to what was written a moment ago."""

    def db_for_read(self, model, **hints):
        return "replica"

    def db_for_write(self, model, **hints):
        return "default"

    def allow_relation(self, *objects, **hints):
        return True


@pytest.fixture
def replica(post, tmp_path, settings):
    """The copy knows the page, and hears of nothing that comes after."""
    migrated.copy(connection, tmp_path / "replica.sqlite3")
    connections.databases["replica"] = connection.settings_dict | {"NAME": str(tmp_path / "replica.sqlite3")}
    connections["replica"].connect()  # before Django's test case can say that it knows no such database
    settings.DATABASE_ROUTERS = [f"{__name__}.Naive"]
    yield connections["replica"]
    connections["replica"].close()
    del connections["replica"], connections.databases["replica"]


def test_a_comment_from_a_page_is_taken_and_its_private_page_found(replica, client, post):
    fields = drawn_fields(client, post.url) | words()
    action = fields.pop("action")
    first, second = (client.post(action, fields, headers=SAME_ORIGIN) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert client.get(first["Location"].partition("#")[0]).status_code == 200
    assert ReaderComment.objects.using("default").count() == 1
    assert not ReaderComment.objects.exists()  # or the test would show nothing


def test_a_comment_from_the_api_is_taken_and_found(replica, client, post):
    form = client.get(f"/api/coprod/v1/conversations/{post.pk}/").json()["form"]
    token = {field["name"]: field["value"] for field in form["fields"]}["token"]
    body = json.dumps({"page": post.pk, "token": token, **words()})
    answers = [client.post("/api/coprod/v1/comments/", body, "application/json", headers=SAME_ORIGIN) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202], answers[0].text
    assert answers[0].json()["secret"] == answers[1].json()["secret"]
    assert client.get(f"/api/coprod/v1/slips/{answers[0].json()['secret']}/").status_code == 200
