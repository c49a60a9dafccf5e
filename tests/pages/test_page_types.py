import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from coprod_wagtail.pages.models import (
    BlogIndexPage,
    BlogPostPage,
    ConversationPage,
    MemberIndexPage,
    MemberProfilePage,
)
from coprod_wagtail.swap import get_page_model

pytestmark = pytest.mark.shape

ALL = [BlogIndexPage, BlogPostPage, ConversationPage, MemberIndexPage, MemberProfilePage]


@pytest.mark.parametrize(
    ("parent", "children"),
    [
        (BlogIndexPage, [BlogPostPage]),
        (BlogPostPage, []),
        (MemberIndexPage, [MemberProfilePage]),
        (MemberProfilePage, []),
        (ConversationPage, []),
    ],
)
def test_what_may_stand_below_what(parent, children):
    assert [child for child in ALL if child.can_exist_under(parent())] == children
    assert parent.allowed_subpage_models() == children


def test_the_lists_and_the_question_may_stand_anywhere():
    for kind in (BlogIndexPage, MemberIndexPage, ConversationPage):
        assert get_page_model() in kind.allowed_parent_page_models()


@pytest.mark.parametrize("kind", ALL)
def test_the_editor_has_a_form_for_it(client, whole_site, kind):
    client.force_login(get_user_model().objects.create_superuser("editor"))
    parent = {BlogPostPage: "blog", MemberProfilePage: "members"}.get(kind, "home")
    address = reverse("wagtailadmin_pages:add", args=["coprod_pages", kind._meta.model_name, whole_site[parent].pk])

    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["blog", "post", "members", "member", "question"])
def test_a_saved_page_can_be_previewed(whole_site, name):
    response = whole_site[name].make_preview_request()

    assert response.status_code == 200


@pytest.mark.parametrize("kind", ALL)
def test_a_page_that_was_never_saved_can_be_previewed(whole_site, kind):
    parent = whole_site[{BlogPostPage: "blog", MemberProfilePage: "members"}.get(kind, "home")]
    page = kind(title="New", slug="new")
    # As Wagtail does before it shows a page that is being written.
    page.depth = parent.depth + 1
    page.path = get_page_model()._get_children_path_interval(parent.path)[1]
    page.set_url_path(parent)

    assert page.make_preview_request().status_code == 200


@pytest.mark.framework
@pytest.mark.sampled
@pytest.mark.parametrize("kind", ALL)
def test_everything_has_a_name_for_editors(kind):
    assert kind._meta.verbose_name
    assert kind._meta.verbose_name_plural
    assert kind.get_page_description()
