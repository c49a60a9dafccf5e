"""The steps that a person takes with a case, in the admin and over the JSON API: what each asks for, and what is said then."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from coprod_wagtail.conf import conf

from ..constants import Status
from ..models import Case, ReaderComment, SealedCopy
from ..staff import texts
from .actions import (
    AcknowledgeCase,
    AssignCase,
    CaseVerb,
    CloseCase,
    ExtendCase,
    KeepCopy,
    LookAtCopy,
    can_be_extended,
)
from .constants import HOLDS_COPY
from .forms import AssignForm, CloseForm, ExtendForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Step:
    """A verb, the form that it takes, which is made with the `case`, and what is said when it is done."""

    action: type[CaseVerb]
    done: "StrOrPromise"
    form: Any = None


#: By the names that stand in addresses.
STEPS = {
    "acknowledge": Step(AcknowledgeCase, _("It is noted that the person was told.")),
    "assign": Step(AssignCase, _("It is noted who looks after this case."), AssignForm),
    "extend": Step(ExtendCase, _("This case has two months longer. Tell the person."), ExtendForm),
    "close": Step(CloseCase, _("This case is closed."), CloseForm),
    "keep": Step(KeepCopy, _("A copy is kept until this case is settled. Its writer can read that.")),
    "look": Step(LookAtCopy, texts.LOOK_IS_LOGGED),
}


def steps_now(case: Case, kept_at: datetime | None) -> list[str]:
    """The names of the `STEPS` that can be taken with `case`, of which a copy is kept since then, or none."""
    can = {
        "acknowledge": case.is_open and not case.acknowledged_at,
        "assign": case.is_open,
        "extend": can_be_extended(case),
        "close": case.is_open,
        "keep": case.is_open and not kept_at and case.kind in HOLDS_COPY and comment_of(case) is not None,
        "look": kept_at is not None,
    }
    return [name for name in STEPS if can[name]]


def comment_of(case: Case) -> ReaderComment | None:
    """The comment that `case` is about, unless it is erased, went with its page, or there is none."""
    comment: ReaderComment | None = case.comment
    return comment if comment and comment.status != Status.ERASED else None


def copy_kept_at(case: Case) -> datetime | None:
    """Since when a copy is kept for `case`; None without one. One query."""
    return SealedCopy.objects.filter(pk=case.pk).values_list("made_at", flat=True).first()


def copy_kept_until(case: Case) -> datetime | None:
    """From when on no copy is kept for `case`; None while it is open, because nobody knows."""
    return case.closed_at and case.closed_at + timedelta(days=conf.CASE_COPY_DAYS)
