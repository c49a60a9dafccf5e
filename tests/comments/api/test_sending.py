"""Sending a comment from a front end: the same rules as the page's own form."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import travel
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.api.kit import problems
from coprod_wagtail.comments.actions import PublishComment, SetConversation
from coprod_wagtail.comments.intake import tokens
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.tasks import forget_old_forms
from coprod_wagtail.text.phone_numbers import phone_links
from tests.api.client import ApiClient
from tests.comments.sending import SAME_ORIGIN, drawn_fields, soup, words
from tests.factories import ModeratorFactory, ReaderCommentFactory

pytestmark = pytest.mark.framework

FRONT = {"Origin": "https://front.example", "Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def api(settings):
    settings.COPROD_WAGTAIL = {"ALLOWED_ORIGINS": ["https://front.example"]}
    return ApiClient()


def drawn(api, page):
    """What a front end sends back unchanged."""
    form = api.read(f"conversations/{page.pk}/").json()["form"]
    hidden = {field["name"]: field["value"] for field in form["fields"] if field["type"] == "hidden"}
    return {"page": page.pk, **hidden, form["trap"]: ""}


def send(api, page, headers=FRONT, **fields):
    return api.write("comments/", drawn(api, page) | words() | fields, headers=headers)


def test_a_comment_is_taken_in_and_waits(api, client, post):
    response = send(api, post)
    assert response.status_code == 202
    sent = response.json()
    comment = ReaderComment.objects.get()
    assert (sent["id"], sent["status"], sent["visible"]) == (comment.pk, "pending", False)
    assert sent["message"] and sent["lines"]
    assert sent["url"].endswith(reverse("coprod_comments:slip", args=[sent["secret"]]))
    assert client.get(sent["url"]).status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["Access-Control-Allow-Origin"] == "https://front.example"
    assert (comment.body, comment.author_name, comment.signs) == (words()["body"], "Sam", [])


@pytest.mark.parametrize(
    ("named", "status"),
    [({"localhost": ["https://front.example"]}, 202), ({"other.example": ["https://front.example"]}, 403), ({}, 403)],
)
def test_a_front_end_may_be_that_of_one_site_only(api, settings, post, named, status):
    settings.COPROD_WAGTAIL = {"ALLOWED_ORIGINS": named}
    assert send(api, post).status_code == status
    assert ReaderComment.objects.count() == (status == 202)


def test_the_slip_says_the_same_as_the_private_page(api, client, post):
    sent = send(api, post, author_email="sam@example.org").json()
    response = api.read(f"slips/{sent['secret']}/")
    slip = response.json()
    page = " ".join(soup(client.get(sent["url"])).get_text().split())
    for line in [slip["message"], *slip["lines"], slip["urgent_help"], str(slip["id"])]:
        assert line in page
    assert slip["urgent_help_html"] == phone_links(slip["urgent_help"])
    assert 'href="tel:116123"' in slip["urgent_help_html"]
    assert slip["urgent_help_html"] in client.get(sent["url"]).content.decode()
    assert slip["body"] == words()["body"]
    assert "sam@example.org" not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert not response.has_header("Access-Control-Allow-Origin")
    assert api.read("slips/nobody-was-given-this/").status_code == 404


@pytest.mark.parametrize("door", ["api", "page"])
def test_a_page_may_go_while_its_writer_looks(api, client, post, monkeypatch, door):
    sent, find = send(api, post).json(), Conversation.for_page_id
    # Between the two questions that are put to the database: which comment it is, and on which page.
    monkeypatch.setattr(Conversation, "for_page_id", lambda page_id: post.delete() and find(page_id))

    response = api.read(f"slips/{sent['secret']}/") if door == "api" else client.get(sent["url"])

    assert response.status_code == 404


PARITY = {
    "good": {},
    "with an address": {"author_email": "sam@example.org"},
    "emoji": {"body": "😀 caffè", "author_name": "Zoë 🦊"},
    "links": {"body": "https://a.example https://b.example https://c.example https://d.example"},
    "trap": {"second_opinion": "buy"},
    "empty": {"body": "", "author_name": ""},
    "blanks": {"body": " \n ", "author_name": "\u200b"},
    "too long": {"body": "x" * 5001, "author_name": "y" * 81},
    "no address": {"author_email": "nonsense"},
    "long address": {"author_email": "a" * 250 + "@example.org"},
    "nul": {"body": "a\x00b"},
    "no token": {"token": ""},
    "another token": {"token": "12-34.abc"},
    "no such parent": {"reply_to": "999999"},
    "parent is no number": {"reply_to": "x"},
    "parent is too large": {"reply_to": "9" * 30},
}


def row(comment):
    left_out = {
        "id",
        "public_id",
        "slip_hash",
        "slip_nonce",
        "repeat_key",
        "repeat_digest",
        "posted_at",
        "received_at",
        "status_since",
        "shown_at",
        "sort_key",
    }
    facts = {f.attname: getattr(comment, f.attname) for f in comment._meta.fields if f.attname not in left_out}
    facts["signs"] = [sign for sign in facts["signs"] if sign != "too_soon"]  # a page says when it was drawn
    return facts


@pytest.mark.sampled
@pytest.mark.parametrize("name", PARITY)
def test_both_doors_do_the_same(api, client, post, name):
    change = PARITY[name]
    html_fields = drawn_fields(client, post.url) | words() | change
    html = client.post(html_fields.pop("action"), html_fields, headers=SAME_ORIGIN)
    rows = [row(comment) for comment in ReaderComment.objects.all()]
    logs = [entry.action for entry in ModelLogEntry.objects.all()]
    ReaderComment.objects.all().delete()
    ModelLogEntry.objects.all().delete()

    json_answer = send(api, post, headers=SAME_ORIGIN, **change)
    assert [row(comment) for comment in ReaderComment.objects.all()] == rows
    assert [entry.action for entry in ModelLogEntry.objects.all()] == logs
    if html.status_code == 302:
        assert json_answer.status_code == 202
    else:
        assert json_answer.status_code == html.status_code
        page = soup(html).get_text(" ", strip=True)
        problem = json_answer.json()
        for message in [error["message"] for error in problem["errors"]] or [problem["detail"]]:
            assert message in page


@pytest.mark.sampled
@pytest.mark.parametrize("value", [None, [], {}, ["x"], {"a": 1}, 7, True, 1.5])
def test_values_that_are_no_text(api, post, value):
    response = send(api, post, body=value)
    assert response.status_code == 422
    assert [(error["field"], error["code"]) for error in response.json()["errors"]] == [("body", "not_text")]


def test_what_is_left_empty_may_be_null_and_the_comment_it_answers_a_number(api, post):
    first = ReaderCommentFactory(page=post)
    response = send(api, post, author_email=None, second_opinion=None, drawn=None, reply_to=first.pk)
    assert response.status_code == 202
    assert (ReaderComment.objects.latest("pk").reply_to_id, ReaderComment.objects.latest("pk").author_email) == (
        first.pk,
        "",
    )
    assert send(api, post, body="Another.", reply_to=None).status_code == 202


def test_a_form_that_was_built_long_ago_is_sent_with_the_token_of_the_error(api, post):
    """As by a page that was built ahead of time: nothing but the error tells it a token that is good."""
    with travel(timezone.now() - timedelta(hours=30)):
        built = drawn(api, post)
    refused = api.write("comments/", built | words(), headers=FRONT)
    assert refused.status_code == 422
    problem = refused.json()
    assert [error["code"] for error in problem["errors"]] == ["token"]
    fresh = problem["token"]
    lasts = datetime.fromisoformat(fresh["expires_at"]) - timezone.now()
    assert timedelta(hours=24) <= lasts <= timedelta(hours=25)
    sent = api.write("comments/", {**built, **words(), "token": fresh["value"]}, headers=FRONT)
    assert sent.status_code == 202
    assert ReaderComment.objects.get().signs == []


def test_a_token_lasts_as_long_as_is_said(api, post):
    form = api.read(f"conversations/{post.pk}/").json()["form"]
    until = datetime.fromisoformat(form["token_expires_at"])
    built = drawn(api, post)
    with travel(until - timedelta(seconds=1), tick=False):
        assert api.write("comments/", built | words(), headers=FRONT).status_code == 202
    with travel(until, tick=False):
        late = api.write("comments/", built | words(), headers=FRONT)
    assert late.status_code == 422 and late.json()["token"]["value"] != built["token"]


def test_an_error_about_something_else_has_no_token(api, post):
    assert "token" not in send(api, post, body="").json()


def test_a_page_that_is_not_for_everyone_gives_no_token(api, post):
    built = {**drawn(api, post), "token": "old"}
    post.view_restrictions.create(restriction_type="login")
    refused = api.write("comments/", built | words(), headers=FRONT)
    assert refused.status_code == 404 and "token" not in refused.json()


@pytest.mark.sampled
@pytest.mark.parametrize("left_out", ["body", "author_name", "token"])
def test_what_is_left_out_is_asked_for_in_the_words_of_the_form(api, post, left_out):
    data = {name: value for name, value in (drawn(api, post) | words()).items() if name != left_out}
    response = api.write("comments/", data, headers=FRONT)
    asked = api.write("comments/", {**data, left_out: ""}, headers=FRONT)
    assert (response.status_code, response.json()) == (422, asked.json())


def test_spam_is_told_of_like_what_is_not_shown(api, post):
    sent = send(api, post).json()
    told = []
    for status in ("spam", "declined"):
        ReaderComment.objects.update(status=status)
        told.append(api.read(f"slips/{sent['secret']}/").json())
    assert told[0] == told[1]


@pytest.mark.parametrize("name", ["body", "author_name", "author_email", "token", "reply_to", "second_opinion"])
def test_broken_characters_are_an_error_or_nothing(api, post, name):
    raw = f'{{"page": {post.pk}, "body": "Hello", "author_name": "Sam", "{name}": "\\ud800"}}'
    response = api.write("comments/", None, raw=raw, headers=FRONT)
    assert response.status_code == 422


@pytest.mark.sampled
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
        {"Origin": "https://front.example.evil.example"},
        {"Origin": "http://front.example"},
    ],
)
def test_another_websites_page_is_refused(api, post, headers):
    response = send(api, post, headers=headers)
    assert response.status_code == 403
    assert response.json()["code"] == "foreign_origin"
    assert not response.has_header("Access-Control-Allow-Origin")
    assert not ReaderComment.objects.exists()


def test_a_server_that_says_no_origin_is_held_with_a_sign(api, post):
    assert send(api, post, headers={}).status_code == 202
    assert ReaderComment.objects.get().signs == ["no_origin"]


def test_a_session_changes_nothing(api, post):
    api.force_login(ModeratorFactory(is_superuser=True))
    assert send(api, post).status_code == 202
    comment = ReaderComment.objects.get()
    assert (comment.status, comment.author_kind) == ("pending", "guest")


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"access": "read_only"}, "read_only"),
        ({"access": "hidden"}, "hidden"),
        ({"closes_at": timezone.now() - timezone.timedelta(hours=1)}, "closed"),
        ({"opens_at": timezone.now() + timezone.timedelta(hours=1)}, "not_open"),
    ],
)
def test_a_conversation_that_takes_none_says_why(api, post, change, code):
    fields = drawn(api, post) | words()
    SetConversation(post, change, user=ModeratorFactory())()
    response = api.write("comments/", fields, headers=FRONT)
    assert (response.status_code, response.json()["code"]) == (409, code)
    assert not ReaderComment.objects.exists()


def test_what_was_begun_before_it_closed_is_taken_for_a_little_while(api, post):
    fields = drawn(api, post) | words()
    SetConversation(post, {"closes_at": timezone.now() - timezone.timedelta(minutes=1)}, user=ModeratorFactory())()
    conversation = api.get(f"/api/coprod/v1/conversations/{post.pk}/").json()
    assert (conversation["state"], conversation["form"]) == ("closed", None)  # nobody begins now
    assert api.write("comments/", fields, headers=FRONT).status_code == 202
    assert ReaderComment.objects.count() == 1


def asked_again(api, page, token):
    return api.read(f"conversations/{page.pk}/", token=token)


def test_whoever_began_before_it_closed_is_given_the_form_once_more(api, post):
    """To mend what was wrong, as on pages; nobody else is given one."""
    sent = drawn(api, post) | words()
    Conversation.objects.create(page=post, closes_at=timezone.now() - timezone.timedelta(minutes=2))
    assert api.write("comments/", sent | {"author_name": ""}, headers=FRONT).status_code == 422
    response = asked_again(api, post, sent["token"])
    assert response["Cache-Control"] == "private, no-store"
    found = response.json()
    assert found["state"] == "closed" and "closed" in found["message"]
    assert found["form"]["texts"]["closes"].startswith("You began before it closed. You can still send this until ")
    fresh = {field["name"]: field["value"] for field in found["form"]["fields"] if field["name"] == "token"}
    assert api.write("comments/", sent | fresh, headers=FRONT).status_code == 202


@pytest.mark.parametrize("minutes", [2, 60])
def test_nobody_else_is_given_one(api, post, blog, minutes):
    token, others = drawn(api, post)["token"], tokens.make_token(blog.pk)
    Conversation.objects.create(page=post, closes_at=timezone.now() - timezone.timedelta(minutes=minutes))
    wrong = ["", "x", others, token[:-1]] + ([token] if minutes == 60 else [])
    assert [asked_again(api, post, one).json()["form"] for one in wrong] == [None] * len(wrong)


def test_an_answer_to_somebody(api, post):
    first = ReaderCommentFactory(page=post)
    sent = send(api, post, reply_to=first.pk)
    assert sent.status_code == 202
    assert ReaderComment.objects.get(pk=sent.json()["id"]).thread == first
    gone = ReaderCommentFactory(page=post, status="hidden")
    assert send(api, post, reply_to=gone.pk).json()["code"] == "reply_gone"


class TestIdempotency:
    KEY = {"Idempotency-Key": "3f0e8f0a-7f3a-4b0e-9d53-0d6f0c9a1b2c"}

    def send(self, api, fields, address="192.0.2.1", key=KEY):
        return api.post(
            "/api/coprod/v1/comments/", fields, content_type="application/json", headers=FRONT | key,
            REMOTE_ADDR=address,
        )  # fmt: skip

    def test_the_same_words_get_the_same_answer(self, api, post):
        fields = drawn(api, post) | words()
        answers = [self.send(api, fields, address).json() for address in ("192.0.2.1", "192.0.2.1", "198.51.100.7")]
        assert answers[0] == answers[1] == answers[2]
        assert ReaderComment.objects.count() == 1

    def test_still_an_hour_later_and_not_after_a_day(self, api, post):
        fields = drawn(api, post) | words()
        first = self.send(api, fields).json()
        with travel(timezone.now() + timezone.timedelta(hours=1)):
            self.send(api, drawn(api, post) | words(body="Another"), key={})
            forget_old_forms.enqueue()
            assert self.send(api, fields).json() == first
        with travel(timezone.now() + timezone.timedelta(hours=25)):
            assert self.send(api, drawn(api, post) | words()).json()["id"] != first["id"]
            forget_old_forms.enqueue()
        assert ReaderComment.objects.get(pk=first["id"]).repeat_key is None

    def test_other_words_under_the_same_key_are_a_conflict(self, api, post):
        fields = drawn(api, post) | words()
        self.send(api, fields)
        response = self.send(api, fields | {"body": "Something else"})
        assert (response.status_code, response.json()["code"]) == (409, "idempotency_mismatch")
        assert ReaderComment.objects.count() == 1

    def test_another_key_is_another_comment(self, api, post):
        fields = drawn(api, post) | words()
        self.send(api, fields)
        self.send(api, fields, key={"Idempotency-Key": "another-key-of-theirs"})
        assert ReaderComment.objects.count() == 2

    @pytest.mark.sampled
    @pytest.mark.parametrize("key", ["", "short", "x" * 201, "with a blank in it somewhere", "é" * 20])
    def test_a_key_that_is_none(self, api, post, key):
        response = self.send(api, drawn(api, post) | words(), key={"Idempotency-Key": key})
        assert response.status_code == 422
        assert not ReaderComment.objects.exists()

    def test_neither_key_nor_secret_is_stored(self, api, post):
        secret = self.send(api, drawn(api, post) | words()).json()["secret"]
        stored = str(ReaderComment.objects.values().get())
        assert secret not in stored
        assert self.KEY["Idempotency-Key"] not in stored


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("named", "url"),
    [
        ("https://front.example/my-comment/{secret}", "https://front.example/my-comment/{}"),
        ({"www.kettle.example": "https://front.example/?of={secret}"}, "https://front.example/?of={}"),
        ({"other.example": "https://other.example/{secret}"}, None),
        ("", None),
    ],
)
def test_the_private_page_is_where_the_site_or_its_front_end_is(api, settings, post, named, url):
    """Not at the host that was asked: a front end's server may know this one by another name than readers do."""
    Site.objects.update(hostname="www.kettle.example", port=443)
    Site.clear_site_root_paths_cache()
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"FRONTEND_SLIP_URL": named}
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example/"
    draws_pages = post.url is not None
    sent = send(api, post).json()
    own = "https://www.kettle.example/comments/slips/{}/" if draws_pages else "https://cms.example/comments/slips/{}/"
    assert sent["url"] == (url or own).format(sent["secret"])
    assert api.read(f"slips/{sent['secret']}/").json()["url"] == sent["url"]


def test_a_front_end_that_shows_everything_needs_no_page_of_this_server(api, settings, post, moderator):
    settings.ROOT_URLCONF = "tests.core.api_only_urls"
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {
        "FRONTEND_SLIP_URL": "https://front.example/my-comment/{secret}"
    }
    sent = send(api, post).json()
    assert sent["url"] == f"https://front.example/my-comment/{sent['secret']}"
    PublishComment(ReaderComment.objects.get(), user=moderator)()
    assert post.get_cached_urls()
    assert api.read(f"slips/{sent['secret']}/").json()["visible"]


def test_the_log_of_an_error_holds_no_secret_of_a_private_page(client, db, monkeypatch):
    """A path may hold what opens somebody's page, and a log is read by others and kept for long. The example site has a
    filter for what others write; what we write needs none."""
    lines = []
    monkeypatch.setattr("coprod_wagtail.comments.api.slips.comment_by_secret", lambda secret: 1 / 0)
    monkeypatch.setattr(problems.logger, "error", lambda line, *parts, **more: lines.append(line % parts))
    client.raise_request_exception = False
    assert client.get("/api/coprod/v1/slips/kingfisher-secret/").status_code == 500
    # Django's own line about the answer comes after ours.
    assert "slips/" in lines[0] and "kingfisher" not in lines[0]
