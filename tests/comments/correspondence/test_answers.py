"""What a moderator says to the writer of a comment, and the one answer: on pages, over JSON, and in the admin."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.comments.actions import (
    BringBackComment,
    DeclineComment,
    EraseComment,
    HideComment,
    MarkSpam,
    PublishComment,
    PutBack,
    TakeDownComment,
)
from coprod_wagtail.comments.actions.person import export
from coprod_wagtail.comments.actions.purge import due, is_behind, purge
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.correspondence.decisions import CloseAnswer, WriteToWriter
from coprod_wagtail.comments.exceptions import CommentGone
from coprod_wagtail.comments.models import MessageToWriter, ReaderComment
from coprod_wagtail.comments.moderation.counting import count_open
from coprod_wagtail.comments.reports.decisions import KeepComment
from coprod_wagtail.comments.signals import writer_answered
from tests.factories import ModeratorFactory, ReaderCommentFactory

from ..sending import soup

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

WHY = "Please leave out your neighbour's name, marker-why."
MINE = "I will leave it out, marker-mine."
INDEX = "/admin/reader-comments/"


@pytest.fixture
def declined(comment):
    """By somebody else than whoever reads the answer."""
    return DeclineComment(comment, user=ModeratorFactory(), message=WHY)()


@pytest.fixture
def answered(declined):
    AnswerMessage(declined, MINE)()
    return fresh(declined)


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


def fresh(comment):
    return ReaderComment.objects.select_related("conversation").get(pk=comment.pk)


def text_of(response):
    return " ".join(soup(response).select_one("main").get_text(" ", strip=True).split())


def inspect(comment):
    return reverse("coprod_reader_comments:inspect", args=[comment.pk])


def decide(comment, verb):
    return reverse("coprod_reader_comments:decide", args=[comment.pk, verb])


def drawn(client, comment):
    """What the form on a comment's own page would send."""
    form = soup(client.get(inspect(comment))).select_one("form.coprod-decide")
    return {field["name"]: field.get("value", "") for field in form.select("input[name]")}


class Pages:
    def __init__(self, client, place):
        self.client, self.place = client, place

    def answer(self, words):
        form = soup(self.client.get(self.place)).select_one('form[action$="/answer/"]')
        assert form and form.select_one("label[for=coprod-answer]")
        return self.send(words, form.select_one("[name=message]")["value"])

    def send(self, words, message):
        answer = self.client.post(f"{self.place}answer/", {"answer": words, "message": message})
        return answer.status_code, soup(answer).get_text(" ", strip=True)

    def see(self):
        return text_of(self.client.get(self.place))

    def has_box(self):
        return bool(soup(self.client.get(self.place)).select('form[action$="/answer/"]'))


class Json:
    def __init__(self, client, place):
        self.client, self.place = client, f"/api/coprod/v1{place.removeprefix('/comments')}"

    def slip(self):
        return self.client.get(self.place).json()

    def answer(self, words):
        assert self.slip()["answering"]["button"] == "Send your answer"
        return self.send(words, self.slip()["answering"]["message"])

    def send(self, words, message):
        sent = {"answer": words, "message": message}
        answer = self.client.post(f"{self.place}answer/", sent, content_type="application/json")
        return {200: 303}.get(answer.status_code, answer.status_code), answer.content.decode()

    def see(self):
        slip = self.slip()
        said = [[one["body"], *(one["answer"] or {}).values()] for one in slip["messages"]]
        return " ".join([*slip["lines"], *(words for one in said for words in one if words)])

    def has_box(self):
        return self.slip()["answering"] is not None


@pytest.fixture(params=[Pages, Json])
def door(request, client, place):
    return request.param(client, place)


# What its writer reads


@pytest.mark.parametrize("verb", [DeclineComment, MarkSpam])
def test_its_writer_reads_why(door, comment, moderator, verb):
    assert "marker-why" not in door.see() and not door.has_box()
    verb(comment, user=moderator)()
    assert "please ask us" in door.see()
    PutBack(fresh(comment), user=moderator)()
    verb(fresh(comment), user=moderator, message=f"  {WHY}\x00 ", note="For us alone.")()
    seen = door.see()
    assert "marker-why" in seen and "We have written to you about it." in seen
    assert "please ask us" not in seen and "For us alone." not in seen


def test_a_hidden_one_too(door, comment, moderator):
    PublishComment(comment, user=moderator)()
    HideComment(fresh(comment), user=moderator, message=WHY)()
    seen = door.see()
    assert "marker-why" in seen and "It is not on our website at the moment." in seen and "please ask us" not in seen


def test_one_that_goes_on_waiting_too(door, comment, moderator):
    WriteToWriter(comment, user=moderator, message=WHY)()
    assert fresh(comment).status == Status.PENDING and "marker-why" in door.see()
    assert "Waiting to be read" in door.see() and door.has_box()


def test_nobody_else_reads_it(client, post, comment, moderator):
    PublishComment(comment, user=moderator)()
    WriteToWriter(fresh(comment), user=moderator, message=WHY)()
    AnswerMessage(fresh(comment), MINE)()
    for url in (post.url, f"/comments/{post.pk}/feed/", f"/api/coprod/v1/comments/?page={post.pk}"):
        assert "marker-" not in client.get(url).content.decode()
    lines = json.dumps(list(ModelLogEntry.objects.values_list("data", flat=True)))
    assert "marker-" not in lines


# The answer


def test_it_can_be_answered_once(door, declined, django_capture_on_commit_callbacks):
    heard = []
    writer_answered.connect(lambda comment, **_: heard.append(comment.pk), weak=False, dispatch_uid="t")
    with django_capture_on_commit_callbacks(execute=True):
        assert door.answer(MINE)[0] == 303
    writer_answered.disconnect(dispatch_uid="t")
    message = MessageToWriter.objects.get()
    assert message.answer == MINE and fresh(declined).answer_waits_since == message.answered_at
    assert heard == [declined.pk]
    assert "marker-mine" in door.see() and "A person reads it." in door.see() and not door.has_box()
    # One click too many, and another one from another window.
    assert door.send(MINE, message.pk)[0] == 303
    status, said = door.send("Something else, marker-other.", message.pk)
    assert status == 409 and "You have answered already" in said
    if isinstance(door, Pages):
        assert "marker-other" in said
    assert MessageToWriter.objects.get().answer == MINE
    logged = ModelLogEntry.objects.filter(action="coprod_comments.answer")
    assert logged.count() == 1 and logged.get().data == {"message": message.pk}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write your answer."),
        (" \u200b ", "Write your answer."),
        ("x" * 5001, "too long"),
        ("broken \ud800", "broken"),
    ],
)
def test_what_cannot_be_taken_is_said(door, declined, typed, said):
    if isinstance(door, Pages) and "broken" in typed:
        pytest.skip("A browser cannot send half a character.")
    status, answer = door.answer(typed)
    assert status == 422 and said in answer
    assert not MessageToWriter.objects.get().is_answered


@pytest.mark.parametrize("message", ["x", "-1", "0", str(2**70)])
def test_a_number_that_is_none_changes_nothing(client, declined, place, message):
    assert client.post(f"{place}answer/", {"answer": MINE, "message": message}).status_code == 422
    assert not MessageToWriter.objects.get().is_answered


def test_who_is_written_to_again_reads_that_first(door, declined, moderator):
    first = MessageToWriter.objects.get().pk
    WriteToWriter(fresh(declined), user=moderator, message="One more thing, marker-more.")()
    status, said = door.send(MINE, first)
    assert status == 409 and "written to you again" in said
    if isinstance(door, Pages):
        assert "marker-mine" in said and "marker-more" in said
    assert door.answer(MINE)[0] == 303
    assert [one.answer for one in MessageToWriter.objects.order_by("pk")] == ["", MINE]


def test_each_message_can_be_answered(door, answered, moderator):
    WriteToWriter(answered, user=moderator, message="Thank you. And the street?")()
    assert door.has_box() and fresh(answered).answer_waits_since is None
    assert door.answer("That, too.")[0] == 303
    assert fresh(answered).answer_waits_since and MessageToWriter.objects.exclude(answer="").count() == 2


def test_too_many_tries_wait(door, declined, settings):
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "FLOOD_PER_MINUTE": 2}
    message = MessageToWriter.objects.get().pk
    caches["default"].clear()
    assert [door.send("", message)[0] for _ in range(2)] == [422, 422]
    assert door.send(MINE, message)[0] == 429
    assert not MessageToWriter.objects.get().is_answered


def test_without_a_message_there_is_nothing_to_answer(client, door, comment, place):
    assert door.send(MINE, "" if isinstance(door, Pages) else None)[0] == 409
    assert client.get(f"{place}answer/").status_code == 302
    assert client.get(f"{place[:-3]}x/answer/").status_code == 404
    assert client.post(f"{place[:-3]}x/answer/", {"answer": MINE}).status_code == 404


def test_a_link_that_is_opened_answers_nothing(client, place, declined):
    for _ in range(3):
        assert client.get(f"{place}answer/?answer=X").status_code == 200
    assert not MessageToWriter.objects.get().is_answered


def test_each_costs_few_questions(client, place, declined, django_assert_max_num_queries):
    message = MessageToWriter.objects.get()
    with django_assert_max_num_queries(15 + 2):  # within the test's own transaction it takes two to make another
        assert client.post(f"{place}answer/", {"answer": MINE, "message": message.pk}).status_code == 303


# While it is taken down


def test_what_was_taken_down_is_neither_answered_nor_read(admin, door, answered, moderator):
    TakeDownComment(answered)()
    assert not door.has_box() and "marker-why" in door.see()
    assert "marker-mine" not in admin.get(inspect(answered)).content.decode()
    assert "marker-mine" not in admin.get(INDEX).content.decode()
    assert count_open(moderator).told == 0
    with pytest.raises(Conflict):
        AnswerMessage(fresh(answered), "More.")()
    for verb in (WriteToWriter, CloseAnswer):
        with pytest.raises(Conflict):
            verb(fresh(answered), user=moderator, message="x")()
    BringBackComment(fresh(answered))()
    assert "marker-mine" in admin.get(f"{INDEX}?status=answered").content.decode()


def test_erased_it_is_gone_with_the_comment(answered):
    before = fresh(answered)
    EraseComment(answered)()
    assert not MessageToWriter.objects.exists() and fresh(answered).answer_waits_since is None
    with pytest.raises(CommentGone):
        AnswerMessage(before, MINE)()


# For moderators


def test_moderators_find_the_answer_and_are_done_with_it(admin, answered, moderator):
    told = count_open(moderator)
    assert (told.reported, told.answered, told.told) == (0, 1, 1)
    home = soup(admin.get("/admin/"))
    assert "1 answer from a writer" in " ".join(home.get_text().split())
    listing = soup(admin.get(f"{INDEX}?status=answered"))
    assert "marker-mine" in listing.select_one("table.listing").get_text()
    [tab] = [one for one in listing.select(".coprod-tabs a") if "Answers" in one.get_text()]
    assert tab.get_text(" ", strip=True).split()[-1] == "1" and tab["aria-current"] == "page"
    page = soup(admin.get(inspect(answered)))
    section = page.select_one("section.coprod-messages")
    assert "marker-why" in section.get_text() and "marker-mine" in section.get_text()
    fields = {field["name"]: field.get("value", "") for field in section.select("input")}
    done = admin.post(section.select_one("form")["action"], fields, follow=True)
    assert "You have read what the writer of" in done.content.decode()
    assert fresh(answered).answer_waits_since is None and fresh(answered).status == Status.DECLINED
    assert fresh(answered).status_since == answered.status_since
    assert "Its writer’s answer was read" in text_of(admin.get(inspect(answered)))
    assert "Answers" not in soup(admin.get(INDEX)).select_one(".coprod-tabs").get_text()
    again = admin.post(decide(answered, "close-answer"), fields, follow=True)
    assert "You have already decided" in again.content.decode()


def test_done_from_the_list(admin, answered):
    row = soup(admin.get(f"{INDEX}?status=answered")).select_one("form.coprod-row-decisions")
    fields = {field["name"]: field.get("value", "") for field in row.select("input[name]")}
    [button] = [one for one in row.select("button") if "I have read the answer" in one.get_text()]
    admin.post(button["formaction"], fields)
    assert fresh(answered).answer_waits_since is None


@pytest.mark.parametrize("search", ["", "?q=bus", "?status=answered&q=bus", "?status=answered&ordering=received_at"])
def test_it_is_counted_and_found_however_the_list_is_asked(admin, post, answered, search):
    ReaderCommentFactory.create_batch(2, page=post, body="A bus.")
    listing = admin.get(f"{INDEX}{search}")
    [tab] = [one for one in soup(listing).select(".coprod-tabs a") if "Answers" in one.get_text()]
    assert tab.get_text(" ", strip=True).split()[-1] == "1"
    assert answered.pk in [one.pk for one in listing.context["object_list"]]
    assert "answered" not in search or len(listing.context["object_list"]) == 1


def test_the_first_to_answer_comes_first(admin, post, moderator):
    first, second = ReaderCommentFactory.create_batch(2, page=post, slip_hash=None)
    for number, one in enumerate((second, first)):
        at = timezone.now() - timedelta(days=2 - number)
        MessageToWriter.objects.create(comment=one, body="Why?", answer="So.", answered_at=at)
        ReaderComment.objects.filter(pk=one.pk).update(answer_waits_since=at, has_messages=True)
    listed = admin.get(f"{INDEX}?status=answered").context["object_list"]
    assert [one.pk for one in listed] == [second.pk, first.pk]


@pytest.mark.parametrize("verb", ["publish", "mark-spam", "decline"])
def test_deciding_is_being_done_with_the_answer(admin, answered, moderator, verb):
    if verb == "decline":
        PutBack(answered, user=moderator, answers_seen=[])()
    admin.post(decide(answered, verb), drawn(admin, answered) | {"reason": "unkind"})
    told = MessageToWriter.objects.get(answer=MINE)
    assert fresh(answered).answer_waits_since is None and told.closed_at


def test_an_answer_that_came_while_somebody_decided_stays_open(admin, declined):
    seen = drawn(admin, declined)
    AnswerMessage(fresh(declined), MINE)()
    admin.post(decide(declined, "publish"), seen)
    assert fresh(declined).status == Status.PUBLISHED and fresh(declined).answer_waits_since
    assert MessageToWriter.objects.get().waits


def test_a_decision_that_is_undone_leaves_things_as_they_were(admin, answered, moderator):
    since = answered.answer_waits_since
    DeclineComment(PutBack(answered, user=moderator, answers_seen=[])(), user=moderator, message="Again.")()
    assert MessageToWriter.objects.count() == 2 and fresh(answered).answer_waits_since is None
    PutBack(fresh(answered), user=moderator)()
    assert MessageToWriter.objects.get().answer == MINE
    assert fresh(answered).answer_waits_since == since


def test_what_was_said_long_ago_is_not_unsaid(declined, moderator):
    long_ago = timezone.now() - timedelta(days=3)
    ReaderComment.objects.update(status_since=long_ago)
    MessageToWriter.objects.update(written_at=long_ago)
    PublishComment(fresh(declined), user=moderator)()
    assert MessageToWriter.objects.get().body == WHY


def test_keeping_a_comment_is_being_done_with_the_answer(answered, moderator):
    ReaderComment.objects.update(reported_since=timezone.now())
    answered.reports.create(reason="unkind")
    KeepComment(fresh(answered), user=moderator)()
    assert fresh(answered).answer_waits_since is None and fresh(answered).reported_since is None


def test_words_for_the_writer_from_the_page(admin, comment, moderator):
    page = soup(admin.get(inspect(comment)))
    box = page.select_one("form.coprod-decide textarea[name=message]")
    assert page.select_one(f"label[for={box['id']}]") and "They can read this" in page.get_text()
    assert box["id"] == "coprod-message" and box["aria-describedby"].split()[0] in {
        one["id"] for one in page.select("[id]")
    }
    admin.post(decide(comment, "decline"), drawn(admin, comment) | {"message": WHY, "reason": "unkind"})
    message = MessageToWriter.objects.get()
    assert message.body == WHY and message.written_at == fresh(comment).status_since
    assert ModelLogEntry.objects.get(action="coprod_comments.decline").data["message"] == message.pk


def test_no_word_is_lost_where_it_comes_to_nothing(admin, comment, place):
    seen = drawn(admin, comment) | {"message": WHY}
    admin.post(decide(comment, "publish"), {})
    answer = admin.post(decide(comment, "decline"), seen)
    page = soup(answer)
    assert answer.status_code == 422 and page.select_one("textarea[name=message]").get_text().strip() == WHY
    assert page.select_one("details.coprod-write").has_attr("open")
    assert "You have already decided" in page.get_text()
    assert not MessageToWriter.objects.exists()
    long = admin.post(decide(comment, "hide"), seen | {"message": "x" * 2001})
    assert "fewer words" in soup(long).get_text() and fresh(comment).status == Status.PUBLISHED


def test_to_write_takes_words(admin, comment, moderator):
    answer = admin.post(decide(comment, "write"), {"message": "  "}, follow=True)
    assert "Write some words to the writer first." in answer.content.decode()
    with pytest.raises(ValidationError):
        WriteToWriter(comment, user=moderator)()
    with pytest.raises(NotAllowed):
        WriteToWriter(comment, user=AnonymousUser(), message=WHY)()
    admin.post(decide(comment, "write"), {"message": WHY})
    assert MessageToWriter.objects.get().body == WHY


def test_who_has_no_private_page_cannot_be_written_to(admin, post, moderator):
    imported = ReaderCommentFactory(page=post, status=Status.PENDING, slip_hash=None, slip_nonce="")
    assert not soup(admin.get(inspect(imported))).select("textarea[name=message]")
    DeclineComment(imported, user=moderator, message=WHY)()
    assert not MessageToWriter.objects.exists()


def test_in_bulk(admin, client, post, declined, moderator):
    PutBack(declined, user=moderator)()
    other = ReaderCommentFactory(page=post, status=Status.PENDING)
    url = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", "decline"])
    url = f"{url}?id={declined.pk}&id={other.pk}"
    page = soup(admin.get(url))
    assert page.select_one("textarea[name=message]") and "private page" in page.get_text()
    assert ("Some of them came from another website." in page.get_text()) == (not other.slip_hash)
    fields = {field["name"]: field.get("value", "") for field in page.select("main form input[name]")}
    admin.post(url, fields | {"message": WHY, "reason": "unkind"})
    assert MessageToWriter.objects.filter(comment=declined).get().body == WHY
    assert fresh(other).status == Status.DECLINED
    publish = url.replace("/decline/", "/publish/")
    assert not soup(admin.get(publish)).select("textarea[name=message]")


def test_the_list_asks_as_many_questions_for_many(admin, post):
    def made(count):
        at = timezone.now()
        for one in ReaderCommentFactory.create_batch(count, page=post):
            MessageToWriter.objects.create(comment=one, body="Why?", answer="So.", answered_at=at)
            ReaderComment.objects.filter(pk=one.pk).update(answer_waits_since=at, has_messages=True)

    made(2)
    admin.get(INDEX)
    with CaptureQueriesContext(connection) as few:
        admin.get(INDEX)
    made(10)
    with CaptureQueriesContext(connection) as many:
        admin.get(INDEX)
    assert len(many) == len(few)


# What is not kept


def test_the_clock_waits_for_an_answer_that_nobody_has_read(answered, moderator):
    month = timezone.now() + timedelta(days=31)
    assert not due(month)["refused"].exists()
    purge(month)
    assert fresh(answered).body and MessageToWriter.objects.get().answer == MINE
    CloseAnswer(answered, user=moderator)()
    assert due(month)["refused"].get() == answered
    # Thirty days after the last of it, and not after the decision.
    ReaderComment.objects.update(status_since=timezone.now() - timedelta(days=40))
    assert not due()["refused"].exists()


def test_of_a_comment_that_stays_only_what_was_said_goes(comment, moderator):
    PublishComment(comment, user=moderator)()
    WriteToWriter(fresh(comment), user=moderator, message=WHY)()
    assert not is_behind()
    in_time = timezone.now() + timedelta(days=32)
    assert is_behind(in_time)
    assert purge(in_time)["messages"] == 1
    assert fresh(comment).body and not MessageToWriter.objects.exists()


def test_purging_says_how_many(comment, moderator, capsys):
    PublishComment(comment, user=moderator)()
    WriteToWriter(fresh(comment), user=moderator, message=WHY)()
    MessageToWriter.objects.update(written_at=timezone.now() - timedelta(days=31))
    call_command("purge_comments", "--dry-run")
    call_command("purge_comments")
    assert capsys.readouterr().out.count("1 message to a writer") == 2


def test_it_is_handed_over(answered):
    [held] = export(ReaderComment.objects.all())
    assert (held["written_to_them"], held["their_answers"]) == (WHY, MINE)
