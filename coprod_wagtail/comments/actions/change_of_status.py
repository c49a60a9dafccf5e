from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import router, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_wagtail.actions import Action, AnyUser, Conflict, log_all
from coprod_wagtail.portions import portions

from ..constants import Status
from ..exceptions import CommentGone, WordsChanged
from ..models import Conversation, ReaderComment
from ..signals import (
    comment_declined,
    comment_hidden,
    comment_published,
    comments_change,
    conversation_changed,
    conversations_change,
)
from ..store.listing import settle_all
from ..store.rows import write

_ChangeT = TypeVar("_ChangeT", bound="ChangeOfStatus")

#: What is published from one of these is new to readers.
_NOT_SHOWN_YET = (Status.PENDING, Status.DECLINED, Status.SPAM)
#: What others may have said of a comment, or done with it, since it was read, and whoever changes its status has to know.
_TOLD_MEANWHILE = ("reported_since", "answer_waits_since", "handed_since", "edit_waits", "signs")


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
        #: When it takes effect, and the status that the comment had then.
        self.at: datetime = timezone.now()
        self.was: str = comment.status
        #: What kept it from taking effect, where others do that were to take effect with it.
        self.lost: Conflict | None = None

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

    @classmethod
    def settle(cls, changes: Sequence[Any]) -> None:
        """What goes along with all of `changes`, which are of this class and somebody's: stored with few queries, and before each
        is asked for its `columns()`. Nobody else changes these comments any more."""

    def execute(self) -> ReaderComment:
        self.lock()
        take_effect([self])
        if self.lost is not None:
            raise self.lost
        return self.comment

    def goes_by_words(self) -> bool:
        """Whether it says something of the very words that it was given with the comment."""
        return False

    def log_data(self, was: str) -> dict[str, Any]:
        """What the line in the log keeps: never a word or a name of the reader's."""
        return {"was": str(was), "became": str(self.status)}

    def _conflict(self) -> Conflict:
        return Conflict(
            _("%(comment)s was decided already. It is now: %(status)s.")
            % {"comment": self.comment, "status": self.comment.get_status_display().lower()}
        )


def take_effect(changes: Sequence[_ChangeT]) -> list[_ChangeT]:
    """Have all of `changes` take effect at one moment, and return those that do; the others have `lost`, which stops nothing.

    They are of one class and one person's, each about another comment, checked, and their conversations are locked. As many
    queries for one as for some hundred: one way for the single verb and for many.
    """
    at, won = timezone.now(), []
    now = _as_they_are(changes)
    for change in changes:
        change.lost = _what_stops(change, now.get(change.comment.pk))
        if change.lost is None:
            change.at, change.was = at, change.comment.status
            for name in _TOLD_MEANWHILE:
                setattr(change.comment, name, now[change.comment.pk][name])
            won.append(change)
    if not won:
        return []
    type(won[0]).settle(won)
    write([(change.comment, _columns(change)) for change in won])
    pairs = [(change.comment, change.was) for change in won]
    visible = settle_all(pairs, changes_words=won[0].changes_words)
    user = won[0].user
    lines = log_all([(change.comment, change.log_action, change.log_data(change.was)) for change in won], user=user)
    for change, line in zip(won, lines, strict=True):
        change.log_entry = line
    seen = {one.conversation_id: one.conversation for one, _was in pairs if one.pk in visible}
    conversations_change(ReaderComment, list(seen.values()))
    comments_change(ReaderComment, pairs, user)
    transaction.on_commit(lambda: _tell(won, list(seen.values())))
    return won


def _as_they_are(changes: Sequence[ChangeOfStatus]) -> dict[int, dict[str, Any]]:
    """By the comments' ids what a change goes by, as each has it now. Nobody else changes that until the transaction ends: of
    two people, that lets only one win."""
    found: dict[int, dict[str, Any]] = {}
    # From where it is written to: a copy of that database may not have heard yet.
    rows = ReaderComment.objects.using(router.db_for_write(ReaderComment)).order_by("pk").select_for_update()
    for pks in portions(sorted({change.comment.pk for change in changes})):
        of_these = rows.filter(pk__in=pks).values("pk", "status", "words_version", "body", *_TOLD_MEANWHILE)
        found |= {row["pk"]: row for row in of_these}
    return found


def _what_stops(change: ChangeOfStatus, now: dict[str, Any] | None) -> Conflict | None:
    comment = change.comment
    if now is None:
        return CommentGone(comment)
    if now["status"] != comment.status:
        comment.status = now["status"]
        return change._conflict()
    # Nobody decides about words that its writer has changed meanwhile.
    other_words = change.goes_by_words() and now["body"] != comment.body
    if now["words_version"] != comment.words_version or other_words:
        return WordsChanged(comment)
    return None


def _columns(change: ChangeOfStatus) -> dict[str, Any]:
    columns = {"status_since": change.at, **change.columns()}
    if change.status == Status.PUBLISHED and change.was in _NOT_SHOWN_YET:
        columns["shown_at"] = change.at
    if change.user is not None:
        columns["shown_unread"] = False
    elif "shown_at" in columns:
        columns["shown_unread"] = True
    return {"status": change.status, **columns}


def _tell(changes: Sequence[ChangeOfStatus], conversations: Sequence[Conversation]) -> None:
    for change in changes:
        if signal := what_happened(change.was, change.status):
            signal.send_robust(sender=ReaderComment, comment=change.comment, user=change.user)
    for conversation in conversations:
        conversation_changed.send_robust(sender=ReaderComment, conversation=conversation)


def what_happened(was: str, status: str) -> Signal | None:
    """The signal for a comment that went from `was` to `status`, whichever verb did it; None if nobody is told."""
    if status == was:
        return None
    if status == Status.PUBLISHED:
        return comment_published
    if was == Status.PUBLISHED:
        return comment_hidden
    return comment_declined if status == Status.DECLINED else None
