"""Publish, decline, mark as spam, hide: who may, from where to where, and what follows."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import Conflict, NotAllowed
from coprod_wagtail.comments.actions import DeclineComment, HideComment, MarkSpam, PublishComment, PutBack
from coprod_wagtail.comments.constants import HOLDS_PLACE, TOMBSTONES, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.signals import (
    comment_declined,
    comment_hidden,
    comment_published,
    conversation_changed,
)
from coprod_wagtail.comments.store.listing import settle
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
    (HideComment, Status.COVERED),
    (MarkSpam, Status.COVERED),
    (PutBack, Status.PUBLISHED),
    (PutBack, Status.DECLINED),
    (PutBack, Status.SPAM),
    (PutBack, Status.HIDDEN),
}
VERBS = [PublishComment, DeclineComment, MarkSpam, HideComment, PutBack]
DECIDED = [Status.PUBLISHED, Status.DECLINED, Status.SPAM, Status.HIDDEN]
SIGNALS = {"published": comment_published, "declined": comment_declined, "hidden": comment_hidden}


def assert_counters_are_right():
    for conversation in Conversation.objects.all():
        comments = conversation.comments
        assert conversation.published_count == comments.filter(status=Status.PUBLISHED).count()
        assert conversation.waiting_count == comments.filter(status=Status.PENDING).count()
        assert conversation.thread_count == comments.filter(listed=True, thread=None).count()
    for comment in ReaderComment.objects.all():
        answered = ReaderComment.objects.answering([comment.pk]).filter(status__in=HOLDS_PLACE).exists()
        listed = comment.status in HOLDS_PLACE or (comment.status in TOMBSTONES and answered)
        assert comment.listed == listed, comment
        assert comment.reply_count == ReaderComment.objects.filter(thread=comment, listed=True).count()


@pytest.mark.sampled("verb")
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


@pytest.mark.sampled
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


@pytest.fixture
def heard():
    """Names of the signals about comments, as they come."""
    names, receivers = [], []
    for name, signal in SIGNALS.items():

        def receive(sender, name=name, **kwargs):
            names.append(name)

        signal.connect(receive)
        receivers.append((signal, receive))
    yield names
    for signal, receive in receivers:
        signal.disconnect(receive)


def expected_signals(was, now):
    """By what readers see, and nothing else."""
    if now == Status.PUBLISHED:
        return ["published"]
    if was == Status.PUBLISHED:
        return ["hidden"]
    return ["declined"] if now == Status.DECLINED else []


@pytest.mark.sampled
@pytest.mark.parametrize(("verb", "was"), sorted(ALLOWED, key=str))
def test_what_is_told_goes_by_what_readers_see(post, moderator, heard, django_capture_on_commit_callbacks, verb, was):
    comment = ReaderCommentFactory(page=post, status=was)
    with django_capture_on_commit_callbacks(execute=True):
        verb(comment, user=moderator)()
    assert heard == expected_signals(was, verb.status)


@pytest.mark.sampled("was")
@pytest.mark.parametrize("was", DECIDED)
@pytest.mark.parametrize("to", [Status.PENDING, *DECIDED])
def test_a_decision_is_taken_back_to_what_was_before(
    post, moderator, heard, django_capture_on_commit_callbacks, was, to
):
    comment = ReaderCommentFactory(page=post, status=was)
    with django_capture_on_commit_callbacks(execute=True):
        if was == to:
            with pytest.raises(Conflict):
                PutBack(comment, to=to, user=moderator)()
        else:
            PutBack(comment, to=to, user=moderator)()
    comment.refresh_from_db()
    assert comment.status == to
    assert heard == ([] if was == to else expected_signals(was, to))
    assert_counters_are_right()


@pytest.mark.parametrize("to", [Status.TAKEN_BACK, Status.ERASED])
def test_no_decision_is_taken_back_to_what_only_a_writer_can_do(post, moderator, to):
    comment = ReaderCommentFactory(page=post)
    with pytest.raises(ValueError, match=to.value):
        PutBack(comment, to=to, user=moderator)()
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED


def test_the_log_knows_what_was_before_and_after(post, moderator):
    comment = ReaderCommentFactory(page=post, status=Status.SPAM)
    PublishComment(comment, user=moderator)()
    assert ModelLogEntry.objects.get().data == {"was": "spam", "became": "published"}


def test_the_plain_line_of_a_hidden_comment_that_its_writer_takes_back_makes_a_new_version(post):
    """Nothing goes and nothing comes, but the line says something else."""
    first = ReaderCommentFactory(page=post)
    ReaderCommentFactory(page=post, reply_to=first)
    ReaderComment.objects.filter(pk=first.pk).update(status=Status.HIDDEN)
    first.refresh_from_db()
    settle(first, Status.PUBLISHED)
    version = Conversation.objects.get().version
    first.status = Status.TAKEN_BACK
    first.save()
    assert settle(first, Status.HIDDEN) is True
    assert Conversation.objects.get().version == version + 1
    assert_counters_are_right()


# Why


@pytest.mark.sampled
@pytest.mark.parametrize("verb", VERBS)
def test_a_decision_carries_a_reason_and_a_note(post, moderator, verb):
    comment = ReaderCommentFactory(page=post, status=verb.applies_to[0])
    verb(comment, user=moderator, reason="house-rules_1", note=" Agreed\r\nwith Ann.\x00 ")()
    entry = ModelLogEntry.objects.get()
    assert (entry.data["reason"], entry.data["note"]) == ("house-rules_1", "Agreed\nwith Ann.")
    assert entry.comment == "house-rules_1: Agreed\nwith Ann."
    assert "Agreed" not in entry.message


@pytest.mark.parametrize("given", [{"reason": "spite"}, {"note": "Only a note."}])
def test_one_of_them_is_enough(post, moderator, given):
    DeclineComment(ReaderCommentFactory(page=post, status=Status.PENDING), user=moderator, **given)()
    entry = ModelLogEntry.objects.get()
    assert {"reason", "note"} & set(entry.data) == set(given)
    assert entry.comment == next(iter(given.values()))


@pytest.mark.sampled
@pytest.mark.parametrize(
    "given",
    [
        {"reason": "Capital"},
        {"reason": "two words"},
        {"reason": "a" * 51},
        {"reason": "é"},
        {"reason": "rude\n"},
        {"note": "x" * 1001},
        {"note": "half \ud83d"},
    ],
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(post, moderator, given):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    with pytest.raises(ValidationError):
        DeclineComment(comment, user=moderator, **given)()
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert not ModelLogEntry.objects.exists()


@pytest.mark.parametrize("given", [{"reason": "a" * 50}, {"note": "x" * 1000}, {"note": " \u200b\n"}, {}])
def test_what_can_be_kept_is_kept(post, moderator, given):
    DeclineComment(ReaderCommentFactory(page=post, status=Status.PENDING), user=moderator, **given)()
    data = ModelLogEntry.objects.get().data
    kept = {name: value for name, value in given.items() if value.strip(" \u200b\n")}
    assert {name: data[name] for name in ("reason", "note") if name in data} == kept


def test_a_comment_is_a_number_to_logs(post):
    comment = ReaderCommentFactory(page=post, author_name="Sam", body="Words")
    assert str(comment) == f"Reader comment {comment.pk}"
    assert ReaderComment.wagtail_reference_index_ignore and Conversation.wagtail_reference_index_ignore
