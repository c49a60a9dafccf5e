"""In their account in Wagtail's admin, everybody who moderates or writes pages chooses how they hear."""

from datetime import date, time

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from coprod_wagtail.comments.models import NoticeSettings
from tests.factories import ModeratorFactory, UserFactory

from ..sending import send, soup, words

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

PREFIX = "coprod_notices-"


@pytest.fixture
def editor(root_page):
    user, group = UserFactory(), Group.objects.create(name="Writers")
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=root_page, permission=permission)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    return user


def opened(client, user):
    client.force_login(user)
    return soup(client.get(reverse("wagtailadmin_account")))


def names(page):
    return {field["name"].removeprefix(PREFIX) for field in page.select(f'[name^="{PREFIX}"]')}


def chosen(page, name):
    return page.select_one(f'[name="{PREFIX}{name}"][checked]')["value"]


def save(client, user, **changes):
    """Change this in the account, and send the whole form."""
    page = opened(client, user)
    form = page.select_one("main form:has(input[type=radio])")
    fields = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.get("type") in ("radio", "checkbox") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            option = field.select_one("option[selected]")
            fields[field["name"]] = option["value"] if option else ""
        elif field.get("type") != "file":
            fields[field["name"]] = field.get("value", "")
    fields |= {"name_email-first_name": "Sam", "name_email-last_name": "Reed"}  # Wagtail wants both
    return client.post(
        reverse("wagtailadmin_account"), fields | {f"{PREFIX}{name}": value for name, value in changes.items()}
    )


def test_a_moderator_is_asked_how_and_what_it_is_now(client, moderator):
    page = opened(client, moderator)
    assert names(page) == {"how", "shown", "quiet_from", "quiet_until", "away_until", "stand_in"}
    assert chosen(page, "how") == "daily"
    assert not NoticeSettings.objects.exists()


def test_an_author_is_asked_about_their_pages_only(client, editor):
    page = opened(client, editor)
    assert names(page) == {"posts"} and chosen(page, "posts") == "never"


def test_whoever_does_neither_is_asked_nothing(client):
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert names(opened(client, user)) == set()


def test_an_administrator_who_is_not_alone_hears_nothing_unasked(client, moderator):
    assert chosen(opened(client, UserFactory(is_superuser=True)), "how") == "never"
    moderator.delete()
    assert chosen(opened(client, UserFactory(is_superuser=True)), "how") == "daily"


def test_what_is_chosen_is_kept(client, moderator):
    ada = ModeratorFactory(first_name="Ada", last_name="Cook")
    answer = save(
        client,
        moderator,
        how="at_once",
        quiet_from="20:00",
        quiet_until="07:30",
        away_until="2026-05-20",
        stand_in=ada.pk,
    )
    assert answer.status_code == 302
    row = NoticeSettings.objects.get()
    assert (row.how, row.quiet_from, row.quiet_until) == ("at_once", time(20), time(7, 30))
    assert (row.away_until, row.stand_in) == (date(2026, 5, 20), ada)
    page = opened(client, moderator)
    assert chosen(page, "how") == "at_once"
    assert page.select_one(f'[name="{PREFIX}stand_in"] option[selected]').get_text() == "Ada Cook"


def test_choosing_at_once_tells_what_waits_already(client, post, moderator, post_box):
    send(client, post, **words())
    assert post_box.after(minutes=1) == []
    save(client, moderator, how="at_once")
    assert len(post_box.after(minutes=1)) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"quiet_from": "20:00"}, "Write both times, or none."),
        ({"away_until": "2026-05-04"}, "This day is over."),
        ({"how": "hourly"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(client, moderator, wrong, said):
    answer = save(client, moderator, **wrong)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert not NoticeSettings.objects.exists()


def test_only_who_may_read_comments_stands_in(client, moderator, editor):
    page = opened(client, moderator)
    assert [option["value"] for option in page.select(f'[name="{PREFIX}stand_in"] option')] == [""]
    assert save(client, moderator, stand_in=editor.pk).status_code == 200
    assert save(client, moderator, stand_in=moderator.pk).status_code == 200
    assert not NoticeSettings.objects.exists()


def test_who_has_no_address_is_told_so(client):
    page = opened(client, ModeratorFactory(email=""))
    assert "You have no e-mail address here" in page.get_text()


def test_a_colleague_who_leaves_takes_nobodys_choice_along(client, moderator):
    ada = ModeratorFactory()
    save(client, moderator, stand_in=ada.pk, away_until="2026-05-20")
    ada.delete()
    assert NoticeSettings.objects.get().stand_in is None
