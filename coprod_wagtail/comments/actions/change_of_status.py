from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_wagtail.actions import Action, AnyUser, Conflict

from ..constants import Status
from ..exceptions import CommentGone, WordsChanged
from ..models import Conversation, ReaderComment
from ..signals import (
    comment_declined,
    comment_hidden,
    comment_is_changing,
    comment_published,
    conversation_changed,
    conversation_is_changing,
)
from ..store.listing import settle

#: What is published from one of these is new to readers.
_NOT_SHOWN_YET = (Status.PENDING, Status.DECLINED, Status.SPAM)


class ChangeOfStatus(Action[ReaderComment]):
    """One comment goes from a status to another: with its lists and counters, a line in the log, and those told who have to
    know. What decides about a comment, and what its writer does with it, build on this.

    Subclasses say which statuses the verb applies to (`applies_to`), what it leads to (`status`) and the log action; in
    `columns()` they may change more of the row. After `execute`, `log_entry` is the line in the log.

    Raises `Conflict` when the comment is not, or no longer, in a status the verb applies to; `CommentGone`, a `Conflict`,
    when it went with its page. Then nothing has changed.
    """

    applies_to: tuple[Status, ...]
    status: Status
    log_action: str
    #: Whether readers see other words afterwards, also where the status stays.
    changes_words = False

    def __init__(self, comment: ReaderComment, *, user: "AnyUser | None" = None) -> None:
        super().__init__(user=user)
        self.comment = comment
        self.log_entry: Any = None

    @classmethod
    def can_apply_to(cls, comment: ReaderComment) -> bool:
        return comment.status in cls.applies_to

    def check(self) -> None:
        if not self.can_apply_to(self.comment):
            raise self._conflict()

    def columns(self) -> dict[str, Any]:
        """New values of other columns of the comment, for the statement that changes its status."""
        return {}

    def lock(self) -> None:
        """Let nobody else change the lists that the comment may stand in, until all is done."""
        Conversation.objects.lock([self.comment.conversation_id])

    def execute(self) -> ReaderComment:
        self.lock()
        comment, was = self.comment, self.comment.status
        at = timezone.now()
        columns = {"status_since": at, **self.columns()}
        if self.status == Status.PUBLISHED and was in _NOT_SHOWN_YET:
            columns["shown_at"] = at
        # The condition in the UPDATE, not the check above, is what lets only one of two people win; and nobody decides about
        # words that its writer has changed meanwhile.
        as_seen = {"pk": comment.pk, "status": was, "words_version": comment.words_version}
        won = ReaderComment.objects.filter(**as_seen).update(status=self.status, **columns)
        if not won:
            now = ReaderComment.objects.filter(pk=comment.pk).values_list("status", flat=True).first()
            if now == was:
                raise WordsChanged(comment)
            comment.status = now or ""
            raise self._conflict() if now else CommentGone(comment)
        for name, value in {"status": self.status, **columns}.items():
            setattr(comment, name, value)
        visible = settle(comment, was, changes_words=self.changes_words)
        self.log_entry = self.log(comment, self.log_action, data=self.log_data(was))
        if visible:
            conversation_is_changing.send_robust(sender=ReaderComment, conversation=comment.conversation)
        comment_is_changing.send_robust(sender=ReaderComment, comment=comment, was=was, user=self.user)
        transaction.on_commit(lambda: self._tell(was, visible))
        return comment

    def log_data(self, was: str) -> dict[str, Any]:
        """What the line in the log keeps: never a word or a name of the reader's."""
        return {"was": str(was), "became": str(self.status)}

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
    if status == was:
        return None
    if status == Status.PUBLISHED:
        return comment_published
    if was == Status.PUBLISHED:
        return comment_hidden
    return comment_declined if status == Status.DECLINED else None
