"""What the OpenAPI document says is true, and leads somewhere."""

from datetime import UTC, datetime
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from jsonschema import Draft202012Validator

from coprod_wagtail.api.kit.assembly import MomentEncoder
from coprod_wagtail.comments.api.known import (
    KnownAuthorKind,
    KnownMomentPrecision,
    KnownPolicy,
    KnownState,
    KnownStatus,
)
from coprod_wagtail.comments.constants import AuthorKind, DatePrecision, Policy, State, Status
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.webhooks.constants import TEST, Event
from coprod_wagtail.webhooks.payloads import about_page
from coprod_wagtail.webhooks.payloads import test_message as payload_of_test
from coprod_wagtail.webhooks.signing import make_secret, signed_headers
from tests.comments.sending import words
from tests.factories import ReaderCommentFactory

from .conforming import document

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def at(pointer, body):
    """What an expression of a link finds in an answer."""
    found = body
    for step in pointer.removeprefix("$response.body#/").split("/"):
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


def link(operation_id, status, name, response):
    """What to ask with, as the link `name` of an answer says."""
    operations = [each for methods in document()["paths"].values() for each in methods.values()]
    (operation,) = [each for each in operations if each["operationId"] == operation_id]
    found = operation["responses"][status]["links"][name]
    asked = found.get("parameters", {}) | found.get("requestBody", {})
    return {name: at(pointer, response.json()) for name, pointer in asked.items() if "response" in pointer}


@pytest.mark.shape
def test_links_lead_from_a_conversation_to_where_a_comment_stands(client, post):
    conversation = client.get(reverse("coprod_api:get_conversation", args=[post.pk]))
    asked = link("get_conversation", 200, "send_comment", conversation)
    sent = client.post(reverse("coprod_api:send_comment"), asked | words(), content_type="application/json")
    assert sent.status_code == 202
    slip = client.get(reverse("coprod_api:get_slip", kwargs=link("send_comment", 202, "get_slip", sent)))
    assert slip.status_code == 200
    back = client.get(reverse("coprod_api:get_conversation", kwargs=link("get_slip", 200, "get_conversation", slip)))
    assert back.json()["page"] == post.pk


def test_links_lead_through_the_comments(client, post):
    first = ReaderCommentFactory(page=post)
    ReaderCommentFactory(page=post, reply_to=first)
    conversation = client.get(reverse("coprod_api:get_conversation", args=[post.pk]))
    comments = client.get(
        reverse("coprod_api:list_comments"), link("get_conversation", 200, "list_comments", conversation)
    )
    replies = client.get(
        reverse("coprod_api:list_replies", kwargs=link("list_comments", 200, "list_replies", comments))
    )
    assert replies.json()["count"] == 1


@pytest.mark.parametrize(
    ("known", "values"),
    [
        (KnownState, State.values),
        (KnownAuthorKind, AuthorKind.values),
        (KnownMomentPrecision, DatePrecision.values),
        # What somebody took for spam is told of as declined.
        (KnownStatus, set(Status.values) - {Status.SPAM}),
        (KnownPolicy, set(Policy.values) - {Policy.INHERIT}),
    ],
)
def test_what_is_known_is_what_there_is(known, values):
    assert set(get_args(get_args(known.__value__)[0])) == set(values)


def test_the_root_says_where_the_document_and_the_docs_are(client):
    about = client.get(reverse("coprod_api:api-root")).json()
    assert (about["title"], about["version"]) == ("coprod-wagtail", "v1")
    served = client.get(about["document"])
    assert served.json()["info"]["version"] == about["version"]
    assert client.get(about["docs"])["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/London")),
        datetime(2026, 7, 1, 11, tzinfo=UTC),
        datetime(2026, 7, 1, 12, tzinfo=UTC).replace(
            tzinfo=None
        ),  # as a database without time zones has it, on a site in London
    ],
)
def test_moments_are_told_in_utc(moment):
    """Clients that are made with zod take nothing else for a moment."""
    assert MomentEncoder().default(moment) == "2026-07-01T11:00:00Z"


def test_each_message_is_described_and_is_as_it_is_described(post):
    described = document()["webhooks"]
    assert set(described) == {*Event.values, TEST}
    moved = {Event.PAGE_MOVED: {"old_path": page_path(post)}}
    payloads = [about_page(name, post, **moved.get(name, {})) for name in Event.values]
    for payload in [*payloads, payload_of_test(1)]:
        (content,) = described[payload["event"]]["post"]["requestBody"]["content"].values()
        Draft202012Validator({**content["schema"], "components": document()["components"]}).validate(payload)
    names = {header["name"] for header in described["page.moved"]["post"]["parameters"]}
    assert names == {*signed_headers(make_secret(), "id", b""), "Coprod-Event"}


@pytest.mark.shape
def test_where_it_is_served_it_says_where_the_api_is(client):
    served = client.get(reverse("coprod_api:openapi-json")).json()
    assert served["servers"][0]["url"] + "/" == reverse("coprod_api:api-root")
    assert list(served["paths"]) == list(document()["paths"])
