"""Who may read what, asked at every door."""

import pytest
from wagtail.models import PageViewRestriction

from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.reading.page import read
from coprod_wagtail.page_tree.visibility import for_everyone
from tests.factories import BlogPostPageFactory, PostPage, ReaderCommentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable"), pytest.mark.framework]

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


@pytest.mark.shape
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


@pytest.mark.shape
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


@pytest.mark.shape
def test_nothing_private_is_in_any_public_answer(client, post):
    comment = ReaderCommentFactory(page=post, author_email="secret-person@example.org", signs=["many_links"])
    comment.slip_hash = "f" * 64
    comment.save()
    shown = doors(client, post)
    for private in ("secret-person", "many_links", "f" * 64):
        assert private not in shown


def alias_of(page, parent):
    return page.create_alias(parent=parent, update_slug=f"elsewhere-{page.pk}")


@pytest.mark.parametrize("steps", [1, 2], ids=["an alias", "an alias of an alias"])
@pytest.mark.parametrize("where", ["itself", "above"])
def test_an_alias_is_for_whom_its_source_is(client, blog, post, where, steps, django_assert_num_queries):
    elsewhere = BlogPostPageFactory(parent=blog, title="Elsewhere")
    section = BlogPostPageFactory(parent=blog, title="A section")
    source = section if where == "above" else post
    if where == "above":
        post.move(section, pos="last-child")
        post.refresh_from_db()
    alias = source
    for _ in range(steps):
        alias = alias_of(alias, elsewhere)
        alias.refresh_from_db()
    if where == "above":
        alias = BlogPostPageFactory(parent=alias, title="Below it")
    public = type(alias)._default_manager.filter(pk=alias.pk)
    assert for_everyone(public).exists()

    PageViewRestriction.objects.create(page=source, restriction_type="password", password="x")

    assert alias.get_view_restrictions().exists()  # that is Wagtail's rule
    with django_assert_num_queries(1):
        assert not for_everyone(public).exists()
    for path in (f"posts/{alias.pk}/", f"conversations/{alias.pk}/"):
        assert client.get(f"/api/coprod/v1/{path}").status_code == 404
    assert alias.pk not in [item["id"] for item in client.get("/api/coprod/v1/posts/").json()["items"]]
    assert client.get(f"/comments/{alias.pk}/feed/").status_code == 404
    assert alias.title not in client.get(blog.url).content.decode()
