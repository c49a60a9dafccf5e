"""Many comments written at once leave what the same comments written one by one would have left."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coprod_wagtail import portions
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.store import bulk
from coprod_wagtail.comments.store.listing import settle
from tests.example_site.recounting import as_stored, recount
from tests.factories import BlogPostPageFactory, ReaderCommentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def conversation(post):
    return Conversation.objects.create(page=post)


@pytest.fixture
def other_conversation(blog):
    return Conversation.objects.create(page=BlogPostPageFactory(parent=blog, title="Another week", slug="another-week"))


def row_of(conversation, number=0, status=Status.PUBLISHED):
    return ReaderComment(
        signs=["many_at_once"] if number % 3 == 0 else [],
        page_id=conversation.page_id,
        conversation_id=conversation.pk,
        body=f"Number {number} & more.",
        status=status,
        posted_at=BEGAN + timedelta(minutes=number),
    )


def chain(conversation, length):
    """Each answers the one before."""
    rows = [row_of(conversation, number) for number in range(length)]
    return list(zip(rows, [None, *rows], strict=False))


def crowd(conversations, count, seed, there=()):
    """Comments of every status that answer one another, or somebody of `there`, anyhow."""
    chance, written = Random(seed), []
    for number in range(count):
        conversation = chance.choice(conversations)
        answerable = [row for row, _parent in written if row.conversation_id == conversation.pk]
        answerable += [comment for comment in there if comment.conversation_id == conversation.pk]
        parent = chance.choice(answerable) if answerable and chance.random() < 0.7 else None
        written.append((row_of(conversation, number, chance.choice(list(Status))), parent))
    return written


def queries_for(comments):
    with CaptureQueriesContext(connection) as queries:
        bulk.write(comments)
    return len(queries)


@pytest.mark.parametrize("seed", range(6))
def test_listing_and_counters_are_as_a_recount_finds_them(conversation, other_conversation, monkeypatch, seed):
    monkeypatch.setattr(bulk, "CHUNK", 20)
    monkeypatch.setattr(portions, "AT_ONCE", 7)
    both = [conversation, other_conversation]
    there = crowd(both, 45, seed)
    bulk.write(there)
    # A second time, in answer to what was hidden or is waiting since the first.
    bulk.write(crowd(both, 45, seed + 100, there=[row for row, _parent in there]))
    for one in both:
        assert as_stored(one) == recount(one)
    assert ReaderComment.objects.count() == 90


@pytest.mark.shape
def test_one_by_one_they_would_be_the_same(conversation, other_conversation):
    twins = {}
    comments = crowd([conversation], 40, seed=3)
    for row, parent in comments:
        twin = ReaderComment.objects.create(
            page_id=other_conversation.page_id,
            conversation=other_conversation,
            body=row.body,
            status=row.status,
            posted_at=row.posted_at,
            reply_to=parent and twins[id(parent)],
            thread_id=parent and twins[id(parent)].thread_start_id,
        )
        settle(twin, None)
        twins[id(row)] = twin
    bulk.write(comments)

    def seen(one):
        columns = ("body_html", "status", "listed", "reply_count", "sort_key", "reply_to__body", "thread__body")
        return list(one.comments.order_by("sort_key").values_list(*columns))

    assert seen(conversation) == seen(other_conversation)


def test_the_rows_know_what_was_stored(conversation):
    comments = crowd([conversation], 60, seed=5)
    bulk.write(comments)
    for row, parent in comments:
        stored = ReaderComment.objects.get(pk=row.pk)
        assert (stored.reply_to_id, stored.thread_id) == (parent and parent.pk, parent and parent.thread_start_id)
        assert (stored.listed, stored.body_html) == (row.listed, row.body_html)
        assert (row.reply_to_id, row.thread_id) == (stored.reply_to_id, stored.thread_id)


def test_the_version_grows_once_where_readers_see_a_difference(conversation, other_conversation):
    changed = bulk.write(
        [*chain(conversation, 5), (row_of(other_conversation, status=Status.PENDING), None)],
    )
    assert changed == {conversation.pk}
    conversation.refresh_from_db()
    other_conversation.refresh_from_db()
    assert (conversation.version, other_conversation.version) == (1, 0)
    assert other_conversation.waiting_count == 1


def test_what_was_hidden_and_is_answered_now_keeps_its_place(post):
    hidden = ReaderCommentFactory(page=post, status=Status.HIDDEN)
    assert not hidden.listed
    bulk.write([(row_of(hidden.conversation), hidden)])
    hidden.refresh_from_db()
    assert hidden.listed
    assert hidden.reply_count == 1
    assert as_stored(hidden.conversation) == recount(hidden.conversation)


def test_a_database_that_tells_no_ids_is_asked_for_them(conversation, monkeypatch):
    monkeypatch.setattr(type(connection.features), "can_return_rows_from_bulk_insert", False)
    monkeypatch.setattr(portions, "AT_ONCE", 7)
    bulk.write(crowd([conversation], 40, seed=1))
    assert conversation.comments.count() == 40
    assert as_stored(conversation) == recount(conversation)


def test_an_answer_to_what_comes_later_is_refused_and_nothing_stored(conversation):
    (first, _none), (second, _first) = chain(conversation, 2)
    with pytest.raises(ValueError, match="does not come before it"):
        bulk.write([(row_of(conversation), None), (first, second), (second, None)])
    assert not ReaderComment.objects.exists()
    conversation.refresh_from_db()
    assert conversation.version == 0


def test_nothing_to_write_is_nothing_done(conversation):
    assert bulk.write([]) == set()
    assert conversation.version == 0


def test_the_number_of_queries_does_not_depend_on_how_many_there_are_or_whom_they_answer(conversation):
    # As many as Django gives SQLite in one INSERT, which takes 999 values. Nothing takes more steps than where each answers the one before;
    # where something was hidden and answered, there is one more.
    most_at_once = 999 // len(ReaderComment._meta.concrete_fields)
    few, most = (queries_for(chain(conversation, count)) for count in (12, most_at_once))
    assert few == most
    for seed in range(3):
        assert queries_for(crowd([conversation], most_at_once, seed)) <= most + 1
    assert queries_for([(row_of(conversation), None) for _ in range(most_at_once)]) < most


def test_a_million_values_are_too_many_for_one_query_and_never_asked_for(conversation):
    """More comments than any database takes values at once, all in one thread."""
    first = row_of(conversation)
    bulk.write([(first, None), *((row_of(conversation, number), first) for number in range(1, 2500))])
    first.refresh_from_db()
    assert first.reply_count == 2499
    conversation.refresh_from_db()
    assert (conversation.published_count, conversation.thread_count, conversation.version) == (2500, 1, 1)
    assert conversation.comments.filter(received_at__lte=timezone.now()).count() == 2500
