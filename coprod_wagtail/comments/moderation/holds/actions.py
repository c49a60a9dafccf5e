"""Having everything wait that one writer sends, or that comes from one place, and letting go of them again."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import router
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod_wagtail.actions import Action, AnyUser, Conflict, NotAllowed
from coprod_wagtail.text.plain_text import clean_line, has_broken_characters, has_visible_characters

from ...constants import Sign, Status
from ...exceptions import CommentGone
from ...models import Conversation, Hold, ReaderComment, Subscription
from ...models.moderation.hold import REASON_LENGTH, Held, HoldQuerySet
from ...permissions import policy
from ...querysets import ReaderCommentQuerySet
from ..known import forget
from ..reasons import NOT_THIS_COMMENT, check_letters

#: Then it ends by itself; whoever wants it longer has to look again.
MOST_DAYS = 90
IN_90_DAYS = gettext_lazy("Choose a day in the next 90 days.")


def clean_hold_reason(reason: str) -> str:
    """`reason` as it is kept: one line. Raises `ValidationError` where there is none, or where it is too long."""
    reason = "" if has_broken_characters(reason) else clean_line(reason)
    if not has_visible_characters(reason):
        raise ValidationError(_("Write why. Other moderators read it."), code="required")
    check_letters(reason, REASON_LENGTH)
    return reason


def can_be_held(comment: ReaderComment) -> list[Held]:
    """What of a comment can be held: its writer, where they have confirmed their address, and the flood that it came in. One
    query, and none where the comment came from `with_confirmed`."""
    kinds, confirmed = [], getattr(comment, "writer_is_confirmed", None)
    if confirmed is None:
        confirmed = Subscription.objects.confirmed().filter(comment=comment).exists()
    if confirmed:
        kinds.append(Held.WRITER)
    if comment.hold_number and comment.is_of_flood:
        kinds.append(Held.FLOOD)
    return kinds


def with_confirmed(comments: ReaderCommentQuerySet) -> ReaderCommentQuerySet:
    """`comments`, each with whether its writer has confirmed an address."""
    return comments.annotate(
        writer_is_confirmed=Exists(Subscription.objects.confirmed().filter(comment=OuterRef("pk")))
    )


def hold_on(comment: ReaderComment) -> Hold | None:
    """The hold in force that a comment belongs to. One query, none where it belongs to nothing."""
    return Hold.objects.in_force().filter(number=comment.hold_number).first() if comment.hold_number else None


def holds_for(user: "AnyUser | None") -> HoldQuerySet:
    """The holds that `user` may see and end: those of comments that they may read."""
    theirs = policy.comments_for(user).filter(hold_number=OuterRef("number"))
    return Hold.objects.filter(Exists(theirs))


class HoldWriter(Action[Hold]):
    """Have everything wait that the writer of `comment` sends, or that comes from the place of its flood, `until` a moment of
    at most 90 days from now. The reason is for moderators, and goes into the log.

    Raises `NotAllowed`, `Conflict` where it is held already or cannot be, or `ValidationError`.
    """

    def __init__(
        self, comment: ReaderComment, kind: Held, *, reason: str, until: datetime, user: "AnyUser | None"
    ) -> None:
        super().__init__(user=user)
        self.comment, self.kind, self.reason, self.until = comment, kind, reason, until

    def check(self) -> None:
        if not policy.user_has_permission_for_instance(self.user, "moderate", self.comment):
            raise NotAllowed(NOT_THIS_COMMENT)
        self.reason = clean_hold_reason(self.reason)
        now = timezone.now()
        if not now < self.until <= now + timedelta(days=MOST_DAYS, hours=1):
            raise ValidationError(IN_90_DAYS, code="until")
        self._check_free(self.comment)

    def _check_free(self, comment: ReaderComment) -> None:
        if self.kind not in can_be_held(comment):
            raise Conflict(_("We do not know what belongs together here, so nothing can be held."))
        if hold_on(comment):
            raise Conflict(_("This is held already."))

    def execute(self) -> Hold:
        self._lock()
        hold = Hold(kind=self.kind, reason=self.reason, until=self.until, made_by=cast(Any, self.user))
        theirs = self._theirs()
        if self.kind == Held.FLOOD:
            hold.number = cast(Any, self.comment.hold_number)
            # An earlier hold on it is over.
            Hold.objects.filter(number=hold.number).delete()
        hold.save(force_insert=True)
        theirs.update(hold_number=hold.number)
        self._sign(theirs.filter(hold_number=hold.number) if self.kind == Held.FLOOD else theirs)
        self.comment.hold_number = hold.number
        forget()
        self.log(
            self.comment,
            "coprod_comments.hold_writer",
            data={"kind": str(self.kind), "until": self.until.isoformat(), "note": self.reason},
        )
        return hold

    def _theirs(self) -> ReaderCommentQuerySet:
        """The comments that belong together here. One query, or none for a flood."""
        written = ReaderComment.objects.using(router.db_for_write(ReaderComment))
        if self.kind == Held.FLOOD:
            return written.filter(hold_number=self.comment.hold_number)
        addresses = Subscription.objects.filter(comment=self.comment).values_list("email", flat=True)
        confirmed = Subscription.objects.of_writer(addresses.first() or "")
        return written.filter(pk__in=list(confirmed.values_list("comment", flat=True)))

    def _lock(self) -> None:
        """Let nobody else hold these, decide about one or erase it until all is done, and look anew. From whichever of them
        somebody holds it, these conversations are the same, so of two at once one is told."""
        Conversation.objects.lock(
            {self.comment.conversation_id, *self._theirs().values_list("conversation", flat=True)}
        )
        written = ReaderComment.objects.using(router.db_for_write(ReaderComment))
        now = written.filter(pk=self.comment.pk).first()
        if now is None:
            raise CommentGone(self.comment)
        self._check_free(now)
        self.comment.hold_number = now.hold_number

    def _sign(self, comments: Any) -> None:
        """Those that wait say it, too."""
        waiting = list(comments.filter(status=Status.PENDING)[:1000])
        unsigned = [one for one in waiting if Sign.HELD.value not in one.signs]
        for one in unsigned:
            one.signs = [*one.signs, Sign.HELD.value]
        ReaderComment.objects.bulk_update(unsigned, ["signs"], batch_size=200)


class EndHold(Action[None]):
    """Let go of a writer or a place before its time. Raises `NotAllowed`, or `Conflict` where it is over."""

    def __init__(self, hold: Hold, *, user: "AnyUser | None") -> None:
        super().__init__(user=user)
        self.hold = hold

    def check(self) -> None:
        if not holds_for(self.user).filter(pk=self.hold.pk).exists():
            raise NotAllowed(_("You do not have the right to end this."))

    def execute(self) -> None:
        now = timezone.now()
        if not Hold.objects.in_force().filter(pk=self.hold.pk).update(ended_at=now):
            raise Conflict(_("This is over already."))
        self.hold.ended_at = now
        forget()
        self.log(self.hold, "coprod_comments.end_hold", data={"kind": self.hold.kind})
