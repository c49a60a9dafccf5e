"""Which cases somebody may look after."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from coprod_wagtail.actions import AnyUser

from ..models import Case, ReaderComment
from ..models.moderation.case import CaseQuerySet
from ..permissions import policy
from .constants import CaseKind


def cases_for(user: "AnyUser | None") -> CaseQuerySet:
    """The cases that `user` may see and handle: with the permission for cases, those about comments that they may read; about no
    comment, or one that went with its page, for who may read all. That somebody is worried needs the permission for that, too."""
    if not policy.user_has_permission(user, "handle_cases"):
        return Case.objects.none()
    comments, found = policy.comments_for(user), Case.objects.all()
    if not comments.leaves_nothing_out():
        found = found.filter(comment__in=comments)
    if not policy.user_has_permission(user, "see_safeguarding"):
        found = found.exclude(kind=CaseKind.WORRIED)
    return found


def may_handle(user: "AnyUser | None", case: Case) -> bool:
    """Whether it is one of `cases_for`, and the comment one of theirs. Two queries at most."""
    if not cases_for(user).filter(pk=case.pk).exists():
        return False
    comment = case.comment
    return comment is None or policy.user_has_permission_for_instance(user, "handle_cases", comment)


def cases_about(comment: ReaderComment, user: "AnyUser | None") -> dict[int, Case]:
    """The cases that reports about `comment` opened, by the ids of the reports, as far as `user` may handle them. Two queries at
    most, and none for who handles no cases."""
    if not policy.user_has_permission_for_instance(user, "handle_cases", comment):
        return {}
    return {case.report_id: case for case in cases_for(user).filter(comment=comment) if case.report_id}


def who_handles(case: Case) -> QuerySet[Any]:
    """The users who may handle `case`. As many queries as there are people with the permission, and more where they have rights
    of their own."""
    users = policy.users_with_any_permission(["handle_cases"]).filter(is_active=True)
    allowed = [user.pk for user in users if may_handle(user, case)]
    return get_user_model()._default_manager.filter(pk__in=allowed)
