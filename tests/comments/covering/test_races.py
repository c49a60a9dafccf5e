"""Covering, and what somebody else does with the same words at the same moment."""

import pytest
from django.db import connection

from coprod_wagtail.actions import Conflict
from coprod_wagtail.comments.actions import AcceptEdit, ChangeOfStatus, EditComment, EraseComment, PublishComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.covering.decisions import CoverPart
from coprod_wagtail.comments.covering.kinds import Kind
from coprod_wagtail.comments.models import CoveredPart, ProposedEdit, ReaderComment
from coprod_wagtail.comments.slip import code
from tests.factories import ModeratorFactory, ReaderCommentFactory

from ..racing import Meeting, race

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]

NUMBER = "01632 960 001"
OTHER = "My sister is on 01632 960 002."


def own(comment):
    return ReaderComment.objects.select_related("conversation", "page").get(pk=comment.pk)


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(
        page=post, body=f"Ring {NUMBER}, ask for Jo.", status=Status.PENDING, slip_hash=code.slip_hash("a" * 22)
    )


@pytest.fixture
def both_checked(monkeypatch):
    Meeting(2, must=False).before(monkeypatch, ChangeOfStatus, "lock")


def cover(comment, words=NUMBER, kind=Kind.PHONE):
    user, row = ModeratorFactory(), own(comment)
    return lambda: CoverPart(row, covered=words, kind=kind, user=user)()


def write(comment, body):
    row = own(comment)
    return lambda: EditComment(row, body=body, author_name="Sam")()


def refused(results):
    assert not [one for one in results if isinstance(one, Exception) and not isinstance(one, Conflict)], results
    return [one for one in results if isinstance(one, Conflict)]


def test_cover_against_edit_of_what_waits(comment, both_checked):
    results = race(cover(comment), write(comment, OTHER))
    body = own(comment).body
    # The writer is never refused. Whoever came first, what stands there are the writer's last words.
    assert body == OTHER and len(refused(results)) <= 1
    assert not CoveredPart.objects.exists()


def test_cover_against_an_edit_that_is_taken(comment, both_checked):
    PublishComment(own(comment), user=ModeratorFactory())()
    EditComment(own(comment), body=OTHER, author_name="Sam")()
    user, row = ModeratorFactory(), own(comment)
    results = race(cover(comment), lambda: AcceptEdit(row, user=user)())
    assert len(refused(results)) == 1
    after = own(comment)
    taken = isinstance(results[0], Conflict)
    # Covered old words never take the place of new ones.
    assert after.body == (OTHER if taken else "Ring [phone number removed by us], ask for Jo.")
    assert after.body_html.count("removed") == (0 if taken else 1)
    assert ProposedEdit.objects.exists() is not taken and CoveredPart.objects.count() == (0 if taken else 1)


def test_two_cover_at_once(comment, both_checked):
    results = race(cover(comment), cover(comment, "Jo", Kind.NAME))
    assert len(refused(results)) == 1
    (part,) = CoveredPart.objects.all()
    assert own(comment).body.count("removed by us") == 1
    assert own(comment).body[part.at : part.at + len(part.stand_in)] == part.stand_in


def test_cover_against_publish(comment, both_checked):
    user, row = ModeratorFactory(), own(comment)
    results = race(cover(comment), lambda: PublishComment(row, user=user)())
    assert len(refused(results)) == 1
    after = own(comment)
    assert (after.status == Status.PUBLISHED) == (NUMBER in after.body)


def test_cover_against_erase(comment, both_checked):
    row = own(comment)
    race(cover(comment), lambda: EraseComment(row)())
    assert own(comment).status == Status.ERASED
    assert own(comment).body == "" and not CoveredPart.objects.exists()
