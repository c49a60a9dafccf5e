"""One comment, decided about at the same moment over the API and in the admin: one outcome, one line in the log, right counters,
and whoever comes second is told who was quicker.

With real transactions on connections of their own, so on the servers only (see tests/comments/actions/test_races.py).
"""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.querysets import ConversationQuerySet
from tests.api.client import ApiClient
from tests.example_site.recounting import as_stored, recount
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory

from ..racing import Meeting, race

pytestmark = [
    pytest.mark.framework,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="Needs several connections: PostgreSQL or MariaDB"),
]

BECAME = {"publish": Status.PUBLISHED, "decline": Status.DECLINED, "mark-spam": Status.SPAM, "hide": Status.HIDDEN}


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(page=post, status=Status.PENDING)


@pytest.fixture
def ann():
    return ModeratorFactory(first_name="Ann", last_name="Over-the-API")


@pytest.fixture
def ben():
    return ModeratorFactory(first_name="Ben", last_name="In-the-Admin")


def nobody_has_locked(monkeypatch):
    """Both have read the comment, and found that what they want may be done, before anybody has the lock."""
    Meeting(2, must=True).before(monkeypatch, ConversationQuerySet, "lock")


def signed_in(user, kind=Client):
    client = kind()
    client.force_login(user)
    return client


def over_api(user, comment, verb="publish", path="decisions/", **data):
    client = signed_in(user, ApiClient)
    address = f"/api/coprod/v1/moderation/comments/{comment.pk}/{path}"
    data = data if path != "decisions/" else {"verb": verb, "version": 1, "reason": "unkind", **data}
    return lambda: client.post(address, data, content_type="application/json")


def in_admin(user, comment, verb="decline"):
    client = signed_in(user)
    address = reverse("coprod_reader_comments:decide", args=[comment.pk, verb])
    seen = f"{comment.status}.{comment.words_version}"
    return lambda: client.post(address, {"reason": "unkind", "seen": seen, "sure": "on"})


def in_bulk(user, comments, verb="decline"):
    client = signed_in(user)
    address = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", verb])
    query = "&".join(f"id={comment.pk}" for comment in comments)
    return lambda: client.post(f"{address}?{query}&next=/admin/", {"reason": "unkind"})


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def lines_about(comment):
    lines = ModelLogEntry.objects.filter(object_id=str(comment.pk), action__startswith="coprod_comments.")
    return list(lines.order_by("pk").values_list("user", flat=True))


def assert_counted():
    for conversation in Conversation.objects.all():
        assert as_stored(conversation) == recount(conversation)


def outcome(comment):
    return Status(ReaderComment.objects.get(pk=comment.pk).status)


def assert_refused(response, comment, by):
    problem = response.json()
    assert (response.status_code, problem["code"], problem["status_now"]) == (409, "conflict", outcome(comment))
    assert by.get_full_name() in problem["decided_by"] and problem["decided_at"] and problem["decision"]


@pytest.mark.parametrize(("verb", "other"), [("publish", "decline"), ("publish", "publish"), ("mark-spam", "decline")])
def test_over_the_api_and_in_the_admin(comment, ann, ben, monkeypatch, verb, other):
    runners = over_api(ann, comment, verb), in_admin(ben, comment, other)
    nobody_has_locked(monkeypatch)

    by_api, by_admin = race(*runners)

    assert by_admin.status_code == 302
    if by_api.status_code == 200:
        assert (outcome(comment), lines_about(comment)) == (BECAME[verb], [ann.pk])
        assert "Ann Over-the-API was quicker" in said(by_admin)
    else:
        assert (outcome(comment), lines_about(comment)) == (BECAME[other], [ben.pk])
        assert_refused(by_api, comment, ben)
        assert "quicker" not in said(by_admin)
    assert_counted()


def test_two_over_the_api(comment, ann, ben, monkeypatch):
    runners = over_api(ann, comment, "publish"), over_api(ben, comment, "decline")
    nobody_has_locked(monkeypatch)

    answers = race(*runners)

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    first, refused = (ann, answers[1]) if answers[0].status_code == 200 else (ben, answers[0])
    assert lines_about(comment) == [first.pk]
    assert_refused(refused, comment, first)
    assert_counted()


def test_over_the_api_and_many_at_once(blog, ann, ben, monkeypatch):
    pages = [BlogPostPageFactory(parent=blog) for _ in range(3)]
    comments = [ReaderCommentFactory(page=page, status=Status.PENDING) for page in pages]
    runners = over_api(ann, comments[1], "publish"), in_bulk(ben, comments)
    nobody_has_locked(monkeypatch)

    by_api, many = race(*runners)

    assert many.status_code == 302
    assert [outcome(comments[place]) for place in (0, 2)] == [Status.DECLINED] * 2
    if by_api.status_code == 200:
        assert (outcome(comments[1]), lines_about(comments[1])) == (Status.PUBLISHED, [ann.pk])
        assert "1 had been decided about already" in said(many)
    else:
        assert (outcome(comments[1]), lines_about(comments[1])) == (Status.DECLINED, [ben.pk])
        assert_refused(by_api, comments[1], ben)
    assert_counted()


def test_one_takes_back_over_the_api_what_another_decides_about_in_the_admin(comment, ann, ben, monkeypatch):
    assert over_api(ann, comment, "publish")().status_code == 200
    comment.refresh_from_db()
    runners = over_api(ann, comment, path="undo/"), in_admin(ben, comment, "hide")
    nobody_has_locked(monkeypatch)

    undone, hidden = race(*runners)

    if undone.status_code == 200:
        assert (outcome(comment), lines_about(comment)) == (Status.PENDING, [ann.pk, ann.pk])
        assert "Ann Over-the-API was quicker" in said(hidden)
    else:
        assert (outcome(comment), lines_about(comment)) == (Status.HIDDEN, [ann.pk, ben.pk])
        assert_refused(undone, comment, ben)
    assert_counted()


def test_two_take_one_decision_back(comment, ann, monkeypatch):
    assert over_api(ann, comment, "publish")().status_code == 200
    runners = [over_api(ann, comment, path="undo/") for _ in "ab"]
    nobody_has_locked(monkeypatch)

    answers = race(*runners)

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert (outcome(comment), lines_about(comment)) == (Status.PENDING, [ann.pk, ann.pk])
    assert_counted()


def test_handed_over_over_the_api_and_decided_in_the_admin(comment, ann, ben, monkeypatch):
    runners = over_api(ann, comment, path="hand-over/", to=str(ben.pk), note="Yours."), in_admin(ben, comment)
    nobody_has_locked(monkeypatch)

    by_api, by_admin = race(*runners)

    assert by_api.status_code in (200, 409) and by_admin.status_code == 302
    found = ReaderComment.objects.get()
    assert (found.status, found.handed_since) == (Status.DECLINED, None)
    assert not hasattr(found, "hand_over")
