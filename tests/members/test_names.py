"""Names of members: two may have the same, and one that was changed is not left lying about unsaid."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from coprod_wagtail.members.addresses import old_name
from coprod_wagtail.pages.models import MemberProfilePage
from tests.factories import UserFactory
from tests.pages.factories import MemberIndexPageFactory, MemberProfilePageFactory

pytestmark = pytest.mark.framework


@pytest.fixture
def members(root_page):
    return MemberIndexPageFactory(parent=root_page, slug="members")


@pytest.fixture
def admin(db):
    return get_user_model().objects.create_superuser("editor")


@pytest.fixture
def editor(client, admin):
    client.force_login(admin)
    return client


def filled_in(**kwargs):
    fields = dict.fromkeys(["display_name", "role", "photo", "photo_alt", "short_text", "name_when_gone"], "")
    return nested_form_data(
        {
            "title": "Ann",
            "slug": "ann",
            **fields,
            "long_text": rich_text("", features=["bold"]),
            "links": streamfield([]),
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            **kwargs,
        }
    )


def add(editor, members, **kwargs):
    address = reverse("wagtailadmin_pages:add", args=["coprod_pages", "memberprofilepage", members.pk])
    return editor.post(address, filled_in(**kwargs))


def edit(editor, member, **kwargs):
    return editor.post(reverse("wagtailadmin_pages:edit", args=[member.pk]), filled_in(**kwargs), follow=True)


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}])
def test_two_may_be_called_ann(editor, members, action):
    for _number in range(3):
        assert add(editor, members, **action).status_code == 302
    assert [page.slug for page in MemberProfilePage.objects.order_by("pk")] == ["ann", "ann-1", "ann-2"]
    assert {page.title for page in MemberProfilePage.objects.all()} == {"Ann"}


def test_saving_a_draft_again_keeps_its_address(editor, members):
    add(editor, members)
    add(editor, members)
    second = MemberProfilePage.objects.get(slug="ann-1")
    edit(editor, second, slug="ann")  # what stands in the open form
    assert MemberProfilePage.objects.get(pk=second.pk).slug == "ann-1"


def test_a_published_profile_takes_no_address_by_chance(editor, members):
    add(editor, members, **{"action-publish": "1"})
    other = MemberProfilePageFactory(parent=members, slug="bea", first_published_at="2026-01-01T00:00Z")
    response = edit(editor, other, slug="ann", **{"action-publish": "1"})
    assert response.context["form"].errors["slug"]


@pytest.fixture
def renamed(members):
    """Once Jane Smith, now Curlew; her address was changed with the name, by hand, and not altogether."""
    member = MemberProfilePageFactory(
        parent=members, title="Jane Smith", slug="jane-smith", first_published_at="2026-01-01T00:00Z"
    )
    member.title = "Curlew"
    return member


@pytest.mark.shape
def test_an_address_with_another_name_in_it_is_told(renamed, admin):
    assert old_name(renamed, admin).slug == "jane-smith"
    renamed.slug = "curlew-2"
    assert old_name(renamed, admin) is None


@pytest.mark.sampled
@pytest.mark.parametrize("name", ["Jane Smith", "Smith, Jane", "Dr Jane M. Smith"])
def test_a_name_in_another_order_is_the_same(renamed, admin, name):
    renamed.title = name
    assert old_name(renamed, admin) is None


def test_redirects_with_the_old_name_are_told_with_what_removes_them(renamed, admin):
    renamed.slug = "curlew"
    for path in ("/members/jane-smith", "/members/curlew-old-1"):
        Redirect.objects.create(old_path=path, redirect_page=renamed)
    found = old_name(renamed, admin)
    assert found.slug == ""
    assert [path for path, _remove in found.redirects] == ["/members/curlew-old-1", "/members/jane-smith"]
    assert found.redirects[1][1] == reverse(
        "wagtailredirects:delete", args=[Redirect.objects.get(old_path="/members/jane-smith").pk]
    )
    assert [remove for _path, remove in old_name(renamed, UserFactory()).redirects] == ["", ""]


def notice(response):
    found = BeautifulSoup(response.content, "html.parser").find(class_="coprod-old-name")
    return found and " ".join(found.text.split())


def test_publishing_another_name_says_where_the_old_one_lives_on(editor, members):
    member = MemberProfilePageFactory(
        parent=members, title="Jane Smith", slug="jane-smith", first_published_at="2026-01-01T00:00Z"
    )
    kwargs = {"title": "Jane Smith", "slug": "jane-smith", "display_name": "Curlew"}
    assert "“jane-smith”" in notice(edit(editor, member, **kwargs, **{"action-publish": "1"}))
    # Once said, the editor of the profile says it, and no other publication does.
    assert notice(editor.get(reverse("wagtailadmin_explore", args=[members.pk]))) is None
    assert "Everybody can still find another name than “Curlew” here" in notice(
        editor.get(reverse("wagtailadmin_pages:edit", args=[member.pk]))
    )
    again = edit(editor, member, **kwargs, role="Cook", **{"action-publish": "1"})
    assert notice(again) is None


def test_an_ordinary_profile_says_nothing(editor, members):
    add(editor, members, **{"action-publish": "1"})
    member = MemberProfilePage.objects.get()
    assert notice(editor.get(reverse("wagtailadmin_pages:edit", args=[member.pk]))) is None
    assert notice(edit(editor, member, display_name="Ann", **{"action-publish": "1"})) is None
