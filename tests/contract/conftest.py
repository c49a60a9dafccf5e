"""A site with something of everything, on a server of its own."""

import pytest
from django.apps import apps

from coprod_wagtail.comments.actions import HideComment
from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.factories import ConversationPageFactory, ModeratorFactory, ReaderCommentFactory


@pytest.fixture(scope="session")
def live_server(django_db_modify_db_settings, live_server):
    """Started once it is known where the database is: the server decides by that whether to share a connection."""
    return live_server


@pytest.fixture
def pages(blog, post):
    """Pages of every kind that the site has, with comments in every state."""
    found = [blog, post, *(ConversationPageFactory(parent=blog) for _ in range(3))]
    if apps.is_installed("coprod_wagtail.pages"):
        found += _ready_made(blog, post)
    closed, hidden = found[2], found[3]
    Conversation.objects.create(page=closed, access="read_only")
    Conversation.objects.create(page=hidden, access="hidden")
    for page in (post, closed, hidden):
        first = ReaderCommentFactory(page=page)
        for _ in range(3):
            ReaderCommentFactory(page=page, reply_to=first)
        gone = ReaderCommentFactory(page=page)
        ReaderCommentFactory(page=page, reply_to=gone)
        HideComment(gone, user=ModeratorFactory())()
        for status in ("pending", "declined", "spam"):
            ReaderCommentFactory(page=page, status=status)
        ReaderCommentFactory(
            page=page, author_name="", author_kind="unknown", posted_at=None, posted_precision="unknown"
        )
    return found


def _ready_made(blog, post):
    from tests.pages import factories

    people = factories.MemberIndexPageFactory(parent=blog, title="People")
    members = [factories.MemberProfilePageFactory(parent=people, title=f"Member {number}") for number in range(3)]
    factories.BlogPostAuthorFactory(page=post, profile=members[0], sort_order=0)
    post.categories.add(factories.CategoryFactory(name="Food", slug="food"))
    post.tags.add("weeks")
    post.body = [("heading", {"text": "First", "level": "h2"}), ("text", "<p>Words</p>")]
    post.save()
    return [people, *members]


@pytest.fixture
def known(pages):
    """What really is on the site, by the name of the parameter that asks for it."""
    return {
        "path.page_id": [page.pk for page in pages],
        "query.page": [page.pk for page in pages],
        "body.page": [page.pk for page in pages],
        "path.comment_id": list(ReaderComment.objects.values_list("pk", flat=True)),
        "query.author": [page.pk for page in pages],
        "query.path": [page.get_url_parts()[2] for page in pages if page.get_url_parts()] or ["/"],
        "query.category": ["food"],
        "query.tag": ["weeks"],
        "query.search": ["words", "Member"],
        "query.offset": [0, 1],
        "query.locale": ["en", "en-gb"],
        "query.year": [2024, 2026],
        "query.site": ["1", "localhost"],
    }
