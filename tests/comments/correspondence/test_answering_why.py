"""Why a comment does not show can be answered, also where nobody wrote anything else: on pages and over JSON."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coprod_wagtail.comments.actions import DeclineComment, EditComment, HideComment, PublishComment, PutBack
from coprod_wagtail.comments.actions.person import export
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.models import MessageToWriter, ReaderComment
from tests.factories import ModeratorFactory, ReaderCommentFactory

from ..sending import soup

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

MINE = "She asked me to write it, marker-mine."
BELOW = "If you think we got it wrong, you can tell us below."


@pytest.fixture
def declined(comment):
    """By somebody else than whoever reads the answer."""
    return DeclineComment(comment, user=ModeratorFactory(), reason="unkind")()


def fresh(comment):
    return ReaderComment.objects.select_related("conversation").get(pk=comment.pk)


def text_of(response):
    return " ".join(soup(response).select_one("main").get_text(" ", strip=True).split())


def slip(client, place):
    return client.get(f"/api/coprod/v1{place.removeprefix('/comments')}").json()


def test_the_page_has_the_box_and_takes_the_answer(client, place, declined):
    page = soup(client.get(place))
    assert BELOW in text_of(client.get(place))
    section = page.select_one("section#messages")
    assert section.h2.get_text(strip=True) == "If you think we got it wrong" and not section.select("blockquote")
    sent = {field["name"]: field.get("value", "") for field in section.select("input[name]")} | {"answer": MINE}
    answer = client.post(section.form["action"], sent)
    assert (answer.status_code, answer["Location"]) == (303, f"{place}#messages")
    told = text_of(client.get(place))
    assert MINE in told and "We have your answer." in told and BELOW not in told
    assert not soup(client.get(place)).select("section#messages form")
    assert fresh(declined).answer_waits_since


def test_over_json_too(client, place, declined):
    told = slip(client, place)
    assert told["messages"] == [] and BELOW in told["lines"]
    assert told["messages_title"] == "If you think we got it wrong"
    sent = {"answer": MINE, "message": told["answering"]["message"]}
    answer = client.post(f"/api/coprod/v1{place.removeprefix('/comments')}answer/", sent, "application/json")
    assert answer.status_code == 200 and answer.json()["answering"] is None
    [message] = answer.json()["messages"]
    assert message["body"] == message["body_html"] == "" and message["answer"]["body"] == MINE


def test_a_moderator_reads_it_and_is_done_with_it(client, moderator, place, declined):
    client.force_login(moderator)
    one = reverse("coprod_reader_comments:inspect", args=[declined.pk])
    assert "What you and the writer said to each other" not in client.get(one).text
    AnswerMessage(fresh(declined), MINE)()
    shown = text_of(client.get(one))
    assert MINE in shown and "Only why the comment does not show." in shown
    assert "decided. Somebody else should read the answer." in shown  # than who declined it
    PublishComment(fresh(declined), user=moderator, answers_seen=[MessageToWriter.objects.get().pk])()
    assert MessageToWriter.objects.get().closed_at and not fresh(declined).answer_waits_since


def test_undone_at_once_it_was_never_there(comment, moderator, declined):
    PutBack(fresh(comment), user=moderator)()
    assert not MessageToWriter.objects.exists()


@pytest.mark.parametrize("how", ["changed", "published again"])
def test_what_holds_no_longer_is_not_answered(client, place, comment, moderator, declined, how):
    if how == "changed":
        EditComment(fresh(comment), body="The tram decides.", author_name="Sam")()
    else:
        long_ago = timezone.now() - timedelta(days=3)
        ReaderComment.objects.update(status_since=long_ago)
        MessageToWriter.objects.update(written_at=long_ago)
        HideComment(PublishComment(fresh(comment), user=moderator)(), user=moderator)()  # without a word
    assert slip(client, place)["answering"] is None
    assert not soup(client.get(place)).select('form[action$="/answer/"]')
    sent = client.post(f"{place}answer/", {"answer": MINE, "message": MessageToWriter.objects.get().pk})
    assert sent.status_code == 409 and MINE in sent.text


def test_words_and_why_are_answered_together(client, place, comment):
    DeclineComment(comment, user=ModeratorFactory(), reason="unkind", message="Please be kind.")()
    told = slip(client, place)
    assert [message["body"] for message in told["messages"]] == ["Please be kind."]
    assert told["answering"]["message"] == told["messages"][0]["id"] and BELOW not in told["lines"]


def test_what_has_no_private_page_has_no_box(post, moderator):
    brought = ReaderCommentFactory(page=post, slip_hash=None, status=Status.PENDING)
    DeclineComment(brought, user=moderator, reason="unkind")()
    assert not MessageToWriter.objects.exists()


def test_a_person_gets_their_answer(declined):
    AnswerMessage(fresh(declined), MINE)()
    [held] = export(ReaderComment.objects.all())
    assert held["written_to_them"] == "" and held["their_answers"] == MINE
