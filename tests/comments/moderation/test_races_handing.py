"""A comment is handed over at the same moment as somebody else hands it over or decides: it is with one person, or with nobody
once it is decided.

With real transactions on connections of their own, so on the servers only (see tests/comments/actions/test_races.py).
"""

from threading import Event

import pytest
from django.db import connection, transaction
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import DeclineComment, EditComment, PublishComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import HandOver, ReaderComment
from coprod_wagtail.comments.moderation import batches
from coprod_wagtail.comments.moderation.handing.actions import GiveBack, HandOverComment, HandOverComments
from coprod_wagtail.comments.querysets import ConversationQuerySet
from coprod_wagtail.comments.reports.decisions import KeepComment
from coprod_wagtail.comments.reports.submit import SubmitReport, Told
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

from ..racing import PATIENCE, Meeting, note_refusals, race

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(page=post, status=Status.PENDING)


def nobody_locks_alone(monkeypatch):
    """Both have read the comment, and found that what they want may be done, before anybody has the lock."""
    Meeting(2, must=True).before(monkeypatch, ConversationQuerySet, "lock")


@pytest.fixture
def nobody_has_locked(monkeypatch):
    nobody_locks_alone(monkeypatch)


def own(comment):
    """A row of their own, as it was when they looked."""
    return ReaderComment.objects.select_related("conversation", "page").get(pk=comment.pk)


def hand_over(comment, note="", by=None, to=None):
    by, to, seen = by or ModeratorFactory(), to or ModeratorFactory(), own(comment)
    return lambda: HandOverComment(seen, to=to, note=note, user=by)()


def hand_over_many(comments, note=""):
    by, to, seen = ModeratorFactory(), ModeratorFactory(), [own(comment) for comment in comments]

    def run():
        with transaction.atomic():
            return HandOverComments(seen, to=to, note=note, user=by)()

    return run


def decide(verb, comment):
    user, seen = ModeratorFactory(), own(comment)
    return lambda: verb(seen, user=user)()


def decide_many(verb, comments):
    user, seen = ModeratorFactory(), [own(comment) for comment in comments]

    def run():
        with transaction.atomic():
            return batches.decide([verb(one, user=user, words=1) for one in seen])

    return run


def failures(results):
    return [result for result in results if isinstance(result, Exception)]


def handed(comment):
    """To whom the log says that it was handed, in order; the last one has it."""
    found = ModelLogEntry.objects.filter(action="coprod_comments.hand_over", object_id=str(comment.pk))
    return [line.data["to"] for line in found.order_by("pk")]


def assert_with_nobody(comment):
    assert not HandOver.objects.filter(comment=comment).exists()
    assert own(comment).handed_since is None


def assert_with_the_last(comment):
    row = HandOver.objects.get(comment=comment)
    assert str(row.to_id) == handed(comment)[-1]
    assert own(comment).handed_since == row.given_at


def test_two_hand_it_over_and_the_last_one_counts(comment, monkeypatch, nobody_has_locked):
    refused = note_refusals(monkeypatch)
    results = race(hand_over(comment, "One."), hand_over(comment, "Two."))
    assert failures(results) == [] and refused == []
    assert len(set(handed(comment))) == 2
    assert_with_the_last(comment)


def test_many_from_both_ends(blog, monkeypatch, nobody_has_locked):
    refused = note_refusals(monkeypatch)
    pages = [BlogPostPageFactory(parent=blog) for _ in range(3)]
    comments = [ReaderCommentFactory(page=page, status=Status.PENDING) for page in pages]
    results = race(hand_over_many(comments, "One."), hand_over_many(comments[::-1], "Two."))
    assert failures(results) == [] and refused == []
    assert HandOver.objects.values("to").distinct().count() == 1
    for comment in comments:
        assert_with_the_last(comment)


def test_one_hands_it_on_while_another_takes_it_back(comment, monkeypatch):
    first, second = ModeratorFactory(), ModeratorFactory()
    hand_over(comment, by=first, to=second)()
    seen = own(comment)
    nobody_locks_alone(monkeypatch)
    results = race(hand_over(comment, by=second), lambda: GiveBack(seen, user=first)())
    if failures(results):  # it was with somebody else by then
        assert isinstance(results[1], Conflict)
    assert len(handed(comment)) == 2
    assert_with_the_last(comment)


@pytest.mark.parametrize("deciding", ["one", "many"])
@pytest.mark.parametrize("handing", ["one", "many"])
@pytest.mark.parametrize("verb", [PublishComment, DeclineComment])
def test_what_is_decided_meanwhile_is_with_nobody(comment, nobody_has_locked, verb, deciding, handing):
    decision = decide(verb, comment) if deciding == "one" else decide_many(verb, [comment])
    handed_over = hand_over(comment) if handing == "one" else hand_over_many([comment])
    results = race(handed_over, decision)
    assert not isinstance(results[1], Exception) and own(comment).status == verb.status
    assert all(isinstance(error, Conflict) for error in failures(results))
    assert_with_nobody(comment)


def between_look_and_lock(monkeypatch, verb, happens, then):
    """`happens` is all over when `then`, which has looked before, takes its first lock."""
    looked, over, original = Event(), Event(), verb.lock

    def first():
        looked.wait(PATIENCE)
        happens()
        over.set()

    def lock(change):
        looked.set()
        over.wait(PATIENCE)
        original(change)

    monkeypatch.setattr(verb, "lock", lock)
    assert failures(race(first, then)) == []


def test_whoever_decides_ends_what_was_handed_over_since_they_looked(comment, monkeypatch):
    between_look_and_lock(monkeypatch, PublishComment, hand_over(comment), decide(PublishComment, comment))
    assert own(comment).status == Status.PUBLISHED
    assert_with_nobody(comment)


def test_so_does_whoever_keeps_it(post, monkeypatch):
    comment = ReaderCommentFactory(page=post)
    SubmitReport(own(comment), Told(reason="unkind"), site=Site.objects.get(), covers=False)()
    between_look_and_lock(monkeypatch, KeepComment, hand_over(comment), decide(KeepComment, comment))
    assert own(comment).reported_since is None
    assert_with_nobody(comment)


def test_a_writer_who_mends_it_leaves_it_with_whom_it_was_handed_to_meanwhile(comment, monkeypatch):
    seen = own(comment)

    def mend():
        return EditComment(seen, body="Other words.", author_name="Sam")()

    between_look_and_lock(monkeypatch, EditComment, hand_over(comment), mend)
    assert own(comment).body == "Other words."
    assert_with_the_last(comment)
