"""A comment is declined for a reason, which its writer reads: on pages, over JSON and by mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.actions import (
    DeclineComment,
    EditComment,
    EraseComment,
    HideComment,
    MarkSpam,
    PublishComment,
    PutBack,
    TakeDownComment,
)
from coprod_wagtail.comments.actions.person import export
from coprod_wagtail.comments.actions.purge import purge
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.grounds.forms import GroundsForm
from coprod_wagtail.comments.models import DecisionGround, DecisionReason, ReaderComment, Subscription
from coprod_wagtail.comments.moderation.verbs import VERBS
from coprod_wagtail.outbox.sending import send_due
from tests.factories import ReaderCommentFactory

from ..sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

BODY = "My neighbour Jo Marker helps me.\n\nShe lives at 3 Marker Row."
MEND = "Leave out her name and her street."
INDEX = "/admin/reader-comments/"


@pytest.fixture
def place(client, post):
    return send(client, post, **words(body=BODY), confirm="private_details")["Location"].split("#")[0]


@pytest.fixture
def comment(place):
    return ReaderComment.objects.get()


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


@pytest.fixture
def declined(comment, moderator):
    given = {"reason": "private-details", "marked": "Jo Marker\n3 Marker Row", "mend": MEND}
    return DeclineComment(comment, user=moderator, **given)()


def fresh(comment):
    return ReaderComment.objects.select_related("conversation").get(pk=comment.pk)


def decide(comment, verb):
    return reverse("coprod_reader_comments:decide", args=[comment.pk, verb])


def text_of(node):
    return " ".join(node.get_text(" ", strip=True).split())


def see(client, place):
    """The private page: its text, and what is marked in the words."""
    page = soup(client.get(place)).main
    return text_of(page), [text_of(mark) for mark in page.select(".coprod-comment__body mark")]


def slip(client, place):
    return client.get(f"/api/coprod/v1{place.removeprefix('/comments')}").json()


# The writer


def test_the_writer_reads_why_which_words_and_what_would_make_it_fine(client, place, declined):
    page, marked = see(client, place)
    assert "You can read below why. If you think we got it wrong, you can tell us below." in page
    assert "If you want to know why" not in page
    assert "Your comment has somebody’s name or private details in it" in page
    assert marked == ["[marked: Jo Marker end of mark]", "[marked: 3 Marker Row end of mark]"]
    assert f"What would make it fine {MEND}" in page
    assert "You can change your words and send them again." in page


def test_over_json_too(client, place, declined):
    told = slip(client, place)
    assert told["why"]["words"].startswith("Your comment has somebody’s name")
    assert told["why"]["marked"] == ["Jo Marker", "3 Marker Row"]
    assert "<mark>" in told["why"]["marked_html"] and told["why"]["mend"] == MEND and told["why"]["hint"]
    assert "You can read below why." in told["lines"]


def test_nothing_is_said_where_nobody_said_why(client, place, comment, moderator):
    assert slip(client, place)["why"] is None
    DeclineComment(comment, user=moderator)()
    assert slip(client, place)["why"] is None
    assert "please ask us" in see(client, place)[0]


def test_publishing_and_spam_say_nothing(client, place, comment, moderator):
    MarkSpam(comment, user=moderator, reason="advert")()
    assert slip(client, place)["why"] is None and not DecisionGround.objects.exists()
    PublishComment(fresh(comment), user=moderator, reason="advert", mend=MEND)()
    assert not DecisionGround.objects.exists()


def test_hiding_may_have_one(client, place, comment, moderator):
    PublishComment(comment, user=moderator)()
    HideComment(fresh(comment), user=moderator, reason="unkind")()
    assert "unkind about a person" in see(client, place)[0]
    assert slip(client, place)["why"]["marked_html"] == ""


def test_what_the_editors_wrote_is_said_instead(client, place, declined):
    DecisionReason.objects.filter(key="private-details").update(words="Ours.\nTwo lines.")
    assert "Ours. Two lines." in see(client, place)[0]
    # Nobody is offered it any more, and who was told of it is told still.
    DecisionReason.objects.filter(key="private-details").update(is_offered=False)
    assert slip(client, place)["why"]["words"].startswith("Ours.")


def test_a_reason_of_a_program_that_the_list_does_not_have(client, place, comment, moderator):
    DeclineComment(comment, user=moderator, reason="old-system-7")()
    told = slip(client, place)["why"]
    assert (told["words"], told["mend"]) == ("", "")


def test_the_mail_says_that_there_is_a_reason_and_never_the_words(client, place, comment, moderator):
    at = timezone.now() - timedelta(hours=2)
    Subscription.objects.create(
        comment=comment, conversation=comment.conversation, email="sam@example.org", confirmed_at=at, told_until=at
    )
    DeclineComment(comment, user=moderator, reason="private-details", marked="Jo Marker", mend=MEND)()
    Subscription.objects.get()
    from coprod_wagtail.outbox.models import OutgoingMessage

    OutgoingMessage.objects.update(due_at=at)
    send_due(10)
    (sent,) = mail.outbox
    assert "Why we decided this stands on the private page" in " ".join(sent.body.split())
    assert "please ask us" not in sent.body
    assert "Marker" not in sent.body and "Leave out" not in sent.body and "details" not in sent.body


# Afterwards


def test_it_goes_when_the_decision_is_taken_back_in_time(client, place, declined, moderator):
    PutBack(declined, user=moderator)()
    assert not DecisionGround.objects.exists()
    assert slip(client, place)["why"] is None


def test_it_holds_again_when_what_ended_it_is_taken_back(client, place, declined, moderator):
    long_ago = timezone.now() - timedelta(days=2)
    ReaderComment.objects.update(status_since=long_ago)
    DecisionGround.objects.update(decided_at=long_ago)
    published = PublishComment(fresh(declined), user=moderator)()
    assert slip(client, place)["why"] is None
    PutBack(published, user=moderator, to=Status.DECLINED)()
    assert slip(client, place)["why"]["mend"] == MEND


def test_the_writer_mends_it_and_the_next_moderator_knows_what_was_said(client, place, declined, moderator):
    EditComment(declined, body="My neighbour helps me.", author_name="Sam")()
    assert slip(client, place)["why"] is None
    assert DecisionGround.objects.get().marks == []
    client.force_login(moderator)
    page = text_of(soup(client.get(reverse("coprod_reader_comments:inspect", args=[declined.pk]))).main)
    assert "What its writer was told before" in page and MEND in page


def test_it_goes_with_the_words(declined):
    EraseComment(declined)()
    assert not DecisionGround.objects.exists() and fresh(declined).has_grounds is False


def test_nothing_is_said_of_what_was_taken_down(client, place, declined):
    TakeDownComment(declined)()
    assert slip(client, place)["why"] is None


def test_who_asks_gets_it(declined):
    (held,) = export(ReaderComment.objects.all())
    assert held["why_not_shown"] == "private-details" and held["would_be_fine"] == MEND


def test_what_holds_no_longer_is_not_kept_for_ever(declined, moderator):
    ReaderComment.objects.update(status_since=timezone.now() - timedelta(days=2))
    PublishComment(fresh(declined), user=moderator)()
    purge(timezone.now() + timedelta(days=29))
    assert DecisionGround.objects.exists()
    assert purge(timezone.now() + timedelta(days=31))["grounds"] == 1
    assert not DecisionGround.objects.exists()


def test_marks_that_are_not_in_the_words_change_nothing(comment, moderator):
    with pytest.raises(ValidationError):
        DeclineComment(comment, user=moderator, marked="somebody else")()
    assert fresh(comment).status == Status.PENDING


def test_the_log_has_the_reason_and_no_words(declined):
    data = ModelLogEntry.objects.get(action="coprod_comments.decline").data
    assert data["reason"] == "private-details" and "Marker" not in str(data) and MEND not in str(data)


# The moderator


def test_decline_asks_why_and_each_reason_is_a_button(admin, comment):
    page = soup(admin.post(decide(comment, "decline"), {"seen": "pending.1", "next": f"{INDEX}?status=pending"}))
    assert fresh(comment).status == Status.PENDING
    assert "She lives at 3 Marker Row." in text_of(page.main)
    buttons = page.select("button[name=reason]")
    assert [text_of(one) for one in buttons][:2] == ["Names or details of other people", "Unkind about a person"]
    form = buttons[0].find_parent("form")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    assert fields["seen"] == "pending.1"
    given = {"reason": buttons[0]["value"], "marked": "Jo Marker", "mend": MEND}
    answer = admin.post(form["action"], fields | given)
    assert answer.url.startswith(f"{INDEX}?status=pending")
    assert fresh(comment).status == Status.DECLINED
    ground = DecisionGround.objects.get()
    assert (ground.reason, ground.mend, len(ground.marks)) == ("private-details", MEND, 1)


def test_marked_words_that_are_not_there_come_back_with_all_that_was_typed(admin, comment):
    given = {"seen": "pending.1", "reason": "unkind", "marked": "no such words", "mend": MEND, "message": "Hello."}
    answer = admin.post(decide(comment, "decline"), given)
    page = soup(answer)
    assert answer.status_code == 422 and fresh(comment).status == Status.PENDING
    assert "These words are not in the comment." in text_of(page.select_one("[role=alert]"))
    typed = {box["name"]: box.get_text().strip() for box in page.select("main textarea")}
    assert typed == {"marked": "no such words", "mend": MEND, "message": "Hello."}


def test_who_was_slower_is_not_asked_why(admin, comment, moderator):
    PublishComment(comment, user=moderator)()
    answer = admin.post(decide(comment, "decline"), {"seen": "pending.1"}, follow=True)
    assert "You have already decided" in text_of(soup(answer).main.parent)


def test_nobody_is_asked_where_the_list_is_empty(admin, comment):
    DecisionReason.objects.update(is_offered=False)
    assert admin.post(decide(comment, "decline"), {"seen": "pending.1"}).status_code == 302
    assert fresh(comment).status == Status.DECLINED


def test_many_need_a_reason_too(admin, post, comment):
    other = ReaderCommentFactory(page=post, status=Status.PENDING)
    url = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", "decline"])
    url = f"{url}?id={comment.pk}&id={other.pk}"
    page = soup(admin.get(url))
    assert "unkind" in [box["value"] for box in page.select("input[type=radio][name=reason]")]
    assert admin.post(url).status_code == 200 and fresh(other).status == Status.PENDING
    assert "Choose why." in admin.post(url).content.decode()
    admin.post(url, {"reason": "unkind"})
    assert {fresh(one).status for one in (comment, other)} == {Status.DECLINED}
    assert DecisionGround.objects.get().comment == comment  # the other's writer has no private page
    assert not soup(admin.get(url.replace("decline", "mark-spam"))).select("[name=reason][type=radio]")


def test_the_one_form_for_every_door(comment):
    decline = VERBS["decline"]
    form = GroundsForm({}, verb=decline, comment=comment)
    assert form.asks_why and form.errors["reason"] == ["Choose why."]
    form = GroundsForm({"reason": "unkind", "marked": "jo  marker"}, verb=decline, comment=comment)
    assert not form.asks_why and form.is_valid()
    assert form.grounds == {"reason": "unkind", "marked": "jo  marker", "mend": ""}
    assert GroundsForm({"reason": "nothing-of-ours"}, verb=decline).asks_why
    spam = GroundsForm({"reason": "unkind", "mend": "x"}, verb=VERBS["mark-spam"], comment=comment)
    assert spam.is_valid() and set(spam.grounds.values()) == {""}
    assert GroundsForm({}, verb=VERBS["hide"], comment=comment).is_valid()


def test_the_private_page_asks_three_questions_more_and_none_without_grounds(client, place, comment, moderator):
    def queries():
        client.get(place)
        with CaptureQueriesContext(connection) as captured:
            client.get(place)
        return len(captured)

    before = queries()
    DeclineComment(comment, user=moderator)()
    assert queries() == before
    PutBack(fresh(comment), user=moderator)()
    DeclineComment(fresh(comment), user=moderator, reason="unkind", marked="Jo Marker")()
    assert queries() == before + 3


def test_no_reason_is_a_sentence_about_the_machine():
    for reason in DecisionReason.objects.all():
        assert reason.words_now and reason.label_now
        assert not re.search(r"moderat|submit|invalid|guideline", reason.words_now, re.IGNORECASE)
