"""The writer of a comment answers what a moderator wrote to them."""

from django.db import router, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_wagtail.actions import Action, Conflict

from ..exceptions import CommentGone
from ..models import Conversation, MessageToWriter, ReaderComment
from ..notices.ringing import note_something
from ..signals import writer_answered
from . import rows


class AnswerMessage(Action[MessageToWriter]):
    """Answer the last message to the writer of `comment`, once; `answer` is valid (see `correspondence.forms`). `seen` is the
    id of the message that was on the screen; None answers the last one, whatever it is.

    Whoever has the secret of the private page is its writer: nobody is asked. It waits for a moderator whatever is decided
    about the comment at the same moment. The same answer once more changes nothing.

    Raises `Conflict` where it was answered otherwise, where another message has come since, and where there is none to
    answer; `CommentGone` where the comment is erased. Then nothing has changed.
    """

    def __init__(self, comment: ReaderComment, answer: str, *, seen: int | None = None) -> None:
        super().__init__()
        self.comment, self.answer, self.seen = comment, answer, seen

    def execute(self) -> MessageToWriter:
        comment, conversation = self.comment, self.comment.conversation
        Conversation.objects.lock([comment.conversation_id])
        try:
            # From where it is written to: a copy of that database may not have heard yet.
            comment.refresh_from_db(using=router.db_for_write(ReaderComment))
        except ReaderComment.DoesNotExist:
            raise CommentGone(comment) from None
        comment.conversation = conversation
        if not comment.slip_hash:
            raise CommentGone(comment)
        message = self._message()
        if message.is_answered:
            return message
        message.answer, message.answered_at = self.answer, timezone.now()
        message.save(update_fields=["answer", "answered_at"])
        if comment.answer_waits_since is None:
            comment.answer_waits_since = message.answered_at
            ReaderComment.objects.filter(pk=comment.pk).update(answer_waits_since=message.answered_at)
        note_something()
        self.log(comment, "coprod_comments.answer", data={"message": message.pk})
        transaction.on_commit(lambda: writer_answered.send_robust(sender=ReaderComment, comment=comment))
        return message

    def _message(self) -> MessageToWriter:
        """The message that is answered, or was with the very same words."""
        messages = rows.messages_about(self.comment)
        last = messages[-1] if messages else None
        if last and last.answer == self.answer and self.seen in (None, last.pk):
            return last
        if last and self.seen not in (None, last.pk):
            raise Conflict(_("We have written to you again since you opened this page. Please read that first."))
        if last and last.is_answered:
            raise Conflict(_("You have answered already, perhaps in another window. These words were not sent."))
        message = rows.to_answer(self.comment, messages)
        if message is None:
            raise Conflict(_("There is nothing to answer at the moment. These words were not sent."))
        return message
