from uuid import UUID

from django.utils.translation import gettext as _

from coprod_wagtail.actions import AnyUser, NotAllowed

from ..exceptions import WordsChanged
from ..models import ReaderComment
from ..moderation.reasons import clean_note, clean_reason
from ..permissions import policy
from .change_of_status import ChangeOfStatus


class Decision(ChangeOfStatus):
    """What a person decides about one comment.

    `reason` (a key) and `note` (the moderator's own words, about which the log's rule that it holds no reader's words or
    name is theirs to keep) go into the log line, with the status before (`was`) and `batch`, which those that were
    decided in one go have in common. `words` is the comment's `words_version` that the person has read: `WordsChanged`, a
    `Conflict`, where its writer has changed them since.

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
    ) -> None:
        super().__init__(comment, user=user)
        self.reason = reason
        self.note = note
        self.batch = batch
        self.words = words

    def check(self) -> None:
        if not policy.user_has_permission(self.user, "moderate"):
            raise NotAllowed(_("You do not have the right to decide about reader comments."))
        if not policy.user_has_permission_for_instance(self.user, "moderate", self.comment):
            raise NotAllowed(_("You do not have the right to decide about this reader comment."))
        if self.words is not None and self.words != self.comment.words_version:
            raise WordsChanged(self.comment)
        self.reason, self.note = clean_reason(self.reason), clean_note(self.note)
        super().check()

    def log_data(self, was: str) -> dict[str, str]:
        given = {"reason": self.reason, "note": self.note, "batch": self.batch and str(self.batch)}
        return super().log_data(was) | {name: value for name, value in given.items() if value}
