"""One copy of a comment for an open case: who reads it, what the writer is told, when it goes; and that nothing else waits."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.actions import PublishComment, TakeDownComment
from coprod_wagtail.comments.actions.person import copies_that_stay, export
from coprod_wagtail.comments.actions.purge import is_behind, purge
from coprod_wagtail.comments.cases.actions import CloseCase, KeepCopy
from coprod_wagtail.comments.models import Case, ReaderComment, SealedCopy
from tests.factories import ModeratorFactory, UserFactory

from ..sending import SAME_ORIGIN, drawn_fields
from ..slip.test_nothing_left import tables_with
from .test_cases import INDEX, NOW, as_client, comment, officer, steps, told  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

MARK = "zqsealedzq"
BEFORE = "If you erase it before that is settled, we keep one copy"
KEPT = "We keep one copy of its words and name, until 30 days after"
WHO = "Only the few people here who look after such things can read the copy"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def sent(client, post):
    """A comment that shows, and the place of its private page."""
    fields = drawn_fields(client, post.url)
    words = {"body": f"The cook steals. {MARK}", "author_name": f"{MARK}name", "author_email": ""}
    place = client.post(fields.pop("action"), fields | words, headers=SAME_ORIGIN)["Location"].split("#")[0]
    found = ReaderComment.objects.get()
    PublishComment(found, user=ModeratorFactory())()
    return found, place


def shown(client, place):
    return " ".join(client.get(place).content.decode().split())


@pytest.mark.parametrize("reason", ["untrue", "worried"])
def test_the_writer_is_told_before_and_after_and_erases_all_the_same(client, sent, officer, reason):  # noqa: F811
    found, place = sent
    assert BEFORE not in shown(client, place)
    case = told(found, reason)
    lines = client.get(f"/api/coprod/v1/slips/{place.rstrip('/').rsplit('/', 1)[1]}/").json()["lines"]
    for page in (shown(client, place), shown(client, f"{place}erase/"), " ".join(lines)):
        assert BEFORE in page and WHO in page and "worried" not in page
        assert ("untrue about them" in page) == (reason == "untrue")
    erased = client.post(f"{place}erase/", follow=True)
    assert "gone from our records, but for one copy" in erased.content.decode() and WHO in erased.content.decode()
    assert client.get(place).status_code == 404
    assert tables_with(MARK) == ["coprod_comments_sealedcopy"]
    case.refresh_from_db()
    assert case.is_open and steps(case) == ["open", "keep_copy"]
    assert f"{MARK} " not in str(ModelLogEntry.objects.values_list("data", "label"))


def test_over_the_api_it_is_told_too(client, sent):
    found, place = sent
    told(found, "untrue")
    secret = place.rstrip("/").rsplit("/", 1)[1]
    answer = client.post(
        f"/api/coprod/v1/slips/{secret}/erase/", {}, content_type="application/json", headers=SAME_ORIGIN
    )
    assert "but for one copy" in answer.json()["lines"][0] and len(answer.json()["lines"]) == 3


def test_each_look_is_a_button_and_in_the_log(sent, officer):  # noqa: F811
    found, _place = sent
    case = told(found, "untrue")
    page = as_client(officer)
    page.post(f"{INDEX}{case.pk}/keep/")
    assert MARK not in page.get(f"{INDEX}{case.pk}/").content.decode()
    assert page.get(f"{INDEX}{case.pk}/look/").status_code == 405
    for _ in range(2):
        answer = page.post(f"{INDEX}{case.pk}/look/")
        assert MARK in answer.content.decode() and "no-store" in answer["Cache-Control"]
    looks = ModelLogEntry.objects.filter(action="coprod_comments.case_look", object_id=str(case.pk))
    assert [(line.user, line.data) for line in looks] == [(officer, {})] * 2
    assert as_client(ModeratorFactory()).post(f"{INDEX}{case.pk}/look/").status_code == 302


def test_what_holds_no_copy_keeps_none(client, sent, officer):  # noqa: F811
    found, place = sent
    for reason in ("personal", "about_me", "unkind"):
        told(found, reason)
    assert BEFORE not in shown(client, place)
    case = Case.objects.get(kind="personal")
    as_client(officer).post(f"{INDEX}{case.pk}/keep/")
    client.post(f"{place}erase/")
    assert tables_with(MARK) == []
    assert dict(Case.objects.values_list("kind", "outcome")) == {"personal": "", "about_me": "gone"}


def test_a_case_that_is_closed_keeps_none(client, sent, officer):  # noqa: F811
    found, place = sent
    CloseCase(told(found, "untrue"), user=officer, outcome="nothing")()
    assert BEFORE not in shown(client, place)
    client.post(f"{place}erase/")
    assert tables_with(MARK) == []


# When it goes


def test_it_goes_when_the_case_is_closed_and_some_days_are_over(client, sent, officer, clock, capsys):  # noqa: F811
    found, place = sent
    case = told(found, "untrue")
    KeepCopy(case, user=officer)()
    assert KEPT in shown(client, place) and purge()["copies"] == 0
    CloseCase(case, user=officer, outcome="kept")()
    assert KEPT in shown(client, place)
    clock.shift(timezone.timedelta(days=30, minutes=-1))
    assert purge()["copies"] == 0 and not is_behind()
    clock.shift(timezone.timedelta(days=1, minutes=2))
    assert is_behind()
    call_command("purge_comments", "--dry-run")
    assert "1 copy for a case that is closed: erased." in capsys.readouterr().out and SealedCopy.objects.exists()
    call_command("purge_comments")
    assert "1 copy for a case that is closed: erased." in capsys.readouterr().out
    assert not is_behind() and not SealedCopy.objects.exists() and steps(case)[-1] == "erase_copy"
    assert KEPT not in shown(client, place)


# Nothing else waits


def for_the_person(client, found, place):
    call_command("erase_person", "--comment", str(found.pk), "--commit")


def in_the_admin(client, found, place):
    boss = Client()
    boss.force_login(UserFactory(is_superuser=True, is_staff=True))
    asked = {"numbers": str(found.pk), "asked_on": "2026-05-04", "email": "", "name": "", "comment": found.pk}
    boss.post("/admin/reader-comments/person/", asked | {"do": "ask"})
    assert boss.post("/admin/reader-comments/person/", asked | {"do": "erase"}).status_code == 302


def in_time(client, found, place):
    TakeDownComment(found)()
    ReaderComment.objects.update(status_since="2020-01-01T00:00:00Z")
    call_command("purge_comments")


def with_its_page(client, found, place):
    found.page.delete()


@pytest.mark.parametrize("way", [for_the_person, in_the_admin, in_time, with_its_page])
def test_every_other_erasure_waits_for_nothing_and_keeps_nothing(client, sent, way):
    found, place = sent
    told(found, "untrue")
    told(found, "worried")
    way(client, found, place)
    assert tables_with(MARK) == []
    assert Case.objects.open().count() == 2


def test_taking_down_goes_on_and_what_is_kept_is_no_other_copy(client, sent, officer):  # noqa: F811
    found, place = sent
    case = told(found, "untrue")
    assert client.post(f"{place}take-down/").status_code == 302
    assert tables_with(MARK) == ["coprod_comments_takenbackwords"]
    client.post(f"{place}erase/")
    assert tables_with(MARK) == ["coprod_comments_sealedcopy"]
    assert SealedCopy.objects.get().case == case


def test_a_person_who_asks_is_told_of_the_copy_and_a_settled_one_goes(sent, officer, capsys):  # noqa: F811
    found, _place = sent
    open_one, settled = told(found, "untrue"), told(found, "worried")
    for case in (open_one, settled):
        KeepCopy(case, user=officer)()
    held = export(ReaderComment.objects.all())[0]
    assert held["copies_kept_for_cases"] == [open_one.pk, settled.pk]
    CloseCase(settled, user=officer, outcome="nothing")()
    call_command("erase_person", "--comment", str(found.pk), "--commit")
    assert SealedCopy.objects.get().case == open_one and copies_that_stay([found.pk]) == 1
    assert "1 copy is kept for a case that is not settled" in capsys.readouterr().out
