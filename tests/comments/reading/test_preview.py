"""A page's preview shows the conversation read-only and writes nothing, for a page never saved, too."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coprod_wagtail.comments.models import Conversation, ReaderComment
from tests.factories import PostPage, QuestionPage, ReaderCommentFactory

from ..sending import soup

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

WRITES = ("INSERT", "UPDATE", "DELETE")


def preview(page):
    with CaptureQueriesContext(connection) as queries:
        response = page.make_preview_request()
        response.render()
    assert not [query["sql"] for query in queries if query["sql"].startswith(WRITES)]
    return soup(response)


def test_a_live_page_shows_its_comments_and_no_form(post):
    comment = ReaderCommentFactory(page=post)
    page = preview(PostPage.objects.get())
    assert page.select_one(f"#comment-{comment.pk}")
    assert "This is a preview" in page.select_one("#comments .coprod-note").get_text()
    assert not page.select("form.coprod-form, .coprod-comment__actions button")


@pytest.mark.shape
@pytest.mark.parametrize("kind", [PostPage, QuestionPage])
def test_a_page_never_saved_can_be_previewed(kind, blog):
    new = kind(title="New", slug="new")
    new.set_url_path(blog)
    new.path, new.depth = f"{blog.path}0001", blog.depth + 1
    page = preview(new)
    assert "This is a preview" in page.select_one("#comments .coprod-note").get_text()
    assert not page.select("form.coprod-form")
    assert not Conversation.objects.exists() and not ReaderComment.objects.exists()


def test_a_draft_never_published_can_be_previewed(blog):
    draft = blog.add_child(instance=PostPage(title="Draft", slug="draft", live=False))
    page = preview(draft)
    assert "This is a preview" in page.select_one("#comments .coprod-note").get_text()
    assert not Conversation.objects.exists()


@pytest.mark.shape
def test_through_the_admin_a_new_page_is_previewed_without_a_trace(admin_client, blog):
    url = reverse("wagtailadmin_pages:preview_on_add", args=[*PostPage._meta.label_lower.split("."), blog.pk])
    data = {
        "title": "Not saved",
        "slug": "not-saved",
        "summary": "",
        "date": "",
        "closing_question": "",
        "body-count": "0",
        "authors-TOTAL_FORMS": "0",
        "authors-INITIAL_FORMS": "0",
        "related_posts-TOTAL_FORMS": "0",
        "related_posts-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    assert admin_client.post(url, data).json()["is_valid"]
    page = soup(admin_client.get(url))
    assert page.h1.get_text() == "Not saved"
    assert "This is a preview" in page.select_one("#comments .coprod-note").get_text()
    assert not Conversation.objects.exists()
