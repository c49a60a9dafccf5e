"""Many comments are handed over to a colleague at once."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation, HandOver, ReaderComment
from coprod_wagtail.comments.moderation.handing.actions import HandOverComments
from coprod_wagtail.comments.store.bulk import write
from tests.factories import ConversationPageFactory, ModeratorFactory, ReaderCommentFactory, volunteer

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = "/admin/reader-comments/"
NOTE = "I am away until Thursday."


@pytest.fixture
def ben():
    return ModeratorFactory(first_name="Ben", last_name="Reed")


@pytest.fixture
def client(moderator):
    client = Client()
    client.force_login(moderator)
    return client


@pytest.fixture
def waiting(post):
    return ReaderCommentFactory.create_batch(3, page=post, status=Status.PENDING)


def address(*comments, everything=False):
    url = reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", "hand-over"])
    ids = "id=all" if everything else "&".join(f"id={comment.pk}" for comment in comments)
    return f"{url}?{ids}&next={INDEX}"


def with_whom():
    return dict(HandOver.objects.values_list("comment", "to"))


def test_they_are_with_a_colleague_who_finds_them_and_reads_why(client, moderator, waiting, ben):
    page = client.get(address(*waiting)).text
    assert "Hand over 3 reader comments?" in page and "Ben Reed" in page
    ReaderCommentFactory(page=waiting[0].page, status=Status.PENDING)
    done = client.post(address(*waiting), {"to": ben.pk, "note": NOTE}, follow=True).text
    assert "3 comments are with Ben Reed now." in done
    assert with_whom() == {comment.pk: ben.pk for comment in waiting}
    assert set(HandOver.objects.values_list("note", "by")) == {(NOTE, moderator.pk)}
    lines = ModelLogEntry.objects.filter(action="coprod_comments.hand_over")
    assert [(line.user, line.data) for line in lines] == [(moderator, {"to": str(ben.pk)})] * 3
    client.force_login(ben)
    assert "3 handed over to you" in client.get(INDEX).text


def test_only_what_is_open(client, post, waiting, ben):
    shown = ReaderCommentFactory(page=post, status=Status.PUBLISHED)
    page = client.get(address(*waiting, shown)).text
    assert "Hand over 3 reader comments?" in page and "1 of those you selected will be left as it is" in page
    client.post(address(everything=True), {"to": ben.pk, "note": ""})
    assert set(with_whom()) == {comment.pk for comment in waiting}


def test_only_what_both_may_decide_about(post, root_page, waiting):
    elsewhere = ConversationPageFactory(parent=root_page)
    there = ReaderCommentFactory(page=elsewhere, status=Status.PENDING)
    ann, cai = volunteer({"page": post}, {"page": elsewhere}), volunteer({"page": elsewhere}, first_name="Cai")
    client = Client()
    client.force_login(ann)
    done = client.post(address(*waiting, there), {"to": cai.pk, "note": ""}, follow=True).text
    assert "1 comment is with Cai" in done and "3 are not: Cai" in done
    assert with_whom() == {there.pk: cai.pk}


def test_what_was_decided_meanwhile_is_left(client, moderator, waiting, ben):
    address_then = address(*waiting)
    PublishComment(waiting[0], user=ben)()
    client.post(address_then, {"to": ben.pk, "note": ""})
    assert set(with_whom()) == {waiting[1].pk, waiting[2].pk}


@pytest.mark.parametrize("sent", [{"to": ""}, {"to": "999999"}, {"to": "x"}, {"note": "n" * 501}])
def test_what_cannot_be_taken_is_said_and_changes_nothing(client, moderator, waiting, ben, sent):
    answer = client.post(address(*waiting), {"to": ben.pk, "note": NOTE} | sent)
    assert answer.status_code == 200 and not with_whom()
    assert "error-message" in answer.text


def test_nobody_hands_over_to_themselves(client, moderator, waiting, ben):
    client.post(address(*waiting), {"to": moderator.pk, "note": ""})
    assert not with_whom()


def test_a_thousand_take_few_queries(client, post, ben):
    conversation = Conversation.objects.get_or_create(page=post)[0]

    def add(how_many):
        made = [
            ReaderCommentFactory.build(page=post, conversation=conversation, status=Status.PENDING, body="words")
            for _number in range(how_many)
        ]
        write([(comment, None) for comment in made])

    def hand_over():
        client.get(INDEX)
        with CaptureQueriesContext(connection) as captured:
            client.post(address(everything=True), {"to": ben.pk, "note": ""})
        return len(captured)

    add(5)
    few = hand_over()
    assert HandOver.objects.count() == 5
    add(995)
    assert hand_over() <= max(few + 10, 60)
    assert HandOver.objects.count() == 1000 == ReaderComment.objects.exclude(handed_since=None).count()


def test_a_colleague_who_may_not_any_more_gets_none_and_it_is_said(client, waiting, ben, monkeypatch):
    """Between the form and the action."""
    check = HandOverComments.check

    def too_late(action):
        type(ben).objects.filter(pk=ben.pk).update(is_active=False)
        check(action)

    monkeypatch.setattr(HandOverComments, "check", too_late)
    done = client.post(address(*waiting), {"to": ben.pk, "note": NOTE}, follow=True)
    assert done.status_code == 200 and "3 are not: Ben Reed may not decide about them" in done.text
    assert not with_whom()
