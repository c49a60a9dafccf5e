"""A site that sends no e-mails takes a comment at every door, and speaks of no address."""

import pytest
from django.urls import reverse

from coprod_wagtail.comments.models import ReaderComment
from tests.factories import UserFactory

from ..sending import SAME_ORIGIN, send, soup, words
from .test_questions import press

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

API = "/api/coprod/v1"


@pytest.fixture(autouse=True)
def no_mail(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "MAIL": False}


@pytest.fixture
def json_words(client, post):
    form = client.get(f"{API}/conversations/{post.pk}/").json()["form"]
    assert "author_email" not in [field["name"] for field in form["fields"]]
    hidden = {field["name"]: field["value"] for field in form["fields"] if field["type"] == "hidden"}
    return {"page": post.pk} | hidden | words()


def stored():
    comment = ReaderComment.objects.get()
    assert comment.author_email == ""
    return comment


@pytest.mark.shape
def test_the_form_takes_it(client, post):
    assert send(client, post, **words(author_email="sam@example.org")).status_code == 302
    assert stored().body == words()["body"]


def test_a_look_at_it_and_what_looks_private(client, post):
    check = soup(send(client, post, **words(body="Ring me on 07700 900123."), preview="1"))
    assert press(client, post, check).status_code == 302
    assert stored()


def test_one_thing_at_a_time_speaks_of_no_address(client, post):
    first = soup(client.get(f"/comments/{post.pk}/steps/"))
    name = soup(press(client, post, first, body="Words.", step="name"))
    check = soup(press(client, post, name, author_name="Sam", step="check"))
    assert "mail" not in check.select_one(".coprod-step").get_text()
    assert check.select_one("button[value=more]").get_text() == "Help with writing, and a note (optional)"
    more = soup(press(client, post, check, step="more"))
    assert more.h1.get_text() == "Help with writing, and a note (optional)"
    assert "mail" not in more.select_one(".coprod-step").get_text()
    assert press(client, post, soup(press(client, post, more, helped="on", step="check"))).status_code == 302
    assert stored().helped == "private"


@pytest.mark.sampled
@pytest.mark.parametrize("more", [{}, {"author_email": ""}, {"author_email": "sam@example.org"}])
def test_the_api_takes_it(client, json_words, more):
    sent = json_words | more
    looked_at = client.post(f"{API}/comments/preview/", sent, content_type="application/json", headers=SAME_ORIGIN)
    assert looked_at.status_code == 200
    answer = client.post(f"{API}/comments/", sent, content_type="application/json", headers=SAME_ORIGIN)
    assert answer.status_code == 202
    assert stored()


def test_typed_in_for_somebody(client, post):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    place = reverse("coprod_comments_admin:for_someone", args=[post.pk])
    assert "author_email" not in client.get(place).content.decode()
    assert client.post(place, words() | {"came_by": "phone", "consent": "spoken"}).status_code == 302
    assert stored()


def test_other_words_for_it(client, post):
    place = send(client, post, **words())["Location"].split("#")[0]
    assert client.post(f"{place}edit/", words(body="Other words.")).status_code == 303
    assert stored().body == "Other words."
    slip = f"{API}/slips/{place.rstrip('/').rsplit('/', 1)[1]}/"
    typed = {"body": "And others.", "author_name": "Sam", "version": client.get(slip).json()["version"]}
    assert client.patch(slip, typed, content_type="application/json").status_code == 200
    assert stored().body == "And others."
