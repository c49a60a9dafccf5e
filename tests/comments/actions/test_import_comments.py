"""Old comments come in by the thousand: what is known stays, answers find what they answer, and all of it or nothing."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageLogEntry

from coprod_wagtail.comments.actions import HideComment, ImportComments, OldComment
from coprod_wagtail.comments.constants import AuthorKind, DatePrecision, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.signals import conversation_changed
from coprod_wagtail.comments.store import bulk
from tests.example_site.recounting import as_stored, recount
from tests.factories import BlogPostPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def old(number, answers=None, **changes):
    values = {
        "source_key": f"{number:x}",
        "body": f"Number {number} & more.",
        "author_name": f"Reader {number}",
        "posted_at": datetime(2012, 5, 4, tzinfo=UTC),
        "posted_precision": DatePrecision.DAY,
        "position": number,
        "reply_to_key": "" if answers is None else f"{answers:x}",
    }
    return OldComment(**values | changes)


def bring_in(page, comments):
    return ImportComments(page, comments, source="test", batch=uuid4())()


def number(position):
    return ReaderComment.objects.get(position=position)


@pytest.mark.shape
def test_an_answer_finds_what_it_answers_in_this_batch_and_in_an_earlier_one(post):
    bring_in(post, [old(1), old(2, answers=1)])
    bring_in(post, [old(3, answers=2), old(4, answers=3), old(5, answers=1), old(6)])
    assert [number(position).reply_to_id for position in range(1, 7)] == [
        None, number(1).pk, number(2).pk, number(3).pk, number(1).pk, None,
    ]  # fmt: skip
    assert {number(position).thread_id for position in (2, 3, 4, 5)} == {number(1).pk}
    conversation = Conversation.objects.get()
    assert as_stored(conversation) == recount(conversation)


def test_and_in_an_earlier_chunk(post, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)
    bring_in(post, [old(1), old(2), old(3, answers=1), old(4, answers=3), old(5, answers=4)])
    assert number(5).reply_to_id == number(4).pk
    assert {number(position).thread_id for position in (3, 4, 5)} == {number(1).pk}
    conversation = Conversation.objects.get()
    assert as_stored(conversation) == recount(conversation)


def test_an_answer_to_one_that_was_hidden_since_shows_where_that_stood(post, admin_user):
    bring_in(post, [old(1)])
    HideComment(number(1), user=admin_user)()
    bring_in(post, [old(1), old(2, answers=1)])
    assert number(1).status == Status.HIDDEN
    assert number(1).listed
    conversation = Conversation.objects.get()
    assert as_stored(conversation) == recount(conversation)


def test_a_known_key_is_left_alone_also_within_one_batch(post):
    bring_in(post, [old(1), old(1, body="Other words")])
    bring_in(post, [old(1, body="Still other words"), old(2)])
    assert list(ReaderComment.objects.order_by("position").values_list("body", flat=True)) == [
        "Number 1 & more.",
        "Number 2 & more.",
    ]


def test_an_answer_to_a_comment_elsewhere_starts_a_thread(post, blog):
    other = BlogPostPageFactory(parent=blog, title="Another week", slug="another-week")
    bring_in(other, [old(1)])
    bring_in(post, [old(1), old(2, answers=1), old(3, answers=99)])
    assert (number(2).thread_id, number(3).thread_id) == (None, None)
    for conversation in Conversation.objects.all():
        assert as_stored(conversation) == recount(conversation)


def test_what_follows_from_the_words_is_filled_in(post):
    (comment,) = bring_in(post, [old(1, body="One\r\n\r\ntwo\0 & www.example.org", author_name=" Sam \n Reed")])
    assert comment.body == "One\n\ntwo & www.example.org"
    html, key = comment.body_html, comment.sort_key
    comment.prepare()
    assert (html, key) == (comment.body_html, comment.sort_key)
    assert (comment.author_name, comment.author_kind) == ("Sam Reed", AuthorKind.GUEST)


def test_a_chunk_is_stored_before_the_next_is_read(post, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 10)
    stored = []

    def read():
        for position in range(35):
            stored.append(ReaderComment.objects.count())
            yield old(position)

    bring_in(post, read())
    assert stored == [position // 10 * 10 for position in range(35)]


def test_what_will_not_do_far_down_leaves_nothing(post, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 2)
    with pytest.raises(ValueError, match="hexadecimal"):
        bring_in(post, [old(1), old(2), old(3), old(4, source_key="Not a key")])
    assert not ReaderComment.objects.exists()
    assert not Conversation.objects.exists()


def test_nothing_new_makes_no_conversation_no_log_line_and_no_version(post, blog):
    bring_in(post, [])
    assert not Conversation.objects.exists()
    bring_in(post, [old(1)])
    version = Conversation.objects.get().version
    bring_in(post, [old(1)])
    assert Conversation.objects.get().version == version
    assert PageLogEntry.objects.filter(action="coprod_comments.import").count() == 1


def test_however_many_there_are_it_is_one_log_line_and_one_signal(
    post, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(bulk, "CHUNK", 5)
    told = []
    conversation_changed.connect(receiver := lambda **kwargs: told.append(kwargs["conversation"].page_id))
    with django_capture_on_commit_callbacks(execute=True):
        bring_in(post, [old(position) for position in range(12)])
    conversation_changed.disconnect(receiver)
    assert told == [post.pk]
    [entry] = PageLogEntry.objects.filter(action="coprod_comments.import")
    assert entry.data["comments"] == 12


def test_the_number_of_queries_does_not_grow_with_the_comments_of_a_chunk(post):
    bring_in(post, [old(0)])
    asked = []
    # SQLite takes so many values in one statement, which are two dozen comments.
    for first, count in ((100, 9), (200, 30)):
        comments = [
            old(first + number, answers=[None, first + number - 1, 0][number % 3] if number else None)
            for number in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            bring_in(post, comments)
        asked.append(len(queries))
    # It was 4.7 for each comment.
    assert asked[0] == asked[1] < 25
