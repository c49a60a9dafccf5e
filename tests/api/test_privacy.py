"""What is planted where readers must not see it is in no answer of the API."""

import pytest
from django.urls import reverse

from coprod_wagtail.comments.actions import HideComment
from coprod_wagtail.comments.models import ReaderComment
from tests.comments.sending import SAME_ORIGIN, words
from tests.factories import ModeratorFactory, ReaderCommentFactory

from .conforming import document

pytestmark = pytest.mark.django_db

HASHES = {
    "slip_hash": "5" * 62,
    "repeat_key": "6" * 62,
    "repeat_digest": "7" * 62,
    "slip_nonce": "9" * 30,
    "source_key": "8" * 62,
}


@pytest.fixture
def conversation(post):
    """A comment of every kind, each with everything that is nobody's business."""
    for number, status in enumerate(["published", "published", "pending", "declined", "spam", "hidden"]):
        said = "" if status == "published" else "UNSEEN"
        comment = ReaderCommentFactory(
            page=post,
            body=f"{said} words",
            author_name=f"{said} Sam",
            author_email="planted@private.example",
            status=status if status != "hidden" else "published",
            signs=["planted_sign"],
            source="planted_source",
            **{name: f"{value}{number:02}" for name, value in HASHES.items()},
        )
        if status == "hidden":
            ReaderCommentFactory(page=post, reply_to=comment)
            HideComment(comment, user=ModeratorFactory())()
    return post


PLANTED = ["UNSEEN", "planted", "private.example", *(value[:20] for value in HASHES.values())]
PLANTED += ["linktype=", "embedtype=", "import_batch", "author_email"]


def assert_nothing_planted(response, *, allowed=()):
    text = response.content.decode() + str(response.headers)
    assert [word for word in PLANTED if word in text and word not in allowed] == []


def test_every_address_that_reads_is_searched(client, conversation):
    first = ReaderComment.objects.filter(listed=True, thread=None, status="hidden").get()
    addresses = {
        "/conversations/{page_id}/": reverse("coprod_api:get_conversation", args=[conversation.pk]),
        "/comments/": f"{reverse('coprod_api:list_comments')}?page={conversation.pk}",
        "/comments/{comment_id}/replies/": reverse("coprod_api:list_replies", args=[first.pk]),
    }
    reading = {path for path, methods in document()["paths"].items() if "get" in methods}
    assert reading & {"/conversations/{page_id}/", "/comments/", "/comments/{comment_id}/replies/"} == set(addresses)
    for address in addresses.values():
        response = client.get(address)
        assert response.status_code == 200
        # The name of the form's own field is no address of anybody.
        assert_nothing_planted(response, allowed={"author_email"})


def test_nor_is_it_in_what_the_writer_is_told(client, post):
    form = client.get(reverse("coprod_api:get_conversation", args=[post.pk])).json()["form"]
    token = {field["name"]: field["value"] for field in form["fields"]}["token"]
    data = {"page": post.pk, "token": token} | words(author_email="planted@private.example")
    address = reverse("coprod_api:send_comment")
    sent = client.post(address, data, content_type="application/json", headers=SAME_ORIGIN)
    assert sent.status_code == 202
    row = ReaderComment.objects.get()
    for response in (sent, client.get(reverse("coprod_api:get_slip", args=[sent.json()["secret"]]))):
        assert_nothing_planted(response)
        assert row.slip_hash not in response.content.decode() and row.repeat_key not in response.content.decode()


def test_an_error_does_not_say_what_was_sent(client, post):
    data = {"page": post.pk} | words(author_email="planted@private.example, too")
    response = client.post(reverse("coprod_api:send_comment"), data, content_type="application/json")
    assert response.status_code == 422
    assert b"planted" not in response.content
