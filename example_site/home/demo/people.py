"""The four sign-ins for trying things out, and what each may do."""

import os
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from coprod_wagtail.comments.models import CommentRight, NoticeSettings
from coprod_wagtail.comments.notices.constants import How
from coprod_wagtail.comments.rights.actions import SetRights

EDITORS = "Editors"
COMMENT_MODERATORS = "Reader comment moderators"
SECTION_READERS = "Volunteers for Have your say"


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
    SignIn("volunteer", "do so below Have your say, and on one post", group=SECTION_READERS),
]


def demo_password():
    """Of all of them. It is printed, and so only ever good for trying things out."""
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


def have_moderators_hear(users):
    """At once, of what comes from now on: whoever tries it out sees it happen. What somebody has chosen stays."""
    for sign_in in SIGN_INS:
        if sign_in.group == COMMENT_MODERATORS:
            chosen = {"how": How.AT_ONCE, "told_until": timezone.now()}
            NoticeSettings.objects.get_or_create(user=users[sign_in.username], defaults=chosen)


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
        _permission("coprod_comments", "answer_readercomment"),
        _permission("coprod_comments", "see_safeguarding_readercomment"),
        _permission("coprod_comments", "handle_cases_readercomment"),
    )
    return group


def _section_readers():
    group, _created = Group.objects.get_or_create(name=SECTION_READERS)
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    return group


def hand_out(pages):
    """Let the volunteers read the comments on `pages` and below them, unless somebody has said which they read."""
    group = Group.objects.filter(name=SECTION_READERS).first()
    if group and not group.coprod_comment_rights.exists():
        SetRights(group, [CommentRight(page_id=page.pk) for page in pages])()


def _permission(app_label, codename):
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


_GROUPS = {EDITORS: _editors, COMMENT_MODERATORS: _comment_moderators, SECTION_READERS: _section_readers}
