"""The conversation's panel in the page editor, and the view that it and its plain page post to."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry, Revision

from coprod_wagtail.comments.constants import Access, Policy, Status
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.swap import get_page_model
from tests.factories import PostPage, ReaderCommentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.smoke]

SENTENCE = "This applies straight away. You do not need to publish the page."
XHR = {"X-Requested-With": "XMLHttpRequest"}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def superuser():
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def client(superuser):
    return signed_in(superuser)


def member_of(name, page, *actions):
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(codename="access_admin"))
    for action in actions:
        base_page = get_page_model()._meta
        codename = get_permission_codename(action, base_page)
        permission = Permission.objects.get(content_type__app_label=base_page.app_label, codename=codename)
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user = UserFactory()
    user.groups.add(group)
    return user


@pytest.fixture
def editor(blog):
    """May edit drafts below the blog, and not publish."""
    return member_of("Drafts", blog, "add", "change")


@pytest.fixture
def publisher(blog):
    """May edit and publish below the blog, and was not given the comments."""
    return member_of("Publishers", blog, "add", "change", "publish")


def set_url(page):
    return reverse("coprod_comments_admin:set_conversation", args=[page.pk])


def editor_of(client, page):
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    return response.content.decode()


def values(**changes):
    data = {"access": "open", "opens_at": "", "closes_at": "", "policy": "inherit", **changes}
    return {f"reader_conversation-{name}": value for name, value in data.items()}


# The panel


def test_the_panel_says_how_the_conversation_stands(client, post):
    ReaderCommentFactory.create_batch(2, page=post)
    ReaderCommentFactory(page=post, status=Status.PENDING)
    Conversation.objects.update(access=Access.READ_ONLY)
    page = editor_of(client, post)
    facts = page[page.index("coprod-conversation__facts") :].split("</dl>")[0]
    assert re.findall(r"<dd[^>]*>([^<]*)</dd>", facts) == ["Read only", "2", "1"]
    assert f'href="/admin/reader-comments/?page={post.pk}"' in page
    assert SENTENCE in page


def test_looking_at_the_panel_makes_no_conversation(client, post):
    editor_of(client, post)
    assert not Conversation.objects.exists()


def test_its_controls_are_no_part_of_the_pages_own_form(client, post):
    page = editor_of(client, post)
    controls = re.findall(r'<(?:input|select|textarea)[^>]*name="reader_conversation-[^>]*>', page)
    assert len(controls) >= 4
    forms = {re.search(r' form="([^"]+)"', control).group(1) for control in controls}
    assert len(forms) == 1
    assert f'id="{forms.pop()}"' not in page  # the script makes it, outside the page's form
    assert page.count("<form") == page.count("</form")
    assert "coprod_wagtail/comments-admin.js" in page


def test_saving_the_page_leaves_the_conversation_alone(client, post):
    Conversation.objects.create(page=post, access=Access.READ_ONLY)
    response = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    form = response.context["form"]
    assert not [name for name in form.fields if "access" in name or "opens_at" in name]


def test_who_may_only_edit_drafts_sees_the_state_but_no_controls(editor, post):
    ReaderCommentFactory(page=post)
    page = editor_of(signed_in(editor), post)
    assert "At the moment" in page
    assert "reader_conversation-access" not in page
    assert SENTENCE not in page
    assert "/admin/reader-comments/" not in page


def test_who_may_publish_has_the_controls_but_not_the_moderators_list(publisher, post):
    page = editor_of(signed_in(publisher), post)
    assert "reader_conversation-access" in page
    assert "/admin/reader-comments/?page=" not in page


def test_a_page_not_yet_saved_is_saved_first(client, blog):
    url = reverse("wagtailadmin_pages:add", args=[*PostPage._meta.label_lower.split("."), blog.pk])
    page = client.get(url).content.decode()
    assert "Save the page first." in page
    assert "reader_conversation-access" not in page


def test_the_panel_of_an_alias_points_to_its_source(client, post):
    from coprod_wagtail.comments.panels import ConversationPanel

    alias = post.create_alias(update_slug="alias")
    panel = ConversationPanel().bind_to_model(type(alias))
    request = client.get("/admin/").wsgi_request
    bound = panel.get_bound_panel(instance=alias, request=request, form=None, prefix="x")
    html = bound.render_html()
    assert reverse("wagtailadmin_pages:edit", args=[post.pk]) in html
    assert "shows the reader comments of that page" in html
    assert "reader_conversation-access" not in html


# The view


def test_the_panel_is_answered_in_json(client, post):
    response = client.post(set_url(post), values(access="read_only"), headers=XHR)
    assert response.status_code == 200
    assert response.json() == {"message": "Saved. This applies now.", "state": "Read only"}
    assert Conversation.objects.get(page=post).access == Access.READ_ONLY


def test_times_are_read_in_the_local_time_zone(client, post):
    client.post(set_url(post), values(opens_at="2026-07-01 10:00", closes_at="2026-12-01 10:00"), headers=XHR)
    conversation = Conversation.objects.get(page=post)
    # British Summer Time, and Greenwich Mean Time.
    assert conversation.opens_at == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert conversation.closes_at == datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert 'value="2026-07-01 10:00"' in client.get(set_url(post)).content.decode()


def test_errors_come_back_with_their_fields_and_nothing_is_changed(client, post):
    response = client.post(
        set_url(post), values(opens_at="2026-07-02 10:00", closes_at="2026-07-01 10:00", policy="x"), headers=XHR
    )
    assert response.status_code == 422
    answer = response.json()
    assert answer["message"] == "Nothing was changed. Please look at what is marked."
    assert answer["errors"]["reader_conversation-closes_at"] == ["Choose a closing time after the opening time."]
    assert "reader_conversation-policy" in answer["errors"]
    assert not Conversation.objects.exists()


def test_the_page_its_draft_and_its_revisions_are_not_touched(client, post):
    post.title = "A draft title"
    post.save_revision()
    before = get_page_model().objects.filter(pk=post.pk).values().get()
    revisions = Revision.objects.count()
    client.post(set_url(post), values(access="hidden"), headers=XHR)
    assert get_page_model().objects.filter(pk=post.pk).values().get() == before
    assert Revision.objects.count() == revisions


def test_a_change_is_logged_on_the_page_once_and_no_change_is_not(client, superuser, post):
    client.post(set_url(post), values(policy="show_first"), headers=XHR)
    client.post(set_url(post), values(policy="show_first"), headers=XHR)
    entry = PageLogEntry.objects.get(action="coprod_comments.set_conversation")
    assert (entry.page_id, entry.user) == (post.pk, superuser)
    assert entry.data["changed"] == {"policy": [Policy.INHERIT, Policy.SHOW_FIRST]}


def test_it_works_as_a_plain_page_too(client, post):
    page = client.get(set_url(post)).content.decode()
    assert SENTENCE in page
    assert 'name="reader_conversation-access"' in page
    response = client.post(set_url(post), values(access="read_only"), follow=True)
    assert response.redirect_chain == [(set_url(post), 302)]
    assert "Saved. This applies now." in response.content.decode()
    assert Conversation.objects.get(page=post).access == Access.READ_ONLY


def test_the_plain_page_shows_errors_and_keeps_what_was_typed(client, post):
    response = client.post(set_url(post), values(opens_at="2026-07-02 10:00", closes_at="2026-07-01 10:00"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "Choose a closing time after the opening time." in page
    assert 'value="2026-07-01 10:00"' in page
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("who", ["publisher", "moderator", "superuser"])
def test_publishers_of_the_page_and_moderators_may(who, request, post):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(set_url(post)).status_code == 200
    assert client.post(set_url(post), values(access="hidden"), headers=XHR).status_code == 200
    assert Conversation.objects.get(page=post).access == Access.HIDDEN


def test_who_may_only_edit_drafts_may_not(editor, post):
    client = signed_in(editor)
    assert client.get(set_url(post)).url == "/admin/"
    assert client.post(set_url(post), values(access="hidden")).url == "/admin/"
    assert client.post(set_url(post), values(access="hidden"), headers=XHR).status_code == 403
    assert not Conversation.objects.exists()


def test_nobody_signed_in_may_not(post):
    assert "/login/" in Client().post(set_url(post), values(access="hidden")).url
    assert not Conversation.objects.exists()


def test_it_needs_the_csrf_token(superuser, post):
    client = Client(enforce_csrf_checks=True)
    client.force_login(superuser)
    assert client.post(set_url(post), values(access="hidden"), headers=XHR).status_code == 403
    assert not Conversation.objects.exists()


def test_an_alias_leads_to_its_source(client, post):
    alias = post.create_alias(update_slug="alias")
    assert client.get(set_url(alias)).url == set_url(post)
    client.post(set_url(alias), values(access="hidden"))
    assert not Conversation.objects.filter(page=alias).exists()


def test_a_page_readers_cannot_answer_has_no_conversation_to_set(client, blog):
    assert client.get(set_url(blog)).status_code == 404
    assert client.post(set_url(blog), values()).status_code == 404


def test_a_page_that_does_not_exist_is_not_found(client):
    assert client.get(reverse("coprod_comments_admin:set_conversation", args=[999999])).status_code == 404
