"""Reading and deciding over the JSON API, with a session or with a token."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from coprod_wagtail.comments.actions import EditComment, PublishComment
from coprod_wagtail.comments.constants import Sign, Status
from coprod_wagtail.comments.grounds.decision_forms import OneDecisionForm
from coprod_wagtail.comments.models import CommentReport, DecisionGround, MessageToWriter, ReaderComment, WordListEntry
from coprod_wagtail.comments.reports.constants import Reason
from coprod_wagtail.compat import WAGTAIL_8
from tests.api.conforming import ConformingClient
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ModeratorFactory,
    ReaderCommentFactory,
    UserFactory,
    volunteer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

ROOT = "/api/coprod/v1/moderation/comments/"
TOKENS = pytest.mark.skipif(not WAGTAIL_8, reason="Wagtail 7.4 has no tokens")


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(page=post, body="A heron.", author_name="Ann", language="en", status=Status.PENDING)


@pytest.fixture
def reader(blog):
    return volunteer({"page": blog}, first_name="Rita", last_name="Reader")


def signed_in(user, **kwargs):
    client = ConformingClient(**kwargs)
    client.force_login(user)
    return client


def send(client, address, headers=None, **data):
    return client.post(address, json.dumps(data), content_type="application/json", headers=headers or {})


def one(comment):
    return f"{ROOT}{comment.pk}/"


def ids(client, **asked):
    response = client.get(ROOT, asked)
    assert response.status_code == 200, response.content
    found = response.json()
    assert found["count"] == len(found["items"])
    return [item["id"] for item in found["items"]]


# Who is answered


def test_nobody_is_answered_who_has_not_signed_in(comment):
    client = ConformingClient()
    for response in (
        client.get(ROOT),
        client.get(one(comment)),
        send(client, f"{one(comment)}decisions/", verb="publish", version=1),
        send(client, f"{one(comment)}undo/"),
        client.get(ROOT, headers={"Authorization": "Bearer wagtail_nonsense"}),
        client.get(ROOT, headers={"Authorization": "Basic YTpi"}),
    ):
        assert response.status_code == 401
        assert response.json()["code"] == "not_signed_in"
        assert response.headers["WWW-Authenticate"] == "Bearer"
        assert response.headers["Cache-Control"] == "private, no-store"
    assert ReaderComment.objects.get().status == Status.PENDING


def test_who_has_no_right_is_told_so(comment):
    client = signed_in(UserFactory())
    for response in (client.get(ROOT), client.get(one(comment)), send(client, f"{one(comment)}undo/")):
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed")


def test_a_session_reads_and_decides_with_a_token_against_forgery_only(comment, reader):
    client = signed_in(reader, enforce_csrf_checks=True)
    assert client.get(ROOT).status_code == 200
    refused = send(client, f"{one(comment)}decisions/", verb="publish", version=1)
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    refused = send(client, f"{one(comment)}undo/")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    assert ReaderComment.objects.get().status == Status.PENDING
    token = "a" * 32
    client.cookies["csrftoken"] = token
    done = send(client, f"{one(comment)}decisions/", {"X-CSRFToken": token}, verb="publish", version=1)
    assert done.status_code == 200
    assert ReaderComment.objects.get().status == Status.PUBLISHED


@TOKENS
def test_an_api_token_of_wagtail_reads_and_decides(comment, reader):
    from wagtail.models import APIToken

    token = APIToken.generate_token()
    stored = APIToken.objects.create(user=reader, name="Phone", key_hash=APIToken.hash_token(token), prefix=token[:12])
    client, headers = ConformingClient(enforce_csrf_checks=True), {"Authorization": f"Bearer {token}"}
    assert client.get(ROOT, headers=headers).json()["count"] == 1
    assert send(client, f"{one(comment)}decisions/", headers, verb="publish", version=1).status_code == 200
    # It counts, and not the session of somebody else that comes along.
    other = signed_in(ModeratorFactory())
    foreign = BlogPostPageFactory(parent=BlogIndexPageFactory(parent=Site.objects.get().root_page))
    ReaderCommentFactory(page=foreign)
    assert other.get(ROOT, headers=headers).json()["count"] == 1
    type(stored).objects.update(revoked_at=timezone.now())
    assert client.get(ROOT, headers=headers).status_code == 401


@TOKENS
def test_a_token_of_somebody_who_has_left_opens_nothing(comment, reader):
    from wagtail.models import APIToken

    token = APIToken.generate_token()
    APIToken.objects.create(user=reader, name="Phone", key_hash=APIToken.hash_token(token), prefix=token[:12])
    type(reader).objects.filter(pk=reader.pk).update(is_active=False)
    assert ConformingClient().get(ROOT, headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_what_is_answered_is_kept_by_nobody(comment, reader):
    client = signed_in(reader)
    for response in (client.get(ROOT), client.get(one(comment)), client.get(f"{ROOT}999999/")):
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_no_page_of_another_website_is_answered(comment, reader, settings):
    settings.COPROD_WAGTAIL = {"ALLOWED_ORIGINS": ["https://front.example"]}
    client = signed_in(reader)
    for origin in ("https://front.example", "https://evil.example", "null"):
        headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        for response in (client.options(ROOT, headers=headers), client.get(ROOT, headers=headers)):
            assert not [name for name in response.headers if name.startswith("Access-Control")]
            assert "Origin" in response.headers["Vary"]


def test_but_for_those_that_a_list_names_and_never_with_a_session(comment, reader, settings):
    settings.COPROD_WAGTAIL = {"MODERATION_API_ORIGINS": ["https://tools.example"]}
    headers = {"Origin": "https://tools.example", "Access-Control-Request-Method": "POST"}
    asked = ConformingClient().options(f"{one(comment)}decisions/", headers=headers)
    assert asked.headers["Access-Control-Allow-Origin"] == "https://tools.example"
    assert "Authorization" in asked.headers["Access-Control-Allow-Headers"]
    response = signed_in(reader).get(ROOT, headers=headers)
    assert response.headers["Access-Control-Allow-Origin"] == "https://tools.example"
    for found in (asked, response):
        assert "Access-Control-Allow-Credentials" not in found.headers
    other = signed_in(reader).get(ROOT, headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in other.headers
    # And what is for everybody is as open as it was.
    assert ConformingClient().get("/api/coprod/v1/", headers=headers).headers["Access-Control-Allow-Origin"] == "*"


def test_one_persons_program_does_not_ask_without_end(comment, reader, settings):
    settings.COPROD_WAGTAIL = {"MODERATION_PER_MINUTE": 2}
    client = signed_in(reader)
    assert [client.get(ROOT).status_code for _number in range(3)] == [200, 200, 429]
    refused = client.get(ROOT)
    assert int(refused.headers["Retry-After"]) <= 60 and refused.json()["code"] == "too_many"
    assert signed_in(ModeratorFactory()).get(ROOT).status_code == 200


# Which comments


def test_only_theirs_are_listed_and_told(comment, reader, post):
    other = BlogIndexPageFactory(parent=Site.objects.get().root_page)
    foreign = ReaderCommentFactory(page=BlogPostPageFactory(parent=other), body="Not theirs.", status=Status.PENDING)
    client = signed_in(reader)
    assert ids(client) == [comment.pk]
    assert client.get(one(foreign)).status_code == 404
    for address in ("decisions/", "undo/"):
        assert send(client, one(foreign) + address, verb="publish", version=1).status_code == 404
    assert ReaderComment.objects.get(pk=foreign.pk).status == Status.PENDING
    assert ids(signed_in(ModeratorFactory())) == [comment.pk, foreign.pk]


def test_they_come_in_the_order_of_the_list_in_the_admin(post, comment, reader):
    newest, oldest = (ReaderCommentFactory(page=post, status=status) for status in (Status.PUBLISHED, Status.DECLINED))
    later = ReaderCommentFactory(page=post, status=Status.PENDING)
    ReaderComment.objects.filter(pk=oldest.pk).update(reported_since=timezone.now())
    CommentReport.objects.create(comment=oldest, reason=Reason.UNKIND)
    client = signed_in(reader)
    wanted = [oldest.pk, comment.pk, later.pk, newest.pk]
    assert ids(client) == wanted
    listing = client.get("/admin/reader-comments/")
    assert [one.pk for one in listing.context["object_list"]] == wanted
    page = client.get(ROOT, {"limit": 2, "offset": 1}).json()
    assert page["count"] == 4 and [item["id"] for item in page["items"]] == wanted[1:3]


def test_filters(post, comment, reader, blog):
    welsh = ReaderCommentFactory(page=post, language="cy", signs=[Sign.MANY_LINKS], status=Status.PENDING)
    published = ReaderCommentFactory(page=BlogPostPageFactory(parent=blog), language="en-gb")
    ReaderComment.objects.filter(pk=published.pk).update(reported_since=timezone.now())
    CommentReport.objects.create(comment=published, reason=Reason.UNKIND)
    client = signed_in(reader)
    assert ids(client, status="pending") == [comment.pk, welsh.pk]
    assert ids(client, language="cy") == [welsh.pk]
    assert ids(client, language="en") == [published.pk, comment.pk]
    assert ids(client, sign="many_links") == [welsh.pk]
    assert ids(client, sign="many") == []
    assert ids(client, reported="true") == [published.pk]
    assert ids(client, reported="false") == [comment.pk, welsh.pk]
    assert ids(client, page=post.pk) == [comment.pk, welsh.pk]
    assert ids(client, site=Site.objects.get().pk) == [published.pk, comment.pk, welsh.pk]
    assert ids(client, status="pending", language="cy", page=published.page_id) == []
    assert client.get(ROOT, {"site": "nowhere.example"}).status_code == 404
    for wrong in ({"status": "read"}, {"page": "x"}, {"limit": 0}, {"colour": "red"}):
        assert client.get(ROOT, wrong).status_code == 422, wrong


def test_one_has_everything_that_is_needed_to_decide(post, comment, reader, blog):
    answer = ReaderCommentFactory(page=post, reply_to=comment, body="I saw it, too.", author_email="bo@example.org")
    ReaderComment.objects.filter(pk=answer.pk).update(reported_since=timezone.now())
    CommentReport.objects.create(comment=answer, reason=Reason.UNKIND, body="Unkind.")
    MessageToWriter.objects.create(comment=answer, body="Say where.", answer="Here.", answered_at=timezone.now())
    ReaderComment.objects.filter(pk=answer.pk).update(has_messages=True, answer_waits_since=timezone.now())
    PublishComment(comment, user=reader, note="A good one.")()
    client = signed_in(reader)
    told = client.get(one(answer)).json()
    assert (told["body"], told["author_email"]) == ("I saw it, too.", "bo@example.org")
    assert (told["reply_to"], told["thread"]) == (comment.pk, comment.pk)
    assert [around["body"] for around in told["around"]] == ["A heron."]
    assert [(report["reason"], report["body"]) for report in told["reports"]] == [("unkind", "Unkind.")]
    assert [(each["body"], each["answer"], each["waits"]) for each in told["messages"]] == [
        ("Say where.", "Here.", True)
    ]
    assert {"hide", "keep", "close-answer"} <= {verb["name"] for verb in told["verbs"]}
    assert (told["page"]["title"], told["page"]["url"]) == (post.title, post.full_url)
    (entry,) = client.get(one(comment)).json()["history"]
    assert (entry["message"], entry["note"], entry["person"]) == ("Published", "A good one.", "Rita Reader")


def test_why_somebody_is_worried_is_for_few(comment, reader, post):
    ReaderComment.objects.update(reported_since=timezone.now())
    CommentReport.objects.create(
        comment=comment, reason=Reason.WORRIED, body="He wants to die.", name="Grace", email="grace@example.org"
    )
    response = signed_in(reader).get(one(comment))
    (report,) = response.json()["reports"]
    assert report["withheld"] and report["reason"] is None and report["body"] is None
    assert not [word for word in ("die", "Grace", "grace@", "worried") if word in response.content.decode()]
    (report,) = signed_in(ModeratorFactory()).get(one(comment)).json()["reports"]
    assert not report["withheld"] and (report["reason"], report["body"]) == ("worried", "He wants to die.")


def test_a_comment_of_a_page_that_readers_do_not_see_keeps_its_title(reader, blog):
    page = BlogPostPageFactory(parent=blog, title="A secret plan", live=False)
    hidden = ReaderCommentFactory(page=page)
    response = signed_in(reader).get(one(hidden))
    assert response.json()["page"] == {"id": page.pk, "title": "A page that is not on the website", "url": None}
    assert "secret" not in response.content.decode()


# Deciding


def decide(client, comment, **data):
    return send(client, f"{one(comment)}decisions/", **{"version": 1} | data)


def test_a_decision_is_as_in_the_admin_and_can_be_undone(comment, reader):
    client = signed_in(reader)
    done = decide(client, comment, verb="decline", reason="unkind", note="Not kind.", status="pending").json()
    assert done == {
        "message": f"Reader comment {comment.pk} will not be published.",
        "status": "declined",
        "version": 1,
        "undo": "put-back",
    }
    (entry,) = client.get(one(comment)).json()["history"]
    assert entry["note"] == "Unkind about a person: Not kind."
    back = send(client, f"{one(comment)}undo/").json()
    assert back["status"] == "pending"
    assert ReaderComment.objects.get().status == Status.PENDING
    # There is nothing more to undo.
    assert send(client, f"{one(comment)}undo/").status_code == 409


def test_nobody_undoes_what_somebody_else_decided(comment, reader):
    PublishComment(comment, user=ModeratorFactory(first_name="Mo", last_name="Manager"))()
    refused = send(signed_in(reader), f"{one(comment)}undo/")
    assert (refused.status_code, refused.json()["decided_by"]) == (409, "Mo Manager")
    assert ReaderComment.objects.get().status == Status.PUBLISHED


def test_who_is_second_is_told_who_decided_what(comment, reader):
    PublishComment(comment, user=ModeratorFactory(first_name="Mo", last_name="Manager"))()
    refused = decide(signed_in(reader), comment, verb="decline", reason="unkind", status="pending")
    assert refused.status_code == 409
    told = refused.json()
    assert (told["decided_by"], told["decision"], told["status_now"]) == ("Mo Manager", "Published", "published")
    assert "Mo Manager was quicker" in told["detail"]
    assert ReaderComment.objects.get().status == Status.PUBLISHED


def test_nothing_is_decided_about_words_that_were_not_read(comment, reader):
    ReaderComment.objects.update(words_version=2, body="Two herons.")
    refused = decide(signed_in(reader), comment, verb="publish")
    assert refused.status_code == 409 and refused.json()["status_now"] == "pending"
    assert ReaderComment.objects.get().status == Status.PENDING
    assert decide(signed_in(reader), comment, verb="publish", version=2).status_code == 200


def test_the_writer_is_written_to(comment, reader):
    ReaderComment.objects.update(slip_hash="0" * 64)
    client = signed_in(reader)
    refused = decide(client, comment, verb="write")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "message")
    assert decide(client, comment, verb="write", message="Please say where.").status_code == 200
    assert MessageToWriter.objects.get().body == "Please say where."
    assert ReaderComment.objects.get().status == Status.PENDING


def test_what_cannot_be_meant_is_refused(comment, reader):
    client = signed_in(reader)
    wrong = [
        ({"verb": "burn"}, "verb"),
        ({"verb": ""}, "verb"),
        ({"verb": "publish", "version": None}, "version"),
        ({"verb": "publish", "reason": "NOT A KEY"}, "reason"),
        ({"verb": "publish", "note": "x" * 1001}, "note"),
        ({"verb": "publish", "message": "\ud800"}, "message"),
    ]
    for sent, field in wrong:
        refused = decide(client, comment, **sent)
        assert refused.status_code == 422, sent
        assert refused.json()["errors"][0]["field"] == field
    assert decide(client, comment, verb="hide").status_code == 409  # nothing that waits can be hidden
    assert ReaderComment.objects.get().status == Status.PENDING


def test_reports_that_came_later_stay_open(comment, reader):
    PublishComment(comment, user=reader)()
    ReaderComment.objects.update(reported_since=timezone.now())
    seen, later = (CommentReport.objects.create(comment=comment, reason=Reason.UNKIND) for _number in range(2))
    assert decide(signed_in(reader), comment, verb="hide", reports_seen=seen.pk).status_code == 200
    assert not CommentReport.objects.get(pk=seen.pk).is_open and CommentReport.objects.get(pk=later.pk).is_open


def test_new_words_are_taken(comment, reader):
    PublishComment(comment, user=reader)()
    comment.refresh_from_db()
    EditComment(comment, body="Two herons.", author_name="Ann")()
    client = signed_in(reader)
    told = client.get(one(comment)).json()
    assert told["new_words"]["body"] == "Two herons." and told["edit_waits"]
    assert decide(client, comment, verb="accept-edit", version=told["version"]).status_code == 200
    assert ReaderComment.objects.get().body == "Two herons."


# What it costs


@pytest.mark.parametrize("who", ["reader", "moderator"])
def test_a_list_costs_the_same_for_any_number(post, request, who):
    user = request.getfixturevalue(who)

    def fill(number):
        for place in range(number):
            one = ReaderCommentFactory(page=post, status=Status.PENDING if place % 2 else Status.PUBLISHED)
            if place % 3 == 0:
                CommentReport.objects.create(comment=one, reason=Reason.UNKIND)
                ReaderComment.objects.filter(pk=one.pk).update(reported_since=timezone.now())

    def queries():
        client = signed_in(user)
        client.get(ROOT)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(ROOT, {"limit": 100}).status_code == 200
        return len(captured)

    fill(20)
    few = queries()
    fill(180)
    # One fewer where the reported ones alone fill the page.
    assert queries() <= few <= 12


def test_declining_takes_a_reason_and_the_writer_reads_it(comment, reader):
    ReaderComment.objects.update(slip_hash="0" * 64)
    client = signed_in(reader)
    offered = client.get(f"{ROOT}{comment.pk}/").json()["reasons"]
    assert "unkind" in {one["key"] for one in offered}
    for wrong in ({}, {"reason": "made-up"}, {"reason": "unkind", "marked": "not in it"}):
        refused = decide(client, comment, verb="decline", **wrong)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (
            422,
            "marked" if "marked" in wrong else "reason",
        )
    said = {"reason": "unkind", "marked": "heron", "mend": "Leave the bird out."}
    assert decide(client, comment, verb="decline", **said).status_code == 200
    ground = DecisionGround.objects.get()
    assert (ground.reason, ground.mend, len(ground.marks)) == ("unkind", "Leave the bird out.", 1)


@pytest.mark.parametrize("status", ["pending", "published"])
def test_a_comment_that_went_meanwhile_is_not_there(comment, reader, monkeypatch, status):
    judge = OneDecisionForm.is_valid

    def late(form):
        ReaderComment.objects.filter(pk=comment.pk).delete()
        return judge(form)

    client = signed_in(reader)
    monkeypatch.setattr(OneDecisionForm, "is_valid", late)
    assert decide(client, comment, verb="publish", status=status).status_code == 404


def test_signs_say_which_words_of_the_list_were_found(comment, reader):
    site = Site.objects.get()
    entries = [
        WordListEntry.objects.create(site=site, language="en", words=words, key=words) for words in ("heron", "ford")
    ]
    signs = [f"word_list:{entry.pk}" for entry in entries] + ["word_list:999", "word_list:998", Sign.MANY_LINKS.value]
    ReaderComment.objects.filter(pk=comment.pk).update(signs=signs)
    client = signed_in(reader)
    for said in (client.get(ROOT).json()["items"][0]["signs"], client.get(one(comment)).json()["signs"]):
        assert [each["name"] for each in said] == ["word_list", "word_list", "word_list", "many_links"]
        assert "“heron”" in said[0]["label"] and "“ford”" in said[1]["label"] and "“" not in said[2]["label"]
