"""The same request twice at the same moment, as flaky networks and impatient programs send it.

With real transactions on connections of their own, so on the servers only.
"""

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.actions import SubmitComment
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.api.client import ApiClient

from ..racing import Meeting, race
from ..sending import SAME_ORIGIN, words

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]

KEY = {"Idempotency-Key": "3f0e8f0a-7f3a-4b0e-9d53-0d6f0c9a1b2c"}


@pytest.fixture
def both_checked(monkeypatch):
    """Both are in a transaction, and have found nothing under their key, before either writes."""
    Meeting(2, must=True).before(monkeypatch, SubmitComment, "execute")


def sending(page, address, **changes):
    client = ApiClient()
    form = client.read(f"conversations/{page.pk}/").json()["form"]
    token = {field["name"]: field["value"] for field in form["fields"]}["token"]
    data = {"page": page.pk, "token": token} | words(**changes)
    return lambda: client.post(
        "/api/coprod/v1/comments/",
        data,
        content_type="application/json",
        headers=SAME_ORIGIN | KEY,
        REMOTE_ADDR=address,
    )


def test_the_same_words_under_one_key_make_one_comment_and_get_one_answer(post, both_checked):
    first, second = race(sending(post, "192.0.2.1"), sending(post, "198.51.100.7"))

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json() == second.json()
    assert ReaderComment.objects.count() == Conversation.objects.get().waiting_count == 1
    assert ModelLogEntry.objects.filter(action="coprod_comments.submit").count() == 1


def test_other_words_under_one_key_are_refused_to_one_of_them(post, both_checked):
    answers = race(sending(post, "192.0.2.1"), sending(post, "192.0.2.1", body="Other words"))

    assert sorted(answer.status_code for answer in answers) == [202, 409]
    assert {answer.json().get("code") for answer in answers} == {None, "idempotency_mismatch"}
    assert ReaderComment.objects.count() == 1
