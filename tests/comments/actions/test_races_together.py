"""Many decisions at once, and somebody who does something else with one of the comments at that moment: one outcome, one log
line, right counters. With real transactions, so on the servers only."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import DeclineComment, PublishComment, TakeDownComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.moderation import batches
from coprod_wagtail.comments.querysets import ConversationQuerySet
from tests.example_site.recounting import as_stored, recount
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

from ..racing import Meeting, race

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]


@pytest.fixture
def comments(blog):
    pages = [BlogPostPageFactory(parent=blog) for _ in range(3)]
    return [ReaderCommentFactory(page=page, status=Status.PENDING, slip_nonce="1" * 32) for page in pages for _ in "ab"]


@pytest.fixture(autouse=True)
def nobody_has_locked(monkeypatch):
    """Both have read the comments, and found that what they want may be done, before anybody has the locks."""
    Meeting(2, must=True).before(monkeypatch, ConversationQuerySet, "lock")


def seen(comments):
    found = ReaderComment.objects.select_related("page", "conversation").in_bulk([one.pk for one in comments])
    return [found[one.pk] for one in comments]


def together(verb, comments):
    user, own = ModeratorFactory(), seen(comments)

    def run():
        with transaction.atomic():
            return batches.decide([verb(one, user=user, batch=uuid4(), words=1) for one in own])

    return run


def lines_about(comment):
    lines = ModelLogEntry.objects.filter(object_id=str(comment.pk), action__startswith="coprod_comments.")
    return list(lines.order_by("pk").values_list("action", flat=True))


def assert_counted():
    for conversation in Conversation.objects.all():
        assert as_stored(conversation) == recount(conversation)


def test_many_and_one_of_them(comments):
    contested = comments[3]
    one = seen([contested])[0]
    single = DeclineComment(one, user=ModeratorFactory())

    done, alone = race(together(PublishComment, comments), single)

    others = [comment for comment in comments if comment != contested]
    assert {comment.comment.pk for comment in done} >= {comment.pk for comment in others}
    contested.refresh_from_db()
    if isinstance(alone, Conflict):
        assert (contested.status, lines_about(contested)) == (Status.PUBLISHED, [PublishComment.log_action])
    else:
        assert (contested.status, lines_about(contested)) == (Status.DECLINED, [DeclineComment.log_action])
        assert len(done) == len(others)
    assert_counted()


def test_many_and_a_writer_who_takes_one_down(comments):
    contested = comments[3]
    done, taken_down = race(together(PublishComment, comments), TakeDownComment(seen([contested])[0]))

    assert not isinstance(taken_down, Exception)
    contested.refresh_from_db()
    assert (contested.status, contested.body) == (Status.TAKEN_BACK, "")
    came_first = [PublishComment.log_action] if len(done) == len(comments) else []
    assert lines_about(contested) == [*came_first, TakeDownComment.log_action]
    assert_counted()


def test_many_and_many_from_the_other_end(comments):
    done, others = race(together(PublishComment, comments), together(DeclineComment, comments[::-1]))

    assert sorted(map(len, (done, others))) == [0, len(comments)]
    assert [len(lines_about(comment)) for comment in comments] == [1] * len(comments)
    assert len(set(ReaderComment.objects.values_list("status", flat=True))) == 1
    assert_counted()
