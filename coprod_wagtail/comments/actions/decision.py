from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_wagtail.actions import AnyUser, NotAllowed

from ..constants import Status
from ..correspondence import rows as correspondence
from ..exceptions import WordsChanged
from ..mail.news import note_message
from ..models import ReaderComment
from ..moderation.reasons import clean_message, clean_note, clean_reason
from ..permissions import policy
from ..reports import rows as reports
from ..reports.constants import TIME_TO_UNDO, Outcome
from .change_of_status import ChangeOfStatus

#: What a decision that leads to one of these says to whoever told us about the comment.
TAKES_AWAY = (Status.DECLINED, Status.SPAM, Status.HIDDEN)


class Decision(ChangeOfStatus):
    """What a person decides about one comment.

    `reason` (a key) and `note` (the moderator's own words, about which the log's rule that it holds no reader's words or
    name is theirs to keep) go into the log line, with the status before (`was`) and `batch`, which those that were
    decided in one go have in common. `words` is the comment's `words_version` that the person has read: `WordsChanged`, a
    `Conflict`, where its writer has changed them since.

    What readers told us about the comment is decided with it where that takes it off the page: up to the report
    `reports_seen`, the last one that the moderator saw (None for all). One who decides about many at once has read no report
    that somebody is worried about a person, so those stay open. A decision that takes another back opens again what that
    one closed.

    `message` is what its writer is told, and can answer, on the private page (see `correspondence`); a comment that was
    brought in from elsewhere has no such page, so nothing is written about it. Answers are done with the decision:
    those to the messages `answers_seen`, which the moderator has read (None for all).

    Raises `NotAllowed` without the permission, Django's `ValidationError` for a reason, note or message that cannot be kept, and
    what `ChangeOfStatus` raises. Then nothing has changed.
    """

    def __init__(
        self,
        comment: ReaderComment,
        *,
        user: "AnyUser | None",
        reason: str = "",
        note: str = "",
        message: str = "",
        batch: UUID | None = None,
        words: int | None = None,
        reports_seen: int | None = None,
        answers_seen: Collection[int] | None = None,
    ) -> None:
        super().__init__(comment, user=user)
        self.reason = reason
        self.note = note
        self.message = message
        self.batch = batch
        self.words = words
        self.reports_seen = reports_seen
        #: Ids of the reports that were closed by it.
        self.closed: list[int] = []
        self.answers_seen = answers_seen
        #: Ids of the messages whose answers were closed by it; and of the one that was written.
        self.answers: list[int] = []
        self.written: int | None = None

    def check(self) -> None:
        if not policy.user_has_permission(self.user, "moderate"):
            raise NotAllowed(_("You do not have the right to decide about reader comments."))
        if not policy.user_has_permission_for_instance(self.user, "moderate", self.comment):
            raise NotAllowed(_("You do not have the right to decide about this reader comment."))
        if self.words is not None and self.words != self.comment.words_version:
            raise WordsChanged(self.comment)
        self.reason, self.note = clean_reason(self.reason), clean_note(self.note)
        self.message = clean_message(self.message)
        super().check()

    def columns(self) -> dict[str, Any]:
        now = timezone.now()
        self.settle_reports(now)
        self.settle_answers(now)
        columns: dict[str, Any] = {**super().columns(), "status_since": now}
        if self.closed or self.comment.reported_since or self.takes_back():
            columns["reported_since"] = reports.open_since(self.comment)
        return columns | self.of_the_writer(now)

    def of_the_writer(self, now: datetime) -> dict[str, Any]:
        """New values of the columns that say what was said to the writer of the comment, and answered."""
        columns: dict[str, Any] = {"has_messages": True} if self.written else {}
        if self.comment.answer_waits_since or (self.comment.has_messages and self._may_be_undone(now)):
            columns["answer_waits_since"] = correspondence.waits_since(self.comment)
        return columns

    def takes_back(self) -> bool:
        """Whether it undoes what was decided about the comment before."""
        if self.status in (Status.PENDING, Status.COVERED):
            return True
        return self.comment.status in TAKES_AWAY and self.status not in TAKES_AWAY

    def settle_reports(self, now: datetime) -> None:
        """Close what readers told us about the comment, or open it again."""
        comment = self.comment
        if self.takes_back():
            reports.reopen(comment, comment.status_since)
        elif self.status in TAKES_AWAY and comment.reported_since:
            in_bulk = self.batch is not None
            self.closed = reports.close(comment, Outcome.HIDDEN, now, up_to=self.reports_seen, but_worried=in_bulk)

    def settle_answers(self, now: datetime) -> None:
        """Write to the writer of the comment, and be done with what they answered; or undo that."""
        comment, undone = self.comment, self._may_be_undone(now)
        if undone:
            correspondence.take_back(comment, comment.status_since)
        if comment.answer_waits_since and not (undone and self.answers_seen is None):
            self.answers = correspondence.close(comment, now, seen=self.answers_seen)
        if self.message and comment.slip_hash:
            self.written = correspondence.write(comment, self.message, now)
            note_message(comment)

    def _may_be_undone(self, now: datetime) -> bool:
        """Whether the decision before this one was a slip of the hand. What was written to somebody stays otherwise."""
        return self.takes_back() and now - self.comment.status_since < TIME_TO_UNDO

    def log_data(self, was: str) -> dict[str, Any]:
        given: dict[str, Any] = {
            "reason": self.reason,
            "note": self.note,
            "batch": self.batch and str(self.batch),
            "reports": self.closed,
            "answers": self.answers,
            "message": self.written,
        }
        return super().log_data(was) | {name: value for name, value in given.items() if value}
