"""What a person does with a case: each a line in its log, and of two at once one counts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import router
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from coprod_wagtail.actions import Action, AnyUser, Conflict, NotAllowed

from ..constants import Status
from ..models import Case, Conversation, ReaderComment, SealedCopy
from ..moderation.reasons import clean_note
from ..notices.ringing import note_something
from ..permissions import policy
from . import rows
from .clock import deadline_of
from .constants import CAN_TAKE_LONGER, HOLDS_COPY, OUTCOMES, CaseKind
from .visible import may_handle, who_handles

NOT_THIS_CASE = gettext_lazy("You do not have the right to look after this case.")
NOTED_ALREADY = gettext_lazy("This was noted already.")
NO_MORE_TIME = gettext_lazy("The law gives no more time for this.")
#: Nobody writes down later than this what came in a letter.
_LONG_AGO = timedelta(days=366)


class CaseVerb(Action[Case]):
    """Something that `user` does with an open case. Raises `NotAllowed`, `Conflict` where somebody was quicker, or Django's
    `ValidationError` for a note that cannot be kept. The `note` is for the log: what was done, and nobody's name or words.
    `through` says by which door it came, where that was not the admin."""

    verb: str
    #: Whether it is for open cases only.
    needs_open = True

    def __init__(
        self, case: Case, *, user: "AnyUser | None", note: str = "", through: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(user=user)
        self.case, self.note, self.through = case, note, dict(through or {})

    def check(self) -> None:
        if not may_handle(self.user, self.case):
            raise NotAllowed(NOT_THIS_CASE)
        self.note = clean_note(self.note)

    def execute(self) -> Case:
        comment = self.case.comment
        if comment is not None:
            # Whoever decides about the comment, or erases it, is done, or waits.
            Conversation.objects.lock([comment.conversation_id])
        written = Case.objects.using(router.db_for_write(Case)).select_for_update()
        now = written.filter(pk=self.case.pk).first()
        if now is None or (self.needs_open and not now.is_open):
            raise Conflict(_("This case was closed already. You changed nothing."))
        self.case = now
        data = {name: value for name, value in {**self.act(), "note": self.note, **self.through}.items() if value}
        rows.note(self.case, self.verb, user=self.user, data=data)
        return self.case

    def act(self) -> dict[str, Any]:
        """Do it, with the case locked; what the log keeps of it."""
        raise NotImplementedError

    def save(self, **columns: Any) -> None:
        for name, value in columns.items():
            setattr(self.case, name, value)
        self.case.save(update_fields=list(columns))


class AcknowledgeCase(CaseVerb):
    """Note that whoever told us, or asked, was told that we have it."""

    verb = "acknowledge"

    def act(self) -> dict[str, Any]:
        if self.case.acknowledged_at:
            raise Conflict(NOTED_ALREADY)
        self.save(acknowledged_at=timezone.now())
        return {}


class AssignCase(CaseVerb):
    """Say who looks after it: `to`, who has to have the right to, or nobody in particular."""

    verb = "assign"

    def __init__(self, case: Case, *, to: Any, **kwargs: Any) -> None:
        super().__init__(case, **kwargs)
        self.to = to

    def check(self) -> None:
        super().check()
        if self.to is not None and not who_handles(self.case).filter(pk=self.to.pk).exists():
            raise ValidationError(_("This person may not look after this case."), code="invalid_choice")

    def act(self) -> dict[str, Any]:
        if self.case.assigned_to_id == (self.to.pk if self.to else None):
            raise Conflict(NOTED_ALREADY)
        self.save(assigned_to=self.to)
        return {}


class ExtendCase(CaseVerb):
    """Give it the two months more that the law allows where a request is complex, with a reason, and once (UK GDPR, article
    12(3)). The person has to be told within the first month, so not after that."""

    verb = "extend"

    def check(self) -> None:
        super().check()
        if self.case.kind not in CAN_TAKE_LONGER:
            raise Conflict(NO_MORE_TIME)
        if not self.note:
            raise ValidationError(_("Write why. The person has to be told, too."), code="required")

    def act(self) -> dict[str, Any]:
        if not can_be_extended(self.case):
            raise Conflict(NO_MORE_TIME)
        case = self.case
        deadline = deadline_of(case.kind, case.received_at, rows.holidays_of(case.site), longer=True)
        self.save(takes_longer=True, due_at=deadline.due, remind_at=deadline.remind, reminded_at=None, alarmed_at=None)
        note_something()
        return {}


def can_be_extended(case: Case) -> bool:
    """Whether the law gives `case` more time now."""
    return case.is_open and case.kind in CAN_TAKE_LONGER and not case.takes_longer and not case.is_late


class CloseCase(CaseVerb):
    """Close it with an `outcome`, one of `OUTCOMES` for its kind."""

    verb = "close"

    def __init__(self, case: Case, *, outcome: str, **kwargs: Any) -> None:
        super().__init__(case, **kwargs)
        self.outcome = outcome

    def check(self) -> None:
        super().check()
        if self.outcome not in OUTCOMES.get(self.case.kind, ()):
            raise ValidationError(_("Choose what came of it."), code="invalid_choice")

    def act(self) -> dict[str, Any]:
        self.save(outcome=self.outcome, closed_at=timezone.now())
        return {"outcome": str(self.outcome)}


class KeepCopy(CaseVerb):
    """Keep one copy of the comment until the case is settled, and some days more. Its writer is told on the private page."""

    verb = "keep_copy"

    def act(self) -> dict[str, Any]:
        comment = None
        if self.case.kind in HOLDS_COPY and self.case.comment_id:
            written = ReaderComment.objects.using(router.db_for_write(ReaderComment))
            comment = written.filter(pk=self.case.comment_id).exclude(status=Status.ERASED).first()
        if comment is None or not rows.seal(self.case, comment):
            raise Conflict(_("There is nothing to keep, or a copy is kept already."))
        return {}


class LookAtCopy(CaseVerb):
    """Read the copy. After it, `copy` is that; each look is a line in the log."""

    verb = "look"
    needs_open = False
    copy: SealedCopy

    def act(self) -> dict[str, Any]:
        copy = SealedCopy.objects.filter(pk=self.case.pk).first()
        if copy is None:
            raise Conflict(_("No copy is kept any more."))
        self.copy = copy
        return {}


class OpenCase(Action[Case]):
    """Open a case for what came in a letter, by phone or by e-mail: of this `kind`, `received` at that moment, about `comment` or
    none. Raises `NotAllowed` or `ValidationError`. `through` says by which door it came, where that was not the admin."""

    def __init__(
        self,
        kind: str,
        *,
        received: datetime,
        user: "AnyUser | None",
        site: Site | None,
        comment: ReaderComment | None,
        through: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(user=user)
        self.kind, self.received, self.site, self.comment, self.through = kind, received, site, comment, through

    def check(self) -> None:
        self._check_rights()
        if self.kind not in CaseKind.values:
            raise ValidationError(_("Choose what it is about."), code="invalid_choice")
        if not timezone.now() - _LONG_AGO <= self.received <= timezone.now():
            raise ValidationError(_("Choose a day of the last year, up to today."), code="received")

    def _check_rights(self) -> None:
        user, comment = self.user, self.comment
        if not policy.user_has_permission(user, "handle_cases"):
            raise NotAllowed(NOT_THIS_CASE)
        if self.kind == CaseKind.WORRIED and not policy.user_has_permission(user, "see_safeguarding"):
            raise NotAllowed(NOT_THIS_CASE)
        if comment is None and not policy.comments_for(user).leaves_nothing_out():
            raise NotAllowed(_("You look after cases about comments: write the number of the comment."))
        if comment and not policy.user_has_permission_for_instance(user, "handle_cases", comment):
            raise NotAllowed(NOT_THIS_CASE)

    def execute(self) -> Case:
        if self.comment:
            Conversation.objects.lock([self.comment.conversation_id])
        case = rows.store_case(
            self.kind,
            received=self.received,
            site=self.site,
            comment=self.comment.pk if self.comment else None,
            user=self.user,
            through=self.through,
        )
        note_something()
        return case
