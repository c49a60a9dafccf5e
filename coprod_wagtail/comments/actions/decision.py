from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_wagtail.actions import AnyUser, NotAllowed

from ..constants import Status
from ..exceptions import WordsChanged
from ..models import ReaderComment
from ..moderation.reasons import clean_note, clean_reason
from ..permissions import policy
from ..reports import rows as reports
from ..reports.constants import Outcome
from .change_of_status import ChangeOfStatus

#: What a decision that leads to one of these says to whoever told us about the comment.
_TAKES_AWAY = (Status.DECLINED, Status.SPAM, Status.HIDDEN)


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

    Raises `NotAllowed` without the permission, Django's `ValidationError` for a reason or note that cannot be kept, and
    what `ChangeOfStatus` raises. Then nothing has changed.
    """

    def __init__(
        self,
        comment: ReaderComment,
        *,
        user: "AnyUser | None",
        reason: str = "",
        note: str = "",
        batch: UUID | None = None,
        words: int | None = None,
        reports_seen: int | None = None,
    ) -> None:
        super().__init__(comment, user=user)
        self.reason = reason
        self.note = note
        self.batch = batch
        self.words = words
        self.reports_seen = reports_seen
        #: Ids of the reports that were closed by it.
        self.closed: list[int] = []

    def check(self) -> None:
        if not policy.user_has_permission(self.user, "moderate"):
            raise NotAllowed(_("You do not have the right to decide about reader comments."))
        if not policy.user_has_permission_for_instance(self.user, "moderate", self.comment):
            raise NotAllowed(_("You do not have the right to decide about this reader comment."))
        if self.words is not None and self.words != self.comment.words_version:
            raise WordsChanged(self.comment)
        self.reason, self.note = clean_reason(self.reason), clean_note(self.note)
        super().check()

    def columns(self) -> dict[str, Any]:
        now = timezone.now()
        self.settle_reports(now)
        columns: dict[str, Any] = {**super().columns(), "status_since": now}
        if self.closed or self.comment.reported_since or self.takes_back():
            columns["reported_since"] = reports.open_since(self.comment)
        return columns

    def takes_back(self) -> bool:
        """Whether it undoes what was decided about the comment before."""
        if self.status in (Status.PENDING, Status.COVERED):
            return True
        return self.comment.status in _TAKES_AWAY and self.status not in _TAKES_AWAY

    def settle_reports(self, now: datetime) -> None:
        """Close what readers told us about the comment, or open it again."""
        comment = self.comment
        if self.takes_back():
            reports.reopen(comment, comment.status_since)
        elif self.status in _TAKES_AWAY and comment.reported_since:
            in_bulk = self.batch is not None
            self.closed = reports.close(comment, Outcome.HIDDEN, now, up_to=self.reports_seen, but_worried=in_bulk)

    def log_data(self, was: str) -> dict[str, Any]:
        given: dict[str, Any] = {
            "reason": self.reason,
            "note": self.note,
            "batch": self.batch and str(self.batch),
            "reports": self.closed,
        }
        return super().log_data(was) | {name: value for name, value in given.items() if value}
