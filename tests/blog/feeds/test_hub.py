"""A hub is told which feeds have something new."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from wagtail.models import PageViewRestriction

from coprod_wagtail.comments.actions import HideComment, PublishComment
from coprod_wagtail.outbox.models import OutgoingMessage
from coprod_wagtail.outbox.sending import send_due
from tests.factories import ModeratorFactory, ReaderCommentFactory
from tests.pages.factories import BlogPostAuthorFactory, CategoryFactory, MemberProfilePageFactory
from tests.webhooks.receiver import receiver

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def hub(settings):
    with receiver() as server:
        settings.COPROD_WAGTAIL = {"WEBSUB_HUB": f"{server.url}/", "WEBHOOK_NETWORKS": ["127.0.0.0/8"]}
        yield server


def told(hub):
    """Which feeds the hub was told of, by their paths, in one request."""
    send_due(5)
    (request,) = hub.received
    hub.received.clear()
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    (mode, *feeds) = parse_qsl(request.body.decode())
    assert mode == ("hub.mode", "publish") and {name for name, _url in feeds} == {"hub.url"}
    return [url.removeprefix("http://localhost") for _name, url in feeds]


def in_each_format(path):
    return [f"{path}feed/", f"{path}feed/rss/", f"{path}feed/json/"]


def test_of_a_post_with_all_the_lists_that_it_stands_in(hub, post, root_page, client):
    post.date = date(2026, 5, 4)
    post.categories.add(CategoryFactory(slug="food"))
    post.tags.add("soup")
    BlogPostAuthorFactory(page=post, profile=MemberProfilePageFactory(parent=root_page, slug="maryam"))
    post.save_revision().publish()
    lists = ["", "topic/food/", "tag/soup/", "by/maryam/", "2026/", "2026/05/"]
    found = told(hub)
    assert found == [feed for below in lists for feed in in_each_format(f"/blog/{below}")]
    assert {client.get(path).status_code for path in found} == {200}
    assert not OutgoingMessage.objects.exists(), "what was sent is not kept"


def test_of_a_comment_once_it_shows(hub, post, client):
    comment = ReaderCommentFactory(page=post, status="pending")
    PublishComment(comment, user=ModeratorFactory())()
    found = told(hub)
    assert len(found) == 6 and {client.get(path).status_code for path in found} == {200}
    assert str(comment.body) in client.get(found[0]).content.decode()
    HideComment(comment, user=ModeratorFactory())()
    send_due(5)
    assert not hub.received, "nothing is new"


def test_nothing_of_what_not_everybody_may_read(hub, blog, post):
    PageViewRestriction.objects.create(page=blog, restriction_type="login")
    post.save_revision().publish()
    PublishComment(ReaderCommentFactory(page=post, status="pending"), user=ModeratorFactory())()
    send_due(5)
    assert not hub.received


def test_without_a_hub_nobody_is_told_and_nothing_is_asked(post, settings, django_assert_num_queries):
    from coprod_wagtail.blog.feeds.news import post_published

    with django_assert_num_queries(0):
        post_published(instance=post)
    assert not OutgoingMessage.objects.exists()


def test_a_hub_that_does_not_answer_is_told_later(hub, post, settings):
    settings.COPROD_WAGTAIL = {"WEBSUB_HUB": "http://127.0.0.1:9/", "WEBHOOK_NETWORKS": ["127.0.0.0/8"]}
    post.save_revision().publish()
    send_due(5)
    (message,) = OutgoingMessage.objects.all()
    assert message.state == "waiting" and message.problem == "no_answer"


def test_a_feed_that_cannot_be_named_keeps_no_post_from_being_published(hub, post, monkeypatch, caplog):
    from coprod_wagtail.blog.feeds import news

    monkeypatch.setattr(news, "feeds_with", lambda post: [][0])
    post.title = "Published"
    post.save_revision().publish()
    post.refresh_from_db()
    assert post.title == "Published" and "hub of the feeds" in caplog.text
