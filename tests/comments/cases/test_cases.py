"""What readers tell us becomes a case, which somebody settles by a day: from opening to closing, and who may."""

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.comments.actions import HideComment, PutBack
from coprod_wagtail.comments.cases.actions import AssignCase, CloseCase, ExtendCase
from coprod_wagtail.comments.cases.rows import store_case
from coprod_wagtail.comments.cases.visible import cases_for
from coprod_wagtail.comments.models import Case
from coprod_wagtail.comments.reports.decisions import KeepComment
from coprod_wagtail.comments.reports.submit import SubmitReport, Told
from coprod_wagtail.outbox.sending import send_due
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ModeratorFactory,
    ReaderCommentFactory,
    UserFactory,
    volunteer,
)

from ..reports.telling import NOTICE, tell
from ..sending import soup

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

#: A Thursday before a weekend.
NOW = "2026-05-07 10:00:00+01:00"
HANDLES = ("access_admin", "handle_cases_readercomment")
INDEX = "/admin/reader-comments/cases/"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(page=post, body="The cook steals the soup.", author_name="Sam")


@pytest.fixture
def officer(blog):
    """Handles cases of this section, and reads why readers are worried."""
    return volunteer({"page": blog}, codenames=(*HANDLES, "see_safeguarding_readercomment"))


def told(comment, reason, **changes):
    SubmitReport(comment, Told(reason=reason, **changes), site=Site.objects.get(), covers=False)()
    comment.refresh_from_db()
    return Case.objects.order_by("pk").last()


def elsewhere():
    """A post in another section."""
    blog = BlogIndexPageFactory(parent=Site.objects.get().root_page, title="News")
    return BlogPostPageFactory(parent=blog)


def as_client(user):
    client = Client()
    client.force_login(user)
    return client


def steps(case):
    lines = ModelLogEntry.objects.filter(action__startswith="coprod_comments.case_", object_id=str(case.pk))
    return [line.action.removeprefix("coprod_comments.case_") for line in lines.order_by("pk")]


# Opening


@pytest.mark.parametrize(
    ("reason", "due"),
    [
        ("untrue", "2026-05-11T10:00:00+01:00"),
        ("about_me", "2026-05-11T23:59:59+01:00"),
        ("personal", "2026-06-08T23:59:59+01:00"),
        ("worried", "2026-05-08T10:00:00+01:00"),
        ("unkind", None),
        ("spam", None),
        ("other", None),
    ],
)
def test_a_report_that_has_a_day_opens_a_case(client, comment, settings, reason, due):
    settings.TIME_ZONE = "Europe/London"
    sent = NOTICE if reason == "untrue" else {"body": "Please look."}
    assert tell(client, comment, **sent | {"reason": reason}).status_code == 302
    case = Case.objects.first()
    assert (case.due_at if case else None) == (due and case.due_at.fromisoformat(due))
    if case:
        assert (case.kind, case.comment_number, case.report.comment_id) == (reason, comment.pk, comment.pk)
        assert steps(case) == ["open"] and "soup" not in str(ModelLogEntry.objects.values_list("data", "label"))


def test_who_asks_about_their_data_hears_that_we_have_it(client, comment, settings, django_capture_on_commit_callbacks):
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"MAIL": True}
    for reason in ("personal", "about_me"):
        tell(client, comment, reason=reason, body="My phone number", email="ada@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        send_due(10)
    case = Case.objects.get(kind="personal")
    [letter] = [one for one in mail.outbox if one.to == ["ada@example.org"]]
    assert "8 June 2026" in letter.body and str(case.pk) in letter.body and "phone number" not in letter.body
    assert case.acknowledged_at and steps(case) == ["open", "acknowledge"]


# Closing


def test_deciding_settles_what_the_comment_settles_and_taking_it_back_opens_it(comment, moderator):
    cases = {reason: told(comment, reason) for reason in ("untrue", "about_me", "personal", "worried")}
    HideComment(comment, user=ModeratorFactory())()
    outcomes = dict(Case.objects.values_list("kind", "outcome"))
    assert outcomes == {"untrue": "hidden", "about_me": "hidden", "personal": "", "worried": ""}
    comment.refresh_from_db()
    PutBack(comment, user=moderator)()
    assert not Case.objects.exclude(outcome="", closed_at=None).exists()
    assert steps(cases["untrue"]) == ["open", "close", "reopen"] and steps(cases["personal"]) == ["open"]


def test_keeping_the_comment_settles_it_too(comment, moderator):
    case = told(comment, "untrue")
    KeepComment(comment, user=moderator)()
    case.refresh_from_db()
    assert case.outcome == "kept" and not case.is_open


def test_a_person_closes_what_only_a_person_can_and_once(comment, officer):
    case = told(comment, "worried")
    page = as_client(officer)
    assert page.post(f"{INDEX}{case.pk}/close/", {"outcome": "kept"}).status_code == 422
    sent = {"outcome": "passed_on", "note": "Rang the team"}
    assert page.post(f"{INDEX}{case.pk}/close/", sent).status_code == 302
    assert page.post(f"{INDEX}{case.pk}/close/", sent).status_code == 302
    case.refresh_from_db()
    assert case.outcome == "passed_on" and steps(case) == ["open", "close"]
    shown = page.get(f"{INDEX}{case.pk}/").content.decode()
    assert "Rang the team" in shown and "Closed. Passed on to somebody who can help" in shown


def test_the_law_gives_more_time_once_and_in_time_and_with_a_reason(comment, officer, clock):
    case = told(comment, "personal")
    page = as_client(officer)
    assert page.post(f"{INDEX}{case.pk}/extend/", {"note": ""}).status_code == 422
    page.post(f"{INDEX}{case.pk}/extend/", {"note": "Many pages"})
    case.refresh_from_db()
    assert case.takes_longer and case.due_at.date().isoformat() == "2026-08-07"
    with pytest.raises(Conflict):
        ExtendCase(case, user=officer, note="Once more")()
    late = told(comment, "personal")
    clock.move_to("2026-06-09 10:00:00+01:00", tick=False)
    with pytest.raises(Conflict):
        ExtendCase(late, user=officer, note="Late")()
    with pytest.raises(Conflict):
        ExtendCase(told(comment, "untrue"), user=officer, note="Not by law")()


# Who may


def test_who_may_see_which(comment, officer, blog, post):
    other = ReaderCommentFactory(page=elsewhere())
    worried, untrue, others = told(comment, "worried"), told(comment, "untrue"), told(other, "untrue")
    no_page = store_case("personal", received=worried.received_at, site=None, comment=None)
    without = volunteer({"page": blog}, codenames=HANDLES)
    found = {
        officer: {worried, untrue},
        without: {untrue},
        volunteer({"page": blog}): set(),
        # The right alone opens no comment.
        volunteer(codenames=HANDLES): set(),
        UserFactory(is_superuser=True, is_staff=True): {worried, untrue, others, no_page},
    }
    for user, theirs in found.items():
        assert set(cases_for(user)) == theirs
    page = as_client(without)
    for case in (worried, others, no_page):
        assert page.get(f"{INDEX}{case.pk}/").status_code == 404
        for act in ("close", "acknowledge", "look", "keep", "assign"):
            assert page.post(f"{INDEX}{case.pk}/{act}/", {"outcome": "nothing"}).status_code == 404
        with pytest.raises(NotAllowed):
            CloseCase(case, user=without, outcome="nothing")()
    assert page.get(f"{INDEX}{untrue.pk}/").status_code == 200
    assert "1 open case" in " ".join(page.get("/admin/").content.decode().split())
    assert "worried" not in page.get(INDEX).content.decode().partition("<table")[2].partition("</table")[0]


def test_it_is_given_only_to_who_may_handle_it(comment, officer, moderator):
    case = told(comment, "worried")
    without = ModeratorFactory()
    page = as_client(officer)
    assert page.post(f"{INDEX}{case.pk}/assign/", {"to": without.pk}).status_code == 422
    assert page.post(f"{INDEX}{case.pk}/assign/", {"to": officer.pk}).status_code == 302
    case.refresh_from_db()
    assert case.assigned_to == officer and steps(case) == ["open", "assign"]
    AssignCase(case, user=officer, to=None)()


# What is shown


def test_the_list_is_in_the_order_of_the_days(comment, officer, clock):
    closed = told(comment, "untrue")
    CloseCase(closed, user=officer, outcome="nothing")()
    month, soon, late = told(comment, "personal"), told(comment, "untrue"), told(comment, "worried")
    clock.move_to("2026-05-08 12:00:00+01:00", tick=False)
    page = as_client(officer)
    shown = soup(page.get(INDEX))
    rows = [row.get_text(" ", strip=True) for row in shown.select("table.coprod-queue tbody tr")]
    assert [row.split(":")[0] for row in rows] == [f"Case {case.pk}" for case in (late, soon, month, closed)]
    assert "Late since" in rows[0] and "22 hours left, not counting weekends and bank holidays" in rows[1]
    assert "Due by Monday 8 June" in rows[2] and "Closed on" in rows[3]
    for query, number in {"kind=untrue": 2, "state=open": 3, "state=late": 1, "state=closed": 1}.items():
        assert len(soup(page.get(f"{INDEX}?{query}")).select("table.coprod-queue tbody tr")) == number, query


@pytest.mark.parametrize("number", [1, 8])
def test_the_list_asks_as_many_questions_however_long_it_is(comment, officer, number, django_assert_max_num_queries):
    for _ in range(number):
        told(comment, "untrue")
    page = as_client(officer)
    page.get(INDEX)
    with django_assert_max_num_queries(22):
        page.get(INDEX)


def test_one_case_says_what_was_told_and_what_to_do(client, comment, officer):
    tell(client, comment, **NOTICE)
    case = Case.objects.get()
    page = " ".join(as_client(officer).get(f"{INDEX}{case.pk}/").content.decode().split())
    assert "I have never taken any." in page and "48 hours left, not counting weekends" in page
    assert "We have no e-mail address of the writer. Take the comment off the page within this time." in page
    inspect = as_client(officer).get(f"/admin/reader-comments/inspect/{comment.pk}/").content.decode()
    assert f"{INDEX}{case.pk}/" in inspect


def test_what_came_in_a_letter_is_written_down(comment, officer, post):
    page = as_client(officer)
    other = ReaderCommentFactory(page=elsewhere())
    sent = {"kind": "personal", "received": "2026-05-04", "site": Site.objects.get().pk}
    for number in ("", other.pk, 999_999):  # only who reads all may have cases about no comment
        assert "Case 1" not in page.post(f"{INDEX}new/", sent | {"number": number}).headers.get("Location", "")
    assert not Case.objects.exists()
    assert page.post(f"{INDEX}new/", sent | {"number": comment.pk}).status_code == 302
    case = Case.objects.get()
    assert case.due_at.date().isoformat() == "2026-06-04" and case.report is None and case.comment == comment
    boss = UserFactory(is_superuser=True, is_staff=True)
    assert as_client(boss).post(f"{INDEX}new/", sent | {"number": ""}).status_code == 302
    assert as_client(boss).post(f"{INDEX}new/", sent | {"received": "2026-05-08"}).status_code == 200


def test_a_case_outlives_the_page(comment, post):
    case = told(comment, "personal")
    post.delete()
    case.refresh_from_db()
    assert case.is_open and case.comment is None and case.comment_number
