"""Everything that is held of one person, in the admin: found, handed over, erased."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.comments.actions import EraseComment, TakeDownComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.text.moments import today
from tests.factories import ModeratorFactory, ReaderCommentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def place():
    return reverse("coprod_comments_admin:person")


@pytest.fixture
def officer(client):
    user = ModeratorFactory()
    user.user_permissions.add(Permission.objects.get(codename="erase_readercomment"))
    client.force_login(user)
    return user


@pytest.fixture
def theirs(post):
    return ReaderCommentFactory(page=post, author_name="Ada", author_email="ada@example.org", body="=Mine, marker.")


def press(client, what, comments=(), **asked):
    sent = {"email": "", "name": "", "numbers": "", "asked_on": today().isoformat()} | asked
    return client.post(place(), sent | {"do": what, "comment": [one.pk for one in comments]})


def found(response):
    page = BeautifulSoup(response.content, "html.parser")
    return {int(box["value"]): box.has_attr("checked") for box in page.select("input[name=comment]")}


def test_what_is_surely_theirs_is_ticked_and_what_may_be_is_not(client, officer, post, theirs):
    named = ReaderCommentFactory(page=post, author_name="ada")
    numbered = ReaderCommentFactory(page=post, author_name="Bet")
    ReaderCommentFactory(page=post, author_name="Cy")
    answer = press(client, "find", email="ADA@example.org", name="Ada", numbers=f"#{numbered.pk},")
    assert found(answer) == {theirs.pk: True, numbered.pk: True, named.pk: False}
    assert "no-store" in answer["Cache-Control"]


def test_what_was_taken_down_is_found_and_its_words_are_not_shown(client, officer, theirs):
    TakeDownComment(theirs)()
    answer = press(client, "find", email="ada@example.org")
    assert found(answer) == {theirs.pk: True} and "marker" not in answer.content.decode()


def test_it_is_handed_over_as_a_file_and_the_log_says_so(client, officer, post, theirs):
    other = ReaderCommentFactory(page=post, author_name="Ada", body="Somebody else's.")
    answer = press(client, "json", [theirs], email="ada@example.org", name="Ada")
    (held,) = json.loads(answer.content)
    assert held["words"] == "=Mine, marker." and "attachment" in answer["Content-Disposition"]
    answer = press(client, "csv", [theirs, other], email="ada@example.org", name="Ada")
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    assert {row["words"] for row in rows} == {"'=Mine, marker.", "Somebody else's."}
    entry = ModelLogEntry.objects.filter(object_id=theirs.pk, action="coprod_comments.export").first()
    assert entry.user_id == officer.pk and entry.data == {"asked_on": today().isoformat()}


def test_nothing_is_erased_before_it_was_asked_twice(client, officer, theirs):
    answer = press(client, "ask", [theirs], email="ada@example.org")
    assert "Erase 1 comment for ever?" in answer.content.decode() and found(answer) == {theirs.pk: True}
    assert ReaderComment.objects.get().status == Status.PUBLISHED
    asked = (today() - timedelta(days=3)).isoformat()
    answer = press(client, "erase", [theirs], email="ada@example.org", asked_on=asked)
    assert answer.status_code == 302
    theirs.refresh_from_db()
    assert (theirs.status, theirs.body, theirs.author_email) == (Status.ERASED, "", "")
    entry = ModelLogEntry.objects.get(object_id=theirs.pk, action="coprod_comments.erase")
    assert (entry.user_id, entry.data["why"], entry.data["asked_on"]) == (officer.pk, "asked", asked)


def test_only_what_was_found_is_erased(client, officer, post, theirs):
    other = ReaderCommentFactory(page=post, author_name="Bet")
    press(client, "erase", [theirs, other], email="ada@example.org")
    assert ReaderComment.objects.get(pk=other.pk).status == Status.PUBLISHED


def test_a_month_is_as_long_as_there_are_days(client, officer):
    for asked, by in (("2026-01-31", "28 February 2026"), ("2025-12-15", "15 January 2026")):
        assert f"Answer by: {by}" in press(client, "find", name="Nobody", asked_on=asked).content.decode()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Write an e-mail address, a name, or the number of a comment."),
        ({"email": "ada"}, "valid email"),
        ({"numbers": "twelve"}, "Write the numbers with commas between them"),
        ({"numbers": "9" * 50}, "Write the numbers with commas between them"),
        ({"name": "Ada", "asked_on": "2999-01-01"}, "Choose a day that is not in the future."),
    ],
)
def test_what_has_to_be_mended_is_said_and_nothing_happens(client, officer, theirs, asked, said):
    answer = press(client, "erase", [theirs], **asked)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert ReaderComment.objects.get().status == Status.PUBLISHED


def test_who_may_only_moderate_may_not(client, moderator, theirs):
    client.force_login(moderator)
    assert client.get(place()).status_code in (302, 403)
    press(client, "erase", [theirs], email="ada@example.org")
    assert ReaderComment.objects.get().status == Status.PUBLISHED
    with pytest.raises(NotAllowed):
        EraseComment(theirs, user=moderator)()
    inspect = reverse("coprod_reader_comments:inspect", args=[theirs.pk])
    assert "for ever" not in client.get(inspect).content.decode()


def test_the_page_of_a_comment_leads_there(client, officer, theirs):
    page = BeautifulSoup(client.get(reverse("coprod_reader_comments:inspect", args=[theirs.pk])).content, "html.parser")
    (link,) = [link["href"] for link in page.select("a") if "for ever" in link.get_text()]
    form = BeautifulSoup(client.get(link).content, "html.parser")
    assert form.select_one("[name=numbers]")["value"] == str(theirs.pk)


def test_it_asks_as_many_questions_for_many_as_for_one(client, officer, post, theirs, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(connection) as asked:
            press(client, "find", email="ada@example.org", name="Ada")
        return len(asked)

    queries()
    one = queries()
    for _ in range(10):
        ReaderCommentFactory(page=post, author_name="Ada")
    assert queries() == one


def test_the_list_leads_there_for_who_may(client, officer, moderator, theirs):
    index = reverse("coprod_reader_comments:index")
    assert place() in client.get(index).content.decode()
    client.force_login(moderator)
    assert place() not in client.get(index).content.decode()
