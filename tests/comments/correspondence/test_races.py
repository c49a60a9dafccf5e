"""An answer at the same moment as another answer, a decision or the end of the comment."""

import pytest
from django.db import connection

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import ChangeOfStatus, DeclineComment, EraseComment, PublishComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.correspondence.decisions import CloseAnswer, WriteToWriter
from coprod_wagtail.comments.exceptions import CommentGone
from coprod_wagtail.comments.models import MessageToWriter, ReaderComment
from tests.factories import ModeratorFactory, ReaderCommentFactory

from ..racing import Meeting, race

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]


@pytest.fixture
def declined(post):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING, slip_nonce="1" * 32, slip_hash="2" * 64)
    return DeclineComment(comment, user=ModeratorFactory(), message="Why?")()


def own(comment):
    return ReaderComment.objects.select_related("conversation").get(pk=comment.pk)


def answers(comment, words):
    return AnswerMessage(own(comment), words, seen=MessageToWriter.objects.get().pk)


def failures(results):
    return [one for one in results if isinstance(one, Exception)]


def test_of_two_answers_one_is_told(declined, monkeypatch):
    Meeting(2, must=True).before(monkeypatch, AnswerMessage, "execute")
    results = race(answers(declined, "One."), answers(declined, "Two."))
    (told,) = failures(results)
    assert isinstance(told, Conflict)
    message = MessageToWriter.objects.get()
    assert message.answer == ("One." if told is results[1] else "Two.") and message.waits
    assert own(declined).answer_waits_since == message.answered_at


@pytest.mark.parametrize("verb", [PublishComment, WriteToWriter])
def test_an_answer_while_somebody_decides_is_not_lost(declined, monkeypatch, verb):
    decision = verb(own(declined), user=ModeratorFactory(), message="And this?", answers_seen=[])
    meeting = Meeting(2, must=True)
    meeting.before(monkeypatch, ChangeOfStatus, "execute")
    meeting.before(monkeypatch, AnswerMessage, "execute")
    results = race(decision, answers(declined, "So."))
    # Both came about; or the writer is told that there are other words to read first.
    assert not isinstance(results[0], Exception)
    if failures(results):
        assert isinstance(results[1], Conflict) and own(declined).answer_waits_since is None
    else:
        assert MessageToWriter.objects.order_by("pk")[0].waits and own(declined).answer_waits_since


def test_two_moderators_are_done_with_it_once(declined, monkeypatch):
    answers(declined, "So.")()
    Meeting(2, must=True).before(monkeypatch, ChangeOfStatus, "execute")
    results = race(*(CloseAnswer(own(declined), user=ModeratorFactory()) for _ in range(2)))
    (told,) = failures(results)
    assert isinstance(told, Conflict)
    assert own(declined).answer_waits_since is None and MessageToWriter.objects.get().closed_at


def test_nothing_is_left_of_an_answer_to_what_is_erased(declined, monkeypatch):
    meeting = Meeting(2, must=True)
    meeting.before(monkeypatch, ChangeOfStatus, "execute")
    meeting.before(monkeypatch, AnswerMessage, "execute")
    results = race(EraseComment(own(declined)), answers(declined, "So."))
    assert all(isinstance(one, CommentGone) for one in failures(results))
    assert not MessageToWriter.objects.exists() and own(declined).answer_waits_since is None
