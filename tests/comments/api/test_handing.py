"""Handing a comment over to a colleague over the JSON API."""

import pytest
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.constants import Status
from tests.factories import ModeratorFactory, ReaderCommentFactory

from .test_moderation import one, send, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(page=post, body="A heron.", status=Status.PENDING)


def test_it_is_handed_over_found_and_given_back(comment):
    ann, ben = (
        ModeratorFactory(first_name="Ann", last_name="Reader"),
        ModeratorFactory(first_name="Ben", last_name="Reed"),
    )
    client, theirs = signed_in(ann), signed_in(ben)
    assert {"id": str(ben.pk), "name": "Ben Reed"} in client.get(f"{one(comment)}colleagues/").json()
    said = send(client, f"{one(comment)}hand-over/", to=str(ben.pk), note="Please.")
    assert said.status_code == 200, said.content
    assert (said.json()["to"], said.json()["is_mine"]) == ("Ben Reed", False)
    found = theirs.get("/api/coprod/v1/moderation/comments/", {"mine": "true"}).json()["items"]
    assert [item["id"] for item in found] == [comment.pk]
    assert client.get("/api/coprod/v1/moderation/comments/", {"mine": "true"}).json()["items"] == []
    shown = theirs.get(one(comment)).json()["handed"]
    assert (shown["by"], shown["note"], shown["is_mine"]) == ("Ann Reader", "Please.", True)
    assert send(theirs, f"{one(comment)}give-back/").json()["message"].endswith("with nobody again.")
    assert theirs.get(one(comment)).json()["handed"] is None
    entries = ModelLogEntry.objects.filter(action__in=["coprod_comments.hand_over", "coprod_comments.give_back"])
    assert {entry.data["door"] for entry in entries} == {"api"}
    assert "Please" not in str([entry.data for entry in entries])


def test_not_to_somebody_else_and_not_what_is_decided(comment):
    ann, ben = ModeratorFactory(), ModeratorFactory()
    client = signed_in(ann)
    refused = send(client, f"{one(comment)}hand-over/", to=str(ann.pk))
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "to")
    assert send(client, f"{one(comment)}give-back/").status_code == 409
    comment.refresh_from_db()
    PublishComment(comment, user=ann)()
    assert send(client, f"{one(comment)}hand-over/", to=str(ben.pk)).status_code == 409
