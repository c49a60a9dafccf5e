"""What two people do at the same moment about one comment, or one page: one outcome, and no cover too many.

With real transactions on connections of their own, so on the servers only (see tests/comments/actions/test_races.py).
"""

import pytest
from django.db import connection
from wagtail.models import Site

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import EraseComment, HideComment, TakeDownComment
from coprod_wagtail.comments.actions.change_of_status import ChangeOfStatus
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.exceptions import CommentGone
from coprod_wagtail.comments.models import CommentReport, Conversation, ReaderComment
from coprod_wagtail.comments.reports.decisions import KeepComment
from coprod_wagtail.comments.reports.submit import SubmitReport, Told
from tests.example_site.recounting import as_stored, recount
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

from ..racing import Meeting, note_refusals, race

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]


def report(comment, reason="about_me", **changes):
    """A reader's click: a row of their own, as it was when they looked."""
    own = ReaderComment.objects.select_related("conversation").get(pk=comment.pk)
    told = Told(reason=reason, **changes)
    return lambda: SubmitReport(own, told, site=Site.objects.get(), covers=True)()


def decide(verb, comment):
    user, own = ModeratorFactory(), ReaderComment.objects.select_related("conversation").get(pk=comment.pk)
    return lambda: verb(own, user=user)()


def by_its_writer(verb, comment):
    own = ReaderComment.objects.select_related("conversation").get(pk=comment.pk)
    return lambda: verb(own)()


def failures(results):
    return [result for result in results if isinstance(result, Exception)]


def assert_counted():
    for conversation in Conversation.objects.all():
        assert as_stored(conversation) == recount(conversation)


@pytest.fixture
def all_begun(monkeypatch):
    """Everybody is in a transaction before anybody writes."""
    meeting = Meeting(2, must=True)
    meeting.before(monkeypatch, SubmitReport, "execute")
    meeting.before(monkeypatch, ChangeOfStatus, "execute")


def test_two_at_the_limit_of_a_page_cover_one(post, all_begun, monkeypatch):
    for _ in range(2):
        CommentReport.objects.create(
            comment=ReaderCommentFactory(page=post), site=Site.objects.get(), reason="about_me", covered=True
        )
    first, second = (ReaderCommentFactory(page=post) for _ in range(2))
    assert failures(race(report(first), report(second))) == []
    assert ReaderComment.objects.filter(status=Status.COVERED).count() == 1
    assert CommentReport.objects.open().count() == 4
    assert_counted()


def test_two_at_the_limit_of_the_site_cover_one(blog, all_begun):
    pages = [BlogPostPageFactory(parent=blog) for _ in range(5)]
    for number in range(9):
        CommentReport.objects.create(
            comment=ReaderCommentFactory(page=pages[number % 3]),
            site=Site.objects.get(),
            reason="about_me",
            covered=True,
        )
    first, second = (ReaderCommentFactory(page=page) for page in pages[3:])
    assert failures(race(report(first), report(second))) == []
    assert ReaderComment.objects.filter(status=Status.COVERED).count() == 1
    assert_counted()


@pytest.mark.parametrize("other", ["unkind", "about_me"])
def test_two_about_one_comment_are_both_heard_and_do_not_block_each_other(post, all_begun, other):
    comment = ReaderCommentFactory(page=post)
    assert failures(race(report(comment), report(comment, other))) == []
    comment.refresh_from_db()
    assert comment.status == Status.COVERED and comment.reported_since
    assert CommentReport.objects.filter(covered=True).count() == 1
    assert_counted()


def test_the_same_form_twice_at_once_is_one_report(post, all_begun, monkeypatch):
    refused = note_refusals(monkeypatch)
    comment = ReaderCommentFactory(page=post)
    results = race(report(comment, drawn="drawn-1.x"), report(comment, drawn="drawn-1.x"))
    assert failures(results) == [] and results[0].pk == results[1].pk
    assert CommentReport.objects.count() == 1
    assert refused == []


@pytest.mark.parametrize("reason", ["about_me", "worried"])
def test_a_report_and_a_decision_at_once_are_both_heard(post, all_begun, reason):
    """Who decided had not read it, so it is open, whoever was first."""
    comment = ReaderCommentFactory(page=post)
    results = race(report(comment, reason), decide(HideComment, comment))
    comment.refresh_from_db()
    assert not isinstance(results[0], Exception)
    assert CommentReport.objects.open().count() == 1 and comment.reported_since
    if failures(results):  # it was covered first: whoever decides is told that something changed
        assert isinstance(results[1], Conflict) and comment.status == Status.COVERED
    else:
        assert comment.status == Status.HIDDEN
    assert_counted()


def test_two_decisions_about_a_covered_comment_one_counts(post, all_begun):
    comment = ReaderCommentFactory(page=post, status=Status.PUBLISHED)
    SubmitReport(comment, Told(reason="about_me"), site=Site.objects.get(), covers=True).check()
    CommentReport.objects.create(comment=comment, site=Site.objects.get(), reason="about_me", covered=True)
    ReaderComment.objects.filter(pk=comment.pk).update(reported_since=comment.received_at)
    comment.refresh_from_db()
    ReaderComment.objects.filter(pk=comment.pk).update(status=Status.COVERED)
    Conversation.objects.update(published_count=0)
    results = race(decide(KeepComment, comment), decide(HideComment, comment))
    assert [type(error) for error in failures(results)] == [Conflict]
    comment.refresh_from_db()
    kept = comment.status == Status.PUBLISHED
    assert CommentReport.objects.get().outcome == ("kept" if kept else "hidden")
    assert_counted()


@pytest.mark.parametrize("verb", [TakeDownComment, EraseComment])
def test_a_report_while_its_writer_takes_it_back(post, all_begun, verb):
    comment = ReaderCommentFactory(page=post)
    results = race(report(comment, body="It says: soup."), by_its_writer(verb, comment))
    assert not isinstance(results[1], Exception)
    comment.refresh_from_db()
    assert comment.status == verb.status
    if failures(results):
        assert verb is EraseComment and isinstance(results[0], CommentGone)
        assert not CommentReport.objects.exists()
    elif verb is EraseComment:
        assert not CommentReport.objects.with_words().exists() and comment.reported_since is None
    assert_counted()
