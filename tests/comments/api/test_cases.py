"""Cases over the JSON API: the list, one, and each step, as in Wagtail's admin."""

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.comments.actions import EraseComment
from coprod_wagtail.comments.cases.actions import AcknowledgeCase, AssignCase, CloseCase, KeepCopy
from coprod_wagtail.comments.cases.rows import store_case
from coprod_wagtail.comments.models import Case, CommentReport
from coprod_wagtail.comments.reports.submit import SubmitReport, Told
from tests.factories import ReaderCommentFactory, UserFactory, volunteer

from .test_moderation import send, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

ROOT = "/api/coprod/v1/moderation/cases/"
COMMENTS = "/api/coprod/v1/moderation/comments/"
#: A Thursday before a weekend.
NOW = "2026-05-07 10:00:00+01:00"
HANDLES = ("access_admin", "handle_cases_readercomment")
MARK = "zqsealedzq"
STEPS = ("acknowledge", "assign", "extend", "close", "keep", "look")


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(
        page=post, body=f"The cook steals. {MARK}", author_name=f"{MARK}name", content_note=f"{MARK}note", language="en"
    )


@pytest.fixture
def officer(blog):
    """Handles cases of this section, and reads why readers are worried."""
    codenames = (*HANDLES, "see_safeguarding_readercomment")
    return volunteer({"page": blog}, codenames=codenames, first_name="Olive", last_name="Reed")


@pytest.fixture
def client(officer):
    return signed_in(officer)


def told(comment, reason="untrue", **changes):
    SubmitReport(comment, Told(reason=reason, **changes), site=Site.objects.get(), covers=False)()
    comment.refresh_from_db()
    return Case.objects.order_by("pk").last()


def one(case):
    return f"{ROOT}{case.pk}/"


def ids(client, **asked):
    response = client.get(ROOT, asked)
    assert response.status_code == 200, response.content
    return [item["id"] for item in response.json()["items"]]


def lines(case):
    """What the log has of `case`: what was done, and by which door."""
    found = ModelLogEntry.objects.filter(action__startswith="coprod_comments.case_", object_id=str(case.pk))
    prefix = "coprod_comments.case_"
    return [(line.action.removeprefix(prefix), line.data.get("door")) for line in found.order_by("pk")]


def took(client, case, step, **data):
    response = send(client, f"{one(case)}{step}/", **data)
    assert response.status_code == 200, response.content
    return response.json()


def refused(client, case, step, **data):
    """Status and code, or the field and its code."""
    response = send(client, f"{one(case)}{step}/", **data)
    problem = response.json()
    assert problem["detail"]
    return response.status_code, *([(each["field"], each["code"]) for each in problem["errors"]] or [problem["code"]])


# The list


def test_open_ones_are_listed_by_the_day_on_which_they_are_due(comment, client, officer, clock):
    closed, closed_last = told(comment), told(comment, "about_me")
    CloseCase(closed, user=officer, outcome="nothing")()
    month, soon, late = told(comment, "personal"), told(comment), told(comment, "worried")
    clock.move_to("2026-05-08 12:00:00+01:00", tick=False)
    CloseCase(closed_last, user=officer, outcome="kept")()
    assert ids(client) == ids(client, state="open") == [late.pk, soon.pk, month.pk]
    assert ids(client, state="late") == [late.pk]
    assert ids(client, state="closed") == [closed_last.pk, closed.pk]
    assert ids(client, state="closed", kind="untrue") == [closed.pk]
    assert ids(client, kind="personal", site=Site.objects.get().pk) == [month.pk]
    assert client.get(ROOT, {"site": "nowhere.example"}).status_code == 404
    for wrong in ({"state": "read"}, {"kind": "x"}, {"limit": 0}, {"colour": "red"}):
        assert client.get(ROOT, wrong).status_code == 422, wrong


def test_a_case_in_the_list_says_when_and_who_and_nobodys_words(comment, client, officer):
    case = told(comment, "personal", body="My phone number", name="Ada")
    AssignCase(case, user=officer, to=officer)()
    KeepCopy(told(comment), user=officer)()
    response = client.get(ROOT, {"kind": "personal"})
    (item,) = response.json()["items"]
    assert item == {
        "id": case.pk,
        "kind": "personal",
        "kind_label": "Personal information",
        "received_at": item["received_at"],
        "due_at": item["due_at"],
        "is_late": False,
        "time_left": "Due by Monday 8 June",
        "acknowledged_at": None,
        "assigned_to": "Olive Reed",
        "closed_at": None,
        "outcome": None,
        "outcome_label": None,
    }
    whole = client.get(ROOT).content.decode()
    assert not [word for word in (MARK, "phone number", "Ada") if word in whole]


def test_the_list_comes_in_pages(comment, client):
    cases = [told(comment) for _number in range(3)]
    response = client.get(ROOT, {"limit": 2, "kind": "untrue"})
    assert (response.json()["count"], len(response.json()["items"])) == (3, 2)
    assert response.headers["Link"] == '<?limit=2&kind=untrue&offset=2>; rel="next"'
    assert ids(client, limit=2, offset=2) == [cases[2].pk]


# One


def test_one_has_what_was_told_and_what_to_do(comment, client):
    case = told(comment, "personal", body="My phone number", name="Ada", email="ada@example.org")
    found = client.get(one(case)).json()
    assert (found["comment"], found["comment_is_there"]) == (comment.pk, True)
    assert found["what_next"][0] == "Tell the person that you have it."
    assert (found["report"]["body"], found["report"]["name"]) == ("My phone number", "Ada")
    assert found["report"]["case"] == {"id": case.pk, "due_at": found["due_at"], "is_open": True}
    assert [step["name"] for step in found["steps"]] == ["acknowledge", "assign", "extend", "close"]
    assert found["steps"][3]["label"] == "Close a case"
    assert [each["value"] for each in found["outcomes"]] == ["done", "refused", "nothing", "withdrawn"]
    assert [(entry["message"], entry["person"]) for entry in found["history"]] == [("Opened", "")]
    assert found["copy_kept"] is None


def test_what_came_in_a_letter_about_a_comment_that_is_gone(comment, client):
    case = store_case("personal", received=timezone.now(), site=None, comment=comment.pk)
    assert client.get(one(case)).json()["report"] is None
    EraseComment(comment)()
    found = client.get(one(case)).json()
    assert (found["comment"], found["comment_is_there"]) == (comment.pk, False)


def test_a_report_leads_to_its_case_for_who_looks_after_it(comment, client, blog):
    case, unkind = told(comment, "about_me"), CommentReport.objects.create(comment=comment, reason="unkind")
    worried = told(comment, "worried")
    of = {report["id"]: report["case"] for report in client.get(f"{COMMENTS}{comment.pk}/").json()["reports"]}
    assert of[unkind.pk] is None and of[worried.report_id]["id"] == worried.pk
    assert (of[case.report_id]["id"], of[case.report_id]["is_open"]) == (case.pk, True)
    # Who has not the one right, and who has not the other.
    for codenames, theirs in ((HANDLES, {case.pk}), (("access_admin",), set())):
        reports = signed_in(volunteer({"page": blog}, codenames=codenames)).get(f"{COMMENTS}{comment.pk}/").json()
        assert {report["case"]["id"] for report in reports["reports"] if report["case"]} == theirs


# Each step


def test_it_is_noted_once_that_the_person_was_told(comment, client):
    case = told(comment, "personal")
    done = took(client, case, "acknowledge")
    assert done["message"] == "It is noted that the person was told."
    assert done["case"]["acknowledged_at"] and "acknowledge" not in {step["name"] for step in done["case"]["steps"]}
    entry = done["case"]["history"][0]
    assert entry["message"] == "The person was told that you have it, by another program"
    assert entry["person"] == "Olive Reed"
    assert refused(client, case, "acknowledge") == (409, "conflict")
    assert lines(case) == [("open", None), ("acknowledge", "api")]


def test_it_is_handed_on_to_who_may_look_after_it(comment, client, officer):
    case, other = told(comment, "worried"), UserFactory(is_superuser=True, first_name="Su", last_name="Per")
    people = {each["id"]: each["name"] for each in client.get(f"{one(case)}people/").json()}
    assert (people[str(officer.pk)], people[str(other.pk)]) == ("Olive Reed", "Su Per")
    without = volunteer(codenames=HANDLES)
    assert str(without.pk) not in client.get(f"{one(case)}people/").content.decode()
    for wrong in (str(without.pk), "0", "x", "9" * 40):
        assert refused(client, case, "assign", to=wrong) == (422, ("to", "invalid_choice")), wrong
    assert took(client, case, "assign", to=str(other.pk))["case"]["assigned_to"] == "Su Per"
    assert refused(client, case, "assign", to=str(other.pk)) == (409, "conflict")
    assert refused(client, case, "assign") == (422, ("to", "required"))
    assert took(client, case, "assign", to=None)["case"]["assigned_to"] is None
    assert lines(case)[1:] == [("assign", "api")] * 2


def test_the_law_gives_more_time_once_in_time_and_with_a_reason(comment, client, officer, clock):
    case = told(comment, "personal")
    assert refused(client, case, "extend", note=" ") == (422, ("note", "required"))
    done = took(client, case, "extend", note="Many pages")
    assert done["case"]["due_at"].startswith("2026-08-07") and done["case"]["history"][0]["note"] == "Many pages"
    assert refused(client, case, "extend", note="Once more") == (409, "conflict")
    assert refused(client, told(comment), "extend", note="Not by law") == (409, "conflict")
    late = told(comment, "personal")
    clock.move_to("2026-06-09 10:00:00+01:00", tick=False)
    client.force_login(officer)  # the session is over, too
    assert refused(client, late, "extend", note="Late") == (409, "conflict")
    assert lines(case) == [("open", None), ("extend", "api")] and lines(late) == [("open", None)]


def test_it_is_closed_with_what_came_of_it(comment, client):
    case = told(comment, "worried")
    for wrong, where in (({"outcome": "kept"}, "outcome"), ({}, "outcome"), ({"note": "x" * 1001}, "note")):
        status, *errors = refused(client, case, "close", **{"outcome": "" if where == "outcome" else "nothing"} | wrong)
        assert status == 422 and errors[0][0] == where
    assert Case.objects.get().is_open
    done = took(client, case, "close", outcome="passed_on", note="Rang the team")["case"]
    assert (done["outcome"], done["outcome_label"]) == ("passed_on", "Passed on to somebody who can help")
    assert done["closed_at"] and done["steps"] == done["outcomes"] == done["what_next"] == []
    entry = done["history"][0]
    assert entry["message"] == "Closed by another program. Passed on to somebody who can help"
    assert entry["note"] == "Rang the team"
    assert lines(case) == [("open", None), ("close", "api")]


def test_a_closed_case_takes_no_step_again(comment, client, officer):
    case = told(comment)
    CloseCase(case, user=officer, outcome="nothing")()
    sent = {"assign": {"to": str(officer.pk)}, "extend": {"note": "Why"}, "close": {"outcome": "kept"}}
    for step in STEPS:
        assert refused(client, case, step, **sent.get(step, {})) == (409, "conflict"), step
    assert [name for name, _door in lines(case)] == ["open", "close"]


def test_who_read_an_old_version_of_it_is_told_and_changes_nothing(comment, client, officer):
    case = told(comment, "personal")
    offered = {step["name"] for step in client.get(one(case)).json()["steps"]}
    assert {"acknowledge", "close"} <= offered
    other = UserFactory(is_superuser=True, is_staff=True)
    AcknowledgeCase(case, user=other)()
    assert refused(client, case, "acknowledge") == (409, "conflict")
    CloseCase(case, user=other, outcome="done")()
    response = send(client, f"{one(case)}close/", outcome="refused")
    assert response.status_code == 409
    assert response.json()["detail"] == "This case was closed already. You changed nothing."
    case.refresh_from_db()
    assert case.outcome == "done" and [name for name, _door in lines(case)] == ["open", "acknowledge", "close"]


@pytest.mark.parametrize("step", STEPS)
def test_what_is_sent_is_json_of_the_right_shape(comment, client, step):
    case = told(comment)
    for wrong, status in (("[]", 422), ("3", 422), ('"x"', 422), ("{", 400)):
        response = client.post(f"{one(case)}{step}/", wrong, content_type="application/json")
        assert response.status_code == status, (step, wrong)
    assert client.post(f"{one(case)}{step}/", {"outcome": "nothing"}).status_code == 415
    assert client.get(f"{one(case)}{step}/").status_code == 405
    assert lines(case) == [("open", None)]
