"""Who may do what with readers' comments. Every door asks this policy, with the user and the comment.

A site that hands its comments out by section, language or team writes one class and names it in
``COPROD_WAGTAIL["COMMENT_PERMISSION_POLICY"]`` (docs/how-to/moderate-by-section.md).
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from django.db.models import QuerySet
from django.utils.module_loading import import_string
from wagtail.permission_policies import ModelPermissionPolicy

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.visibility import is_for_everyone
from coprod_wagtail.page_tree.wagtail_page import AnyPage

from .models import ReaderComment
from .querysets import ReaderCommentQuerySet


class ReaderCommentPermissionPolicy(ModelPermissionPolicy):
    """Reading the queue and deciding are one permission, "moderate"; it needs no rights to any page. To type in a comment for
    somebody is another, "add_for_someone"; and a third, "erase", to erase comments, and all that is held of a person, for them.

    Nobody, superusers included, may add, change or delete a reader comment. A subclass narrows it in `comments_for`,
    and everything else follows from that.
    """

    NEVER = frozenset({"add", "change", "delete"})
    #: Permissions of their own.
    APART = frozenset({"add_for_someone", "erase"})

    def user_has_permission(self, user: "AnyUser | None", action: str) -> bool:
        if action in self.NEVER:
            return False
        if action in self.APART:
            return bool(super().user_has_permission(user, action))
        return bool(super().user_has_permission(user, "moderate"))

    def user_has_any_permission(self, user: "AnyUser | None", actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        if set(actions) <= self.NEVER:
            nobody: QuerySet[Any] = self._get_users_with_any_permission_codenames([]).none()
            return nobody
        asked = {action if action in self.APART else "moderate" for action in set(actions) - self.NEVER}
        users: QuerySet[Any] = super().users_with_any_permission(sorted(asked))
        return users

    def somebody_else_moderates(self) -> bool:
        """Whether anybody may decide about comments who is no superuser. One query."""
        users = self.users_with_any_permission(["moderate"])
        # A site's own user model may know no superusers.
        if any(field.name == "is_superuser" for field in users.model._meta.get_fields()):
            users = users.exclude(is_superuser=True)
        return bool(users.exists())

    def comments_for(self, user: "AnyUser | None") -> ReaderCommentQuerySet:
        """The comments `user` may read and decide about: the one method to override.

        Without a condition it means all of them, which costs no query to find out.
        """
        if self.user_has_permission(user, "moderate"):
            return ReaderComment.objects.all()
        return ReaderComment.objects.none()

    def user_has_permission_for_instance(self, user: "AnyUser | None", action: str, instance: ReaderComment) -> bool:
        """Whether the comment is one of `comments_for`: one query, none for who may see all of them. To be overridden,
        too, where the comment itself tells."""
        if not self.user_has_permission(user, action):
            return False
        comments = self.comments_for(user)
        return comments.leaves_nothing_out() or comments.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: "AnyUser | None", actions: Iterable[str]
    ) -> ReaderCommentQuerySet:
        if self.user_has_any_permission(user, actions):
            return self.comments_for(user)
        return ReaderComment.objects.none()

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: ReaderComment) -> QuerySet[Any]:
        users = self.users_with_any_permission(actions)
        allowed = [user.pk for user in users if self.user_has_any_permission_for_instance(user, actions, instance)]
        return users.filter(pk__in=allowed)

    def user_adds_for_someone(self, user: "AnyUser | None", page: AnyPage) -> bool:
        """Whether `user` may type in a comment on `page` for somebody else. To be narrowed where only some may on some pages;
        that people can write there is asked beside this."""
        return self.user_has_permission(user, "add_for_someone")

    def user_moderates_page(self, user: "AnyUser | None", page: AnyPage) -> bool:
        """Whether `user` may open and close the conversation on `page`, and so be told that there is such a page.

        Who may decide about all comments: where readers see the page, or wrote on it when they did. Others: where
        somebody wrote, and all of it is theirs.
        """
        comments, here = self.comments_for(user), ReaderComment.objects.filter(page_id=page.pk)
        if comments.leaves_nothing_out():
            return here.exists() or is_for_everyone(page)
        theirs = comments.filter(page_id=page.pk)
        return theirs.exists() and not here.exclude(pk__in=theirs.values("pk")).exists()


class _PolicyInForce:
    """Hands everything on to the policy that the settings name now.

    It is named there, and not registered in a site's code, so that whoever imports it first, Wagtail's registry
    included, cannot be left with another one.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(_policy_named(policy_path()), name)


def policy_path() -> str:
    """Dotted path of the policy that is in force: the one in the settings, or the usual one."""
    usual = f"{ReaderCommentPermissionPolicy.__module__}.{ReaderCommentPermissionPolicy.__qualname__}"
    return conf.COMMENT_PERMISSION_POLICY or usual


@cache
def _policy_named(path: str) -> ReaderCommentPermissionPolicy:
    found: ReaderCommentPermissionPolicy = import_string(path)(ReaderComment)
    return found


policy = cast(ReaderCommentPermissionPolicy, _PolicyInForce())


def may_set_conversation(user: "AnyUser | None", page: AnyPage) -> bool:
    """Whether `user` may open and close the conversation on `page`: who may publish the page, and its moderators.

    It changes the live page at once, so the right to edit drafts is not enough.
    """
    return page.permissions_for_user(user).can_publish() or policy.user_moderates_page(user, page)


def may_pause(user: "AnyUser | None") -> bool:
    """Whether `user` may stop new comments on the whole site, and let them come again: who may change its settings, and who
    may decide about all comments. Whoever reads alone in the evening has to be able to."""
    if user is None:
        return False
    # A site's own user model need not have it.
    may_change = getattr(user, "has_perm", None)
    return bool(may_change and may_change("coprod_comments.change_readercommentsettings")) or (
        policy.user_has_permission(user, "moderate") and policy.comments_for(user).leaves_nothing_out()
    )
