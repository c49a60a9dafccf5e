"""The three sign-ins for trying things out, and what each may do."""

import os
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

EDITORS = "Editors"
COMMENT_MODERATORS = "Reader comment moderators"


@dataclass(frozen=True)
class SignIn:
    username: str
    may: str
    group: str = ""
    is_superuser: bool = False


SIGN_INS = [
    SignIn("admin", "everything", is_superuser=True),
    SignIn("editor", "write, change and publish pages", group=EDITORS),
    SignIn("moderator", "read and decide about reader comments", group=COMMENT_MODERATORS),
]


def demo_password():
    """Of all three. It is printed, and so only ever good for trying things out."""
    return os.environ.get("DEMO_PASSWORD") or "kettle-lane-demo"


def make_sign_ins():
    """Make those of the sign-ins that are missing; those that are there keep their password and rights.

    Returns the users by username, and the usernames that do not (any more) open with the demo's password.
    """
    user_model = get_user_model()
    password = demo_password()
    users = {
        user.get_username(): user for user in user_model.objects.filter(username__in=[s.username for s in SIGN_INS])
    }
    # They may all have the very same hash, and each look at one is slow on purpose.
    opens = {stored: check_password(password, stored) for stored in {user.password for user in users.values()}}
    others = {name for name, user in users.items() if not opens[user.password]}
    missing = [sign_in for sign_in in SIGN_INS if sign_in.username not in users]
    # Hashing is slow on purpose; once is enough for a password that is no secret.
    hashed = make_password(password) if missing else ""
    for sign_in in missing:
        user = user_model.objects.create(
            username=sign_in.username,
            email=f"{sign_in.username}@example.org",
            password=hashed,
            is_staff=sign_in.is_superuser,
            is_superuser=sign_in.is_superuser,
        )
        if sign_in.group:
            user.groups.add(_GROUPS[sign_in.group]())
        users[sign_in.username] = user
    return users, others


def _editors():
    """Wagtail's own group, which may write pages but not publish them until now."""
    group, _created = Group.objects.get_or_create(name=EDITORS)
    root = Page.get_first_root_node()
    for codename in ("add_page", "change_page", "publish_page"):
        permission = _permission("wagtailcore", codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    group.permissions.add(
        _permission("wagtailadmin", "access_admin"),
        _permission("coprod_blog", "add_category"),
        _permission("coprod_blog", "change_category"),
    )
    return group


def _comment_moderators():
    group, _created = Group.objects.get_or_create(name=COMMENT_MODERATORS)
    group.permissions.add(
        _permission("wagtailadmin", "access_admin"),
        _permission("coprod_comments", "moderate_readercomment"),
        _permission("coprod_comments", "add_for_someone_readercomment"),
    )
    return group


def _permission(app_label, codename):
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


_GROUPS = {EDITORS: _editors, COMMENT_MODERATORS: _comment_moderators}
