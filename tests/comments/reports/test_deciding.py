"""What moderators do with what readers told us, and what becomes of it afterwards."""

import json

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry, Site

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.comments.actions import BringBackComment, EraseComment, HideComment, PutBack, TakeDownComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import CommentReport, Conversation, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.reports.constants import Outcome
from coprod_wagtail.comments.reports.decisions import CoverAgain, KeepComment
from coprod_wagtail.outbox.addresses import refuse
from coprod_wagtail.outbox.models import MailTo, OutgoingMessage
from coprod_wagtail.outbox.sending import send_due
from tests.example_site.recounting import as_stored, recount
from tests.factories import ReaderCommentFactory, UserFactory

from ..sending import soup
from .telling import NOTICE, tell

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = "/admin/reader-comments/"


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "MAIL": True}
    settings.DEFAULT_FROM_EMAIL = "hello@kettlelane.example"
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.org"


@pytest.fixture
def comment(post):
    return ReaderCommentFactory(page=post, author_name="Sam", body="The cook steals the soup.")


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def told(client, comment):
    """Tells us something; the comment as it is then."""

    def tell_us(about=comment, **fields):
        assert tell(client, about, **fields).status_code == 302
        about.refresh_from_db()
        return about

    return tell_us


def counters_are_right():
    return all(as_stored(one) == recount(one) for one in Conversation.objects.all())


def text_of(response):
    return " ".join(soup(response).select_one("main").get_text(" ", strip=True).split())


def inspect_url(comment):
    return reverse("coprod_reader_comments:inspect", args=[comment.pk])


def press(admin, comment, label):
    """Press a button on the comment's own page."""
    page = soup(admin.get(inspect_url(comment)))
    address, fields = decided_with(page, label)
    return admin.post(address, fields, follow=True)


def decided_with(page, label):
    """Where the button with this label leads on a comment's own page, and what it sends."""
    form = page.select_one("form.coprod-decide")
    [button] = [one for one in form.select(".coprod-decisions button") if one.get_text(strip=True) == label]
    return button["formaction"], {field["name"]: field.get("value", "") for field in form.select("input")}


# The screens


def test_reported_comments_come_first_with_what_was_said(admin, post, told, comment, moderator):
    waiting = ReaderCommentFactory(page=post, status=Status.PENDING)
    newer = ReaderCommentFactory(page=post)
    worrying = ReaderCommentFactory(page=post)
    told(reason="unkind", body="She is not a thief.")
    told(worrying, reason="worried", body="He sounds low.")
    page = soup(admin.get(INDEX))
    ids = [int(cell["id"].split("_")[1]) for cell in page.select(".coprod-queue__words > [id]")]
    assert ids == [worrying.pk, comment.pk, waiting.pk, newer.pk]
    said = page.select_one(".coprod-queue__words").get_text(" ", strip=True)
    assert "I am worried about this person" in said and "He sounds low." in said
    assert "Reported" in [
        link.get_text(" ", strip=True).split()[0] for link in page.select("a[href*='status=reported']")
    ]
    only = soup(admin.get(f"{INDEX}?status=reported"))
    assert len(only.select(".coprod-queue__words")) == 2
    assert "Reader comments (3)" in admin.get("/admin/").content.decode()


def test_a_search_has_the_reported_ones_first(admin, post, told, comment):
    ReaderCommentFactory(page=post, body="soup", status=Status.PENDING)
    told(reason="unkind")
    page = soup(admin.get(f"{INDEX}?q=soup"))
    assert "steals" in page.select_one(".coprod-queue__words").get_text()


def test_the_list_costs_no_more_for_many_reports(admin, post, told, django_assert_max_num_queries):
    comments = [ReaderCommentFactory(page=post) for _ in range(8)]
    told(comments[0], reason="spam")
    admin.get(INDEX)
    for comment in comments[1:]:
        told(comment, reason="spam")
    with django_assert_max_num_queries(17):
        admin.get(INDEX)


def test_the_list_shows_three_and_says_how_many_more(admin, told, comment, django_assert_num_queries):
    for number in range(5):
        told(reason="unkind", body=f"Reason {number}.")
    third = CommentReport.objects.order_by("pk")[2]
    page = soup(admin.get(INDEX))
    said = [one.get_text(" ", strip=True) for one in page.select(".coprod-queue__reports li")]
    assert len(said) == 4 and "Reason 2." in said[2] and said[3] == "and 2 more"
    form = page.select_one(".coprod-row-decisions")
    assert form.select_one("[name=reports]")["value"] == str(third.pk)
    fields = {field["name"]: field.get("value", "") for field in form.select("input")}
    admin.post(next(one["formaction"] for one in form.select("button") if "Keep" in one.get_text()), fields)
    assert CommentReport.objects.open().count() == 2
    assert "Reason 4." in text_of(admin.get(inspect_url(comment)))


@pytest.mark.parametrize("before", [0, 4])
def test_a_legal_notice_is_not_decided_about_in_the_list(admin, told, comment, before):
    for _time in range(before):
        told(reason="unkind")
    told(**NOTICE)
    page = soup(admin.get(INDEX))
    assert [one.get_text() for one in page.select(".coprod-row-decisions button")] == []
    assert page.select_one(".coprod-row-decisions a")["href"].startswith(inspect_url(comment))
    assert "read the whole complaint" in page.select_one(".coprod-queue__words").get_text()
    shown = text_of(admin.get(inspect_url(comment)))
    assert NOTICE["meaning"] in shown and "Keep" in shown


def test_the_comments_page_shows_all_of_it_and_what_each_button_does(admin, told, comment):
    told(**NOTICE)
    said = text_of(admin.get(inspect_url(comment)))
    for words in (
        "What readers told you about it",
        "It says something untrue about me",
        "The cook steals the soup.",
        "People think that I am a thief.",
        "I have never taken any.",
        "Ada Cook",
        "ada@example.org",
        "The comment stays, and shows again if it is covered.",
        "The comment goes off the page",
    ):
        assert words in said, words


@pytest.mark.parametrize(
    ("label", "status", "outcome"), [("Keep", Status.PUBLISHED, Outcome.KEPT), ("Hide", Status.HIDDEN, Outcome.HIDDEN)]
)
@pytest.mark.parametrize("reason", ["about_me", "unkind"])
def test_keep_and_hide(admin, told, comment, reason, label, status, outcome):
    told(reason=reason)
    assert comment.status == (Status.COVERED if reason == "about_me" else Status.PUBLISHED)
    press(admin, comment, label)
    comment.refresh_from_db()
    assert (comment.status, comment.reported_since) == (status, None)
    report = CommentReport.objects.get()
    assert report.outcome == outcome and report.decided_at
    assert counters_are_right()
    said = text_of(admin.get(inspect_url(comment)))
    assert "What readers told you before" in said and report.get_outcome_display() in said
    line = ModelLogEntry.objects.order_by("pk").last()
    assert line.action == f"coprod_comments.{label.lower()}" and line.data["reports"] == [report.pk]


@pytest.mark.parametrize("label", ["Keep", "Hide"])
def test_a_slip_of_the_hand_is_undone_and_nobody_hears_of_it(admin, told, comment, label):
    told(email="ada@example.org")
    page = soup(press(admin, comment, label))
    form = page.select_one("form.coprod-undo")
    admin.post(form["action"], {field["name"]: field.get("value", "") for field in form.select("input")})
    comment.refresh_from_db()
    assert comment.status == Status.COVERED and comment.reported_since
    assert CommentReport.objects.get().is_open
    assert counters_are_right()
    assert not OutgoingMessage.objects.filter(kind="mail").exists()


def test_keep_is_not_offered_where_nobody_told_us_anything(admin, comment, moderator):
    assert "Keep" not in text_of(admin.get(inspect_url(comment)))
    with pytest.raises(Conflict):
        KeepComment(comment, user=moderator)()


def test_only_who_may_moderate_it_keeps_it(told, comment):
    told()
    for verb in (KeepComment, CoverAgain):
        with pytest.raises(NotAllowed):
            verb(comment, user=UserFactory())()


def test_the_second_of_two_moderators_changes_nothing(told, comment, moderator):
    told(reason="unkind")
    first, second = (ReaderComment.objects.select_related("conversation").get() for _ in range(2))
    KeepComment(first, user=moderator)()
    with pytest.raises(Conflict):
        KeepComment(second, user=moderator)()
    assert ModelLogEntry.objects.filter(action="coprod_comments.keep").count() == 1


def test_nor_one_who_keeps_what_another_hid_without_reading_what_was_told(told, comment, moderator):
    told(comment, reason="unkind")
    seen = ReaderComment.objects.get()
    HideComment(ReaderComment.objects.get(), user=UserFactory(is_superuser=True), reports_seen=0)()
    with pytest.raises(Conflict):
        KeepComment(seen, user=moderator)()
    assert ReaderComment.objects.get().status == Status.HIDDEN
    assert CommentReport.objects.get().is_open
    assert not ModelLogEntry.objects.filter(action="coprod_comments.keep").exists()


def test_what_came_after_the_page_was_drawn_stays_open(admin, told, comment):
    told(reason="unkind")
    page = soup(admin.get(inspect_url(comment)))
    address, fields = decided_with(page, "Hide")
    told(reason="worried")
    admin.post(address, fields)
    comment.refresh_from_db()
    assert comment.status == Status.HIDDEN and comment.reported_since
    assert CommentReport.objects.open().get().reason == "worried"
    press(admin, comment, "Keep")
    comment.refresh_from_db()
    assert comment.status == Status.HIDDEN and comment.reported_since is None


def test_many_at_once_close_what_is_about_the_words_and_leave_what_is_about_a_person(admin, post, told, comment):
    other = ReaderCommentFactory(page=post)
    told(reason="unkind")
    told(other, reason="worried")
    address = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", "hide"])
    admin.post(f"{address}?id={comment.pk}&id={other.pk}&next=/admin/")
    assert {report.reason: report.outcome for report in CommentReport.objects.all()} == {
        "unkind": Outcome.HIDDEN,
        "worried": "",
    }
    comment.refresh_from_db()
    other.refresh_from_db()
    assert (comment.reported_since, other.reported_since is None) == (None, False)


def test_many_at_once_are_undone_covered_ones_too(admin, post, told, comment):
    told()
    address = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", "hide"])
    page = soup(admin.post(f"{address}?id={comment.pk}&next={INDEX}", follow=True))
    form = page.select_one("form.coprod-undo")
    admin.post(form["action"], {field["name"]: field.get("value", "") for field in form.select("input")})
    comment.refresh_from_db()
    assert comment.status == Status.COVERED and comment.reported_since
    assert CommentReport.objects.get().is_open


def test_what_its_writer_takes_down_and_brings_back_is_still_covered(told, comment, moderator):
    told()
    TakeDownComment(comment)()
    assert CommentReport.objects.get().is_open
    BringBackComment(comment)()
    assert comment.status == Status.COVERED
    TakeDownComment(comment)()
    comment.refresh_from_db()
    with pytest.raises(Conflict):  # nobody can read it
        KeepComment(comment, user=moderator)()
    BringBackComment(comment)()
    assert comment.status == Status.COVERED and CommentReport.objects.get().is_open
    KeepComment(comment, user=moderator)()
    assert comment.status == Status.PUBLISHED
    assert counters_are_right()


def test_what_is_taken_down_waits_for_nobody_until_it_is_back(told, comment, admin):
    told()
    TakeDownComment(comment)()
    assert not soup(admin.get(f"{INDEX}?status=reported")).select("input[name=seen]")
    assert len(soup(admin.get(INDEX)).select("input[name=seen]")) == ReaderComment.objects.count()
    BringBackComment(comment)()
    assert len(soup(admin.get(f"{INDEX}?status=reported")).select("input[name=seen]")) == 1


def test_what_nobody_covered_is_not_covered_again(comment, moderator):
    with pytest.raises(Conflict):
        CoverAgain(comment, user=moderator)()


def test_its_writer_is_told_where_it_stands(told, comment, client):
    from coprod_wagtail.comments.slip import code

    ReaderComment.objects.update(slip_hash=code.slip_hash("c" * 22))
    told()
    said = text_of(client.get(f"/comments/slips/{'c' * 22}/"))
    assert "Somebody asked us to look at your comment" in said
    assert client.get(f"/api/coprod/v1/slips/{'c' * 22}/").json()["status"] == "covered"


# Mail


def sent(time_machine, minutes=11):
    """What leaves within so many minutes."""
    time_machine.shift(60 * minutes)
    send_due(20)
    return mail.outbox


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [(KeepComment, "We decided that it stays as it is."), (HideComment, "We do not show it any more.")],
)
def test_who_left_an_address_hears_what_was_decided(told, comment, moderator, verb, sentence, time_machine):
    time_machine.move_to("2026-05-07 10:00:00+01:00", tick=False)
    told(reason="unkind", email="ada@example.org", body="marker-words")
    told(reason="unkind", body="Nobody to write to.")
    verb(comment, user=moderator)()
    assert sent(time_machine, 9) == []
    [letter] = sent(time_machine, 2)
    assert letter.to == ["ada@example.org"]
    assert sentence in letter.body and sentence in letter.alternatives[0][0]
    for word in ("marker-words", "soup", "Sam"):
        assert word not in letter.body and word not in letter.alternatives[0][0]
    assert not MailTo.objects.exists()


def test_one_whose_comment_is_erased_hears_that_and_no_more_is_kept(told, comment, time_machine):
    time_machine.move_to("2026-05-07 10:00:00+01:00", tick=False)
    told(reason="unkind", email="ada@example.org")
    EraseComment(comment)()
    assert CommentReport.objects.get().email == ""
    [letter] = sent(time_machine, 1)
    assert "The comment is not on our website any more." in letter.body


def test_the_safeguarding_contact_gets_a_link_and_no_words(told, comment, time_machine):
    time_machine.move_to("2026-05-07 10:00:00+01:00", tick=False)
    ReaderCommentSettings.objects.create(
        site=Site.objects.get(is_default_site=True), safeguarding_email="safe@example.org"
    )
    told(reason="worried", body="marker-words", email="ada@example.org")
    [letter] = sent(time_machine, 1)
    assert letter.to == ["safe@example.org"]
    assert f"https://cms.example.org{inspect_url(comment)}" in letter.body
    for word in ("marker-words", "soup", "Sam", "ada@"):
        assert word not in letter.body and word not in letter.alternatives[0][0]
    payload = OutgoingMessage.objects.get(kind="mail").payload
    assert payload["facts"] == {"report": CommentReport.objects.get().pk}


def test_a_refusal_of_the_safeguarding_contact_silences_nobody(told, comment, time_machine):
    time_machine.move_to("2026-05-07 10:00:00+01:00", tick=False)
    ReaderCommentSettings.objects.create(
        site=Site.objects.get(is_default_site=True), safeguarding_email="safe@example.org"
    )
    refuse("safe@example.org")
    told(reason="worried", body="He sounds low.")
    assert [letter.to for letter in sent(time_machine, 1)] == [["safe@example.org"]]


def test_without_a_contact_nobody_is_written_to(told):
    told(reason="worried")
    assert not OutgoingMessage.objects.filter(kind="mail").exists()


def test_without_mail_an_address_is_asked_of_nobody_but_for_a_notice(client, told, comment, settings):
    settings.COPROD_WAGTAIL = {"TOO_SOON_SECONDS": 0, "MAIL": False}
    told(reason="unkind", email="ada@example.org")
    assert CommentReport.objects.get().email == ""
    told(**NOTICE)
    assert CommentReport.objects.get(reason="untrue").email == "ada@example.org"


# What is not kept


def test_words_go_some_time_after_the_decision_and_the_decision_stays(told, comment, moderator, time_machine, capsys):
    time_machine.move_to("2026-05-07 10:00:00+01:00", tick=False)
    told(**NOTICE)
    KeepComment(comment, user=moderator)()
    time_machine.move_to("2026-06-05 10:00:00+01:00", tick=False)
    call_command("purge_comments")
    assert CommentReport.objects.with_words().exists()
    time_machine.move_to("2026-06-07 10:00:00+01:00", tick=False)
    call_command("purge_comments", "--dry-run")
    assert "1 report that was decided: emptied." in capsys.readouterr().out
    for _ in range(2):
        call_command("purge_comments")
    assert "0 reports that were decided: emptied." in capsys.readouterr().out
    report = CommentReport.objects.get()
    assert (report.name, report.email, report.statement, report.outcome) == ("", "", "", Outcome.KEPT)


def test_a_comment_is_not_erased_while_a_report_about_it_is_open(told, comment, moderator, time_machine):
    time_machine.move_to("2026-05-07 10:00:00+01:00", tick=False)
    stale = ReaderComment.objects.select_related("conversation").get()
    told(reason="worried", body="He sounds low.")
    HideComment(stale, user=moderator, reports_seen=0)()
    time_machine.move_to("2026-07-07 10:00:00+01:00", tick=False)
    call_command("purge_comments")
    assert ReaderComment.objects.get().status == Status.HIDDEN
    assert CommentReport.objects.get().body
    KeepComment(ReaderComment.objects.get(), user=moderator)()
    call_command("purge_comments")
    assert ReaderComment.objects.get().status == Status.ERASED


def test_a_person_is_exported_and_erased(told, comment, tmp_path, capsys):
    told(**NOTICE)
    file = tmp_path / "held"
    call_command("export_person", "--email", "ADA@example.org", "--output", str(file))
    [held] = json.loads(file.read_text())
    assert held["name"] == "Ada Cook" and "I have never taken any." in held["words"]
    assert (held["answer_to"], held["source"]) == (comment.pk, "report: untrue")
    call_command("erase_person", "--email", "ada@example.org")
    assert "1, would be emptied" in capsys.readouterr().out
    call_command("erase_person", "--email", "ada@example.org", "--commit")
    report = CommentReport.objects.get()
    assert not CommentReport.objects.with_words().exists()
    assert report.is_open  # somebody still has to look
    assert ReaderComment.objects.get().body


def test_a_decision_that_is_put_back_opens_its_reports(told, comment, moderator):
    told(reason="unkind")
    HideComment(comment, user=moderator)()
    PutBack(comment, user=moderator)()
    assert CommentReport.objects.get().is_open
    assert ReaderComment.objects.get().reported_since
