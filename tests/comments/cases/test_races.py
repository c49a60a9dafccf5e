"""What two people do at the same moment about one case: one outcome, one line in the log.

With real transactions on connections of their own, so on the servers only (see tests/comments/actions/test_races.py).
"""

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import EraseComment, HideComment
from coprod_wagtail.comments.actions.change_of_status import ChangeOfStatus
from coprod_wagtail.comments.cases.actions import CaseVerb, CloseCase, KeepCopy
from coprod_wagtail.comments.models import Case, ReaderComment, SealedCopy
from coprod_wagtail.comments.reports.submit import SubmitReport, Told
from tests.factories import ModeratorFactory, ReaderCommentFactory, UserFactory

from ..racing import Meeting, note_refusals, race

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]


@pytest.fixture
def case(post, monkeypatch):
    comment = ReaderCommentFactory(page=post, body="The cook steals the soup.")
    SubmitReport(comment, Told(reason="untrue"), site=Site.objects.get(), covers=False)()
    meeting = Meeting(2, must=True)
    for verb in (CaseVerb, ChangeOfStatus):
        meeting.before(monkeypatch, verb, "execute")
    return Case.objects.get()


def own(case):
    """A row of their own, as it was when they looked."""
    return Case.objects.select_related("comment").get(pk=case.pk)


def verb(action, case, **given):
    user, seen = UserFactory(is_superuser=True), own(case)
    return lambda: action(seen, user=user, **given)()


def on_comment(action, case, **given):
    comment = ReaderComment.objects.select_related("conversation").get(pk=case.comment_id)
    return lambda: action(comment, **given)()


def failures(results):
    return [result for result in results if isinstance(result, Exception)]


def lines(name):
    return ModelLogEntry.objects.filter(action=f"coprod_comments.case_{name}").count()


def test_erasing_and_keeping_a_copy_make_one(case, monkeypatch):
    refused = note_refusals(monkeypatch)
    results = race(on_comment(EraseComment, case), verb(KeepCopy, case))
    assert not isinstance(results[0], Exception) and all(isinstance(error, Conflict) for error in failures(results))
    assert SealedCopy.objects.get().body == "The cook steals the soup." and lines("keep_copy") == 1
    assert not ReaderComment.objects.exclude(body="").exists() and refused == []


def test_two_keep_one_copy(case, monkeypatch):
    refused = note_refusals(monkeypatch)
    results = race(verb(KeepCopy, case), verb(KeepCopy, case))
    assert [type(error) for error in failures(results)] == [Conflict]
    assert SealedCopy.objects.count() == lines("keep_copy") == 1 and refused == []


def test_two_close_it_and_one_counts(case):
    results = race(verb(CloseCase, case, outcome="nothing"), verb(CloseCase, case, outcome="kept"))
    assert [type(error) for error in failures(results)] == [Conflict]
    expected = "nothing" if isinstance(results[1], Exception) else "kept"
    assert own(case).outcome == expected and lines("close") == 1


def test_closing_and_deciding_are_one_outcome(case):
    results = race(verb(CloseCase, case, outcome="nothing"), on_comment(HideComment, case, user=ModeratorFactory()))
    assert not isinstance(results[1], Exception) and lines("close") == 1
    assert own(case).outcome == ("hidden" if isinstance(results[0], Exception) else "nothing")
