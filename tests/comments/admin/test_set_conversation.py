"""Setting a conversation: who is told what, what an old tab changes, what no calendar has, and what history says."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, PageViewRestriction
from wagtail.users.models import UserProfile

from coprod_wagtail.comments.actions import SetConversation
from coprod_wagtail.comments.constants import Access, Policy
from coprod_wagtail.comments.exceptions import PageGone, SettingsChanged
from coprod_wagtail.comments.models import Conversation
from coprod_wagtail.swap import get_page_model
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ModeratorFactory,
    ReaderCommentFactory,
    UserFactory,
)

from .test_panel import XHR, member_of, set_url, signed_in, values

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def superuser():
    return UserFactory(is_superuser=True, is_staff=True, first_name="Robin", last_name="")


@pytest.fixture
def client(superuser):
    return signed_in(superuser)


def read(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def form_of(response):
    """The controls of the form that is drawn, by name, as a browser would send them."""
    html = response.json()["form"] if response["Content-Type"] == "application/json" else response.content
    found = {}
    for control in BeautifulSoup(html, "html.parser").select("[name^=reader_conversation]"):
        if control.get("type") != "radio" or control.has_attr("checked"):
            found[control["name"].removeprefix("reader_conversation-")] = control.get("value", "")
    return found


# An old tab


@pytest.fixture(params=[XHR, {}], ids=["dialog", "page"])
def door(request):
    return request.param


@pytest.mark.shape
def test_an_old_tab_changes_nothing_and_is_told_who_changed_what(client, post, door):
    old = values(post, access="read_only")
    colleague = ModeratorFactory(first_name="Morgan", last_name="Lee")
    SetConversation(post, {"access": Access.READ_ONLY}, user=ModeratorFactory())()
    closes = datetime(2040, 7, 1, 9, tzinfo=UTC)
    change = {"access": Access.HIDDEN, "policy": Policy.SHOW_FIRST, "closes_at": closes}
    SetConversation(post, change, user=colleague)()
    response = client.post(set_url(post), old, headers=door)
    assert response.status_code == 409
    conversation = Conversation.objects.get()
    assert (conversation.access, conversation.version) == (Access.HIDDEN, 2)
    told = response.json()["form"] if door else response.content.decode()
    told = " ".join(BeautifulSoup(told, "html.parser").get_text(" ").split())
    assert "The last change, on " in told and ", was by Morgan Lee." in told
    assert "Who can join in: from Open to Hidden." in told
    assert "When a comment shows: from As set for the whole site to Comments show straight away" in told
    assert "It is now: Hidden" in told
    assert "valid choice" not in told
    # What they chose stays, what they did not choose is as it is now; and one more press changes it.
    form = form_of(response)
    assert (form["access"], form["policy"], form["closes_at"]) == ("read_only", "show_first", "2040-07-01 10:00")
    again = client.post(set_url(post), {f"reader_conversation-{name}": form[name] for name in form}, headers=door)
    assert again.status_code == (200 if door else 302)
    conversation.refresh_from_db()
    assert (conversation.access, conversation.policy) == (Access.READ_ONLY, Policy.SHOW_FIRST)
    assert conversation.closes_at == closes


def test_an_old_tab_that_wants_what_is_so_already_is_no_conflict(client, post, door):
    old = values(post, access="hidden")
    SetConversation(post, {"access": Access.HIDDEN}, user=ModeratorFactory())()
    assert client.post(set_url(post), old, headers=door).status_code == (200 if door else 302)
    assert Conversation.objects.get().version == 1


def test_an_old_tab_in_which_nobody_chose_anything_changes_nothing(client, post):
    old = values(post)
    SetConversation(post, {"access": Access.HIDDEN}, user=ModeratorFactory())()
    assert client.post(set_url(post), old, headers=XHR).json()["message"] == "You changed nothing."
    assert Conversation.objects.get().access == Access.HIDDEN


def test_comments_meanwhile_are_no_change_of_the_settings(client, post):
    old = values(post, access="read_only")
    ReaderCommentFactory.create_batch(3, page=post)
    assert client.post(set_url(post), old, headers=XHR).status_code == 200


FALSE_TIME = json.dumps({"access": "open", "opens_at": "soon", "closes_at": 7, "policy": "inherit"})


@pytest.mark.sampled
@pytest.mark.parametrize("seen", ["", "null", "[]", "{", '{"access": {}}', FALSE_TIME])
def test_what_does_not_say_what_it_was_drawn_from_changes_nothing(client, post, seen):
    data = values(post, access="hidden") | {"reader_conversation-seen": seen}
    assert client.post(set_url(post), data, headers=XHR).status_code == 409
    assert not Conversation.objects.exists()


def test_seconds_that_the_form_does_not_show_are_no_choice(client, post):
    closes = datetime(2040, 5, 4, 9, 30, 15, 5, tzinfo=UTC)
    Conversation.objects.create(page=post, closes_at=closes)
    form = form_of(client.get(set_url(post))) | {"access": "hidden"}
    client.post(set_url(post), {f"reader_conversation-{name}": form[name] for name in form}, headers=XHR)
    conversation = Conversation.objects.get()
    assert (conversation.access, conversation.closes_at) == (Access.HIDDEN, closes)
    assert list(PageLogEntry.objects.latest("pk").data["changed"]) == ["access"]


def test_the_action_compares_what_was_seen(post):
    editor, seen = ModeratorFactory(), Conversation(page=post).settings()
    SetConversation(post, {"policy": Policy.SHOW_FIRST}, user=editor, seen=seen)()
    with pytest.raises(SettingsChanged) as changed:
        SetConversation(post, {"access": Access.HIDDEN}, user=editor, seen=seen)()
    assert (changed.value.seen, changed.value.now["policy"]) == (seen, "show_first")
    SetConversation(post, {"access": Access.HIDDEN}, user=editor)()  # a program need not say


# A page that is not there any more


def test_a_page_that_went_meanwhile(post):
    page, editor = get_page_model().objects.get(pk=post.pk), UserFactory(is_superuser=True)
    action = SetConversation(page, {"access": Access.HIDDEN}, user=editor)
    action.check()
    post.delete()
    action.check = lambda: None  # it went between the check and the change
    with pytest.raises(PageGone):
        action()


@pytest.mark.parametrize("headers", [XHR, {}])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_went_while_the_view_looked(client, post, monkeypatch, headers, method):
    data = values(post, access="hidden")
    monkeypatch.setattr(Conversation, "for_page_id", lambda page_id: None)
    assert getattr(client, method)(set_url(post), data, headers=headers).status_code == 404


# Dates


ZONES = ["Pacific/Auckland", "America/New_York", "Europe/London", "UTC"]


@pytest.mark.sampled
@pytest.mark.parametrize("field", ["opens_at", "closes_at"])
@pytest.mark.parametrize("typed", ["0001-01-01 00:00", "0001-01-01", "9999-12-31 23:59", "1000-01-01 00:00"])
@pytest.mark.parametrize("zone", ZONES)
def test_years_at_the_ends_of_the_calendar_are_refused_in_words(client, superuser, post, zone, typed, field):
    UserProfile.objects.update_or_create(user=superuser, defaults={"current_time_zone": zone})
    response = client.post(set_url(post), values(post, **{field: typed}), headers=XHR)
    assert response.status_code == 422
    assert f"Check the year: {int(typed[:4])} is too far away." in response.json()["form"]
    assert not Conversation.objects.exists()


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("tomorrow", "Write the date and the time like this: 20"),
        ("2026-13-45 10:00", "Write the date and the time like this: 20"),
        ("2026-03-29 01:30", "The clocks change in this hour"),
        ("2026-10-25 01:30", "The clocks change in this hour"),
    ],
)
def test_what_is_no_moment_is_refused_in_words(client, post, typed, words):
    response = client.post(set_url(post), values(post, closes_at=typed), headers=XHR)
    assert response.status_code == 422
    assert words in response.json()["form"]
    assert form_of(response)["closes_at"] == typed


@pytest.mark.sampled
@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
def test_a_program_is_refused_too(post, moment):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="too far away"):
        SetConversation(post, {"closes_at": moment}, user=ModeratorFactory())()


@pytest.mark.parametrize("zone", ZONES)
def test_a_moment_stored_before_that_breaks_nothing(client, superuser, post, zone):
    UserProfile.objects.update_or_create(user=superuser, defaults={"current_time_zone": zone})
    ends = {"opens_at": datetime(1, 1, 1, 12, tzinfo=UTC), "closes_at": datetime(9999, 12, 31, 12, tzinfo=UTC)}
    Conversation.objects.create(page=post, **ends)
    for address in (set_url(post), reverse("wagtailadmin_pages:edit", args=[post.pk])):
        assert client.get(address).status_code == 200
    with timezone.override(zone):
        assert client.get(f"/api/coprod/v1/conversations/{post.pk}/").status_code == 200


# Titles


def moderators_view(page):
    return signed_in(ModeratorFactory()).get(set_url(page))


@pytest.mark.shape
def test_a_moderator_is_told_the_title_that_readers_see(post):
    post.title = post.draft_title = "Not yet decided"
    post.save_revision()
    said = read(moderators_view(post))
    assert "A good week" in said
    assert "Not yet decided" not in said


@pytest.mark.parametrize("how", ["unpublished", "private", "below a private page"])
def test_a_moderator_is_told_no_title_that_readers_do_not_see(blog, post, how):
    """People wrote there when they could, so the conversation may be set; what the page is called since is not told."""
    ReaderCommentFactory(page=post)
    if how == "unpublished":
        post.unpublish()
        get_page_model().objects.filter(pk=post.pk).update(
            title="Who leaves us in May", draft_title="Who leaves us in May"
        )
    else:
        get_page_model().objects.filter(pk=post.pk).update(title="Who leaves us in May")
        page = post if how == "private" else blog
        group = member_of("Trustees", blog).groups.get()
        PageViewRestriction.objects.create(page=page, restriction_type="groups").groups.add(group)
    response = moderators_view(post)
    assert response.status_code == 200
    assert "Who leaves us" not in response.content.decode()
    assert f"Page {post.pk}" in read(response)


def test_where_somebody_who_is_signed_in_may_read_a_page_its_title_is_told(post):
    ReaderCommentFactory(page=post)
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    assert "A good week" in read(moderators_view(post))


def test_who_edits_the_page_is_told_its_draft_title(blog, post):
    post.title = post.draft_title = "Not yet decided"
    post.save_revision()
    assert "Not yet decided" in read(signed_in(member_of("Desk", blog, "change")).get(set_url(post)))


def test_a_draft_that_nobody_wrote_on_is_not_even_admitted(post):
    post.unpublish()
    assert moderators_view(post).url == reverse("wagtailadmin_home")


@pytest.mark.shape
def test_an_alias_does_not_tell_the_title_of_a_source_that_is_not_theirs(root_page, post):
    elsewhere = BlogIndexPageFactory(parent=root_page, slug="elsewhere")
    alias = post.create_alias(parent=elsewhere, update_slug="alias")
    get_page_model().objects.filter(pk=post.pk).update(title="A secret", draft_title="A secret")
    client = signed_in(member_of("Elsewhere", elsewhere, "change", "publish"))
    response = client.get(set_url(alias))
    assert "You cannot change them here." in read(response)
    assert "A secret" not in response.content.decode()
    assert client.post(set_url(alias), values(alias, access="hidden")).url == reverse("wagtailadmin_home")
    assert not Conversation.objects.exists()


# From the explorer


def button_in(client, address, page):
    links = BeautifulSoup(client.get(address).content, "html.parser").select(f"a[href='{set_url(page)}']")
    return [link.get_text(strip=True) for link in links]


@pytest.mark.shape
def test_the_explorer_and_the_head_of_a_page_lead_there(blog, post):
    alias = post.create_alias(update_slug="alias")
    client = signed_in(member_of("Desk", blog, "change"))
    explorer = reverse("wagtailadmin_explore", args=[blog.pk])
    for page in (post, alias):
        assert button_in(client, explorer, page) == ["Reader comments"]
        assert "Reader comments" in button_in(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), page)
    assert button_in(client, explorer, blog) == []  # readers cannot answer a list


def test_the_explorer_asks_the_database_no_more_for_more_pages(blog, post):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from coprod_wagtail.comments.admin.conversation.page_buttons import ConversationButton

    post.create_alias(update_slug="alias")
    BlogPostPageFactory.create_batch(3, parent=blog)
    user = member_of("Desk", blog, "change")
    pages = list(get_page_model().objects.child_of(blog).select_related("content_type").specific())
    assert ConversationButton(page=pages[0]).is_shown(user)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert all(ConversationButton(page=page).is_shown(user) for page in pages)
    assert len(queries) == 0


# History


@pytest.mark.shape
def test_history_says_from_what_to_what(client, superuser, post):
    SetConversation(post, {"access": Access.HIDDEN, "closes_at": datetime(2040, 7, 1, 9, tzinfo=UTC)}, user=superuser)()
    SetConversation(post, {"closes_at": None, "policy": Policy.READ_FIRST}, user=superuser)()
    said = read(client.get(reverse("wagtailadmin_pages:history", args=[post.pk])))
    assert (
        "Changed how people can comment. Who can join in: from Open to Hidden. "
        "Closes: from no time set to 1 July 2040 at 10 a.m., London time."
    ) in said
    assert (
        "Closes: from 1 July 2040 at 10 a.m., London time to no time set. When a comment shows: "
        "from As set for the whole site to Somebody reads every comment before it shows."
    ) in said


def test_history_of_values_that_nobody_knows_any_more(client, superuser, post):
    from wagtail.log_actions import log

    changed = {"access": ["open", "frozen"], "was_once_a_setting": [1, 2]}
    log(post, "coprod_comments.set_conversation", user=superuser, data={"changed": changed})
    log(post, "coprod_comments.set_conversation", user=superuser, uuid=None)
    said = read(client.get(reverse("wagtailadmin_pages:history", args=[post.pk])))
    assert "Who can join in: from Open to frozen." in said


def test_the_log_keeps_moments_that_are_the_same_on_every_clock(post):
    closes = timezone.now().replace(microsecond=0) + timedelta(days=1)
    SetConversation(post, {"closes_at": closes}, user=ModeratorFactory())()
    (before, after) = PageLogEntry.objects.latest("pk").data["changed"]["closes_at"]
    assert before is None
    assert datetime.fromisoformat(after) == closes
    assert json.dumps(after).endswith('+00:00"')
