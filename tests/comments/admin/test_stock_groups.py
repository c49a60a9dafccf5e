"""What Wagtail's own groups may do with comments on a new site, and that nobody is given it twice."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client

from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.comments.permissions import policy
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

migration = import_module("coprod_wagtail.comments.migrations.0002_stock_groups_may_read_comments")
EDITOR = SimpleNamespace(connection=connection)


#: What moderators may do on the first day. Answering readers and erasing are given by somebody.
CODENAMES = ["moderate_readercomment", "see_safeguarding_readercomment", "handle_cases_readercomment"]


@pytest.fixture(params=CODENAMES)
def permission(request):
    return Permission.objects.get(codename=request.param)


def member_of(name):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    return user


@pytest.mark.shape
@pytest.mark.parametrize(("name", "may"), [("Moderators", True), ("Editors", False)])
def test_moderators_may_read_comments_and_editors_may_not(name, may):
    user = member_of(name)
    assert policy.user_has_permission(user, "moderate") == may
    client = Client()
    client.force_login(user)
    assert client.get("/admin/reader-comments/").status_code == (200 if may else 302)


def test_what_an_administrator_takes_away_stays_away(permission):
    group = Group.objects.get(name="Moderators")
    group.permissions.remove(permission)
    call_command("migrate", verbosity=0)
    assert permission not in group.permissions.all()


def test_it_can_be_taken_back_and_leaves_other_groups_alone(permission):
    others = Group.objects.create(name="Readers of comments")
    others.permissions.add(permission)
    migration.take(apps, EDITOR)
    assert list(permission.group_set.all()) == [others]
    migration.give(apps, EDITOR)
    assert set(permission.group_set.values_list("name", flat=True)) == {"Moderators", others.name}


def test_a_site_without_the_group_gets_none(permission):
    Group.objects.filter(name="Moderators").delete()
    migration.give(apps, EDITOR)
    assert not Group.objects.filter(name="Moderators")
    migration.take(apps, EDITOR)


def test_on_a_new_site_it_is_the_permission_that_django_would_make(permission):
    """Django makes permissions after all migrations, and finds this one there."""
    content_type = ContentType.objects.get_for_model(ReaderComment)
    name = permission.name
    permission.delete()
    migration.give(apps, EDITOR)
    call_command("migrate", verbosity=0)
    [made] = Permission.objects.filter(content_type=content_type, codename=permission.codename)
    assert made.name == name


def test_no_other_right_is_given():
    given = Permission.objects.filter(group__name="Moderators", content_type__app_label="coprod_comments")
    assert set(given.values_list("codename", flat=True)) == set(CODENAMES)
