from django.db import transaction
from django.utils.translation import gettext as _

from coprod_wagtail.actions import Action, Conflict, NotAllowed

from ..constants import Status
from ..exceptions import CommentGone
from ..models import Conversation, ReaderComment
from ..permissions import policy
from ..signals import conversation_changed, conversation_is_changing
from ..store.listing import settle


class Decision(Action):
    """What a person decides about one comment.

    Subclasses say which statuses the verb applies to (`applies_to`), what it leads to (`status`), the log action and
    the signal sent after commit. Raises `NotAllowed` without the permission, and `Conflict` when the comment is not,
    or no longer, in a status the verb applies to; `CommentGone`, a `Conflict`, when it went with its page. Then nothing
    has changed.
    """

    applies_to: tuple[Status, ...]
    status: Status
    log_action: str
    signal = None

    def __init__(self, comment, *, user):
        super().__init__(user=user)
        self.comment = comment

    @classmethod
    def can_apply_to(cls, comment) -> bool:
        return comment.status in cls.applies_to

    def check(self):
        if not policy.user_has_permission(self.user, "moderate"):
            raise NotAllowed(_("You do not have the right to decide about reader comments."))
        if not policy.user_has_permission_for_instance(self.user, "moderate", self.comment):
            raise NotAllowed(_("You do not have the right to decide about this reader comment."))
        if not self.can_apply_to(self.comment):
            raise self._conflict()

    def execute(self) -> ReaderComment:
        comment, was = self.comment, self.comment.status
        Conversation.objects.lock([comment.conversation_id])
        # The condition in the UPDATE, not the check above, is what lets only one of two people win.
        won = ReaderComment.objects.filter(pk=comment.pk, status=was).update(status=self.status)
        if not won:
            comment.status = ReaderComment.objects.filter(pk=comment.pk).values_list("status", flat=True).first()
            raise self._conflict() if comment.status else CommentGone(comment)
        comment.status = self.status
        visible = settle(comment, was)
        self.log(comment, self.log_action)
        if visible:
            conversation_is_changing.send_robust(sender=ReaderComment, conversation=comment.conversation)
        transaction.on_commit(lambda: self._tell(visible))
        return comment

    def _tell(self, visible):
        if self.signal:
            self.signal.send_robust(sender=ReaderComment, comment=self.comment, user=self.user)
        if visible:
            conversation_changed.send_robust(sender=ReaderComment, conversation=self.comment.conversation)

    def _conflict(self):
        return Conflict(
            _("%(comment)s was decided already. It is now: %(status)s.")
            % {"comment": self.comment, "status": self.comment.get_status_display().lower()}
        )
