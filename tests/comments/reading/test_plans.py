"""How each database goes about what a site with many comments asks most often: by an index, and without sorting."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from coprod_wagtail.comments.actions import SubmitComment
from coprod_wagtail.comments.actions.submit import Submission
from coprod_wagtail.comments.admin.narrowing.numbers import count
from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.exceptions import ReplyGone
from coprod_wagtail.comments.models import Conversation, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.moderation.queue import LISTING_ORDER, listed_ids, next_waiting
from coprod_wagtail.comments.reading.feeds import newest_comments
from coprod_wagtail.comments.reading.page import read
from coprod_wagtail.comments.reading.threads import replies_of, threads_of
from coprod_wagtail.comments.tasks import forget_old_forms
from tests.factories import BlogPostPageFactory, ReaderCommentFactory, UserFactory
from tests.searching import searches

from .test_queries import fill

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

COMMENTS = ReaderComment._meta.db_table
#: As each database says it; lines about other tables do not count.
WHOLE_TABLE = {
    "sqlite": f"SCAN {COMMENTS}",
    "postgresql": f"Seq Scan on {COMMENTS}",
    "mysql": f"{COMMENTS}, ALL,",
}[connection.vendor]
SORTED = {"sqlite": "USE TEMP B-TREE", "postgresql": "Sort", "mysql": "filesort"}[connection.vendor]


@pytest.fixture
def full(post, blog):
    """A post with most comments of the site, some of which wait. What the databases know of them is as it would be."""
    if connection.vendor == "postgresql":
        # What other tests rolled back still fills the table's and the indexes' pages, each index as it happens, and
        # PostgreSQL goes by the pages: between two indexes of nearly one cost, how many tests ran before would decide.
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {COMMENTS} CASCADE")
    fill(post, 3000)
    fill(BlogPostPageFactory(parent=blog), 300)
    last = ReaderComment.objects.filter(page=post).order_by("-pk").values_list("pk", flat=True)[:300]
    ReaderComment.objects.filter(pk__in=list(last)).update(status=Status.PENDING, listed=False)
    for row in ReaderComment.objects.order_by("pk")[:5]:
        ReaderComment.objects.filter(pk=row.pk).update(repeat_key=f"{row.pk:064x}")
    # As long as people write. A table of a few short rows is read whole, and quicker so, whatever indexes it has.
    ReaderComment.objects.update(body_html=f"<p>{'The bus decides my day. ' * 60}</p>")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    elif connection.vendor == "mysql" and not connection.in_atomic_block:  # it would end the transaction
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE TABLE {COMMENTS}")
    return Conversation.for_page(post)


def plans_of(call):
    """What the database says of each SELECT about comments in `call`."""
    with CaptureQueriesContext(connection) as queries:
        call()
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    plans = []
    with connection.cursor() as cursor:
        for sql in (query["sql"] for query in queries.captured_queries):
            if sql.startswith("SELECT") and connection.ops.quote_name(COMMENTS) in sql:
                cursor.execute(f"{explain} {sql}")
                plans.append("\n".join(", ".join(map(str, line)) for line in cursor.fetchall()))
    return plans


def whole_table_in(plan):
    """Whether every comment of the site is looked at; an index that covers all that is asked for is no table."""
    # Not another table whose name begins so.
    found = re.compile(re.escape(WHOLE_TABLE) + r"(?!\w)")
    return any(found.search(line) and "USING COVERING INDEX" not in line for line in plan.splitlines())


@pytest.mark.parametrize("newest", [False, True])
def test_the_comments_on_a_page_come_from_an_index_in_their_order(post, full, newest):
    threads, rows = plans_of(lambda: read(post, page_number=3, newest=newest).items)
    assert "coprod_comment_threads" in threads and SORTED not in threads, threads
    assert not whole_table_in(rows), rows


@pytest.mark.parametrize("newest", [False, True])
def test_so_do_those_around_a_comment(post, full, newest):
    some = ReaderComment.objects.listed_in(full).first_comments().in_reading_order()[500]

    def around():
        found = read(post, around_id=some.pk, newest=newest)
        assert found.items[0].pk == some.pk
        assert found.earlier and found.later

    for plan in plans_of(around):
        assert SORTED not in plan or "coprod_comment_threads" not in plan, plan
        assert not whole_table_in(plan), plan


# Far from both ends: where a handful of rows is left, one index costs as little as another.
@pytest.mark.parametrize("place", [{}, {"offset": 100}, {"after": (-(2**62) + 1500, 1)}])
@pytest.mark.parametrize("newest", [False, True])
def test_threads_over_json_do_too(full, place, newest):
    threads, *rows = plans_of(lambda: threads_of(full, limit=20, newest=newest, **place))
    assert "coprod_comment_threads" in threads and SORTED not in threads, threads
    assert not any(map(whole_table_in, rows)), rows


def test_and_replies(post, full):
    first = ReaderComment.objects.filter(thread__page=post).values_list("thread", flat=True)[0]
    for plan in plans_of(lambda: replies_of(full, first, limit=20)):
        assert not whole_table_in(plan), plan


def test_the_feed_takes_the_newest_and_sorts_none(post, full):
    (plan,) = plans_of(lambda: list(newest_comments(post)))
    assert "coprod_comment_newest" in plan and SORTED not in plan and not whole_table_in(plan), plan


def test_the_longest_wait_on_a_site_is_the_first_row_of_an_index(full):
    (plan,) = plans_of(lambda: ReaderCommentSettings.for_site(Site.objects.get()))
    assert not whole_table_in(plan), plan


@pytest.mark.parametrize("is_reply", [False, True])
def test_sending_looks_up_two_rows_at_most(post, full, is_reply):
    parent = ReaderComment.objects.filter(page=post, listed=True).first()
    sent = Submission(body="The bus.", author_name="Robin", reply_to=parent.pk if is_reply else None)
    plans = plans_of(SubmitComment(full, sent))
    assert plans and not any(map(whole_table_in, plans)), plans
    assert ReaderComment.objects.get(author_name="Robin", body="The bus.").reply_to == (parent if is_reply else None)


def test_forms_are_forgotten_without_looking_at_every_comment(full):
    ReaderComment.objects.update(received_at=timezone.now() - timedelta(days=2))
    finding, *rest = plans_of(forget_old_forms.call)
    assert "repeat_key" in finding and not whole_table_in(finding), finding
    assert not any(map(whole_table_in, rest)), rest
    assert not ReaderComment.objects.exclude(repeat_key=None)


def counted(comments):
    return Counter(comments.values_list("status", flat=True))


# MariaDB goes by what it counted in the table some time ago: for this it has to count anew, which no transaction survives.
@searches
def test_the_queue_is_not_sorted_for_each_page_of_it(full):
    listing = listed_ids(ReaderComment.objects.all(), counted(ReaderComment.objects))
    for part in (slice(0, 10), slice(10, 30), slice(100, 150)):
        for plan in plans_of(lambda part=part: listing[part]):
            assert SORTED not in plan and not whole_table_in(plan), plan
    (plan,) = plans_of(lambda: next_waiting(UserFactory.build(is_superuser=True)))
    assert SORTED not in plan and not whole_table_in(plan), plan


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the others keep statistics, and find few rows by an index anyway"
)
@pytest.mark.parametrize("status", ["", "pending", "reported"])
def test_what_few_comments_are_is_counted_without_looking_at_all_of_them(full, status):
    comments = ReaderComment.objects.all()
    with CaptureQueriesContext(connection) as queries:
        count(UserFactory(is_superuser=True), comments, status, False)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries.captured_queries[-1]['sql']}")
        plan = [line[-1] for line in cursor.fetchall()]
    # Conversations, whose counters are added up.
    assert [line for line in plan if re.fullmatch(r"SCAN U\d+", line)] == ["SCAN U0"], plan
    for index in ("reported_since", "answer_waits_since", "coprod_comment_edits"):
        assert any(index in line for line in plan), index


# That they are still the same comments


@pytest.mark.parametrize("statuses", [Status.values, [Status.PENDING], [Status.HIDDEN], []])
def test_the_queue_in_two_stretches_is_in_the_order_of_the_whole(post, statuses):
    now = timezone.now()
    for number, status in enumerate([*Status.values, *Status.values, Status.PENDING]):
        ReaderCommentFactory(page=post, status=status, received_at=now - timedelta(hours=number // 3))
    comments = ReaderComment.objects.filter(status__in=statuses)
    whole = list(comments.order_by(*LISTING_ORDER).values_list("pk", flat=True))
    listing = listed_ids(comments, counted(comments))
    assert listing.count() == len(whole)
    for size in (1, 2, 5, 50):
        for first in range(0, len(whole) + 1, size):
            assert listing[first : first + size] == whole[first : first + size]


def test_a_conversation_that_nobody_asked_about_lists_nothing(post):
    ReaderCommentFactory(page=post)
    assert ReaderComment.objects.listed_in(Conversation.for_page(post)).count() == 1
    assert not ReaderComment.objects.listed_in(Conversation.objects.get())


@pytest.mark.parametrize("change", [{"access": Access.HIDDEN}, {"page_is_public": False}])
def test_nor_does_one_that_may_not_be_read(post, change):
    ReaderCommentFactory(page=post)
    conversation = Conversation.for_page(post)
    for name, value in change.items():
        setattr(conversation, name, value)
    assert not ReaderComment.objects.listed_in(conversation)


def test_a_comment_of_another_page_is_no_parent(post, blog):
    elsewhere = ReaderCommentFactory(page=BlogPostPageFactory(parent=blog))
    ReaderCommentFactory(page=post)
    sent = Submission(body="The bus.", author_name="Robin", reply_to=elsewhere.pk)
    with pytest.raises(ReplyGone):
        SubmitComment(Conversation.for_page(post), sent)()
