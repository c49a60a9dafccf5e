"""By when each comment is read: kept with it, said in words, and what the queue goes by."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from wagtail.models import Site

from coprod_wagtail.comments.actions import EditComment, SubmitComment
from coprod_wagtail.comments.constants import QueueRank, Status
from coprod_wagtail.comments.intake.submission import Submission
from coprod_wagtail.comments.models import Conversation, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.moderation.queue import in_queue_order, next_waiting
from coprod_wagtail.comments.promise.left import time_left
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

from ..sending import send, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture(autouse=True)
def thursday(time_machine):
    time_machine.move_to("2026-05-07 10:00:00+01:00", tick=False)
    return time_machine


def promising(site, **values):
    return ReaderCommentSettings.objects.update_or_create(site=site, defaults=values)[0]


def sent(page, body="The bus decides my whole day."):
    site_settings = ReaderCommentSettings.for_site(page.get_site())
    action = SubmitComment(Conversation.for_page(page), Submission(body=body, author_name="Sam"), reading=site_settings)
    action()
    return action.comment


@pytest.mark.parametrize(
    ("promise", "due"),
    [
        ({}, "2026-05-11 23:59:59.999999+01:00"),  # two working days from a Thursday on
        ({"answer_days": 0}, "2026-05-07 23:59:59.999999+01:00"),
        ({"answer_days": 0, "reading_from": time(9), "reading_until": time(17)}, "2026-05-07 17:00+01:00"),
        ({"answer_days": 1, "days_off": "08/05/2026"}, "2026-05-11 23:59:59.999999+01:00"),
    ],
)
def test_a_comment_keeps_by_when_it_is_read(client, post, promise, due):
    promising(post.get_site(), **promise)
    send(client, post, **words())
    comment = ReaderComment.objects.get()
    assert comment.due_at == datetime.fromisoformat(due)
    # Its writer was told that, whatever is promised to those who come later.
    promising(post.get_site(), answer_days=30)
    comment.refresh_from_db()
    assert comment.due_at == datetime.fromisoformat(due)


def test_the_promise_and_not_the_arrival_says_what_comes_first(post, root_page, thursday):
    quick = Site.objects.create(hostname="quick.example", root_page=BlogIndexPageFactory(parent=root_page.get_parent()))
    promising(post.get_site(), answer_days=5)
    promising(quick, answer_days=1)
    slow_one = sent(post)
    thursday.shift(3600)
    raised = sent(post, "This one has a word of a list.")
    ReaderComment.objects.filter(pk=raised.pk).update(queue_rank=QueueRank.FIRST)
    quick_one = sent(BlogPostPageFactory(parent=quick.root_page))
    last = sent(post, "Sent last.")
    in_order = [raised, quick_one, slow_one, last]
    assert list(in_queue_order(ReaderComment.objects.all())) == in_order
    moderator = ModeratorFactory()
    raised.refresh_from_db()
    assert [next_waiting(moderator, after=one) for one in in_order] == [*in_order[1:], raised]


def test_what_waits_again_is_promised_anew(post, thursday):
    comment = sent(post)
    ReaderComment.objects.filter(pk=comment.pk).update(status=Status.DECLINED)
    comment.refresh_from_db()
    before = comment.due_at
    thursday.shift(timedelta(days=14))
    EditComment(comment, body="The tram does, too.", author_name="Sam")()
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert comment.due_at == before + timedelta(days=14)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("due", "said", "late"),
    [
        ("2026-05-11T17:00+01:00", "read it by Monday 11 May", False),
        ("2026-05-08T10:00+01:00", "read it by Friday 8 May", False),
        ("2026-05-07T12:30+01:00", "2 hours left", False),
        ("2026-05-07T11:00+01:00", "1 hour left", False),
        ("2026-05-07T10:59+01:00", "less than an hour left", False),
        ("2026-05-07T09:00+01:00", "late since today", True),
        ("2026-05-04T23:59+01:00", "late since Monday 4 May", True),
        ("2025-05-05T23:59+01:00", "late since 5 May 2025", True),
    ],
)
def test_how_much_is_left_is_said_in_words(due, said, late):
    comment = ReaderCommentFactory.build(page=None, status=Status.PENDING, due_at=datetime.fromisoformat(due))
    left = time_left(comment)
    assert (left.words, left.is_late) == (said, late)
    comment.status = Status.PUBLISHED
    assert time_left(comment) is None


@pytest.mark.shape
def test_both_screens_say_it(client, post):
    client.force_login(ModeratorFactory())
    due = datetime(2026, 5, 4, 20, tzinfo=UTC)
    comment = ReaderCommentFactory(page=post, status=Status.PENDING, due_at=due)
    shown = ReaderCommentFactory(page=post, status=Status.PUBLISHED, due_at=due)
    listed = client.get(reverse("coprod_reader_comments:index")).text
    assert listed.count("late since Monday 4 May") == 1
    assert "late since Monday 4 May" in client.get(reverse("coprod_reader_comments:inspect", args=[comment.pk])).text
    assert "late since" not in client.get(reverse("coprod_reader_comments:inspect", args=[shown.pk])).text
