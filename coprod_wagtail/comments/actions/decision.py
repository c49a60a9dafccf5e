from collections.abc import Collection, Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from django.utils.translation import gettext as _

from coprod_wagtail.actions import AnyUser, NotAllowed

from ..constants import Status
from ..covering.places import Place
from ..exceptions import WordsChanged
from ..grounds.marking import marks_in
from ..grounds.rows import EXPLAINED
from ..models import ReaderComment
from ..moderation.reasons import NOT_THIS_COMMENT, clean_mend, clean_message, clean_note, clean_reason
from ..permissions import policy
from ..reports.constants import TIME_TO_UNDO, Outcome
from .along.answers import settle_answers
from .along.grounds import settle_grounds
from .along.reports import settle_reports
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
    `reports_seen`, the last one that the moderator saw (None for all). Who decides about many at once, or may not read why
    readers are worried about a person ("see_safeguarding"), has read no report that somebody is, so those stay open. A decision
    that takes another back opens again what that one closed.

    The `reason`, which words of the comment it is about (`marked`, a stretch a line) and what would make it fine (`mend`) are
    told to its writer where that declines or hides it (see `grounds`). Of other decisions they say nothing.

    `through` says by which door it came, where that was not the admin: what the log keeps of that, such as ``{"door": "mail"}``.

    `message` is what its writer is told, and can answer, on the private page (see `correspondence`); a comment that was
    brought in from elsewhere has no such page, so nothing is written about it. Answers are done with the decision:
    those to the messages `answers_seen`, which the moderator has read (None for all). One that is for somebody else to read
    (`correspondence.readers`) waits on.

    Raises `NotAllowed` without the permission, Django's `ValidationError` for a reason, note or message that cannot be kept, and
    what `ChangeOfStatus` raises. Then nothing has changed.
    """

    #: Whether it is there only to take back another one.
    only_undoes = False
    #: Whether what its writer answered waits on, whatever it is.
    answers_stay = False

    def __init__(
        self,
        comment: ReaderComment,
        *,
        user: "AnyUser | None",
        reason: str = "",
        note: str = "",
        message: str = "",
        marked: str = "",
        mend: str = "",
        batch: UUID | None = None,
        words: int | None = None,
        reports_seen: int | None = None,
        answers_seen: Collection[int] | None = None,
        through: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(comment, user=user)
        self.reason = reason
        self.note = note
        self.message = message
        self.marked, self.mend = marked, mend
        #: Where `marked` stands in the comment.
        self.marks: list[Place] = []
        self.batch = batch
        self.words = words
        self.reports_seen = reports_seen
        #: Ids of the reports that were closed by it.
        self.closed: list[int] = []
        self.answers_seen = answers_seen
        #: Ids of the messages whose answers were closed by it; and of the one that was written.
        self.answers: list[int] = []
        self.written: int | None = None
        self.through = dict(through or {})
        #: Whether `user` may decide about this very comment, where that was asked about many at once.
        self.is_theirs: bool | None = None
        #: New values of columns that follow from what goes along with it.
        self.settled: dict[str, Any] = {}

    def check(self) -> None:
        if not policy.user_has_permission(self.user, "moderate"):
            raise NotAllowed(_("You do not have the right to decide about reader comments."))
        if self.is_theirs is None:
            self.is_theirs = policy.user_has_permission_for_instance(self.user, "moderate", self.comment)
        if not self.is_theirs:
            raise NotAllowed(NOT_THIS_COMMENT)
        if self.words is not None and self.words != self.comment.words_version:
            raise WordsChanged(self.comment)
        self.reason, self.note = clean_reason(self.reason), clean_note(self.note)
        self.message, self.mend = clean_message(self.message), clean_mend(self.mend)
        explains = getattr(self, "status", None) in EXPLAINED
        if explains:
            self.marks = marks_in(self.comment.body, self.marked)
        super().check()

    @classmethod
    def settle(cls, changes: Sequence[Self]) -> None:
        settle_reports(changes)
        settle_answers(changes)
        settle_grounds(changes)

    def columns(self) -> dict[str, Any]:
        settled = {name: value for name, value in self.settled.items() if value != getattr(self.comment, name)}
        return {**super().columns(), **settled}

    def takes_back(self) -> bool:
        """Whether it undoes what was decided about the comment before."""
        if self.status in (Status.PENDING, Status.COVERED):
            return True
        return self.comment.status in TAKES_AWAY and self.status not in TAKES_AWAY

    def explains(self) -> bool:
        """Whether the writer of the comment, who has a private page, is told why it does not show from now on."""
        said = self.reason or self.marks or self.mend
        moves = self.status in EXPLAINED and self.status != self.was
        return bool(said and moves and self.comment.slip_hash)

    def outcome(self) -> Outcome | None:
        """What comes of that which readers told us about the comment, and whoever decides has read; None where that stays open."""
        takes_away = self.status in TAKES_AWAY and self.comment.reported_since and not self.takes_back()
        return Outcome.HIDDEN if takes_away else None

    def may_be_undone(self) -> bool:
        """Whether the decision before this one was a slip of the hand. What was written to somebody stays otherwise."""
        return self.takes_back() and self.at - self.comment.status_since < TIME_TO_UNDO

    def leaves_worried_open(self) -> bool:
        """Whether it was decided without reading the reports that somebody is worried about a person."""
        return self.batch is not None or not policy.user_has_permission(self.user, "see_safeguarding")

    def goes_by_words(self) -> bool:
        # Words that were sent before the comment was read may have been taken since, without another version of them.
        return bool(self.marks)

    def log_data(self, was: str) -> dict[str, Any]:
        given: dict[str, Any] = {
            "reason": self.reason,
            "note": self.note,
            "batch": self.batch and str(self.batch),
            "reports": self.closed,
            "answers": self.answers,
            "message": self.written,
        }
        given |= self.through
        return super().log_data(was) | {name: value for name, value in given.items() if value}
