"""How are we doing: what is counted, for whom, and how it is told."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.comments.actions import (
    DeclineComment,
    EraseComment,
    HideComment,
    MarkSpam,
    PublishComment,
    PutBack,
    TakeDownComment,
)
from coprod_wagtail.comments.constants import AuthorKind, Status
from coprod_wagtail.comments.figures.counting import Measure, figures_for
from coprod_wagtail.comments.figures.weeks import Weeks
from coprod_wagtail.comments.models import CommentReport, ReaderComment
from coprod_wagtail.comments.reports.constants import Reason
from coprod_wagtail.comments.reports.submit import SubmitReport, Told
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ReaderCommentFactory, UserFactory, volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

URL = "/admin/reader-comments/figures/"
#: A Wednesday; the week began on 4 May.
NOW = datetime(2026, 5, 6, 12, tzinfo=UTC)
THIS, LAST = NOW.date() - timedelta(days=2), NOW.date() - timedelta(days=9)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def client(moderator):
    client = Client()
    client.force_login(moderator)
    return client


@pytest.fixture
def news(blog):
    """A page in another section."""
    return BlogPostPageFactory(parent=BlogIndexPageFactory(parent=blog.get_parent(), title="News"))


def came(page, *, days=0, hours=0, status=Status.PENDING, **values):
    at = NOW - timedelta(days=days, hours=hours)
    return ReaderCommentFactory(page=page, status=status, received_at=at, status_since=at, **values)


def decide(verb, comment, user, monkeypatch=None, **values):
    comment.refresh_from_db()
    return verb(comment, user=user, **values)()


def counted(user, **kwargs):
    figures = figures_for(user, Weeks.holding(None, None), **kwargs)
    return figures, {measure: dict(tally.weeks) for measure, tally in figures.tallies.items() if tally.weeks}


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(element):
    return " ".join(element.get_text(" ").split())


def row_of(page, name):
    (found,) = [row for row in page.select("tbody tr, tfoot tr") if text_of(row.th) == name][:1]
    return [text_of(cell) for cell in found.select("td")]


# What is counted


def test_what_became_of_comments_is_counted_by_the_week_in_which_it_did(post, moderator):
    published, declined, spam = (came(post, days=8) for _ in range(3))
    came(post, days=8)  # waits
    decide(PublishComment, published, moderator)
    decide(DeclineComment, declined, moderator, reason="unkind")
    decide(MarkSpam, spam, moderator)
    decide(HideComment, published, moderator)
    figures, by_week = counted(moderator)
    assert by_week == {
        Measure.RECEIVED: {LAST: 4},
        Measure.PUBLISHED: {THIS: 1},
        Measure.DECLINED: {THIS: 1},
        Measure.SPAM: {THIS: 1},
        Measure.HIDDEN: {THIS: 1},
    }
    assert figures.reasons == {"unkind": 1}
    assert figures.times.all == [8 * 86_400] * 3
    assert sum(figures.waiting.values()) == 1
    assert [figures.waited[week] for week in figures.weeks][-3:] == [0, 4, 1]


def test_what_was_undone_never_was(post, moderator):
    comment = came(post, days=1)
    decide(DeclineComment, comment, moderator)
    decide(PutBack, comment, moderator)
    figures, by_week = counted(moderator)
    assert by_week == {Measure.RECEIVED: {THIS: 1}}
    assert figures.times.all == []
    assert [figures.waited[week] for week in figures.weeks][-2:] == [0, 1]
    decide(PublishComment, comment, moderator)
    assert counted(moderator)[1] == {Measure.RECEIVED: {THIS: 1}, Measure.PUBLISHED: {THIS: 1}}


def test_erasing_changes_nothing_that_was_counted(post, moderator):
    declined, taken, erased = (came(post, hours=hours) for hours in (5, 6, 7))
    decide(DeclineComment, declined, moderator, reason="unkind")
    for comment in (taken, erased):
        decide(PublishComment, comment, moderator)
    TakeDownComment(ReaderComment.objects.get(pk=taken.pk))()
    before = counted(moderator)
    EraseComment(ReaderComment.objects.get(pk=declined.pk), in_time=True)()
    EraseComment(ReaderComment.objects.get(pk=taken.pk))()
    assert counted(moderator) == before
    assert before[1][Measure.TAKEN_BACK] == {THIS: 1}
    # A writer who erases at once has taken it back as well.
    EraseComment(ReaderComment.objects.get(pk=erased.pk))()
    assert counted(moderator)[1][Measure.TAKEN_BACK] == {THIS: 2}


def test_what_shows_at_once_is_published_and_never_waited(post, moderator):
    comment = came(post, days=1, status=Status.PUBLISHED)
    ReaderComment.objects.filter(pk=comment.pk).update(shown_at=comment.received_at)
    figures, by_week = counted(moderator)
    assert by_week == {Measure.RECEIVED: {THIS: 1}, Measure.PUBLISHED: {THIS: 1}}
    assert set(figures.waited.values()) == {0}


def test_who_works_here_and_what_was_imported_count_nowhere(post, moderator):
    staff = came(post, author_kind=AuthorKind.STAFF)
    imported = came(post, source="wordpress")
    for comment in (staff, imported):
        decide(PublishComment, comment, moderator)
    assert counted(moderator)[1] == {}


def test_weeks_are_those_of_the_site(settings, post, moderator):
    """Half past midnight in London, on a Monday in summer, is Sunday in UTC."""
    assert settings.TIME_ZONE == "Europe/London"
    ReaderCommentFactory(page=post, received_at=datetime(2026, 5, 3, 23, 30, tzinfo=UTC), status=Status.PENDING)
    assert counted(moderator)[1] == {Measure.RECEIVED: {THIS: 1}}


def test_whole_weeks_are_chosen_and_not_too_many():
    day = NOW.date()
    assert Weeks.holding(None, None) == Weeks(THIS - timedelta(weeks=11), THIS)
    assert Weeks.holding(day - timedelta(days=8), day - timedelta(days=8)) == Weeks(LAST, LAST)
    assert Weeks.holding(day - timedelta(days=4000), None) == Weeks(THIS - timedelta(weeks=52), THIS)
    assert Weeks.holding(day, day - timedelta(days=30)).first == Weeks.holding(day, day - timedelta(days=30)).last
    assert not Weeks(LAST, LAST).are_up_to_now


# For whom


def test_everybody_has_the_figures_of_what_they_may_read(blog, post, news):
    came(post)
    declined = came(news)
    reader = volunteer({"page": blog})
    decide(DeclineComment, declined, UserFactory(is_superuser=True), reason="unkind")
    CommentReport.objects.create(comment=declined, reason=Reason.UNKIND)
    figures, by_week = counted(reader)
    assert by_week == {Measure.RECEIVED: {THIS: 1}}
    assert not figures.reasons
    assert not figures.reports
    everything = counted(UserFactory(is_superuser=True))[0]
    assert everything.reports == {"unkind": 1}
    assert len(everything.tallies[Measure.RECEIVED].sections) == 2


def test_that_readers_are_worried_is_counted_for_who_may_read_it(blog, post, moderator):
    CommentReport.objects.create(comment=came(post), reason=Reason.WORRIED)
    assert counted(moderator)[0].reports == {"worried": 1}
    assert counted(volunteer({"page": blog}))[0].reports == {}


def test_open_cases_are_counted_for_who_handles_them(blog, post, moderator, client):
    comment = came(post)
    site = Site.objects.get()
    assert counted(moderator)[0].cases == {}
    moderator.user_permissions.add(Permission.objects.get(codename="handle_cases_readercomment"))
    moderator = type(moderator).objects.get(pk=moderator.pk)
    for reason in (Reason.UNTRUE, Reason.WORRIED, Reason.UNKIND):
        SubmitReport(comment, Told(reason=reason, body="Words."), site=site, covers=False)()
    assert counted(moderator)[0].cases == {"untrue": 1, "worried": 1}
    assert counted(volunteer({"page": blog}))[0].cases == {}
    client.force_login(moderator)
    part = page_of(client.get(URL)).find(id="coprod-figures-cases").parent
    assert "It says something untrue about somebody : fewer than 5" in text_of(part)
    lines = list(csv.DictReader(io.StringIO(client.get(URL + "?export=csv").getvalue().decode())))
    assert [line["Open"] for line in lines if line["What"] == "Open case"] == ["fewer than 5"] * 2


# How it is told


def test_the_screen_tells_what_is_not_about_a_few(client, moderator, post, news):
    for number in range(14):
        comment = came(post, days=8)
        if number < 6:
            decide(PublishComment, comment, moderator)
        elif number < 8:
            decide(DeclineComment, comment, moderator, reason="unkind")
    came(news, days=8)
    page = page_of(client.get(URL))
    assert row_of(page, "27 April 2026") == [
        "15", "0", "0", "0", "0", "0", "none", "none", "about 15",
    ]  # fmt: skip
    assert row_of(page, "4 May 2026")[:3] == ["0", "6", "fewer than 5"]
    assert row_of(page, "4 May 2026")[6:] == ["8 days", "8 days", "about 5"]
    # One comment came in the other section. The weeks say how many there were in all, so this section's number gives it away.
    assert row_of(page, post.get_parent().title)[0] == "left out"
    assert row_of(page, "News")[0] == "fewer than 5"
    assert "Unkind about a person : fewer than 5" in text_of(page.find(id="coprod-figures-reasons").parent)
    chart = page.select_one("svg[role=img]")
    assert chart.title.get_text()
    assert len(chart.select("rect")) == 24


def test_files_have_the_same_and_no_formula(client, moderator, post, news):
    parent = post.get_parent()
    parent.title = "=1+1"
    parent.save()
    for _ in range(6):
        decide(PublishComment, came(post, hours=3), moderator)
    came(news, days=8)
    response = client.get(URL + "?export=csv")
    lines = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    assert {line["What"] for line in lines} == {"All", "Week from", "Section"}
    (section,) = [line for line in lines if line["Which"] == "'=1+1"]
    assert (section["Came"], section["Published"], section["Half decided within (hours)"]) == ("6", "6", "3.0")
    (news_line,) = [line for line in lines if line["Which"] == "News"]
    assert news_line["Came"] == "fewer than 5"
    response = client.get(URL + "?export=xlsx")
    sheet = load_workbook(io.BytesIO(response.getvalue())).active
    assert [cell.value for cell in sheet[1]] == list(lines[0])
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    assert "2026-05-10.xlsx" in response.headers["Content-Disposition"]


def test_the_way_there(client, blog):
    assert (
        URL in client.get("/admin/reports/site-history/").content.decode()
        or URL in client.get("/admin/").content.decode()
    )
    assert page_of(client.get(URL)).h1 is not None
    stranger = Client()
    stranger.force_login(UserFactory(is_superuser=False))
    assert stranger.get(URL).status_code == 302


def test_nonsense_in_the_address_is_as_good_as_nothing(client):
    for query in ("?weeks_from=x", "?weeks_from=9999-12-31&weeks_to=0001-01-01", "?site=99", "?weeks_to=2999-01-01"):
        assert client.get(URL + query).status_code == 200


def test_it_costs_no_more_for_many(client, moderator, post, news):
    def queries():
        client.get(URL)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(URL).status_code == 200
        return len(captured)

    def add(number):
        for page in (post, news):
            for _ in range(number):
                decide(DeclineComment, came(page), moderator, reason="unkind")
                came(page)

    add(1)
    few = queries()
    add(20)
    assert ModelLogEntry.objects.count() >= 42
    assert queries() <= few <= 18
