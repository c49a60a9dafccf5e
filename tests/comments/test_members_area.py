"""Pages that not everybody may open: whoever was let in reads and writes there, nobody else learns a thing, and no cache
keeps any of it."""

import json

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from coprod_wagtail.comments.actions import HideComment, PublishComment
from coprod_wagtail.comments.constants import Policy
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.api.conforming import ConformingClient
from tests.factories import ReaderCommentFactory, UserFactory
from tests.projects.not_drawn import DRAWS_NO_PAGES

from .sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.framework,
    pytest.mark.skipif(DRAWS_NO_PAGES, reason="Its pages ask for no password."),
]

MARK = "heron-marker"
PASSWORD = "kettle"


@pytest.fixture
def private(post):
    """The post, in an area with a password, with one published comment."""
    ReaderCommentFactory(page=post, body=MARK, author_name="Ann")
    PageViewRestriction.objects.create(page=post.get_parent(), restriction_type="password", password=PASSWORD)
    return post


def give_password(client, page):
    asked = soup(client.get(page.url))
    form = asked.select_one("form")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    fields.pop("csrfmiddlewaretoken", None)
    return client.post(form["action"], fields | {"password": PASSWORD}, headers=SAME_ORIGIN, follow=True)


@pytest.fixture
def let_in(client, private):
    """A browser in which the password was given."""
    assert MARK in give_password(client, private).content.decode()
    return client


@pytest.mark.shape
def test_the_password_opens_the_conversation_too(let_in, private):
    page = soup(let_in.get(private.url))
    assert MARK in page.select_one("#comments").get_text()
    assert page.select_one("#form form")
    assert "no-store" in let_in.get(private.url)["Cache-Control"]
    assert send(let_in, private, **words()).status_code == 302
    assert ReaderComment.objects.get(body=words()["body"]).page_id == private.pk


def test_the_ready_made_page_says_how_many_there_are(let_in, private):
    assert "1" in soup(let_in.get(private.url)).select_one(".coprod-jump").get_text()


@pytest.mark.parametrize("way", ["steps", "sheet"])
def test_there_are_other_ways_to_write_there_and_none_outside(let_in, client, private, way):
    link = f"/comments/{private.pk}/{way}/"
    assert f'href="{link}' in let_in.get(private.url).content.decode()
    assert let_in.get(link).status_code == 200
    assert type(client)().get(link).status_code == 404


def test_somebody_can_be_answered_there(let_in, private):
    first = ReaderComment.objects.get()
    assert send(let_in, private, query=f"?reply={first.pk}", **words(reply_to=first.pk)).status_code == 302
    assert ReaderComment.objects.latest("pk").reply_to == first


def test_what_has_to_be_mended_comes_back_with_the_page_around_it(let_in, private):
    answer = send(let_in, private, **words(author_name="x" * 300))
    assert answer.status_code == 422 and MARK in answer.content.decode()
    assert words()["body"] in answer.content.decode()


@pytest.mark.shape
def test_the_same_over_the_api(let_in, private):
    conversation = let_in.get(f"/api/coprod/v1/conversations/{private.pk}/")
    assert conversation.status_code == 200 and conversation.json()["state"] == "open"
    assert "no-store" in conversation["Cache-Control"]
    comments = let_in.get(f"/api/coprod/v1/comments/?page={private.pk}")
    assert [item["body"] for item in comments.json()["items"]] == [MARK]
    assert "no-store" in comments["Cache-Control"]
    replies = let_in.get(f"/api/coprod/v1/comments/{ReaderComment.objects.get().pk}/replies/")
    assert replies.status_code == 200 and "no-store" in replies["Cache-Control"]
    token = next(f["value"] for f in conversation.json()["form"]["fields"] if f["name"] == "token")
    sent = let_in.post(
        "/api/coprod/v1/comments/",
        json.dumps({"page": private.pk, "token": token, **words()}),
        content_type="application/json",
        headers=SAME_ORIGIN,
    )
    assert sent.status_code == 202, sent.content
    slip = let_in.get(f"/api/coprod/v1/slips/{sent.json()['secret']}/").json()
    assert slip["page_url"].endswith(private.url)


def doors(page, comment):
    return [
        page.url,
        f"/comments/{page.pk}/feed/",
        f"/api/coprod/v1/conversations/{page.pk}/",
        f"/api/coprod/v1/comments/?page={page.pk}",
        f"/api/coprod/v1/comments/{comment.pk}/replies/",
    ]


@pytest.mark.shape
def test_nobody_else_learns_a_thing(let_in, private):
    comment = ReaderComment.objects.get()
    for door in doors(private, comment):
        let_in.get(door)
    for door in doors(private, comment):
        answer = ConformingClient().get(door)
        assert MARK not in answer.content.decode(), door
        assert not answer.cookies or door == private.url, door
    stranger = ConformingClient()
    address = drawn_fields(let_in, private.url)
    refused = stranger.post(address.pop("action"), address | words(), headers=SAME_ORIGIN)
    assert refused.status_code == 404 and private.title not in refused.content.decode()
    assert ReaderComment.objects.count() == 1


def test_a_session_alone_opens_nothing(private):
    signed_in = ConformingClient()
    signed_in.force_login(UserFactory())
    comment = ReaderComment.objects.get()
    for door in doors(private, comment):
        assert MARK not in signed_in.get(door).content.decode(), door


def test_the_area_above_asks_for_a_password_of_its_own(let_in, private):
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="another")
    answer = let_in.get(f"/api/coprod/v1/comments/?page={private.pk}")
    assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["login", "groups"])
def test_signing_in_as_the_page_asks_for_it_counts_as_well(client, post, kind):
    ReaderCommentFactory(page=post, body=MARK)
    restriction = PageViewRestriction.objects.create(page=post, restriction_type=kind)
    group = Group.objects.create(name="Members")
    restriction.groups.add(group)
    member = UserFactory()
    member.groups.add(group)
    client.force_login(member)
    assert MARK in client.get(post.url).content.decode()
    assert send(client, post, **words()).status_code == 302


def test_the_writer_is_told_where_it_stands_in_and_outside(let_in, private, moderator):
    place = send(let_in, private, **words())["Location"].split("#")[0]
    comment = ReaderComment.objects.latest("pk")
    PublishComment(comment, user=moderator)()
    inside = soup(let_in.get(place))
    assert "Everybody who may open its page can read it now." in inside.get_text()
    assert inside.select_one(f'a[href$="#comment-{comment.pk}"]')
    outside = soup(ConformingClient().get(place))
    assert "It is on a page that not everybody may open." in outside.get_text()
    assert not outside.select_one(f'a[href$="#comment-{comment.pk}"]')
    HideComment(comment, user=moderator)()
    for browser in (let_in, ConformingClient()):
        assert "It is not on our website at the moment." in soup(browser.get(place)).get_text()


def test_no_list_of_it_is_kept(let_in, private, monkeypatch):
    kept = {}
    monkeypatch.setattr("coprod_wagtail.comments.reading.drawn_cache.caches", _Noting(kept))
    assert MARK in let_in.get(private.url).content.decode()
    assert not kept


class _Noting:
    def __init__(self, kept):
        self.kept = kept

    def __getitem__(self, alias):
        return self

    def get(self, key, default=None):
        return default

    def set(self, key, value, seconds=None):
        self.kept[key] = value


def test_it_asks_no_more_for_more_comments(let_in, private):
    let_in.get(private.url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        let_in.get(private.url)
    ReaderCommentFactory.create_batch(20, page=private)
    with CaptureQueriesContext(connection) as many:
        let_in.get(private.url)
    assert len(many) == len(few)


def test_a_first_comment_of_two_at_once_is_still_let_in(let_in, private):
    ReaderComment.objects.all().delete()
    Conversation.objects.all().delete()
    conversation = Conversation.for_page_id(private.pk)
    conversation.is_let_in = True
    assert conversation.again().page_may_be_read()
    private.unpublish()
    assert not conversation.again().page_may_be_read()


def test_shown_straight_away_it_is_there_at_once(let_in, private, settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0}
    Conversation.objects.update(policy=Policy.SHOW_FIRST)
    place = send(let_in, private, **words())["Location"].split("#")[0]
    assert "Everybody who may open its page can read it now." in soup(let_in.get(place)).get_text()
