"""Whoever made a page hears of comments on it once a day, if they asked for it: of those only that everybody can read."""

import pytest

from coprod_wagtail.comments.actions import HideComment, PublishComment
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.comments.notices import sweep as sweeping
from coprod_wagtail.comments.notices.sweep import sweep
from coprod_wagtail.swap import get_page_model
from tests.factories import BlogPostPageFactory, ReaderCommentFactory, UserFactory

from .conftest import choose, html_of

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

MORNING = "2026-05-06 08:00:05+01:00"


@pytest.fixture
def author(post):
    user = UserFactory()
    post.owner = user
    post.save()
    choose(user, posts="daily", posts_told_until="2026-05-05T08:00:00Z")
    return user


def shows(page, at="2026-05-05 09:00:00Z", **changes):
    return ReaderCommentFactory(page=page, shown_at=at, **changes)


def came(post_box, moment):
    post_box.clock.move_to(moment, tick=False)
    sweep()
    return post_box.open()


def test_once_a_day_in_the_morning(post, author, blog, post_box):
    shows(post, body="Good words", author_name="Ada")
    shows(BlogPostPageFactory(parent=blog), body="On another's page")
    ReaderCommentFactory(page=post, body="marker-waits", status=Status.PENDING)
    assert came(post_box, "2026-05-06 07:59:00+01:00") == []
    [message] = came(post_box, MORNING)
    assert message.to == [author.email] and message.subject == "1 new comment on your pages"
    for shown in (message.body, html_of(message)):
        assert "Good words" in shown and "Ada on" in shown and post.title in shown
        assert "marker" not in shown and "another" not in shown
    assert came(post_box, "2026-05-06 20:00:00+01:00") == []
    assert came(post_box, "2026-05-07 08:00:05+01:00") == []
    shows(post, at="2026-05-07T08:00:00Z", body="More")
    [message] = came(post_box, "2026-05-08 08:00:05+01:00")
    assert "More" in message.body and "Good words" not in message.body


def test_nobody_hears_unasked(post, post_box):
    post.owner = UserFactory()
    post.save()
    shows(post)
    assert came(post_box, MORNING) == []


@pytest.mark.parametrize("change", ["hidden", "inactive", "never", "closed"])
def test_what_is_not_to_be_told_any_more(post, author, moderator, post_box, change):
    comment = shows(post)
    if change == "hidden":
        HideComment(comment, user=moderator)()
    elif change == "inactive":
        type(author).objects.update(is_active=False)
    elif change == "closed":
        Conversation.objects.update(access="hidden")
    else:
        choose(author, posts="never")
    assert came(post_box, MORNING) == []


def test_a_comment_that_waited_is_told_once_it_shows(post, author, moderator, post_box):
    choose(moderator, how="never")
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    assert came(post_box, MORNING) == []
    PublishComment(comment, user=moderator)()
    assert len(came(post_box, "2026-05-07 08:00:05+01:00")) == 1


def test_an_app_says_who_wrote_a_page_that_somebody_else_made(post, author, blog, post_box, monkeypatch):
    other = BlogPostPageFactory(parent=blog, title="Theirs", owner=UserFactory())
    shows(other, body="On a page that they wrote")

    def pages_of(user):
        return get_page_model().objects.filter(pk=other.pk if user == author else 0)

    monkeypatch.setattr(sweeping, "authored_pages", lambda: [pages_of])
    [message] = came(post_box, MORNING)
    assert message.to == [author.email] and "On a page that they wrote" in message.body
