"""The rows of authors in the editor: a draft takes anything, and publishing says what is missing, and where."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.test import override_settings
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from coprod_wagtail.pages.models import BlogPostAuthor, BlogPostPage
from tests.factories import BlogPostPageFactory
from tests.pages.factories import BlogPostAuthorFactory, MemberIndexPageFactory, MemberProfilePageFactory

pytestmark = pytest.mark.framework


@pytest.fixture
def editor(client, db):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    return client


@pytest.fixture
def members(root_page):
    return MemberIndexPageFactory(parent=root_page)


def filled_in(authors, initial=0, **others):
    return nested_form_data(
        {
            "title": "A post",
            "slug": "a-post",
            "date": "",
            "summary": "",
            "image_alt": "",
            "closing_question": "",
            "tags": "",
            "body": streamfield([]),
            "authors": inline_formset(authors, initial=initial),
            "related_posts": inline_formset([]),
            "comments": inline_formset([]),
            **others,
        }
    )


def add(editor, blog, authors, **others):
    address = reverse("wagtailadmin_pages:add", args=["coprod_pages", "blogpostpage", blog.pk])
    return editor.post(address, filled_in(authors, **others))


def errors(response):
    return [form.errors for form in response.context["form"].formsets["authors"]]


EMPTY = {"profile": "", "name": ""}


@pytest.mark.sampled
@pytest.mark.parametrize(
    "authors", [[], [EMPTY], [EMPTY, {"profile": "", "name": "Sam"}], [{"profile": "", "name": " "}]]
)
def test_a_draft_is_saved_whatever_its_rows(editor, blog, authors):
    assert add(editor, blog, authors).status_code == 302
    assert not BlogPostPage.objects.get().live


def test_autosave_takes_it_too(editor, blog):
    address = reverse("wagtailadmin_pages:add", args=["coprod_pages", "blogpostpage", blog.pk])
    response = editor.post(address, filled_in([EMPTY]), headers={"Accept": "application/json"})
    assert (response.status_code, json.loads(response.content)["success"]) == (200, True)


@pytest.mark.shape
def test_publishing_says_what_is_missing_and_where(editor, blog):
    response = add(editor, blog, [{"profile": "", "name": "Sam"}, EMPTY], **{"action-publish": "1"})
    assert response.status_code == 200
    assert errors(response) == [{}, {"name": ["Choose a profile or write a name."]}]
    assert "Choose a profile or write a name." in response.text
    assert not BlogPostPage.objects.exists()


def test_a_post_without_any_author_can_be_published(editor, blog):
    assert add(editor, blog, [], **{"action-publish": "1"}).status_code == 302
    assert BlogPostPage.objects.get().live


@pytest.mark.sampled
@pytest.mark.parametrize(("live", "ok"), [(True, True), (False, False)])
def test_a_profile_that_was_never_public_wants_a_name(editor, blog, members, live, ok):
    member = MemberProfilePageFactory(parent=members, live=live)
    response = add(editor, blog, [{"profile": member.pk, "name": ""}], **{"action-publish": "1"})
    assert (response.status_code == 302) == ok
    if not ok:
        (row,) = errors(response)
        assert "it is a draft. Publish the profile first, or write a name here." in row["name"][0]
        assert add(editor, blog, [{"profile": member.pk, "name": ""}]).status_code == 302  # a draft does not mind
        assert (
            add(editor, blog, [{"profile": member.pk, "name": "Sam"}], slug="b", **{"action-publish": "1"}).status_code
            == 302
        )


def test_the_row_of_a_former_member_needs_nothing(editor, blog, members):
    post = BlogPostPageFactory(parent=blog, slug="a-post")
    member = MemberProfilePageFactory(parent=members)
    BlogPostAuthorFactory(page=post, profile=member)
    member.delete()
    (row,) = BlogPostAuthor.objects.all()
    data = filled_in([{"id": row.pk, "profile": "", "name": ""}], initial=1, **{"action-publish": "1"})

    response = editor.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), data)

    assert response.status_code == 302
    assert [author.name for author in BlogPostPage.objects.get().byline] == ["A former member"]


def test_a_profile_that_was_taken_out_of_a_row_leaves_no_former_member(editor, blog, post, members):
    BlogPostAuthorFactory(page=post, profile=MemberProfilePageFactory(parent=members))
    (row,) = BlogPostAuthor.objects.all()
    data = filled_in([{"id": row.pk, "profile": "", "name": ""}], initial=1, slug="x", **{"action-publish": "1"})

    response = editor.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), data)

    assert errors(response) == [{"name": ["Choose a profile or write a name."]}]


@override_settings(WAGTAIL_WORKFLOW_ENABLED=True)
def test_submitting_for_approval_asks_as_publishing_does(editor, root_page, blog):
    response = add(editor, blog, [EMPTY], **{"action-submit": "1"})
    assert errors(response) == [{"name": ["Choose a profile or write a name."]}]
