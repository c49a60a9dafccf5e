"""Covering a comment until somebody has looked, and the decisions that only a comment with reports needs."""

from typing import Any

from django.db import router
from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_wagtail.actions import NotAllowed

from ..actions import ChangeOfStatus, Decision, PutBack
from ..constants import Status
from ..models import CommentReport, ReaderComment
from ..moderation.handing.actions import end_where_decided
from ..permissions import policy
from ..store.rows import write
from .constants import Outcome, Reason


class CoverComment(ChangeOfStatus):
    """Cover a published comment: nobody can read it, a line holds its place and the answers to it stay. For `SubmitReport`,
    which says when; nobody in the admin does it."""

    applies_to = (Status.PUBLISHED,)
    status = Status.COVERED
    log_action = "coprod_comments.cover"


class KeepComment(Decision):
    """Decide that what readers told us about a comment changes nothing: a covered one shows again, any other stays as it is.

    A comment that was kept is not covered again because of a report, as long as it says the same.
    """

    # What its writer has taken down nobody can read, so nobody decides about it.
    applies_to = tuple(status for status in Status if status not in (Status.TAKEN_BACK, Status.ERASED))
    status = Status.PUBLISHED
    log_action = "coprod_comments.keep"

    def __init__(self, comment: ReaderComment, **kwargs: Any) -> None:
        super().__init__(comment, **kwargs)
        self.status = Status.PUBLISHED if comment.status == Status.COVERED else Status(comment.status)

    @classmethod
    def can_apply_to(cls, comment: ReaderComment) -> bool:
        return comment.status == Status.COVERED or bool(comment.reported_since and comment.status in cls.applies_to)

    def check(self) -> None:
        super().check()
        if self.comment.status == self.status and not policy.user_has_permission(self.user, "see_safeguarding"):
            about_it = CommentReport.objects.open().filter(comment=self.comment)
            if about_it.exists() and not about_it.exclude(reason=Reason.WORRIED).exists():
                raise NotAllowed(_("Only who may read why a reader is worried can say that it is done."))

    def takes_back(self) -> bool:
        return False

    def outcome(self) -> Outcome:
        return Outcome.KEPT

    def execute(self) -> ReaderComment:
        if self.comment.status != self.status:
            return super().execute()
        self.lock()
        comment, self.at = self.comment, timezone.now()
        self.settle([self])
        if not self.closed:  # somebody else was quicker
            raise self._conflict()
        # Somebody may have handed it over since it was read, or decided about it and not about what readers told us.
        fresh = ["status", "handed_since", "edit_waits"]
        comment.refresh_from_db(using=router.db_for_write(ReaderComment), fields=fresh)
        if comment.status != self.status:
            raise self._conflict()
        write([(comment, {**self.settled, "shown_unread": False})])
        end_where_decided([(comment, comment.status)])
        self.log_entry = self.log(comment, self.log_action, data=self.log_data(comment.status))
        return comment


class CoverAgain(PutBack):
    """Take back what was decided about a covered comment: it is covered, and what readers told us about it is open."""

    status = Status.COVERED

    def __init__(self, comment: ReaderComment, **kwargs: Any) -> None:
        super().__init__(comment, to=Status.COVERED, **kwargs)

    def check(self) -> None:
        super().check()
        if not CommentReport.objects.filter(comment=self.comment, covered=True).exists():
            raise self._conflict()  # it never was
