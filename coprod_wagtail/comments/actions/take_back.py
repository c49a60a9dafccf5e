"""What the writer of a comment does with it. Whoever has the secret of its private page is its writer: nobody is asked."""

from datetime import date, timedelta
from typing import Any

from django.db import router
from django.utils import timezone
from django.utils.translation import gettext as _

from coprod_wagtail.actions import AnyUser, Conflict, NotAllowed
from coprod_wagtail.conf import conf

from ..cases import rows as cases
from ..constants import SOURCE_SITE, Status
from ..correspondence import rows as correspondence
from ..covering import rows as covering
from ..exceptions import CommentGone
from ..grounds import rows as grounds
from ..intake.near_repeats import forget_words
from ..models import Conversation, ProposedEdit, ReaderComment, Subscription, TakenBackWords, TypedInForSomeone
from ..permissions import policy
from ..reports import rows as reports
from ..store.holds import leave
from .change_of_status import ChangeOfStatus


def forget_with_page(conversation: Conversation) -> None:
    """Let go of what is remembered of the comments in `conversation`, which goes with its page, where the database does not take
    it along with them. To be called before that: three queries, and more only where there is something."""
    reports.forget_mails_in(conversation)
    since = timezone.now() - timedelta(seconds=conf.SAME_WORDS_SECONDS)
    sent = ReaderComment.objects.filter(conversation=conversation, source=SOURCE_SITE, received_at__gt=since)
    taken_back = TakenBackWords.objects.filter(comment__in=sent)
    for bodies in (sent.exclude(body=""), taken_back):
        for body in bodies.values_list("body", flat=True).iterator():
            forget_words(body)


class WritersVerb(ChangeOfStatus):
    """A verb of the writer's, who never loses a race against a decision: what counts is how the comment stands once nobody
    else can change it."""

    def __init__(self, comment: ReaderComment, *, user: "AnyUser | None" = None) -> None:
        super().__init__(comment, user=user)

    def lock(self) -> None:
        super().lock()
        conversation = self.comment.conversation
        try:
            # From where it is written to: a copy of that database may not have heard yet.
            self.comment.refresh_from_db(using=router.db_for_write(ReaderComment))
        except ReaderComment.DoesNotExist:
            raise CommentGone(self.comment) from None
        self.comment.conversation = conversation
        self.check()

    def _conflict(self) -> Conflict:
        return Conflict(_("This was done already. You changed nothing."))


class TakeDownComment(WritersVerb):
    """Take one's own comment back. It goes from every public place; the words are put aside for `conf.KEEP_TAKEN_DOWN_DAYS`, and
    answers to it stay, under a plain line."""

    applies_to = (
        Status.PENDING,
        Status.PUBLISHED,
        Status.DECLINED,
        Status.SPAM,
        Status.HIDDEN,
        Status.COVERED,
    )
    status = Status.TAKEN_BACK
    log_action = "coprod_comments.take_down"

    def columns(self) -> dict[str, Any]:
        comment = self.comment
        TakenBackWords.objects.create(
            comment=comment,
            body=comment.body,
            author_name=comment.author_name,
            author_email=comment.author_email,
            content_note=comment.content_note,
            was=comment.status,
        )
        return dict.fromkeys(("body", "body_html", "author_name", "author_email", "content_note"), "")


class BringBackComment(WritersVerb):
    """Undo `TakeDownComment`: the same words in the status they had."""

    applies_to = (Status.TAKEN_BACK,)
    status: Status  # the one it had
    log_action = "coprod_comments.bring_back"

    def columns(self) -> dict[str, Any]:
        words = TakenBackWords.objects.filter(comment=self.comment).first()
        if words is None:  # no action put it into this status
            raise self._conflict()
        self.status = Status(words.was)
        columns = {
            "body": words.body,
            "body_html": words.body_html,
            "author_name": words.author_name,
            "author_email": words.author_email,
            "content_note": words.content_note,
        }
        words.delete()
        return columns


class EraseComment(WritersVerb):
    """Remove a comment's words, name and address from every row that they reached. There is no way back, and its private
    page is gone with them. Answers to it stay, under a plain line. Where its writer does it while somebody looks into a case that
    can hold a copy, one is kept for that first; after `execute`, `keeps_copy` says so.

    `in_time` says that nobody asked for it: the site keeps such comments for so long and no longer. `user` does it for a
    person who `asked_on` that day; raises `NotAllowed` where that is not theirs to do. `for_person` says that it is done on a
    person's request and by no page of theirs. Neither keeps anything.
    """

    applies_to = (*TakeDownComment.applies_to, Status.TAKEN_BACK)
    status = Status.ERASED
    log_action = "coprod_comments.erase"

    def __init__(
        self,
        comment: ReaderComment,
        *,
        in_time: bool = False,
        user: "AnyUser | None" = None,
        asked_on: date | None = None,
        for_person: bool = False,
    ) -> None:
        super().__init__(comment, user=user)
        self.in_time, self.asked_on = in_time, asked_on
        self._by_its_writer = not (in_time or for_person or user)
        self.keeps_copy = False
        self._seen = (comment.status, comment.status_since)

    def check(self) -> None:
        if self.user is not None and not policy.user_has_permission_for_instance(self.user, "erase", self.comment):
            raise NotAllowed(_("You do not have the right to erase this reader comment."))
        # Somebody may have decided anew about what was going.
        if self.in_time and self._seen != (self.comment.status, self.comment.status_since):
            raise self._conflict()
        super().check()

    def log_data(self, was: str) -> dict[str, Any]:
        why = "in_time" if self.in_time else "asked" if self.user else ""
        given = {"why": why, "asked_on": self.asked_on.isoformat() if self.asked_on else ""}
        return super().log_data(was) | {name: value for name, value in given.items() if value}

    def columns(self) -> dict[str, Any]:
        if self._by_its_writer:
            self.keeps_copy = cases.seal_before_erasing(self.comment)
        bodies = [self.comment.body]
        if self.comment.status == Status.TAKEN_BACK:
            taken_back = TakenBackWords.objects.filter(comment=self.comment)
            bodies = list(taken_back.values_list("body", flat=True))
            taken_back.delete()
        for body in bodies:
            forget_words(body)
        if self.comment.edit_waits:
            ProposedEdit.objects.filter(comment=self.comment).delete()
        reports.forget_about(self.comment)
        Subscription.objects.filter(comment=self.comment).delete()
        TypedInForSomeone.objects.filter(comment=self.comment).delete()
        leave(self.comment)
        return {
            "hold_number": None,
            "edit_waits": False,
            "reported_since": None,
            **correspondence.forget_about(self.comment),
            **grounds.forget_about(self.comment),
            **covering.forget_about(self.comment),
            **dict.fromkeys(("body", "body_html", "author_name", "author_email", "content_note", "helped"), ""),
            "member_id": None,
            "repeat_key": None,
            "repeat_digest": "",
            "slip_nonce": "",
            "slip_hash": None,
        }
