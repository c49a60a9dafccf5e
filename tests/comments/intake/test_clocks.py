"""Two machines draw forms and take them in, and one's clock is five minutes ahead."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from coprod_wagtail.checks.database import clock_problems
from coprod_wagtail.comments.intake import tokens
from coprod_wagtail.comments.models import ReaderComment
from tests.comments.sending import SAME_ORIGIN, drawn_fields, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

NOON = datetime(2026, 5, 4, 12, 1, tzinfo=UTC)
APART = timedelta(minutes=5)


@pytest.mark.parametrize("ahead", [APART, -APART], ids=["drawn ahead", "drawn behind"])
def test_a_form_of_one_machine_is_taken_by_the_other(client, post, ahead):
    """A minute after the hour, so that they do not agree on the hour either."""
    drawn, sent = (NOON + ahead - APART, NOON - APART) if ahead > timedelta(0) else (NOON + ahead, NOON)
    with time_machine.travel(drawn, tick=False):
        fields = drawn_fields(client, post.url) | words()
    with time_machine.travel(sent, tick=False):
        answer = client.post(fields.pop("action"), fields, headers=SAME_ORIGIN)
    assert answer.status_code == 302, answer.text
    assert ReaderComment.objects.get().signs == []


def test_a_form_of_more_than_an_hour_to_come_is_none_of_ours():
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        token = tokens.make_token(1)
    with time_machine.travel(NOON, tick=False):
        assert not tokens.token_is_good(token, 1)


class Database:
    """One whose clock says something."""

    vendor = "postgresql"

    def __init__(self, now):
        self.now = now

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def execute(self, question):
        assert question.startswith("SELECT")

    def fetchone(self):
        return (self.now.timestamp(),)


@pytest.mark.parametrize(("apart", "said"), [(-APART, True), (APART, True), (timedelta(seconds=20), False)])
def test_clocks_that_differ_are_a_warning(apart, said):
    with time_machine.travel(NOON, tick=False):
        found = clock_problems(Database(NOON + apart), "default")
    assert [(message.id, "300 seconds" in message.msg) for message in found] == [("coprod_wagtail.W042", True)] * said


def test_the_databases_clock_is_asked(django_db_blocker):
    from django.db import connection

    assert clock_problems(connection, "default") == []
