from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from coprod_wagtail.actions import Action, AnyUser, Conflict, NotAllowed

from ..constants import Status
from ..exceptions import CommentGone
from ..models import Conversation, ReaderComment
from ..moderation.reasons import clean_note, clean_reason
from ..permissions import policy
from ..signals import (
    comment_declined,
    comment_hidden,
    comment_published,
    conversation_changed,
    conversation_is_changing,
)
from ..store.listing import settle


class Decision(Action[ReaderComment]):
    """What a person decides about one comment.

    Subclasses say which statuses the verb applies to (`applies_to`), what it leads to (`status`) and the log action.
    `reason` (a key) and `note` (the moderator's own words, about which the log's rule that it holds no reader's words or
    name is theirs to keep) go into the log line, with the status before (`was`) and `batch`, which those that were
    decided in one go have in common. After `execute`, `log_entry` is that line.

    Raises `NotAllowed` without the permission, Django's `ValidationError` for a reason or note that cannot be kept, and
    `Conflict` when the comment is not, or no longer, in a status the verb applies to; `CommentGone`, a `Conflict`, when
    it went with its page. Then nothing has changed.
    """

    applies_to: tuple[Status, ...]
    status: Status
    log_action: str

    def __init__(
        self,
        comment: ReaderComment,
        *,
        user: "AnyUser | None",
        reason: str = "",
        note: str = "",
        batch: UUID | None = None,
    ) -> None:
        super().__init__(user=user)
        self.comment = comment
        self.reason = reason
        self.note = note
        self.batch = batch
        self.log_entry: Any = None

    @classmethod
    def can_apply_to(cls, comment: ReaderComment) -> bool:
        return comment.status in cls.applies_to

    def check(self) -> None:
        if not policy.user_has_permission(self.user, "moderate"):
            raise NotAllowed(_("You do not have the right to decide about reader comments."))
        if not policy.user_has_permission_for_instance(self.user, "moderate", self.comment):
            raise NotAllowed(_("You do not have the right to decide about this reader comment."))
        self.reason, self.note = clean_reason(self.reason), clean_note(self.note)
        if not self.can_apply_to(self.comment):
            raise self._conflict()

    def execute(self) -> ReaderComment:
        comment, was = self.comment, self.comment.status
        Conversation.objects.lock([comment.conversation_id])
        # The condition in the UPDATE, not the check above, is what lets only one of two people win.
        won = ReaderComment.objects.filter(pk=comment.pk, status=was).update(status=self.status)
        if not won:
            now = ReaderComment.objects.filter(pk=comment.pk).values_list("status", flat=True).first()
            comment.status = now or ""
            raise self._conflict() if now else CommentGone(comment)
        comment.status = self.status
        visible = settle(comment, was)
        self.log_entry = self.log(comment, self.log_action, data=self._data(was))
        if visible:
            conversation_is_changing.send_robust(sender=ReaderComment, conversation=comment.conversation)
        transaction.on_commit(lambda: self._tell(was, visible))
        return comment

    def _data(self, was: str) -> dict[str, str]:
        given = {"reason": self.reason, "note": self.note, "batch": self.batch and str(self.batch)}
        return {"was": str(was), "became": str(self.status)} | {name: value for name, value in given.items() if value}

    def _tell(self, was: str, visible: bool) -> None:
        signal = what_happened(was, self.status)
        if signal:
            signal.send_robust(sender=ReaderComment, comment=self.comment, user=self.user)
        if visible:
            conversation_changed.send_robust(sender=ReaderComment, conversation=self.comment.conversation)

    def _conflict(self) -> Conflict:
        return Conflict(
            _("%(comment)s was decided already. It is now: %(status)s.")
            % {"comment": self.comment, "status": self.comment.get_status_display().lower()}
        )


def what_happened(was: str, status: str) -> Signal | None:
    """The signal for a comment that went from `was` to `status`, whichever verb did it; None if nobody is told."""
    if status == Status.PUBLISHED:
        return comment_published
    if was == Status.PUBLISHED:
        return comment_hidden
    return comment_declined if status == Status.DECLINED else None
