"""Cases over the JSON API: who may, what nobody reads but by looking at the copy, what came in a letter, and what it costs."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.comments.actions import EraseComment
from coprod_wagtail.comments.cases.actions import AssignCase, CloseCase
from coprod_wagtail.comments.cases.rows import copies_due, erase_copies, store_case
from coprod_wagtail.comments.models import Case, CommentReport, ReaderComment, SealedCopy
from coprod_wagtail.comments.permissions import ReaderCommentPermissionPolicy
from coprod_wagtail.compat import WAGTAIL_8
from tests.api.conforming import ConformingClient
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ReaderCommentFactory,
    UserFactory,
    volunteer,
)

from .test_cases import (  # noqa: F401
    COMMENTS,
    HANDLES,
    MARK,
    ROOT,
    STEPS,
    client,
    clock,
    comment,
    ids,
    lines,
    officer,
    one,
    refused,
    told,
    took,
)
from .test_moderation import send, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def elsewhere():
    """A comment in another section."""
    other = BlogIndexPageFactory(parent=Site.objects.get().root_page, title="News")
    return ReaderCommentFactory(page=BlogPostPageFactory(parent=other), body="A heron.")


def every_door(client, case):  # noqa: F811
    """What each door answers that is about one case."""
    yield client.get(one(case))
    yield client.get(f"{one(case)}people/")
    for step in STEPS:
        yield send(client, f"{one(case)}{step}/", outcome="nothing", note="Why", to="")


# Who may


def test_nobody_is_answered_who_has_not_signed_in(comment):  # noqa: F811
    case, anonymous = told(comment), ConformingClient()
    for response in (anonymous.get(ROOT), send(anonymous, ROOT), *every_door(anonymous, case)):
        assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")
    assert lines(case) == [("open", None)]


def test_who_decides_about_comments_only_is_told_so(comment, blog):  # noqa: F811
    case, reader = told(comment), signed_in(volunteer({"page": blog}))
    for response in (reader.get(ROOT), send(reader, ROOT), *every_door(reader, case)):
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed")
        assert response.json()["detail"] == "You do not have the right to look after cases."
    assert lines(case) == [("open", None)]


def test_who_may_see_which(comment, elsewhere, blog, officer):  # noqa: F811
    worried, untrue, others = told(comment, "worried"), told(comment), told(elsewhere)
    no_page = store_case("personal", received=timezone.now(), site=None, comment=None)
    found = {
        officer: {worried, untrue},
        volunteer({"page": blog}, codenames=HANDLES): {untrue},
        # The right alone opens no comment.
        volunteer(codenames=HANDLES): set(),
        UserFactory(is_superuser=True): {worried, untrue, others, no_page},
    }
    for user, theirs in found.items():
        asking = signed_in(user)
        assert set(ids(asking)) == {case.pk for case in theirs}
        for case in {worried, untrue, others, no_page} - theirs:
            for response in every_door(asking, case):
                assert (response.status_code, response.json()["code"]) == (404, "not_found")
        for case in theirs:
            assert asking.get(one(case)).status_code == 200
    assert all(lines(case) == [("open", None)] for case in (worried, untrue, others, no_page))


class NotThisOne(ReaderCommentPermissionPolicy):
    """A site's own, by which a comment itself says whose it is."""

    def user_has_permission_for_instance(self, user, action, instance):
        return super().user_has_permission_for_instance(user, action, instance) and "secret" not in instance.body


def test_the_sites_own_policy_counts(comment, client, settings):  # noqa: F811
    case = told(comment)
    ReaderComment.objects.filter(pk=comment.pk).update(body="A secret.")
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {
        "COMMENT_PERMISSION_POLICY": f"{NotThisOne.__module__}.{NotThisOne.__qualname__}"
    }
    assert {response.status_code for response in every_door(client, case)} == {404}
    reports = client.get(f"{COMMENTS}{comment.pk}/").json()["reports"]
    assert [report["case"] for report in reports] == [None]


def test_a_step_with_a_session_needs_a_token_against_forgery(comment, officer):  # noqa: F811
    case, asking = told(comment), signed_in(officer, enforce_csrf_checks=True)
    assert asking.get(one(case)).status_code == 200
    for step in STEPS:
        assert refused(asking, case, step) == (403, "csrf")
    assert send(asking, ROOT, kind="personal", received="2026-05-04").json()["code"] == "csrf"
    assert lines(case) == [("open", None)]


@pytest.mark.skipif(not WAGTAIL_8, reason="Wagtail 7.4 has no tokens")
def test_an_api_token_of_wagtail_counts_as_its_person(comment, officer):  # noqa: F811
    from wagtail.models import APIToken

    case, token = told(comment), APIToken.generate_token()
    APIToken.objects.create(user=officer, name="Desk", key_hash=APIToken.hash_token(token), prefix=token[:12])
    asking, headers = ConformingClient(enforce_csrf_checks=True), {"Authorization": f"Bearer {token}"}
    assert asking.get(one(case), headers=headers).json()["id"] == case.pk
    assert send(asking, f"{one(case)}keep/", headers).status_code == 200
    assert lines(case) == [("open", None), ("keep_copy", "api")]


# The copy


def test_each_look_is_in_the_log_and_only_its_answer_has_the_words(comment, client, officer):  # noqa: F811
    case = told(comment)
    assert refused(client, case, "look") == (409, "conflict")
    done = took(client, case, "keep")
    assert done["case"]["copy_kept"] == {"since": "2026-05-07T09:00:00Z", "until": None}
    assert {"look"} <= {step["name"] for step in done["case"]["steps"]}
    assert refused(client, case, "keep") == (409, "conflict")
    for _ in range(2):
        assert took(client, case, "look") == {
            "message": "The log says that you have read this.",
            "kept_since": "2026-05-07T09:00:00Z",
            "author_name": f"{MARK}name",
            "content_note": f"{MARK}note",
            "body": f"The cook steals. {MARK}",
            "language": "en",
        }
    assert client.get(f"{one(case)}look/").status_code == 405
    looks = ModelLogEntry.objects.filter(action="coprod_comments.case_look", object_id=str(case.pk))
    assert [(line.user, line.data) for line in looks] == [(officer, {"door": "api"})] * 2
    assert client.get(one(case)).json()["history"][0]["message"] == "The copy was read, by another program"
    sent = {"assign": {"to": str(officer.pk)}, "close": {"outcome": "kept"}}
    others = [client.get(ROOT), client.get(one(case)), client.get(f"{one(case)}people/")]
    others += [send(client, f"{one(case)}{step}/", **sent.get(step, {})) for step in STEPS if step != "look"]
    others += [client.get(one(case)), client.get(ROOT, {"state": "closed"})]
    assert not [response for response in others if MARK in response.content.decode()]
    assert all(response.headers["Cache-Control"] == "private, no-store" for response in others)


def test_a_copy_is_read_until_some_days_after_the_case_is_closed(comment, client, officer, clock):  # noqa: F811
    case = told(comment)
    took(client, case, "keep")
    EraseComment(comment)()
    CloseCase(case, user=officer, outcome="nothing")()
    kept = client.get(one(case)).json()
    assert kept["copy_kept"]["until"] == "2026-06-06T09:00:00Z"
    assert [step["name"] for step in kept["steps"]] == ["look"]
    assert MARK in took(client, case, "look")["body"]
    clock.shift(timezone.timedelta(days=30, minutes=1))
    erase_copies(copies_due())
    client.force_login(officer)  # the session is over, too
    assert client.get(one(case)).json()["copy_kept"] is None
    assert refused(client, case, "look") == (409, "conflict")


@pytest.mark.parametrize("reason", ["personal", "about_me"])
def test_what_holds_no_copy_keeps_none(comment, client, reason):  # noqa: F811
    case = told(comment, reason)
    assert refused(client, case, "keep") == (409, "conflict")
    assert not SealedCopy.objects.exists()


# What came in a letter


def test_what_came_in_a_letter_is_written_down(comment, client):  # noqa: F811
    response = send(client, ROOT, kind="personal", received="2026-05-04", number=comment.pk)
    assert response.status_code == 201, response.content
    case, made = Case.objects.get(), response.json()
    assert made["message"] == f"Case {case.pk} is written down. Put its number on the letter."
    assert (made["case"]["id"], made["case"]["due_at"][:10]) == (case.pk, "2026-06-04")
    assert made["case"]["report"] is None and made["case"]["comment"] == comment.pk
    assert lines(case) == [("open", "api")]


def test_nothing_is_written_down_that_cannot_be(comment, elsewhere, blog, client):  # noqa: F811
    right = {"kind": "personal", "received": "2026-05-04", "number": comment.pk}
    wrong = [
        ({"kind": "spam"}, "kind"),
        ({"kind": None}, "kind"),
        ({"received": ""}, "received"),
        ({"received": "4 May"}, "received"),
        ({"received": "2026-02-31"}, "received"),
        ({"received": "2026-05-08"}, "received"),
        ({"received": "2024-05-04"}, "received"),
        ({"number": elsewhere.pk}, "number"),
        ({"number": 0}, "number"),
        ({"number": 10**30}, "number"),
        ({"number": None, "site": "nowhere.example"}, "site"),
    ]
    for sent, field in wrong:
        response = send(client, ROOT, **right | sent)
        assert response.status_code == 422, sent
        assert [error["field"] for error in response.json()["errors"]] == [field], sent
    # About no one comment is for who may read all, and who is worried for few.
    response = send(client, ROOT, **right | {"number": None})
    assert response.status_code == 403 and "write the number of the comment" in response.json()["detail"]
    without = signed_in(volunteer({"page": blog}, codenames=HANDLES))
    assert send(without, ROOT, **right | {"kind": "worried"}).json()["errors"][0]["field"] == "kind"
    assert not Case.objects.exists()
    boss = signed_in(UserFactory(is_superuser=True))
    assert send(boss, ROOT, **right | {"number": None}).status_code == 201
    assert Case.objects.get().site == Site.objects.get()


# What it costs


@pytest.mark.parametrize("who", ["officer", "superuser"])
def test_the_list_costs_the_same_for_any_number(comment, who, officer):  # noqa: F811
    user = officer if who == "officer" else UserFactory(is_superuser=True)

    def fill(number):
        for _ in range(number):
            case = told(comment, "untrue", body="Look.")
            AssignCase(case, user=officer, to=officer)()

    def queries():
        asking = signed_in(user)
        asking.get(ROOT)
        with CaptureQueriesContext(connection) as captured:
            assert len(asking.get(ROOT, {"limit": 100}).json()["items"]) == Case.objects.count()
        return len(captured)

    fill(5)
    few = queries()
    fill(45)
    assert queries() == few <= 10


def test_one_costs_the_same_whatever_happened(comment, client, officer):  # noqa: F811
    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def costs():
        return queries(one(case)), queries(f"{COMMENTS}{comment.pk}/")

    case = told(comment)
    took(client, case, "keep")
    took(client, case, "look")
    for _ in range(4):
        told(comment, "personal")
    few = costs()
    for _ in range(45):
        told(comment, "personal")
        took(client, case, "look")
    assert CommentReport.objects.count() == 50
    assert costs() == few and max(few) <= 20, few
    assert len(json.loads(client.get(one(case)).content)["history"]) == 48
