"""Before the time of a case is over somebody is reminded once, and the manager is told once when it is; nobody reads what it is
about in an e-mail."""

import pytest
from wagtail.models import Site

from coprod_wagtail.comments.cases.actions import AssignCase, CloseCase, ExtendCase
from coprod_wagtail.comments.models import Case, ReaderCommentSettings
from coprod_wagtail.comments.notices.sweep import sweep
from coprod_wagtail.outbox.models import OutgoingMessage
from tests.factories import ReaderCommentFactory, volunteer

from ..notices.conftest import choose, clock, committed, html_of, post_box  # noqa: F401
from .test_cases import HANDLES, told

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

#: `notices.conftest` begins on Tuesday 5 May 2026, at 10.
SAFE = (*HANDLES, "see_safeguarding_readercomment")


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(page=post, body="marker-words", author_name="marker-name")


@pytest.fixture
def officer(blog):
    user = volunteer({"page": blog}, codenames=SAFE, email="officer@example.org")
    choose(user, how="at_once", told_until="2027-01-01T00:00:00Z")
    return user


def case_mails(post_box, moment):  # noqa: F811
    post_box.clock.move_to(moment, tick=False)
    sweep()
    return [message for message in post_box.open() if message.subject.startswith("Case ")]


def said(messages):
    return [(message.to[0], message.subject.partition(" is ")[2]) for message in messages]


SOON, LATE = [("officer@example.org", "nearly due")], [("boss@example.org", "late")]


@pytest.mark.parametrize(
    ("reason", "too_soon", "day", "late"),
    [
        ("untrue", "2026-05-06 09:59:00+01:00", "2026-05-06 10:00:01+01:00", "2026-05-07 10:00:01+01:00"),
        ("about_me", "2026-05-07 07:59:00+01:00", "2026-05-07 08:00:01+01:00", "2026-05-08 00:00:01+01:00"),
        ("worried", "2026-05-05 21:59:00+01:00", "2026-05-05 22:00:01+01:00", "2026-05-06 10:00:01+01:00"),
        ("personal", "2026-05-28 23:00:00+01:00", "2026-05-29 08:00:01+01:00", "2026-06-06 00:00:01+01:00"),
    ],
)
def test_one_reminder_before_and_one_alarm_after(comment, officer, post_box, settings, reason, too_soon, day, late):  # noqa: F811
    settings.TIME_ZONE = "Europe/London"
    ReaderCommentSettings.objects.create(site=Site.objects.get(), manager_email="boss@example.org")
    told(comment, reason)
    assert said(case_mails(post_box, too_soon)) == []
    sent = case_mails(post_box, day)
    assert said(sent) == SOON and said(case_mails(post_box, day)) == []
    sent += case_mails(post_box, late)
    assert said(sent) == SOON + LATE and said(case_mails(post_box, late)) == []
    for message in sent:
        for shown in (message.body, html_of(message)):
            assert "marker" not in shown and reason not in shown and "untrue" not in shown and "worried" not in shown
            assert f"/admin/reader-comments/cases/{Case.objects.get().pk}/" in shown


def test_who_looks_after_it_is_reminded_and_nobody_who_may_not_see_it(comment, officer, blog, post_box):  # noqa: F811
    other = volunteer({"page": blog}, codenames=HANDLES, email="other@example.org")
    volunteer({"language": "cy"}, codenames=SAFE, email="elsewhere@example.org")
    volunteer({"page": blog}, email="reads-only@example.org")
    worried, untrue, own = told(comment, "worried"), told(comment, "untrue"), told(comment, "untrue")
    AssignCase(own, user=officer, to=other)()
    found = {}
    for message in case_mails(post_box, "2026-05-06 10:00:01+01:00"):
        found.setdefault(message.subject.partition(" is ")[0], set()).add(message.to[0])
    assert found == {
        f"Case {worried.pk}": {"officer@example.org"},
        f"Case {untrue.pk}": {"officer@example.org", "other@example.org"},
        f"Case {own.pk}": {"other@example.org"},
    }


def test_what_is_settled_is_not_told_and_what_takes_longer_has_another_day(comment, officer, post_box):  # noqa: F811
    settled, longer = told(comment, "untrue"), told(comment, "personal")
    CloseCase(settled, user=officer, outcome="nothing")()
    assert said(case_mails(post_box, "2026-06-01 09:00:00+01:00")) == SOON
    ExtendCase(longer, user=officer, note="Many pages")()
    assert said(case_mails(post_box, "2026-07-20 09:00:00+01:00")) == []
    assert said(case_mails(post_box, "2026-07-31 09:00:00+01:00")) == SOON


def test_somebody_looks_when_the_next_one_is_due_though_nothing_else_waits(comment, officer, post_box):  # noqa: F811
    case = told(comment, "personal")
    case.report.delete()
    post_box.after(minutes=10)
    looks = OutgoingMessage.objects.filter(kind="notices", state="waiting")
    assert any(look.due_at >= case.remind_at for look in looks)
    sent = post_box.at("2026-05-29 08:05:00+01:00") or post_box.after(minutes=1)
    assert [message.subject for message in sent if message.subject.startswith("Case ")]
