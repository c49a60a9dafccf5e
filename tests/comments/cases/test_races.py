"""What two people do at the same moment about one case: one outcome, one line in the log.

With real transactions on connections of their own, so on the servers only (see tests/comments/actions/test_races.py).
"""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import EraseComment, HideComment
from coprod_wagtail.comments.actions.change_of_status import ChangeOfStatus
from coprod_wagtail.comments.cases.actions import AcknowledgeCase, CaseVerb, CloseCase, ExtendCase, KeepCopy
from coprod_wagtail.comments.cases.constants import CaseKind
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


def in_admin(case, act, **data):
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    address = reverse("coprod_cases:act", args=[case.pk, act])
    return lambda: " ".join(str(one).strip() for one in get_messages(client.post(address, data).wsgi_request))


def test_two_close_it_in_the_admin_and_one_is_told(case):
    results = race(in_admin(case, "close", outcome="nothing"), in_admin(case, "close", outcome="kept"))
    assert sorted(results) == ["This case is closed.", "This case was closed already. You changed nothing."]
    expected = "nothing" if results[0] == "This case is closed." else "kept"
    assert own(case).outcome == expected and lines("close") == 1


def test_two_keep_one_copy_in_the_admin(case, monkeypatch):
    refused = note_refusals(monkeypatch)
    results = race(in_admin(case, "keep"), in_admin(case, "keep"))
    assert sum("already" in one for one in results) == 1 and sum("A copy is kept" in one for one in results) == 1
    assert SealedCopy.objects.count() == lines("keep_copy") == 1 and refused == []


def test_one_keeps_a_copy_while_another_closes_it(case):
    results = race(verb(KeepCopy, case), verb(CloseCase, case, outcome="nothing"))
    assert not isinstance(results[1], Exception) and own(case).outcome == "nothing"
    # Of a case that is closed no copy begins.
    assert SealedCopy.objects.count() == lines("keep_copy") == (0 if isinstance(results[0], Conflict) else 1)


@pytest.mark.parametrize(("act", "column"), [(AcknowledgeCase, "acknowledged_at"), (ExtendCase, "takes_longer")])
def test_what_is_noted_twice_is_noted_once(case, act, column):
    Case.objects.update(kind=CaseKind.PERSONAL)
    given = {"note": "Many comments."} if act is ExtendCase else {}
    results = race(verb(act, case, **given), verb(act, case, **given))
    assert [type(error) for error in failures(results)] == [Conflict]
    assert getattr(own(case), column) and lines(act.verb) == 1


def test_closing_and_deciding_are_one_outcome(case):
    results = race(verb(CloseCase, case, outcome="nothing"), on_comment(HideComment, case, user=ModeratorFactory()))
    assert not isinstance(results[1], Exception) and lines("close") == 1
    assert own(case).outcome == ("hidden" if isinstance(results[0], Exception) else "nothing")
