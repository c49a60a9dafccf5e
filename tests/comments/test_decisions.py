"""Publish, decline, mark as spam, hide: who may, from where to where, and what follows."""

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.comments.actions import DeclineComment, HideComment, MarkSpam, PublishComment
from coprod_wagtail.comments.constants import TOMBSTONES, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.signals import comment_published, conversation_changed
from tests.factories import ReaderCommentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

ALLOWED = {
    (PublishComment, Status.PENDING),
    (PublishComment, Status.HIDDEN),
    (PublishComment, Status.DECLINED),
    (PublishComment, Status.SPAM),
    (DeclineComment, Status.PENDING),
    (DeclineComment, Status.SPAM),
    (MarkSpam, Status.PENDING),
    (MarkSpam, Status.DECLINED),
    (MarkSpam, Status.HIDDEN),
    (HideComment, Status.PUBLISHED),
}
VERBS = [PublishComment, DeclineComment, MarkSpam, HideComment]


def assert_counters_are_right():
    for conversation in Conversation.objects.all():
        comments = conversation.comments
        assert conversation.published_count == comments.filter(status=Status.PUBLISHED).count()
        assert conversation.waiting_count == comments.filter(status=Status.PENDING).count()
        assert conversation.thread_count == comments.filter(listed=True, thread=None).count()
    for comment in ReaderComment.objects.all():
        answered = ReaderComment.objects.answering([comment.pk]).filter(status=Status.PUBLISHED).exists()
        listed = comment.status == Status.PUBLISHED or (comment.status in TOMBSTONES and answered)
        assert comment.listed == listed, comment
        assert comment.reply_count == ReaderComment.objects.filter(thread=comment, listed=True).count()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", list(Status))
def test_each_verb_applies_to_some_statuses_and_refuses_the_others(post, moderator, verb, status):
    comment = ReaderCommentFactory(page=post, status=status)
    if (verb, status) in ALLOWED:
        verb(comment, user=moderator)()
        comment.refresh_from_db()
        assert comment.status == verb.status
        assert ModelLogEntry.objects.get().action == verb.log_action
    else:
        with pytest.raises(Conflict):
            verb(comment, user=moderator)()
        comment.refresh_from_db()
        assert comment.status == status
        assert not ModelLogEntry.objects.exists()
    assert_counters_are_right()


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_decides_without_the_permission(post, verb):
    comment = ReaderCommentFactory(page=post, status=verb.applies_to[0])
    for user in (UserFactory(), UserFactory(is_staff=True), AnonymousUser(), UserFactory(is_active=False)):
        with pytest.raises(NotAllowed):
            verb(comment, user=user)()
    comment.refresh_from_db()
    assert comment.status == verb.applies_to[0]


def test_of_two_people_who_decide_one_wins_and_the_other_is_told(post, moderator):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    mine, yours = (ReaderComment.objects.get(pk=comment.pk) for _ in range(2))
    PublishComment(mine, user=moderator)()
    with pytest.raises(Conflict, match="published"):
        DeclineComment(yours, user=moderator)()
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED
    assert ModelLogEntry.objects.count() == 1
    assert_counters_are_right()


def test_publishing_makes_a_new_version_and_declining_does_not(post, moderator):
    first, second = (ReaderCommentFactory(page=post, status=Status.PENDING) for _ in range(2))
    version = Conversation.objects.get().version
    DeclineComment(first, user=moderator)()
    assert Conversation.objects.get().version == version
    PublishComment(second, user=moderator)()
    assert Conversation.objects.get().version == version + 1


def test_a_hidden_comment_with_an_answer_leaves_its_place(post, moderator):
    first = ReaderCommentFactory(page=post)
    reply = ReaderCommentFactory(page=post, reply_to=first, status=Status.PENDING)
    HideComment(first, user=moderator)()
    assert_counters_are_right()
    assert not ReaderComment.objects.listed().exists()
    PublishComment(reply, user=moderator)()
    assert_counters_are_right()
    assert set(ReaderComment.objects.listed()) == {first, reply}
    HideComment(reply, user=moderator)()
    assert_counters_are_right()
    assert not ReaderComment.objects.listed().exists()


def test_signals_come_after_commit(post, moderator, django_capture_on_commit_callbacks):
    seen = []
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)

    def published(sender, comment, user, **kwargs):
        seen.append((comment.pk, user))

    def changed(sender, conversation, **kwargs):
        seen.append(conversation.page_id)

    comment_published.connect(published)
    conversation_changed.connect(changed)
    try:
        with django_capture_on_commit_callbacks() as callbacks:
            PublishComment(comment, user=moderator)()
            assert seen == []
        for callback in callbacks:
            callback()
    finally:
        comment_published.disconnect(published)
        conversation_changed.disconnect(changed)
    assert seen == [(comment.pk, moderator), post.pk]


def test_a_comment_is_a_number_to_logs(post):
    comment = ReaderCommentFactory(page=post, author_name="Sam", body="Words")
    assert str(comment) == f"Reader comment {comment.pk}"
    assert ReaderComment.wagtail_reference_index_ignore and Conversation.wagtail_reference_index_ignore
