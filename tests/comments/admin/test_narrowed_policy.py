"""Moderation by section, as a site would write it: a policy of its own, and not one door that forgets to ask it.

Two kinds of moderator use every door here: one policy says only which comments there are for them, the other also tells
from one comment whether it is theirs, without asking the database.
"""

import io

import pytest
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import GroupPagePermission

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.comments.actions import (
    DeclineComment,
    HideComment,
    MarkSpam,
    PublishComment,
    PutBack,
    SetConversation,
)
from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment
from coprod_wagtail.comments.moderation.counting import count_open
from coprod_wagtail.comments.moderation.queue import next_waiting
from coprod_wagtail.comments.permissions import (
    ReaderCommentPermissionPolicy,
    may_set_conversation,
    policy,
)
from coprod_wagtail.swap import get_page_model
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

INDEX = "/admin/reader-comments/"
THEIRS = "a-good-week"


class RowsOfOnePage(ReaderCommentPermissionPolicy):
    """Whoever may moderate does so on one page."""

    def comments_for(self, user):
        return super().comments_for(user).filter(page__slug=THEIRS)


class OnePage(RowsOfOnePage):
    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action) and instance.page.slug == THEIRS


class OneLanguage(ReaderCommentPermissionPolicy):
    def comments_for(self, user):
        return super().comments_for(user).filter(language="en")


class Sections(ReaderCommentPermissionPolicy):
    """Some moderate everywhere, and others do not."""

    def comments_for(self, user):
        comments = super().comments_for(user)
        return comments if user.username == "everywhere" else comments.filter(page__slug=THEIRS)


def choose(settings, policy_class):
    configuration = getattr(settings, "COPROD_WAGTAIL", {})
    settings.COPROD_WAGTAIL = configuration | {"COMMENT_PERMISSION_POLICY": f"{__name__}.{policy_class.__name__}"}


@pytest.fixture(params=[RowsOfOnePage, OnePage])
def narrowed(request, settings):
    choose(settings, request.param)


@pytest.fixture
def foreign_page(blog):
    return BlogPostPageFactory(parent=blog, title="A secret plan", slug="elsewhere")


@pytest.fixture
def theirs(narrowed, post):
    return ReaderCommentFactory(page=post, author_name="Ann", body="Ours to read.", status=Status.PENDING)


@pytest.fixture
def foreign(narrowed, foreign_page):
    return ReaderCommentFactory(
        page=foreign_page, author_name="Zoe Elsewhere", body="Not ours to read.", status=Status.PENDING
    )


@pytest.fixture
def client(moderator):
    client = Client()
    client.force_login(moderator)
    return client


def inspect_url(comment):
    return reverse("coprod_reader_comments:inspect", args=[comment.pk])


def decide_url(comment, verb):
    return reverse("coprod_reader_comments:decide", args=[comment.pk, verb])


def set_url(page):
    return reverse("coprod_comments_admin:set_conversation", args=[page.pk])


def bulk_url(verb, query):
    return reverse("wagtail_bulk_action", args=["coprod_comments", "readercomment", verb]) + query


def status_of(comment):
    return ReaderComment.objects.get(pk=comment.pk).status


# The verbs


@pytest.mark.sampled("verb")
@pytest.mark.parametrize("verb", [PublishComment, DeclineComment, MarkSpam, HideComment, PutBack])
def test_no_verb_decides_about_a_foreign_comment(narrowed, moderator, post, foreign_page, verb):
    theirs, foreign = (ReaderCommentFactory(page=page, status=verb.applies_to[0]) for page in (post, foreign_page))
    with pytest.raises(NotAllowed):
        verb(foreign, user=moderator)()
    assert status_of(foreign) == verb.applies_to[0]
    verb(theirs, user=moderator)()
    assert status_of(theirs) == verb.status


def test_a_conversation_is_set_only_where_all_that_is_written_is_theirs(moderator, theirs, foreign):
    assert may_set_conversation(moderator, theirs.page)
    assert not may_set_conversation(moderator, foreign.page)
    SetConversation(theirs.page, {"access": Access.HIDDEN}, user=moderator)()
    with pytest.raises(NotAllowed):
        SetConversation(foreign.page, {"access": Access.HIDDEN}, user=moderator)()
    assert Conversation.objects.get(page=foreign.page).access != Access.HIDDEN


def test_a_conversation_that_is_theirs_in_part_is_not_theirs_to_close(moderator, post, settings):
    choose(settings, OneLanguage)
    ReaderCommentFactory(page=post, language="en")
    assert may_set_conversation(moderator, post)
    ReaderCommentFactory(page=post, language="cy")
    assert not may_set_conversation(moderator, post)


# What is counted and what comes next


@pytest.mark.shape
def test_only_theirs_are_counted_in_one_query(moderator, theirs, foreign, django_assert_num_queries):
    moderator.has_perm("x.y")  # what a request has asked already
    with django_assert_num_queries(1):
        assert count_open(moderator).waiting == 1


def test_who_may_see_all_of_them_needs_no_count_over_comments(moderator, post):
    ReaderCommentFactory.create_batch(2, page=post, status=Status.PENDING)
    moderator.has_perm("x.y")
    with CaptureQueriesContext(connection) as queries:
        assert count_open(moderator).waiting == 2
    [query] = queries
    assert "waiting_count" in query["sql"]


def test_who_may_see_none_of_them_waits_for_none(post, django_assert_num_queries):
    comment, user = ReaderCommentFactory(page=post, status=Status.PENDING), UserFactory()
    user.has_perm("x.y")
    # What the rows of their groups say.
    with django_assert_num_queries(1):
        assert count_open(user).waiting == 0
        assert next_waiting(user) is None
        assert next_waiting(user, after=comment) is None


def test_the_menu_and_the_home_page_count_theirs(client, theirs, foreign):
    page = " ".join(client.get("/admin/").content.decode().split())
    assert "Reader comments (1)" in page
    assert "1 reader comment waiting" in page


def test_the_home_page_tells_the_age_of_theirs(client, theirs, foreign):
    ReaderComment.objects.filter(pk=foreign.pk).update(received_at="2020-01-01T00:00Z")
    page = " ".join(client.get("/admin/").content.decode().split())
    assert "1 reader comment waiting, for 0 minutes" in page


def test_next_is_never_a_foreign_one(moderator, client, theirs, foreign):
    ReaderComment.objects.filter(pk=foreign.pk).update(received_at="2020-01-01T00:00Z")
    assert next_waiting(moderator) == theirs
    assert next_waiting(moderator, after=theirs) is None
    assert inspect_url(foreign) not in client.get(inspect_url(theirs)).content.decode()
    assert client.post(decide_url(theirs, "publish")).url == INDEX


# The screens


@pytest.mark.framework
@pytest.mark.parametrize("query", ["", "?status=pending", "?q=read", "?ordering=received_at", "results/"])
def test_the_list_holds_only_theirs(client, theirs, foreign, query):
    response = client.get(INDEX + query)
    assert [comment.pk for comment in response.context["object_list"]] == [theirs.pk]
    assert "Zoe Elsewhere" not in response.content.decode()
    assert "A secret plan" not in response.content.decode()


def test_the_list_tells_nothing_of_a_foreign_one_that_is_asked_for(client, theirs, foreign):
    for query in ({"q": str(foreign.pk)}, {"page": foreign.page_id, "q": "Zoe Elsewhere"}):
        response = client.get(INDEX, query)
        assert not response.context["object_list"]
        assert inspect_url(foreign) not in response.content.decode()


def test_no_export_holds_a_foreign_one(client, theirs, foreign):
    """There are no export buttons, but Wagtail's list answers to the addresses all the same."""
    spreadsheet = client.get(INDEX, {"export": "csv"})
    assert "Zoe Elsewhere" not in b"".join(spreadsheet).decode()
    workbook = client.get(INDEX, {"export": "xlsx"})
    rows = load_workbook(io.BytesIO(b"".join(workbook))).active.iter_rows(values_only=True)
    assert len(list(rows)) <= 2  # a heading, and theirs


def test_a_foreign_one_cannot_be_opened_or_decided(client, theirs, foreign):
    assert client.get(inspect_url(theirs)).status_code == 200
    assert client.get(inspect_url(foreign)).status_code == 404
    for verb in ("publish", "decline", "mark-spam"):
        assert client.post(decide_url(foreign, verb), {"seen": "pending"}).status_code == 404
    assert status_of(foreign) == Status.PENDING


def test_the_words_it_answers_are_shown_only_if_they_are_theirs(client, theirs, foreign):
    ReaderComment.objects.filter(pk=theirs.pk).update(reply_to=foreign)
    page = client.get(inspect_url(theirs)).content.decode()
    assert "Not ours to read." not in page
    assert "Zoe Elsewhere" not in page
    assert inspect_url(foreign) not in page


@pytest.mark.sampled("verb")
@pytest.mark.parametrize("verb", ["publish", "decline", "mark-spam"])
@pytest.mark.parametrize("ids", ["all", "both"])
def test_many_at_once_are_only_theirs(client, theirs, foreign, verb, ids):
    url = bulk_url(verb, "?id=all" if ids == "all" else f"?id={theirs.pk}&id={foreign.pk}")
    question = client.get(url).content.decode()
    assert "Zoe Elsewhere" not in question
    assert "A secret plan" not in question
    client.post(url, {"reason": "unkind"})
    assert status_of(theirs) != Status.PENDING
    assert status_of(foreign) == Status.PENDING


def test_wagtails_own_lists_lead_only_to_theirs(moderator, theirs, foreign):
    finder = AdminURLFinder(moderator)
    assert finder.get_edit_url(theirs) == inspect_url(theirs)
    assert finder.get_edit_url(foreign) is None


def test_the_conversation_of_a_foreign_page_is_told_nothing_of(client, theirs, foreign):
    assert client.get(set_url(theirs.page)).status_code == 200
    response = client.get(set_url(foreign.page), follow=True)
    assert response.redirect_chain == [("/admin/", 302)]
    assert "A secret plan" not in response.content.decode()
    client.post(set_url(foreign.page), {"reader_conversation-access": "hidden"})
    assert not Conversation.objects.filter(access=Access.HIDDEN).exists()


def test_the_page_editor_leads_to_the_list_only_where_there_is_something_for_them(moderator, theirs, foreign):
    group = moderator.groups.create(name="Editors of the blog")
    page = theirs.page.get_parent()
    GroupPagePermission.objects.create(group=group, page=page, permission=change_page())
    client = Client()
    client.force_login(moderator)
    for comment, told in ((theirs, True), (foreign, False)):
        editor = client.get(reverse("wagtailadmin_pages:edit", args=[comment.page_id])).content.decode()
        assert (f"{INDEX}?page={comment.page_id}" in editor) == told
        assert ('data-a11y-dialog-show="coprod-conversation-dialog"' in editor) == told


def change_page():
    options = get_page_model()._meta
    return Permission.objects.get(
        content_type__app_label=options.app_label, codename=get_permission_codename("change", options)
    )


def test_the_policy_answers_for_one_comment_as_for_all(moderator, theirs, foreign):
    stranger = UserFactory()
    for action in ("view", "moderate"):
        assert policy.user_has_permission_for_instance(moderator, action, theirs)
        assert not policy.user_has_permission_for_instance(moderator, action, foreign)
        assert not policy.user_has_permission_for_instance(stranger, action, theirs)
        assert list(policy.instances_user_has_permission_for(moderator, action)) == [theirs]
        assert not policy.instances_user_has_permission_for(stranger, action).exists()
    for action in ("add", "change", "delete"):
        assert not policy.user_has_permission_for_instance(moderator, action, theirs)
        assert not policy.instances_user_has_permission_for(moderator, action).exists()
    assert list(policy.users_with_permission_for_instance("moderate", theirs)) == [moderator]
    assert not policy.users_with_permission_for_instance("moderate", foreign).exists()


def test_deciding_about_one_costs_those_who_may_see_all_no_more(moderator, post, django_assert_num_queries):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    moderator.has_perm("x.y")
    with django_assert_num_queries(0):
        PublishComment(comment, user=moderator).check()


# What volunteers are told of pages


@pytest.mark.shape
def test_a_page_that_readers_do_not_see_and_did_not_write_on_cannot_be_asked_for(moderator, client, blog):
    draft = BlogPostPageFactory(parent=blog, title="A secret plan", slug="draft", live=False)
    private = BlogPostPageFactory(parent=blog, title="For a few", slug="private")
    private.view_restrictions.create(restriction_type="login")
    for page in (draft, private):
        assert not may_set_conversation(moderator, page)
        response = client.get(set_url(page), follow=True)
        assert response.redirect_chain == [("/admin/", 302)]
        assert page.title not in response.content.decode()
        response = client.get(INDEX, {"page": page.pk})
        assert not response.context["view"].filters.is_valid()
        assert page.title not in response.content.decode()


def test_a_moderator_is_told_the_title_that_readers_know_and_not_the_drafts(client, post):
    comment = ReaderCommentFactory(page=post, status=Status.PENDING)
    post.title = "A week nobody knows of yet"
    post.save_revision()
    urls = [
        INDEX,
        f"{INDEX}?page={post.pk}",
        inspect_url(comment),
        bulk_url("publish", f"?id={comment.pk}"),
        set_url(post),
    ]
    for url in urls:
        page = client.get(url).content.decode()
        assert "A good week" in page, url
        assert "nobody knows of yet" not in page, url


def test_a_moderator_of_all_of_it_may_close_what_readers_see(moderator, post):
    assert may_set_conversation(moderator, post)
    assert not may_set_conversation(UserFactory(), post)
    assert may_set_conversation(UserFactory(is_superuser=True, is_staff=True), post)


def test_one_moderates_everywhere_and_another_does_not(moderator, post, foreign_page, settings):
    choose(settings, Sections)
    for page in (post, foreign_page):
        ReaderCommentFactory(page=page, status=Status.PENDING)
    everywhere = ModeratorFactory(username="everywhere")
    assert count_open(moderator).waiting == 1
    with CaptureQueriesContext(connection) as queries:
        assert count_open(everywhere).waiting == 2
    assert "waiting_count" in queries[-1]["sql"]
