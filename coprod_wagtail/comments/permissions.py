"""Who may do what with readers' comments. Every door asks this policy."""

from wagtail.permission_policies import ModelPermissionPolicy

from .models import ReaderComment


class ReaderCommentPermissionPolicy(ModelPermissionPolicy):
    """Reading the queue and deciding are one permission, "moderate"; it needs no rights to any page.

    Nobody, superusers included, may add, change or delete a reader comment.
    """

    READING = frozenset({"view", "moderate"})
    NEVER = frozenset({"add", "change", "delete"})

    def user_has_permission(self, user, action):
        if action in self.NEVER:
            return False
        return super().user_has_permission(user, "moderate")

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions):
        if set(actions) <= self.NEVER:
            return self._get_users_with_any_permission_codenames([]).none()
        return super().users_with_any_permission(["moderate"])

    def comments_for(self, user):
        """The comments `user` may read and decide about."""
        if self.user_has_permission(user, "moderate"):
            return ReaderComment.objects.all()
        return ReaderComment.objects.none()


policy = ReaderCommentPermissionPolicy(ReaderComment)


def may_set_conversation(user, page) -> bool:
    """Whether `user` may open and close the conversation on `page`: who may publish the page, and moderators.

    It changes the live page at once, so the right to edit drafts is not enough.
    """
    return policy.user_has_permission(user, "moderate") or page.permissions_for_user(user).can_publish()
