"""What the JSON API says about a page is in the page's language, as the page itself is."""

import pytest
from django.urls import reverse

from coprod_wagtail.comments.models import ReaderComment
from tests.comments.sending import SAME_ORIGIN, words

WELSH_READER = {"Accept-Language": "cy"}
ENGLISH_READER = {"Accept-Language": "en-GB"}


@pytest.fixture
def addresses(welsh_post):
    return [
        reverse("coprod_api:get_conversation", args=[welsh_post.pk]),
        f"{reverse('coprod_api:list_comments')}?page={welsh_post.pk}",
    ]


@pytest.mark.parametrize("reader", [WELSH_READER, ENGLISH_READER, {}])
def test_about_a_page_it_speaks_the_language_of_the_page(client, addresses, reader):
    for address in addresses:
        assert client.get(address, headers=reader).headers["Content-Language"] == "cy"


@pytest.mark.parametrize(("reader", "language"), [(WELSH_READER, "cy"), (ENGLISH_READER, "en-gb"), ({}, "en-gb")])
def test_elsewhere_it_speaks_the_language_of_the_reader(client, db, reader, language):
    answer = client.get(reverse("coprod_api:get_conversation", args=[10**9]), headers=reader)

    assert (answer.status_code, answer.headers["Content-Language"]) == (404, language)


def test_a_comment_and_what_is_wrong_with_it_are_in_the_language_of_the_page(client, welsh_post, addresses):
    token = {field["name"]: field["value"] for field in client.get(addresses[0]).json()["form"]["fields"]}["token"]

    def send(**changes):
        data = {"page": welsh_post.pk, "token": token} | words(**changes)
        headers = SAME_ORIGIN | ENGLISH_READER
        return client.post(reverse("coprod_api:send_comment"), data, content_type="application/json", headers=headers)

    refused, taken = send(body=""), send()

    assert (refused.status_code, refused.headers["Content-Language"]) == (422, "cy")
    assert (taken.status_code, taken.headers["Content-Language"]) == (202, "cy")
    assert ReaderComment.objects.get().language == "cy"
