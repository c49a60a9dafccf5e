"""What the writer of a comment answers is read by somebody who did not decide, where there is anybody."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from coprod_wagtail.comments.actions import DeclineComment, PublishComment
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.correspondence.decisions import CloseAnswer
from coprod_wagtail.comments.exceptions import AnswerIsForOthers
from coprod_wagtail.comments.models import MessageToWriter, ReaderComment, ReaderCommentSettings
from tests.factories import ModeratorFactory, ReaderCommentFactory, UserFactory

from ..sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = "/admin/reader-comments/"
ALONE = "nobody else here can"


@pytest.fixture
def decider(moderator):
    moderator.first_name, moderator.last_name = "Dee", "Decider"
    moderator.save()
    return moderator


@pytest.fixture
def answered(client, post, decider):
    send(client, post, **words())
    comment = ReaderComment.objects.get()
    DeclineComment(comment, user=decider, message="Why?")()
    AnswerMessage(fresh(comment), "Because.")()
    return fresh(comment)


@pytest.fixture
def group():
    group = Group.objects.create(name="People with lived experience")
    site = Site.objects.get(is_default_site=True)
    ReaderCommentSettings.objects.create(site=site, answer_readers=group)
    return group


def fresh(comment):
    return ReaderComment.objects.select_related("conversation", "page").get(pk=comment.pk)


def close(comment, user):
    return CloseAnswer(fresh(comment), user=user)()


def waits(comment):
    return fresh(comment).answer_waits_since is not None


def text_of(node):
    return " ".join(node.get_text(" ", strip=True).split())


def press(client, user, comment, verb="close-answer", **given):
    client.force_login(user)
    message = MessageToWriter.objects.last()
    seen = {"seen": comment.seen_as, "answers": str(message.pk)} | given
    return client.post(reverse("coprod_reader_comments:decide", args=[comment.pk, verb]), seen, follow=True)


def test_who_decided_leaves_it_to_somebody_else(answered, decider):
    other = ModeratorFactory()
    with pytest.raises(AnswerIsForOthers):
        close(answered, decider)
    assert waits(answered)
    close(answered, other)
    assert not waits(answered)


@pytest.mark.parametrize("gone", [{"is_active": False}, {"is_superuser": True}])
def test_nobody_waits_for_who_is_gone_or_who_only_may_do_everything(answered, decider, gone):
    UserFactory(is_staff=True, **gone)
    close(answered, decider)
    assert not waits(answered)


def test_a_decision_of_theirs_counts_and_the_answer_waits_on(answered, decider):
    ModeratorFactory()
    PublishComment(answered, user=decider)()
    assert waits(answered) and fresh(answered).status == "published"


def test_who_is_alone_is_asked_whether_they_are_sure(client, answered, decider):
    page = press(client, decider, answered)
    assert waits(answered) and ALONE in text_of(soup(page).main) and "Because." in text_of(soup(page).main)
    fields = {field["name"]: field.get("value", "") for field in soup(page).select("main form input[name]")}
    assert "sure" not in fields
    press(client, decider, answered, **fields | {"sure": "on"})
    assert not waits(answered)


def test_so_are_they_before_another_decision_is_done_with_it(client, answered, decider):
    assert ALONE in text_of(soup(press(client, decider, answered, "publish")).main)
    assert fresh(answered).status == "declined"
    press(client, decider, answered, "publish", sure="on")
    assert fresh(answered).status == "published" and not waits(answered)


def test_who_is_not_alone_is_told(client, answered, decider):
    ModeratorFactory()
    page = soup(press(client, decider, answered))
    assert "Somebody else should read this answer" in text_of(page.select_one(".messages"))
    assert waits(answered)


def test_the_list_and_the_page_say_who_decided(client, answered):
    client.force_login(ModeratorFactory())
    for url in (INDEX, reverse("coprod_reader_comments:inspect", args=[answered.pk])):
        text = text_of(soup(client.get(url)).main)
        assert "Dee Decider wrote to the writer. Somebody else should read the answer." in text, url


def test_a_group_can_be_chosen(client, answered, decider, group):
    outside, inside = ModeratorFactory(), ModeratorFactory()
    inside.groups.add(group)
    for user in (outside, decider):
        with pytest.raises(AnswerIsForOthers):
            close(answered, user)
    client.force_login(outside)
    assert "Somebody else, in the group “People with lived experience”" in text_of(soup(client.get(INDEX)).main)
    close(answered, inside)
    assert not waits(answered)


def test_a_group_in_which_nobody_may_read_it_stops_nobody_else(answered, decider, group):
    UserFactory().groups.add(group)
    other = ModeratorFactory()
    with pytest.raises(AnswerIsForOthers):
        close(answered, decider)
    close(answered, other)
    assert not waits(answered)


def test_a_group_that_is_deleted_is_no_group(answered, group):
    group.delete()
    close(answered, ModeratorFactory())
    assert not waits(answered)


def test_the_list_asks_as_many_questions_for_many(client, post, answered, decider, group):
    client.force_login(ModeratorFactory())

    def questions():
        client.get(INDEX)
        with CaptureQueriesContext(connection) as captured:
            client.get(INDEX)
        return len(captured)

    few = questions()
    for one in ReaderCommentFactory.create_batch(10, page=post):
        at = answered.answer_waits_since
        MessageToWriter.objects.create(comment=one, body="Why?", answer="So.", answered_at=at, written_by=decider)
        ReaderComment.objects.filter(pk=one.pk).update(answer_waits_since=at, has_messages=True)
    assert questions() == few
