"""Who may read what, asked at every door."""

import pytest
from wagtail.models import PageViewRestriction

from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.reading.page import read
from tests.factories import BlogPostPageFactory, PostPage, ReaderCommentFactory

pytestmark = pytest.mark.django_db

MARK = "heron-marker"


def doors(client, page):
    """Everything an anonymous visitor can open that could hold a comment."""
    return "".join(
        client.get(url).content.decode()
        for url in (
            page.url,
            f"{page.url}?comments=1",
            f"/comments/{page.pk}/feed/",
            f"/api/v2/pages/{page.pk}/",
            f"/api/v2/pages/?type={PostPage._meta.label}&search={MARK}",
            page.get_parent().url,
        )
    )


@pytest.mark.parametrize("status", [status for status in Status if status != Status.PUBLISHED])
def test_only_published_comments_are_anywhere(client, post, status):
    ReaderCommentFactory(page=post, status=status, body=MARK, author_name=MARK)
    assert MARK not in doors(client, post)
    assert not ReaderComment.objects.visible().exists()
    assert read(post).count == 0


def test_a_published_comment_is_on_the_page_and_in_the_feed(client, post):
    ReaderCommentFactory(page=post, body=MARK)
    assert MARK in client.get(post.url).content.decode()
    assert MARK in client.get(f"/comments/{post.pk}/feed/").content.decode()
    assert read(post).count == 1


def unpublish(post):
    post.unpublish()


def hide(post):
    Conversation.objects.update(access=Access.HIDDEN)


def restrict_above(post):
    PageViewRestriction.objects.create(page=post.get_parent(), restriction_type="login")


def restrict(post):
    PageViewRestriction.objects.create(page=post, restriction_type="password", password="x")


@pytest.mark.parametrize("close", [unpublish, hide, restrict, restrict_above])
def test_a_published_comment_goes_with_its_page_or_conversation(client, post, close):
    ReaderCommentFactory(page=post, body=MARK)
    close(post)
    assert not ReaderComment.objects.visible().exists()
    assert not ReaderComment.objects.listed().exists()
    assert read(post).items == []
    assert MARK not in doors(client, post)


def test_a_restriction_elsewhere_changes_nothing(client, blog, post):
    ReaderCommentFactory(page=post, body=MARK)
    PageViewRestriction.objects.create(page=BlogPostPageFactory(parent=blog), restriction_type="login")
    assert ReaderComment.objects.visible().count() == 1


def test_nothing_private_is_in_any_public_answer(client, post):
    comment = ReaderCommentFactory(page=post, author_email="secret-person@example.org", signs=["many_links"])
    comment.slip_hash = "f" * 64
    comment.save()
    shown = doors(client, post)
    for private in ("secret-person", "many_links", "f" * 64):
        assert private not in shown


def test_people_who_may_see_a_private_page_are_told_that_there_are_no_comments(client, post, admin_user):
    ReaderCommentFactory(page=post, body=MARK)
    restrict(post)
    session = client.session
    session["passed_page_view_restrictions"] = list(PageViewRestriction.objects.values_list("pk", flat=True))
    session.save()
    content = client.get(post.url).content.decode()
    assert "not open to everyone" in content
    assert MARK not in content
    assert "coprod-form" not in content
