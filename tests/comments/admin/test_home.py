"""The admin's home page: what each person has begun, and what readers have said to it lately."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission

from coprod_wagtail.comments.constants import Access, Status
from coprod_wagtail.comments.models import Conversation
from tests.factories import BlogPostPageFactory, ModeratorFactory, ReaderCommentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

NOW = timezone.now()


@pytest.fixture
def editor(db):
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def home(user):
    client = Client()
    client.force_login(user)
    response = client.get("/admin/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def lines(user, panel):
    return [" ".join(line.get_text(" ").split()) for line in home(user).select(f"#coprod-{panel}-section li")]


def draft(blog, owner, **kwargs):
    page = BlogPostPageFactory(parent=blog, live=False, owner=owner, **kwargs)
    page.save_revision(user=owner)
    return page


# Drafts


def test_what_somebody_has_begun_is_listed_with_its_comments(editor, blog):
    draft(blog, editor, title="Buses")
    closed = draft(blog, editor, title="Trams")
    Conversation.objects.create(page=closed, access=Access.READ_ONLY)
    later = draft(blog, editor, title="Boats")
    Conversation.objects.create(page=later, opens_at=NOW + timedelta(days=1))
    found = lines(editor, "drafts")
    assert [line.partition(" ·")[0] for line in found] == [
        "Boats Not on the website",
        "Trams Not on the website",
        "Buses Not on the website",
    ]
    assert ["Not open yet" in found[0], "Read only" in found[1], "Comments: Open" in found[2]] == [True] * 3


def test_so_is_a_page_on_the_website_that_they_changed_last(editor, post):
    other = UserFactory()
    post.title = "A better week"
    post.save_revision(user=editor)
    assert lines(editor, "drafts") == [
        "A better week On the website, with changes that are not published yet · Comments: Open · just now"
    ]
    post.save_revision(user=other)
    assert lines(editor, "drafts") == []


def test_nothing_of_others_and_nothing_that_is_published_as_it_is(editor, blog, post):
    post.owner = editor
    post.save()
    draft(blog, UserFactory(), title="Somebody else's")
    assert lines(editor, "drafts") == []
    assert "Your drafts" not in home(editor).get_text()


def test_nor_what_they_may_not_change_any_more(editor, blog):
    draft(blog, editor, title="Buses")
    GroupPagePermission.objects.all().delete()
    assert lines(editor, "drafts") == []


# New comments


def test_somebodys_pages_with_new_comments_are_listed_the_newest_first(editor, blog):
    buses, trams = (BlogPostPageFactory(parent=blog, title=title, owner=editor) for title in ("Buses", "Trams"))
    ReaderCommentFactory.create_batch(2, page=buses, received_at=NOW - timedelta(days=3))
    ReaderCommentFactory(page=trams, received_at=NOW - timedelta(days=2))
    found = lines(editor, "new-comments")
    assert [line.replace("\xa0", " ") for line in found] == [
        "Trams 1 new comment, 2 days ago",
        "Buses 2 new comments, the last one 3 days ago",
    ]
    [link, _other] = home(editor).select("#coprod-new-comments-section li a")
    assert link["href"].endswith("#comments")


def test_only_what_readers_see_and_what_is_new_counts(editor, blog):
    page = BlogPostPageFactory(parent=blog, owner=editor)
    ReaderCommentFactory(page=page, received_at=NOW - timedelta(days=30))
    ReaderCommentFactory(page=page, source="disqus")
    for status in set(Status) - {Status.PUBLISHED}:
        ReaderCommentFactory(page=page, status=status)
    private = BlogPostPageFactory(parent=blog, owner=editor)
    private.view_restrictions.create(restriction_type="login")
    ReaderCommentFactory(page=private)
    ReaderCommentFactory(page=BlogPostPageFactory(parent=blog, owner=UserFactory()))
    assert lines(editor, "new-comments") == []


def test_who_may_open_the_list_is_led_there_too(editor, blog):
    page = BlogPostPageFactory(parent=blog, owner=editor, title="Buses")
    ReaderCommentFactory(page=page)
    there = f"/admin/reader-comments/?status=published&page={page.pk}"
    assert there not in str(home(editor))
    editor.groups.add(Group.objects.get(name="Moderators"))
    assert [link["href"] for link in home(editor).select("#coprod-new-comments-section li a")][1] == there


# What it costs


def queries_at_home(user):
    home(user)
    client = Client()
    client.force_login(user)
    with CaptureQueriesContext(connection) as captured:
        client.get("/admin/")
    return [query["sql"] for query in captured]


def test_who_works_on_no_page_sees_nothing_of_it_and_costs_nothing(post):
    moderator = ModeratorFactory()
    ReaderCommentFactory(page=post)
    assert "coprod-home-list" not in str(home(moderator))
    assert not [sql for sql in queries_at_home(moderator) if "latest_revision" in sql and "LIMIT 5" in sql]
    assert not [sql for sql in queries_at_home(moderator) if "MAX(" in sql and "received_at" in sql]


def test_it_costs_the_same_for_any_number(editor, blog):
    def write(how_many):
        for number in range(how_many):
            page = BlogPostPageFactory(parent=blog, owner=editor)
            ReaderCommentFactory.create_batch(1 + number % 2, page=page)
            Conversation.objects.get_or_create(page=draft(blog, editor))

    def ours():
        """Wagtail asks once for each page that somebody edited lately, and shows five."""
        return [sql for sql in queries_at_home(editor) if "coprod_comments" in sql]

    write(2)
    few = len(ours())
    write(10)
    assert len(ours()) == few
    assert len(lines(editor, "drafts")) == len(lines(editor, "new-comments")) == 5
