"""A comment goes through its whole life, and is erased: not one of its words is left in any table, cache or log."""

import logging
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from coprod_wagtail.comments.actions import HideComment, PublishComment, PutBack
from coprod_wagtail.comments.correspondence.decisions import WriteToWriter
from coprod_wagtail.comments.covering.decisions import CoverPart
from coprod_wagtail.comments.mail.news import note_news
from coprod_wagtail.comments.models import ReaderComment, Subscription
from coprod_wagtail.comments.reports.decisions import KeepComment
from coprod_wagtail.comments.slip.code import secret_of
from coprod_wagtail.outbox.constants import State
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.sending import send_due
from coprod_wagtail.webhooks.models import Webhook
from tests.factories import ReaderCommentFactory

from ..reports.telling import tell
from ..sending import SAME_ORIGIN, drawn_fields

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

MARK = "zqwordzq"
OF_MODERATORS = {"publish", "hide", "put_back", "keep", "cover_part", "write_to_writer"}
#: What a program names something by, a number, or a date: no words, no name, no e-mail address.
KEY = re.compile(r"[a-z0-9_:.+-]{0,60}|\d{4}-\d\d-\d\dT[\d:.+Z-]+")
NETWORK_ADDRESS = re.compile(r"(\d{1,3}\.){3}\d{1,3}|::")
WORDS = {
    "body": f"My bus, {MARK}body, at https://{MARK}link.example.org/x",
    "author_name": f"{MARK}name",
    "author_email": f"{MARK}mail@example.org",
    "helped": "on",
    "helped_shown": "on",
    "content_note": f"{MARK}note",
}


def tables_with(mark):
    """The names of all tables of the database in a row of which `mark` stands anywhere."""
    return [table for table in connection.introspection.table_names() if mark in _everything_in(table)]


def _everything_in(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        rows = cursor.fetchall()
    return "\n".join(str(bytes(one) if isinstance(one, memoryview) else one) for row in rows for one in row)


def cached_with(mark):
    cache = caches["default"]
    kept = getattr(cache, "_cache", {})
    return [key for key in kept if mark.encode() in bytes(kept[key]) or mark in key] if hasattr(kept, "keys") else []


@pytest.fixture
def lived(client, post, moderator, caplog):
    """A comment that was sent, sent again, read, searched for, published, answered, hidden, put back, taken down and brought
    back; and the place of its private page."""
    caplog.set_level(logging.INFO)
    Webhook.objects.create(url="https://hooks.example.org/", events=["comment.published", "comment.hidden"])
    fields = drawn_fields(client, post.url) | WORDS
    action = fields.pop("action")
    place = client.post(action, fields, headers=SAME_ORIGIN)["Location"].split("#")[0]
    assert client.post(action, fields, headers=SAME_ORIGIN)["Location"].split("#")[0] == place
    for before_sending in ({"preview": "1"}, {"step": "check", "steps": "1"}, {"step": "name"}):
        assert MARK in client.post(action, fields | before_sending, headers=SAME_ORIGIN).content.decode()
    comment = ReaderComment.objects.get()
    client.force_login(moderator)
    for url in (
        reverse("coprod_reader_comments:index") + f"?q={MARK}body",
        reverse("coprod_reader_comments:inspect", args=[comment.pk]),
    ):
        assert MARK in client.get(url).content.decode()
    client.logout()
    PublishComment(comment, user=moderator, note="A good one")()
    ReaderCommentFactory(page=post, reply_to=comment, body="Mine too.")
    HideComment(comment, user=moderator)()
    PutBack(comment, user=moderator)()
    PublishComment(comment, user=moderator)()
    for url in (post.url, f"/comments/{post.pk}/feed/", f"/api/coprod/v1/comments/?page={post.pk}", place):
        assert MARK in client.get(url).content.decode(), url
    written_to(client, comment, moderator, place)
    explained_and_covered(comment, moderator)
    for verb in ("take-down", "bring-back"):
        assert client.post(f"{place}{verb}/").status_code == 302
    assert tables_with(MARK) == [
        f"coprod_comments_{name}"
        for name in ("coveredpart", "decisionground", "messagetowriter", "readercomment", "subscription")
    ]
    for number, reason in enumerate(("unkind", "untrue", "about_me")):
        # Whoever tells us about it writes its words down again.
        fields = dict.fromkeys(("body", "statement", "meaning", "untrue", "name"), f"It says: {MARK}body")
        fields |= {"email": "ada@example.org", "knows_writer": "no", "may_share": "no", "reason": reason}
        assert tell(client, comment, **fields).status_code == 302
        if number == 1:  # that one and the first are decided
            comment.refresh_from_db()
            KeepComment(comment, user=moderator)()
    comment.refresh_from_db()
    gets_mail(client, post)
    assert tables_with(MARK) == [
        f"coprod_comments_{name}"
        for name in (
            "commentreport",
            "coveredpart",
            "decisionground",
            "messagetowriter",
            "readercomment",
            "subscription",
        )
    ]
    return comment, place


def written_to(client, comment, moderator, place):
    """A moderator repeats the words to their writer, who answers with them; one of two answers was read."""
    for number in range(2):
        WriteToWriter(comment, user=moderator, message=f"You wrote: {MARK}body")()
        assert client.post(f"{place}answer/", {"answer": f"Yes, {MARK}body {number}"}).status_code == 303
        comment.refresh_from_db()
    assert MARK in client.get(f"{place}").content.decode()


def explained_and_covered(comment, moderator):
    """A moderator marks words, says them once more, and covers others."""
    HideComment(comment, user=moderator, reason="unkind", marked=f"{MARK}body", mend=f"Leave out {MARK}body.")()
    comment.status_since -= timedelta(days=1)  # too late to be a slip of the hand
    PublishComment(comment, user=moderator, answers_seen=[])()
    CoverPart(comment, covered=f"{MARK}link", kind="other", user=moderator)()
    comment.refresh_from_db()
    assert f"{MARK}link" not in comment.body + comment.body_html


def gets_mail(client, post):
    """The writer confirms, and is written to; the mail about an answer waits."""
    subscription = Subscription.objects.get()
    secret = secret_of(subscription.nonce, subscription.found_by)
    assert client.post(f"/comments/mail/{secret}/confirm/").status_code == 302
    send_due(10)
    assert any(WORDS["author_email"] in sent.to for sent in mail.outbox)
    answer = ReaderCommentFactory(
        page=post, reply_to=ReaderComment.objects.get(body__contains=f"{MARK}body"), status="pending"
    )
    note_news_of_published(answer)
    assert OutgoingMessage.objects.filter(kind="mail").exclude(state=State.DELIVERED).exists()


def note_news_of_published(answer):
    answer.status = "published"
    note_news([(answer, "pending")])


def erased_by_its_writer(client, comment, place):
    assert client.post(f"{place}erase/").status_code == 302


def erased_after_it_was_taken_down(client, comment, place):
    client.post(f"{place}take-down/")
    erased_by_its_writer(client, comment, place)


def erased_for_a_person(client, comment, place):
    client.post(f"{place}take-down/")
    call_command("erase_person", "--email", WORDS["author_email"].upper(), "--commit")


def erased_in_time(client, comment, place):
    client.post(f"{place}take-down/")
    ReaderComment.objects.filter(pk=comment.pk).update(status_since="2020-01-01T00:00:00Z")
    call_command("purge_comments")


@pytest.mark.parametrize(
    "way", [erased_by_its_writer, erased_after_it_was_taken_down, erased_for_a_person, erased_in_time]
)
def test_nothing_is_left(client, post, lived, caplog, way, django_capture_on_commit_callbacks):
    comment, place = lived
    with django_capture_on_commit_callbacks(execute=True):
        way(client, comment, place)

    assert tables_with(MARK) == []
    assert not ReaderComment.objects.filter(pk=comment.pk).exclude(helped="").exists()
    assert cached_with(MARK) == []
    assert MARK not in caplog.text
    assert client.get(place).status_code == 404
    for url in (post.url, f"/comments/{post.pk}/feed/", f"/api/coprod/v1/comments/?page={post.pk}"):
        assert MARK not in client.get(url).content.decode()
    assert "Mine too." in client.get(post.url).content.decode()


def values_in(data):
    """All single values of what a line of the log keeps; what a moderator noted is theirs."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from values_in(value)
        elif name != "note":
            yield from value if isinstance(value, list) else [value]


def test_the_log_stays_and_holds_numbers_and_keys_only(client, post, moderator, lived):
    comment, place = lived
    erased_by_its_writer(client, comment, place)
    lines = [*ModelLogEntry.objects.all(), *PageLogEntry.objects.all()]
    about = ModelLogEntry.objects.for_instance(comment)
    done = {line.action.removeprefix("coprod_comments.") for line in about}
    assert done == {
        *("submit", "publish", "hide", "put_back", "keep", "cover_part", "write_to_writer"),  # ours
        *("report", "answer", "take_down", "bring_back", "erase"),  # readers'
    }
    for line in about:
        assert line.label == f"Reader comment {comment.pk}"
        assert line.timestamp
        assert (line.user == moderator) == (line.action.removeprefix("coprod_comments.") in OF_MODERATORS), line.action
    for line in lines:
        for value in values_in(line.data):
            assert value is None or isinstance(value, int | float) or KEY.fullmatch(value), (line.action, value)
            assert not NETWORK_ADDRESS.search(str(value)), (line.action, value)


# One person


def test_a_person_is_erased_only_when_told(lived, capsys):
    comment, _place = lived
    call_command("erase_person", "--email", WORDS["author_email"])
    assert f"{comment.pk}  Published" in capsys.readouterr().out
    assert tables_with(MARK)


def test_a_name_lists_candidates_and_erases_nobody(lived, capsys):
    comment, _place = lived
    call_command("erase_person", "--name", WORDS["author_name"].upper())
    assert f"{comment.pk}  Published" in capsys.readouterr().out
    with pytest.raises(Exception, match="A name is not enough"):
        call_command("erase_person", "--name", WORDS["author_name"], "--commit")
    assert tables_with(MARK)
    call_command("erase_person", "--comment", str(comment.pk), "--commit")
    assert "1 comment is erased." in capsys.readouterr().out
    assert not tables_with(MARK)


@pytest.mark.parametrize("arguments", [["--comment", "99999"], []])
def test_a_wrong_number_or_nobody_is_told(db, arguments):
    for command in ("erase_person", "export_person"):
        with pytest.raises(Exception, match=r"no comment with the number 99999|Say whom"):
            call_command(command, *arguments)


@pytest.mark.parametrize("taken_down", [False, True])
@pytest.mark.parametrize("kind", ["json", "csv"])
def test_what_is_held_of_a_person(client, lived, tmp_path, kind, taken_down):
    _comment, place = lived
    if taken_down:
        client.post(f"{place}take-down/")
    ReaderComment.objects.exclude(author_email="").update(author_name="=1+1")
    file = tmp_path / "held"
    call_command("export_person", "--email", WORDS["author_email"], "--format", kind, "--output", str(file))
    held = file.read_text()
    assert f"{MARK}body" in held and f"{MARK}link" in held and WORDS["author_email"] in held
    assert taken_down or ("'=1+1" in held) == (kind == "csv")
    with pytest.raises(Exception, match="cannot be written"):
        call_command("export_person", "--email", WORDS["author_email"], "--output", str(file))
