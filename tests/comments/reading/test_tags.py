import pytest
from django.template import Context, Template

from coprod_wagtail.comments.constants import Access
from coprod_wagtail.comments.models import Conversation
from tests.factories import PostPage, ReaderCommentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def drawn(source, **context):
    return Template("{% load coprod_comments %}" + source).render(Context(context)).strip()


@pytest.mark.shape
def test_a_count_is_of_what_everybody_can_read(post):
    ReaderCommentFactory(page=post)
    ReaderCommentFactory(page=post, status="pending")
    assert drawn("{% comment_count page %}", page=PostPage.objects.get()) == "1"
    Conversation.objects.update(access=Access.HIDDEN)
    assert drawn("{% comment_count page %}", page=PostPage.objects.get()) == "0"


def test_a_page_that_was_never_saved_has_nothing(db):
    page = PostPage(title="New")
    assert drawn(
        "{% comment_count page %}{% conversation_is_open page %}{% conversation_closes page %}", page=page
    ) == ("0FalseNone")


def test_without_a_request_a_conversation_can_only_be_read(post):
    comment = ReaderCommentFactory(page=post)
    html = drawn("{% comments page %}", page=post)
    assert f'id="comment-{comment.pk}"' in html
    assert "<form" not in html


def test_a_sentence_that_other_doors_show_too_is_escaped_with_what_stands_in_it():
    words = drawn('{% comment_text "REPLY_TO" name=name %}|{% comment_text "HOUSE_RULES" %}', name="<b>{0}")
    assert words == "Reply to &lt;b&gt;{0}|House rules"
