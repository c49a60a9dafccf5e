"""What people should know before they read a comment: its words are folded under that, at every door, and spill nowhere."""

import json

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.actions import (
    AcceptEdit,
    BringBackComment,
    EditComment,
    EraseComment,
    PublishComment,
    SetContentNote,
    TakeDownComment,
)
from coprod_wagtail.comments.actions.person import export
from coprod_wagtail.comments.mail.letters import _entries
from coprod_wagtail.comments.models import Conversation, ProposedEdit, ReaderComment
from tests.factories import ModeratorFactory, ReaderCommentFactory

from .sending import SAME_ORIGIN, drawn_fields, send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

NOTE = "It is about <an accident> {here}"
SECRET_WORDS = "The crash, marker-words."
BEFORE = f"Before you read: {NOTE}"


@pytest.fixture
def noted(post):
    return ReaderCommentFactory(page=post, author_name="Sam", body=SECRET_WORDS, content_note=NOTE)


def spilt(page):
    """Whether the words stand anywhere but in what somebody has to open."""
    for folded in page.select("details"):
        folded.decompose()
    return "marker-words" in page.get_text()


@pytest.mark.shape
def test_a_writer_folds_their_words_and_they_stay_so(client, post, moderator):
    form = soup(client.get(post.url)).select_one("#form")
    fold = next(one for one in form.select("details") if one.select_one("[name=content_note]"))
    assert fold.summary.get_text() == "Could your words upset someone?" and not fold.has_attr("open")
    place = send(client, post, **words(body=SECRET_WORDS, content_note=NOTE))["Location"].split("#")[0]
    assert BEFORE in soup(client.get(place)).get_text()
    comment = PublishComment(ReaderComment.objects.get(), user=moderator)()
    page = soup(client.get(post.url))
    folded = page.select_one(f"#comment-{comment.pk} details")
    assert (folded.summary.get_text(), folded.summary.bdi.get_text()) == (BEFORE, NOTE)
    assert folded.select_one(".coprod-comment__body").get_text() == SECRET_WORDS
    assert not folded.has_attr("open") and not spilt(page)


def test_a_note_that_is_too_long_says_so_and_opens_what_it_stands_in(client, post):
    response = send(client, post, **words(content_note="x" * 101))
    field = soup(response).select_one("[name=content_note]")
    assert response.status_code == 422
    assert "The note is too long. It can have up to 100 characters." in soup(response).select_one("#problem").get_text()
    assert field["aria-invalid"] == "true" and field.find_parent("details").has_attr("open")
    assert not ReaderComment.objects.exists()


def test_what_looks_private_in_a_note_is_asked_about(client, post):
    assert "07700 900123" in soup(send(client, post, **words(content_note="Ring 07700 900123"))).get_text()
    assert not ReaderComment.objects.exists()


def test_before_it_is_sent_it_is_looked_at_as_it_will_stand(client, post):
    looked = soup(send(client, post, **words(body=SECRET_WORDS, content_note=NOTE, preview="1")))
    assert looked.select_one("details[open] summary").get_text() == BEFORE
    assert looked.select_one("[name=content_note]")["value"] == NOTE
    data = drawn_fields(client, post.url) | words(step="more", content_note=NOTE)
    step = soup(client.post(data.pop("action"), data, headers=SAME_ORIGIN))
    assert step.select_one(".coprod-field [name=content_note]")["value"] == NOTE


@pytest.mark.shape
def test_over_json_it_has_the_note_and_the_form_says_where_it_goes(client, post, noted):
    [found] = client.get(f"/api/coprod/v1/comments/?page={post.pk}").json()["items"]
    assert (found["content_note"], found["body"]) == (NOTE, SECRET_WORDS)
    assert found["content_note_html"] == "Before you read: <bdi>It is about &lt;an accident&gt; {here}</bdi>"
    form = client.get(f"/api/coprod/v1/conversations/{post.pk}/").json()["form"]
    [field] = [one for one in form["fields"] if one["name"] == "content_note"]
    assert (field["type"], field["required"], field["max_length"]) == ("text", False, 100)
    assert field["folded_under"] == "Could your words upset someone?"
    [token] = [one["value"] for one in form["fields"] if one["name"] == "token"]
    data = {"page": post.pk, "token": token, "content_note": NOTE} | words(body="Others.")
    preview = client.post("/api/coprod/v1/comments/preview/", data, content_type="application/json").json()
    assert preview["content_note"] == NOTE
    sent = client.post("/api/coprod/v1/comments/", data, content_type="application/json").json()
    assert client.get(f"/api/coprod/v1/slips/{sent['secret']}/").json()["content_note"] == NOTE
    data["content_note"] = "x" * 101
    refused = client.post("/api/coprod/v1/comments/", data, content_type="application/json")
    assert [error["field"] for error in refused.json()["errors"]] == ["content_note"]


@pytest.mark.shape
def test_the_words_spill_into_no_excerpt_feed_or_mail(client, post, noted):
    reply = soup(client.get(f"{post.url}?reply={noted.pk}"))
    assert reply.select_one("#form blockquote").get_text() == BEFORE
    assert not spilt(reply)
    report = soup(client.get(f"/comments/reports/{noted.pk}/"))
    assert report.select_one("blockquote").get_text() == BEFORE
    assert not spilt(report)
    assert client.get(f"/api/coprod/v1/comments/{noted.pk}/reports/").json()["excerpt"] == BEFORE
    feed = client.get(f"/comments/{post.pk}/feed/").content.decode()
    assert "It is about" in feed and "marker-words" not in feed
    [entry] = _entries([noted], Conversation.for_page(post))
    assert entry.words == BEFORE


def test_its_writer_changes_the_note_and_what_shows_waits_to_be_read(client, post, moderator):
    place = send(client, post, **words(body=SECRET_WORDS, content_note=NOTE))["Location"].split("#")[0]
    form = soup(client.get(f"{place}edit/")).select_one("form.coprod-form")
    assert form.select_one("[name=content_note]")["value"] == NOTE
    comment = ReaderComment.objects.get()
    EditComment(comment, body=SECRET_WORDS, author_name="Sam", content_note="A crash")()
    comment.refresh_from_db()
    assert comment.content_note == "A crash"
    PublishComment(comment, user=moderator)()
    EditComment(comment, body=SECRET_WORDS, author_name="Sam", content_note="")()
    assert ProposedEdit.objects.get().content_note == ""
    comment.refresh_from_db()
    assert comment.content_note == "A crash" and comment.edit_waits
    AcceptEdit(comment, user=moderator)()
    comment.refresh_from_db()
    assert comment.content_note == ""


def test_over_json_what_is_left_out_of_a_change_stays(client, post):
    place = send(client, post, **words(body=SECRET_WORDS, content_note=NOTE))["Location"]
    secret = place.split("/slips/")[1].split("/")[0]
    change = lambda data: client.patch(  # noqa: E731
        f"/api/coprod/v1/slips/{secret}/", json.dumps(data), content_type="application/json"
    ).json()
    assert change({"author_name": "Tern"})["content_note"] == NOTE
    assert change({"content_note": ""})["content_note"] == ""


def test_it_goes_and_comes_back_with_the_words_and_is_erased_with_them(post, noted):
    TakeDownComment(noted)()
    noted.refresh_from_db()
    assert noted.content_note == ""
    assert export(ReaderComment.objects.all())[0]["content_note"] == NOTE
    BringBackComment(noted)()
    noted.refresh_from_db()
    assert noted.content_note == NOTE
    EraseComment(noted)()
    noted.refresh_from_db()
    assert noted.content_note == ""


@pytest.mark.shape
def test_a_moderator_folds_words_and_changes_none_of_them(client, post, moderator):
    comment = ReaderCommentFactory(page=post, body=SECRET_WORDS)
    assert not soup(client.get(post.url)).select(f"#comment-{comment.pk} details")
    client.force_login(moderator)
    reading = reverse("coprod_reader_comments:inspect", args=[comment.pk])
    form = soup(client.get(reading)).select_one("form[action*='/note/']")
    assert form.select_one("label")["for"] == form.select_one("[name=content_note]")["id"]
    told = soup(client.post(form["action"], {"content_note": "An accident"}, follow=True))
    assert "are folded under your note" in told.get_text()
    assert "Note before the words set" in told.get_text()
    client.logout()
    page = soup(client.get(post.url))
    assert page.select_one(f"#comment-{comment.pk} summary").get_text() == "Before you read: An accident"
    comment.refresh_from_db()
    assert (comment.body, comment.status, comment.words_version) == (SECRET_WORDS, "published", 1)
    line = ModelLogEntry.objects.get(action="coprod_comments.set_content_note")
    assert "accident" not in f"{line.data} {line.label}" and line.user == moderator
    client.force_login(moderator)
    client.post(form["action"], {"content_note": ""})
    client.logout()
    assert not soup(client.get(post.url)).select(f"#comment-{comment.pk} details")


def test_only_who_may_moderate_sets_one_and_not_where_there_are_no_words(client, post, noted):
    address = reverse("coprod_reader_comments:content_note", args=[noted.pk])
    client.post(address, {"content_note": "Mine"})
    noted.refresh_from_db()
    assert noted.content_note == NOTE
    moderator = ModeratorFactory()
    client.force_login(moderator)
    told = soup(client.post(address, {"content_note": "x" * 101}, follow=True)).get_text()
    assert "The note is too long" in told
    TakeDownComment(noted)()
    client.post(address, {"content_note": "Mine"})
    noted.refresh_from_db()
    assert noted.content_note == ""


def test_new_words_that_wait_keep_a_moderators_note(post, moderator):
    comment = ReaderCommentFactory(page=post, body="Old.")
    EditComment(comment, body=SECRET_WORDS, author_name=comment.author_name)()
    SetContentNote(comment, note="An accident", user=moderator)()
    comment.refresh_from_db()
    AcceptEdit(comment, user=moderator)()
    comment.refresh_from_db()
    assert (comment.body, comment.content_note) == (SECRET_WORDS, "An accident")
