"""What becomes of readers' comments when their page is deleted, copied, aliased, translated, moved or reverted."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, PageLogEntry

from coprod_wagtail.comments.admin.deletion import count_comments_under
from coprod_wagtail.comments.constants import Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.swap import PAGE_MODEL, get_page_model
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ConversationPageFactory,
    ReaderCommentFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

MARKER = "zanzibar"


@pytest.fixture
def superuser():
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def client(superuser):
    client = Client()
    client.force_login(superuser)
    return client


@pytest.fixture
def talk(post):
    """Three comments on the post: a thread of two, and one that waits."""
    first = ReaderCommentFactory(
        page=post, author_name=f"{MARKER} Ann", body=f"words {MARKER}", author_email=f"{MARKER}@example.org"
    )
    ReaderCommentFactory(page=post, reply_to=first, body=MARKER)
    ReaderCommentFactory(page=post, status=Status.PENDING, body=MARKER)
    return post


def tables_that_mention(words):
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(words in str(value).lower() for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


def erased_lines():
    return list(PageLogEntry.objects.filter(action="coprod_comments.erase_conversation").order_by("pk"))


# Deleting


def test_the_marker_would_be_found(talk):
    assert "coprod_comments_readercomment" in tables_that_mention(MARKER)


def delete_in_admin(client, page):
    assert client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code == 302


def delete_in_bulk(client, page):
    url = reverse("wagtail_bulk_action", args=[*PAGE_MODEL.lower().split("."), "delete"])
    assert client.post(f"{url}?id={page.pk}").status_code == 302


def delete_by_program(client, page):
    page.delete()


def delete_above(client, page):
    page.get_parent().delete()


def delete_by_queryset(client, page):
    get_page_model().objects.filter(pk=page.pk).delete()


WAYS = [delete_in_admin, delete_in_bulk, delete_by_program, delete_above, delete_by_queryset]


@pytest.mark.shape
@pytest.mark.parametrize("delete", WAYS)
def test_the_words_go_with_the_page_and_one_line_stays(client, talk, delete):
    delete(client, get_page_model().objects.get(pk=talk.pk).specific)
    assert not get_page_model().objects.filter(pk=talk.pk).exists()
    assert not ReaderComment.objects.exists()
    assert not Conversation.objects.exists()
    assert tables_that_mention(MARKER) == []
    [entry] = erased_lines()
    assert entry.page_id == talk.pk
    assert entry.data == {"comments": 3}
    assert entry.message == "Erased 3 reader comments together with the page"


@pytest.mark.parametrize("delete", [delete_in_admin, delete_in_bulk])
def test_the_line_names_who_deleted_the_page(client, superuser, talk, delete):
    delete(client, talk)
    assert erased_lines()[0].user == superuser


@pytest.mark.shape
def test_each_page_with_comments_has_a_line_and_the_others_have_none(client, blog, talk):
    other = BlogPostPageFactory(parent=blog, slug="other")
    ReaderCommentFactory(page=other)
    empty = BlogPostPageFactory(parent=blog, slug="empty")
    Conversation.objects.create(page=empty)
    blog.delete()
    assert {(entry.page_id, entry.data["comments"]) for entry in erased_lines()} == {(talk.pk, 3), (other.pk, 1)}


def test_other_pages_keep_theirs(client, talk, root_page):
    kept = ReaderCommentFactory(page=ConversationPageFactory(parent=root_page))
    delete_in_admin(client, talk)
    assert list(ReaderComment.objects.all()) == [kept]


def test_before_a_page_is_deleted_it_says_how_many_comments_go(client, talk):
    page = client.get(reverse("wagtailadmin_pages:delete", args=[talk.pk])).content.decode()
    assert "3 reader comments on this page and the pages below it will be erased for ever." in page


def test_comments_on_pages_below_are_counted_too(client, blog, talk):
    ReaderCommentFactory(page=BlogPostPageFactory(parent=blog, slug="other"))
    page = client.get(reverse("wagtailadmin_pages:delete", args=[blog.pk])).content.decode()
    assert "4 reader comments on this page and the pages below it will be erased for ever." in page


def test_one_comment_is_one(client, post):
    ReaderCommentFactory(page=post, status=Status.ERASED)
    page = client.get(reverse("wagtailadmin_pages:delete", args=[post.pk])).content.decode()
    assert "1 reader comment on this page and the pages below it will be erased for ever." in page


def test_nothing_is_said_where_there_is_nothing_to_lose(client, post):
    assert "erased for ever" not in client.get(reverse("wagtailadmin_pages:delete", args=[post.pk])).content.decode()


def test_the_warning_is_not_shown_again_after_the_page_is_gone(client, talk):
    client.get(reverse("wagtailadmin_pages:delete", args=[talk.pk]))
    page = client.post(reverse("wagtailadmin_pages:delete", args=[talk.pk]), follow=True).content.decode()
    assert "deleted" in page
    assert "erased for ever" not in page


def test_before_pages_are_deleted_in_bulk_it_says_how_many_comments_go(client, blog, talk, root_page):
    question = ConversationPageFactory(parent=root_page)
    ReaderCommentFactory(page=question)
    url = reverse("wagtail_bulk_action", args=[*PAGE_MODEL.lower().split("."), "delete"])
    # The post is below the blog: its comments are counted once.
    page = client.get(f"{url}?id={blog.pk}&id={talk.pk}&id={question.pk}").content.decode()
    assert "4 reader comments on these pages and the pages below them will be erased for ever." in page
    after = client.post(f"{url}?id={blog.pk}&id={question.pk}", follow=True).content.decode()
    assert "erased for ever" not in after
    assert not ReaderComment.objects.exists()


def test_pages_are_counted_in_batches(blog, django_assert_num_queries):
    pages = [BlogPostPageFactory(parent=blog, slug=f"p{number}") for number in range(60)]
    for page in (pages[0], pages[55], pages[59]):
        ReaderCommentFactory(page=page)
    with django_assert_num_queries(2):
        assert count_comments_under(pages) == 3
    assert count_comments_under([*pages, blog]) == 3


@pytest.mark.shape
def test_translations_that_go_too_are_counted(client, talk, settings, monkeypatch):
    from wagtail import hooks

    settings.WAGTAIL_I18N_ENABLED = True
    french = Locale.objects.create(language_code="fr")
    translated = talk.copy_for_translation(french, copy_parents=True)
    ReaderCommentFactory(page=translated)
    with hooks.register_temporarily(
        "construct_translated_pages_to_cascade_actions", lambda pages, action: {talk: [translated]}
    ):
        page = client.get(reverse("wagtailadmin_pages:delete", args=[talk.pk])).content.decode()
    assert "4 reader comments on these pages and the pages below them will be erased for ever." in page


# Copying, aliasing, translating


@pytest.mark.shape
@pytest.mark.parametrize("recursive", [False, True])
def test_a_copy_starts_empty(talk, recursive):
    copy = talk.copy(recursive=recursive, update_attrs={"slug": "copy"})
    assert not ReaderComment.objects.filter(page=copy).exists()
    assert not Conversation.objects.filter(page=copy).exists()
    assert ReaderComment.objects.filter(page=talk).count() == 3


@pytest.mark.shape
def test_a_copy_of_a_whole_tree_starts_empty(blog, talk):
    copy = blog.copy(recursive=True, update_attrs={"slug": "blog-2"})
    assert count_comments_under([copy]) == 0
    assert count_comments_under([blog]) == 3


def test_a_copy_is_open_even_if_its_source_is_closed(talk):
    Conversation.objects.update(access="hidden")
    copy = talk.copy(update_attrs={"slug": "copy"})
    assert Conversation.for_page_id(copy.pk).access == "open"


@pytest.mark.shape
def test_a_translation_starts_empty(talk, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    french = Locale.objects.create(language_code="fr")
    translated = talk.copy_for_translation(french, copy_parents=True)
    assert count_comments_under([translated]) == 0
    assert ReaderComment.objects.filter(page=talk).count() == 3


@pytest.mark.shape
def test_an_alias_shows_its_sources_conversation_and_has_none_of_its_own(talk):
    alias = talk.create_alias(update_slug="alias")
    assert alias.commented_page_id == talk.pk
    assert not Conversation.objects.filter(page=alias).exists()
    assert not ReaderComment.objects.filter(page=alias).exists()
    page = Client().get(alias.url).content.decode()
    assert f"words {MARKER}" in page


def test_an_alias_takes_no_comments_when_its_source_is_saved_again(talk):
    alias = talk.create_alias(update_slug="alias")
    talk.title = "Another title"
    talk.save_revision().publish()
    alias.refresh_from_db()
    assert alias.title == "Another title"
    assert not ReaderComment.objects.filter(page=alias).exists()
    assert ReaderComment.objects.filter(page=talk).count() == 3


def test_deleting_an_alias_keeps_the_sources_comments(client, talk):
    delete_in_admin(client, talk.create_alias(update_slug="alias"))
    assert ReaderComment.objects.filter(page=talk).count() == 3
    assert erased_lines() == []


# Moving, unpublishing, reverting


@pytest.mark.shape
def test_a_moved_page_keeps_its_comments(talk, root_page):
    target = BlogIndexPageFactory(parent=root_page, slug="elsewhere")
    talk.move(target, pos="last-child")
    talk.refresh_from_db()
    assert ReaderComment.objects.visible().filter(page=talk).count() == 2
    assert count_comments_under([target]) == 3


def test_an_unpublished_page_keeps_its_comments_and_shows_none(talk):
    talk.unpublish()
    assert ReaderComment.objects.filter(page=talk).count() == 3
    assert not ReaderComment.objects.visible().exists()
    talk.save_revision().publish()
    assert ReaderComment.objects.visible().count() == 2


def test_going_back_to_an_old_revision_changes_nothing_about_the_conversation(client, talk):
    old = talk.save_revision()
    Conversation.objects.update(access="read_only")
    late = ReaderCommentFactory(page=talk)
    before = list(Conversation.objects.values())
    old.as_object().save()
    old.publish()
    assert client.get(reverse("wagtailadmin_pages:revisions_revert", args=[talk.pk, old.pk])).status_code == 200
    assert list(Conversation.objects.values()) == before
    assert ReaderComment.objects.filter(pk=late.pk).exists()
    assert ReaderComment.objects.filter(page=talk).count() == 4


def test_an_answer_outlives_a_comment_that_a_program_deletes_alone(talk):
    """Not a thing to do, but nobody's words may go with somebody else's (and MariaDB is particular about the order)."""
    first = ReaderCommentFactory(page=talk)
    answer = ReaderCommentFactory(page=talk, reply_to=first)
    first.delete()
    answer.refresh_from_db()
    assert (answer.thread_id, answer.reply_to_id) == (None, None)
