"""What the OpenAPI document says is true, and leads somewhere."""

from typing import get_args

import pytest
from django.urls import reverse

from coprod_wagtail.comments.api.page_fact import ConversationInShort
from coprod_wagtail.comments.constants import State
from tests.comments.sending import words
from tests.factories import ReaderCommentFactory

from .conforming import document

pytestmark = pytest.mark.django_db


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


def test_a_page_says_the_states_that_a_conversation_has():
    assert set(get_args(ConversationInShort.model_fields["state"].annotation)) == set(State.values)


def test_where_it_is_served_it_says_where_the_api_is(client):
    served = client.get(reverse("coprod_api:openapi-json")).json()
    assert served["servers"][0]["url"] + "/" == reverse("coprod_api:api-root")
    assert list(served["paths"]) == list(document()["paths"])
