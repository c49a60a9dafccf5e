"""The conversation's panel in the page editor, its dialog, and the same as a page of its own."""

import json
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.models import GroupPagePermission, PageLogEntry, Revision
from wagtail.users.models import UserProfile

from coprod_wagtail.comments.constants import Access, Policy, Status
from coprod_wagtail.comments.models import CommentRight, Conversation
from coprod_wagtail.comments.panels import ConversationPanel
from coprod_wagtail.swap import get_page_model
from tests.factories import BlogIndexPageFactory, PostPage, ReaderCommentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

SENTENCE = "This applies straight away. You do not need to save or publish the page."
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


def seen_of(page):
    conversation = Conversation.objects.filter(page_id=page.pk).first() or Conversation()
    return conversation.settings()


def values(page, *, seen=None, **changes):
    """What the form sends, drawn when `seen` was set; as it is now by default."""
    data = {"access": "open", "opens_at": "", "closes_at": "", "policy": "inherit", **changes}
    data["seen"] = json.dumps(seen or seen_of(page))
    return {f"reader_conversation-{name}": value for name, value in data.items()}


def facts_in(html):
    listed = BeautifulSoup(html, "html.parser").select(".coprod-conversation__facts > div")
    assert listed
    return {fact.dt.get_text(strip=True): " ".join(fact.dd.get_text().split()) for fact in listed}


# The panel


@pytest.mark.shape
@pytest.mark.smoke
def test_the_panel_says_how_the_conversation_stands(client, post):
    ReaderCommentFactory.create_batch(2, page=post)
    ReaderCommentFactory(page=post, status=Status.PENDING)
    Conversation.objects.update(access=Access.READ_ONLY, closes_at=datetime(2040, 7, 1, 9, tzinfo=UTC))
    page = editor_of(client, post)
    assert facts_in(page) == {
        "At the moment": "Read only. Nobody can write a new comment.",
        "Who can join in": "Read only",
        "Opens": "No time set",
        "Closes": "1 July 2040 at 10 a.m., London time",
        "When a comment shows": "As set for the whole site",
        "Published": "2",
        "Waiting to be read": "1",
    }
    assert f'href="/admin/reader-comments/?page={post.pk}"' in page


def test_an_editor_elsewhere_is_told_the_times_of_readers_too(superuser, client, post):
    UserProfile.objects.update_or_create(user=superuser, defaults={"current_time_zone": "Europe/Paris"})
    Conversation.objects.create(page=post, closes_at=datetime(2040, 7, 1, 9, tzinfo=UTC))
    told = "1 July 2040 at 11 a.m., Paris time. Readers see: 1 July 2040 at 10 a.m., London time"
    assert facts_in(editor_of(client, post))["Closes"] == told
    page = client.get(set_url(post)).content.decode()
    assert "The times here are in Paris time." in page
    assert "Readers see them in London time." in page


def test_looking_at_the_panel_makes_no_conversation(client, post):
    editor_of(client, post)
    assert not Conversation.objects.exists()


def test_nothing_of_it_is_in_the_pages_own_form(client, post):
    """So there is nothing that Save draft, Publish or autosave could lose."""
    page = BeautifulSoup(editor_of(client, post), "html.parser")
    assert page.select_one(".coprod-conversation")
    assert not page.select("[name^=reader_conversation]")
    assert page.find(id="coprod-conversation-dialog").find_parent("template")  # which Wagtail moves to the end
    assert len(page.select("form[data-edit-form] form")) == 0


def test_the_panel_needs_no_more_queries_than_its_conversation(superuser, client, post, django_assert_max_num_queries):
    request = client.get("/admin/").wsgi_request
    superuser.has_perm("")  # asked for once a request
    panel = ConversationPanel().bind_to_model(type(post))
    with django_assert_max_num_queries(1):
        panel.get_bound_panel(instance=post, request=request, form=None, prefix="x").render_html()
    ReaderCommentFactory.create_batch(7, page=post, status=Status.PENDING)
    ReaderCommentFactory(page=post)
    with django_assert_max_num_queries(2):
        panel.get_bound_panel(instance=post, request=request, form=None, prefix="x").render_html()


def here_in(html):
    return [
        " ".join(link.get_text().split())
        for link in BeautifulSoup(html, "html.parser").select(".coprod-conversation__here a")
    ]


def test_the_panel_names_what_is_on_the_page_and_the_newest_that_wait(client, publisher, blog, post):
    for hour in range(6):
        at = datetime(2026, 5, 4, 9 + hour, tzinfo=UTC)
        ReaderCommentFactory(page=post, author_name=f"Sam {hour}", received_at=at, status=Status.PENDING)
    ReaderCommentFactory(
        page=post, author_name="", received_at=datetime(2026, 5, 5, 9, tzinfo=UTC), status=Status.PENDING
    )
    ReaderCommentFactory(page=post, status=Status.DECLINED)
    told = here_in(editor_of(client, post))
    assert told[:2] == ["No name, 5 May 2026 at 10 a.m.", "Sam 5, 4 May 2026 at 3 p.m."]
    assert told[4:] == ["Sam 2, 4 May 2026 at noon", "Waiting to be read: 7", "Not published: 1"]
    # Who only works on the page reads no comments; who reads those of another page, not these.
    assert here_in(editor_of(signed_in(publisher), post)) == []
    CommentRight.objects.create(group=publisher.groups.get(), language="cy")
    assert here_in(editor_of(signed_in(publisher), post)) == []
    ReaderCommentFactory(page=post, language="cy", author_name="Ann", received_at=datetime(2026, 5, 5, 9, tzinfo=UTC))
    assert here_in(editor_of(signed_in(publisher), post)) == ["Published: 1"]


@pytest.mark.parametrize(
    ("waiting", "words"), [(1, "1 comment waits on this page"), (2, "2 comments wait on this page")]
)
def test_wagtails_bar_on_the_page_says_how_many_wait(client, editor, post, waiting, words):
    assert "on this page" not in bar_of(client, post)
    ReaderCommentFactory.create_batch(waiting, page=post, status=Status.PENDING)
    bar = bar_of(client, post)
    assert words in bar
    assert f"/admin/reader-comments/?status=pending&amp;page={post.pk}" in bar
    assert "on this page" not in bar_of(signed_in(editor), post)


def bar_of(client, page):
    items = []
    request = client.get("/admin/").wsgi_request
    for hook in hooks.get_hooks("construct_wagtail_userbar"):
        hook(request, items, page)
    return "".join(item.render_html({"request": request}) for item in items)


def test_saving_the_page_leaves_the_conversation_alone(client, post):
    Conversation.objects.create(page=post, access=Access.READ_ONLY)
    response = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    form = response.context["form"]
    assert not [name for name in form.fields if "access" in name or "opens_at" in name]


def test_who_may_only_edit_drafts_is_told_so(editor, post):
    ReaderCommentFactory(page=post)
    page = editor_of(signed_in(editor), post)
    assert facts_in(page)["At the moment"] == "Open. People can write comments."
    assert "You cannot change this." in page
    assert "data-a11y-dialog-show" not in BeautifulSoup(page, "html.parser").select_one(".coprod-conversation").decode()
    assert "/admin/reader-comments/?page=" not in page


def test_who_may_publish_has_the_button_but_not_the_moderators_list(publisher, post):
    panel = BeautifulSoup(editor_of(signed_in(publisher), post), "html.parser").select_one(".coprod-conversation")
    assert (
        panel.select_one("button[data-a11y-dialog-show=coprod-conversation-dialog]").get_text(strip=True) == "Change…"
    )
    assert panel.select_one(f"a[href='{set_url(post)}']")  # for who has no scripts
    assert "/admin/reader-comments/?page=" not in panel.decode()


@pytest.mark.shape
def test_before_the_page_is_saved_the_panel_says_what_to_do(client, blog):
    url = reverse("wagtailadmin_pages:add", args=[*PostPage._meta.label_lower.split("."), blog.pk])
    panel = BeautifulSoup(client.get(url).content, "html.parser").select_one(".coprod-conversation")
    assert "Press “Save draft”: the page does not have to be published for that." in panel.get_text()
    assert not panel.select("button, a")


def bound_panel(client, page):
    request = client.get("/admin/").wsgi_request
    panel = ConversationPanel().bind_to_model(type(page))
    return panel.get_bound_panel(instance=page, request=request, form=None, prefix="x").render_html()


@pytest.mark.shape
def test_the_panel_of_an_alias_points_to_its_source(client, post):
    html = bound_panel(client, post.create_alias(update_slug="alias"))
    assert reverse("wagtailadmin_pages:edit", args=[post.pk]) in html
    assert post.title in html
    assert "shows the reader comments of that page" in html
    assert "data-a11y-dialog-show" not in html


def test_the_panel_of_an_alias_does_not_name_a_source_that_is_not_theirs(root_page, blog, post):
    elsewhere = BlogIndexPageFactory(parent=root_page, slug="elsewhere")
    alias = post.create_alias(parent=elsewhere, update_slug="alias")
    html = bound_panel(signed_in(member_of("Elsewhere", elsewhere, "change")), alias)
    assert "shows the reader comments of that page" in html
    assert post.title not in html
    assert "<a" not in html


# The view


@pytest.mark.shape
@pytest.mark.smoke
def test_the_page_editor_is_answered_in_json(client, post):
    response = client.post(set_url(post), values(post, access="read_only"), headers=XHR)
    assert response.status_code == 200
    answer = response.json()
    assert answer["message"] == "Saved. This applies now."
    assert facts_in(answer["facts"])["Who can join in"] == "Read only"
    assert Conversation.objects.get(page=post).access == Access.READ_ONLY


@pytest.mark.smoke
def test_times_are_read_in_the_local_time_zone(client, post):
    client.post(set_url(post), values(post, opens_at="2026-07-01 10:00", closes_at="2026-12-01 10:00"), headers=XHR)
    conversation = Conversation.objects.get(page=post)
    # British Summer Time, and Greenwich Mean Time.
    assert conversation.opens_at == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert conversation.closes_at == datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert 'value="2026-07-01 10:00"' in client.get(set_url(post)).content.decode()


def test_errors_come_back_with_their_fields_and_nothing_is_changed(client, post):
    response = client.post(
        set_url(post), values(post, opens_at="2026-07-02 10:00", closes_at="2026-07-01 10:00", policy="x"), headers=XHR
    )
    assert response.status_code == 422
    answer = response.json()
    assert answer["message"] == "Nothing was changed. Please look at what is marked."
    assert answer["message"] in answer["form"]
    form = BeautifulSoup(answer["form"], "html.parser")
    wrong = [field.select_one("[name]")["name"] for field in form.select("[data-field-wrapper]:has(.error-message)")]
    assert wrong == ["reader_conversation-closes_at", "reader_conversation-policy"]
    assert "Choose a closing time after the opening time." in form.get_text()
    assert not Conversation.objects.exists()


def test_the_page_its_draft_and_its_revisions_are_not_touched(client, post):
    post.title = "A draft title"
    post.save_revision()
    before = get_page_model().objects.filter(pk=post.pk).values().get()
    revisions = Revision.objects.count()
    client.post(set_url(post), values(post, access="hidden"), headers=XHR)
    assert get_page_model().objects.filter(pk=post.pk).values().get() == before
    assert Revision.objects.count() == revisions


def test_a_change_is_logged_on_the_page_once_and_no_change_is_not(client, superuser, post):
    client.post(set_url(post), values(post, policy="show_first"), headers=XHR)
    client.post(set_url(post), values(post, policy="show_first"), headers=XHR)
    entry = PageLogEntry.objects.get(action="coprod_comments.set_conversation")
    assert (entry.page_id, entry.user) == (post.pk, superuser)
    assert entry.data["changed"] == {"policy": [Policy.INHERIT, Policy.SHOW_FIRST]}


@pytest.mark.shape
@pytest.mark.smoke
def test_it_works_as_a_plain_page_too(client, post):
    page = client.get(set_url(post)).content.decode()
    assert SENTENCE in page
    assert 'name="reader_conversation-access"' in page
    response = client.post(set_url(post), values(post, access="read_only"), follow=True)
    assert response.redirect_chain == [(set_url(post), 302)]
    assert "Saved. This applies now." in response.content.decode()
    assert Conversation.objects.get(page=post).access == Access.READ_ONLY


def test_the_plain_page_shows_errors_and_keeps_what_was_typed(client, post):
    response = client.post(set_url(post), values(post, opens_at="2026-07-02 10:00", closes_at="2026-07-01 10:00"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "Choose a closing time after the opening time." in page
    assert 'value="2026-07-01 10:00"' in page
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("who", ["publisher", "moderator", "superuser"])
def test_publishers_of_the_page_and_moderators_may(who, request, post):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(set_url(post)).status_code == 200
    assert client.post(set_url(post), values(post, access="hidden"), headers=XHR).status_code == 200
    assert Conversation.objects.get(page=post).access == Access.HIDDEN


def test_who_may_only_edit_drafts_may_look_and_change_nothing(editor, post):
    client = signed_in(editor)
    page = client.get(set_url(post)).content.decode()
    assert "You cannot change this." in page
    assert facts_in(page)["Who can join in"] == "Open"
    assert "reader_conversation-access" not in page
    assert "form" not in client.get(set_url(post), headers=XHR).json()
    assert client.post(set_url(post), values(post, access="hidden")).url == "/admin/"
    assert client.post(set_url(post), values(post, access="hidden"), headers=XHR).status_code == 403
    assert not Conversation.objects.exists()


def test_nobody_signed_in_may_not(post):
    assert "/login/" in Client().post(set_url(post), values(post, access="hidden")).url
    assert not Conversation.objects.exists()


def test_it_needs_the_csrf_token(superuser, post):
    client = Client(enforce_csrf_checks=True)
    client.force_login(superuser)
    assert client.post(set_url(post), values(post, access="hidden"), headers=XHR).status_code == 403
    assert not Conversation.objects.exists()


def test_an_alias_leads_to_its_source(client, post):
    alias = post.create_alias(update_slug="alias")
    assert client.get(set_url(alias)).url == set_url(post)
    client.post(set_url(alias), values(post, access="hidden"))
    assert not Conversation.objects.filter(page=alias).exists()


def test_a_page_readers_cannot_answer_has_no_conversation_to_set(client, blog):
    assert client.get(set_url(blog)).status_code == 404
    assert client.post(set_url(blog), values(blog)).status_code == 404


def test_a_page_that_does_not_exist_is_not_found(client):
    assert client.get(reverse("coprod_comments_admin:set_conversation", args=[999999])).status_code == 404
