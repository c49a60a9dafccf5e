"""Who was asked by a colleague to decide about a comment hears of it, in their own way."""

import pytest

from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import ReaderCommentSettings
from coprod_wagtail.comments.moderation.handing.actions import HandOverComment
from tests.factories import ModeratorFactory, ReaderCommentFactory

from .conftest import choose, html_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("link_only", [False, True])
def test_at_once_without_a_word_that_anybody_wrote(post, moderator, post_box, link_only):
    ReaderCommentSettings.objects.create(site=post.get_site(), mails_without_words=link_only)
    ann = ModeratorFactory(first_name="Ann", last_name="Reader", email="")
    comment = ReaderCommentFactory(page=post, status=Status.PENDING, body="A heron stood in the ford.")
    choose(moderator, how="at_once", told_until=comment.status_since)  # of the comment itself
    post_box.clock.shift(60)
    HandOverComment(comment, to=moderator, note="You know this garden.", user=ann)()
    [message] = post_box.after(seconds=40)
    assert (message.to, message.subject) == ([moderator.email], "1 thing waits for you to read")
    for shown in (message.body, html_of(message)):
        assert f"Comment {comment.pk}" in shown and "was handed over to you" in shown
        assert ("Ann Reader asks you to decide" in shown) is not link_only
        assert "heron" not in shown and "garden" not in shown
    assert post_box.after(hours=1) == []


def test_and_whoever_wants_no_mail_gets_none(post, moderator, post_box):
    choose(moderator, how="never")
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    HandOverComment(comment, to=moderator, user=ModeratorFactory(email=""))()
    assert post_box.after(hours=30) == []
