from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.comments.permissions import ReaderCommentPermissionPolicy


class OnlyMine(ReaderCommentPermissionPolicy):
    """One moderator reads everything, and the others nothing."""

    def comments_for(self, user):
        if getattr(user, "username", "") == "mine":
            return super().comments_for(user)
        return ReaderComment.objects.filter(pk=0)
