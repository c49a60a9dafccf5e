"""The comments of some days as a file: which, with what in it, and that it is noted."""

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
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.comments.actions import DeclineComment, EraseComment
from coprod_wagtail.comments.admin.export import views
from coprod_wagtail.comments.constants import Sign, Status
from coprod_wagtail.comments.export import rows
from coprod_wagtail.comments.export.actions import NoteExport
from coprod_wagtail.comments.export.rows import Wanted, lines
from coprod_wagtail.comments.models import ReaderComment
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory, volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

URL = "/admin/reader-comments/export/"
PERSONAL = ("Sam Reader", "sam@example.org", "=cmd", "A warning")


@pytest.fixture
def manager():
    user = ModeratorFactory()
    user.user_permissions.add(Permission.objects.get(codename="erase_readercomment"))
    return user


@pytest.fixture
def comment(post):
    """It came half past midnight on 5 May, in London."""
    return ReaderCommentFactory(
        page=post,
        author_name="Sam Reader",
        author_email="sam@example.org",
        body="=cmd|' /C calc'!A0",
        content_note="A warning",
        status=Status.PENDING,
        signs=[Sign.MANY_LINKS.value, "word_list:7"],
        received_at=datetime(2026, 5, 4, 23, 30, tzinfo=UTC),
    )


def as_client(user):
    client = Client()
    client.force_login(user)
    return client


def table_of(response):
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))


def test_personal_data_is_left_out_unless_it_is_asked_for(manager, comment):
    DeclineComment(comment, user=manager, reason="unkind")()
    client = as_client(manager)
    (line,) = table_of(client.post(URL, {"do": "csv"}))
    assert {name: line[name] for name in ("number", "status", "reason", "signs", "written_by")} == {
        "number": str(comment.pk),
        "status": "declined",
        "reason": "unkind",
        "signs": "many_links, word_list",
        "written_by": "guest",
    }
    assert line["received"].startswith("2026-05-04T23:30:00")
    assert not [words for words in PERSONAL if words in str(line)]
    (line,) = table_of(client.post(URL, {"do": "csv", "words": "on", "names": "on"}))
    assert (line["name"], line["email"], line["content_note"]) == ("Sam Reader", "sam@example.org", "A warning")
    assert line["words"] == "'=cmd|' /C calc'!A0"  # no formula


def test_days_are_those_of_the_site(manager, comment):
    client = as_client(manager)
    for day, number in (("2026-05-04", 0), ("2026-05-05", 1), ("2026-05-06", 0)):
        assert len(table_of(client.post(URL, {"do": "csv", "first": day, "last": day}))) == number
    response = client.post(URL, {"do": "csv", "first": "2026-05-06", "last": "2026-05-05"})
    assert "This day is before the first one." in response.content.decode()


def test_only_what_somebody_may_read_and_have(blog, comment):
    other = BlogPostPageFactory(parent=BlogIndexPageFactory(parent=blog.get_parent()))
    ReaderCommentFactory(page=other)
    reader = volunteer({"page": blog})
    client = as_client(reader)
    page = BeautifulSoup(client.get(URL).content, "html.parser")
    assert not page.select("[name=words], [name=names]")
    # Who is not offered it does not get it either.
    (line,) = table_of(client.post(URL, {"do": "csv", "words": "on", "names": "on"}))
    assert line["number"] == str(comment.pk)
    assert not [words for words in PERSONAL if words in str(line)]
    with pytest.raises(NotAllowed):
        NoteExport(Wanted(names=True), "csv", user=reader)()


def test_the_log_says_who_took_what(manager, comment):
    b"".join(as_client(manager).post(URL, {"do": "xlsx", "first": "2026-05-01", "words": "on"}).streaming_content)
    entry = ModelLogEntry.objects.get(action="coprod_comments.export_list")
    assert entry.user == manager
    assert entry.data == {"from": "2026-05-01", "words": True, "names": False, "kind": "xlsx"}


def test_xlsx_has_the_same_and_has_an_end(manager, comment, monkeypatch):
    client = as_client(manager)
    sent = client.post(URL, {"do": "xlsx", "words": "on"})
    sheet = load_workbook(io.BytesIO(b"".join(sent.streaming_content))).active
    head, line = sheet.iter_rows(values_only=True)
    assert list(head) == Wanted(words=True).columns
    assert line[0] == str(comment.pk)
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    monkeypatch.setattr(views, "MOST_IN_XLSX", 0)
    assert "Choose fewer days" in client.post(URL, {"do": "xlsx"}).content.decode()


def test_a_reason_stays_when_the_comment_is_erased(manager, comment):
    DeclineComment(comment, user=manager, reason="unkind")()
    EraseComment(ReaderComment.objects.get(pk=comment.pk), in_time=True)()
    (line,) = table_of(as_client(manager).post(URL, {"do": "csv", "words": "on", "names": "on"}))
    assert (line["status"], line["reason"], line["words"], line["name"]) == ("erased", "unkind", "", "")


def test_it_comes_in_batches_each_of_three_queries(manager, post, monkeypatch):
    monkeypatch.setattr(rows, "AT_ONCE", 4)
    at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    # Some of them in the same moment.
    for number in range(10):
        ReaderCommentFactory(page=post, received_at=at + timedelta(minutes=number // 3))
    list(lines(Wanted(), manager))
    with CaptureQueriesContext(connection) as captured:
        found = [int(line[0]) for line in lines(Wanted(), manager)]
    assert found == sorted(ReaderComment.objects.values_list("pk", flat=True))
    assert len(captured) == 3 * 3 + 1
