"""Answering readers over the JSON API: as in Wagtail's admin, and for nobody else."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry, PageViewRestriction

from coprod_wagtail.comments.actions.staff.answer import ANSWERED_BY_STAFF
from coprod_wagtail.comments.constants import Access, AuthorKind, Badge, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment, StaffName
from tests.api.conforming import ConformingClient
from tests.factories import ModeratorFactory, ReaderCommentFactory, UserFactory

pytestmark = pytest.mark.django_db

ROOT = "/api/coprod/v1/moderation/answers/"
SAID = {"body": "The bus comes at nine now.", "author_name": "Ruth", "role": "Community worker", "badge": "works_here"}


@pytest.fixture
def worker(db):
    """Somebody who answers, and decides about nothing."""
    user = UserFactory(first_name="Ruth", last_name="Ames")
    user.user_permissions.add(Permission.objects.get(codename="answer_readercomment"))
    return user


@pytest.fixture
def tool(worker):
    client = ConformingClient()
    client.force_login(worker)
    return client


@pytest.fixture
def sam(post):
    return ReaderCommentFactory(page=post, author_name="Sam", body="When does the bus come?")


def send(client, page, **said):
    return client.post(ROOT, SAID | {"page": page.pk} | said, content_type="application/json")


def test_an_answer_is_offered_placed_and_read(client, tool, worker, post, sam):
    offer = tool.get(ROOT, {"page": post.pk, "reply_to": sam.pk}).json()
    assert (offer["author_name"], offer["role"], offer["badge"], offer["state"]) == (
        "Ruth Ames",
        "",
        "works_here",
        "open",
    )
    assert [badge["value"] for badge in offer["badges"]] == [None, "works_here", "volunteers", "member"]

    placed = send(tool, post, reply_to=sam.pk, token=offer["token"])
    assert placed.status_code == 201, placed.content
    found = placed.json()
    answer = ReaderComment.objects.get(pk=found["id"])
    assert (answer.reply_to, answer.status, answer.author_kind) == (sam, Status.PUBLISHED, AuthorKind.STAFF)
    assert (answer.author_badge, answer.author_role) == (Badge.WORKS_HERE, "Community worker")
    assert found["message"] == "Your answer is on the page."
    page = BeautifulSoup(client.get(found["url"].partition("#")[0]).content, "html.parser")
    assert SAID["body"] in page.find(id=f"comment-{answer.pk}").get_text(" ", strip=True)
    assert client.get(found["private_url"]).status_code == 200
    log = ModelLogEntry.objects.get(action=ANSWERED_BY_STAFF)
    assert log.user == worker and "bus" not in str(log.data) and "Ruth" not in str(log.data)

    # Sent twice it is one; what they chose is there the next time.
    again = send(tool, post, reply_to=sam.pk, token=offer["token"])
    assert again.json()["id"] == answer.pk and ReaderComment.objects.count() == 2
    assert tool.get(ROOT, {"page": post.pk}).json()["role"] == "Community worker"


def test_what_is_wrong_is_said_field_by_field_and_nothing_is_placed(tool, post, sam):
    for said, field in (
        ({"body": ""}, "body"),
        ({"author_name": ""}, "author_name"),
        ({"role": ""}, "role"),
        ({"badge": "wrote_this"}, "badge"),  # they did not
        ({"badge": "director"}, "badge"),
    ):
        refused = send(tool, post, **said)
        assert refused.status_code == 422 and field in [error["field"] for error in refused.json()["errors"]]
    gone = send(tool, post, reply_to=999_999)
    assert gone.status_code == 409, gone.content
    assert ReaderComment.objects.count() == 1 and not StaffName.objects.exists()


def test_only_where_readers_could_write(tool, post, sam):
    Conversation.objects.filter(page=post).update(access=Access.READ_ONLY)
    assert tool.get(ROOT, {"page": post.pk}).json()["state"] == "read_only"
    refused = send(tool, post)
    assert (refused.status_code, refused.json()["code"]) == (409, "read_only")
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    assert tool.get(ROOT, {"page": post.pk}).status_code == 404
    assert send(tool, post).status_code == 404
    assert ReaderComment.objects.count() == 1


def test_not_without_the_right_and_not_without_a_person(post, sam):
    stranger = ConformingClient()
    assert send(stranger, post).status_code == stranger.get(ROOT, {"page": post.pk}).status_code == 401
    moderator = ConformingClient()
    moderator.force_login(ModeratorFactory())
    refused = send(moderator, post)
    assert (refused.status_code, refused.json()["detail"]) == (403, "You do not have the right to answer readers.")
    assert ReaderComment.objects.count() == 1


def test_who_only_answers_reads_no_queue(tool, sam):
    assert tool.get("/api/coprod/v1/moderation/comments/").status_code == 403


def test_the_number_of_queries_does_not_grow(tool, post, sam):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert tool.get(ROOT, {"page": post.pk, "reply_to": sam.pk}).status_code == 200
        return len(queries)

    asked()  # what is kept afterwards
    few = asked()
    ReaderCommentFactory.create_batch(10, page=post)
    assert asked() == few
