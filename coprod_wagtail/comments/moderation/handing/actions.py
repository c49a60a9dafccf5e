"""Giving a comment to another moderator to decide about, and giving it back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import router
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod_wagtail.actions import Action, AnyUser, Conflict, NotAllowed, log_all
from coprod_wagtail.portions import portions
from coprod_wagtail.text.plain_text import clean_text, has_broken_characters, has_visible_characters

from ...constants import Status
from ...exceptions import CommentGone
from ...models import Conversation, HandOver, ReaderComment
from ...models.moderation.hand_over import HANDED_NOTE_LENGTH
from ...notices.ringing import note_something
from ...permissions import policy
from ..reasons import NOT_THIS_COMMENT, check_letters

GIVEN_BACK = gettext_lazy("%(comment)s is with nobody again.")
NOTHING_LEFT = gettext_lazy("There is nothing to decide about %(comment)s any more.")
NOT_THEM = gettext_lazy("Choose somebody who may decide about this comment.")
_SILENT = (Status.TAKEN_BACK, Status.ERASED)


def is_open(comment: ReaderComment) -> bool:
    """Whether there is anything to decide about `comment`: it waits, or what readers told us or its writer wants does."""
    if comment.status in _SILENT:
        return False
    others = comment.reported_since or comment.answer_waits_since or comment.edit_waits
    return comment.status == Status.PENDING or bool(others)


def colleagues(comment: ReaderComment, user: "AnyUser | None") -> QuerySet[Any]:
    """Who else may decide about `comment`. As many queries as the policy needs, which may be some for each moderator."""
    found: QuerySet[Any] = policy.users_with_any_permission_for_instance(["moderate"], comment)
    return found.filter(is_active=True).exclude(pk=getattr(user, "pk", None))


def colleagues_for_any(user: "AnyUser | None") -> QuerySet[Any]:
    """Who else may decide about any comments. As many queries as the policy needs."""
    found: QuerySet[Any] = policy.users_with_any_permission(["moderate"])
    return found.filter(is_active=True).exclude(pk=getattr(user, "pk", None))


def clean_handed_note(note: str) -> str:
    """`note` as it is kept, which may be empty. Raises `ValidationError` where it is too long."""
    note = "" if has_broken_characters(note) else clean_text(note).strip()
    check_letters(note, HANDED_NOTE_LENGTH)
    return note if has_visible_characters(note) else ""


class _Handing(Action[ReaderComment]):
    """`through` says by which door it came, where that was not the admin."""

    def __init__(
        self, comment: ReaderComment, *, user: "AnyUser | None", through: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(user=user)
        self.comment, self.through = comment, dict(through or {})

    def check(self) -> None:
        if not policy.user_has_permission_for_instance(self.user, "moderate", self.comment):
            raise NotAllowed(NOT_THIS_COMMENT)

    def lock(self) -> None:
        """Let nobody else decide about the comment meanwhile, and read it anew. Raises `CommentGone`."""
        Conversation.objects.lock([self.comment.conversation_id])
        conversation = self.comment.conversation
        try:
            self.comment.refresh_from_db()
        except ReaderComment.DoesNotExist:
            raise CommentGone(self.comment) from None
        self.comment.conversation = conversation

    def note(self, action: str, **data: str) -> None:
        """A line in the log, which has ids and no words."""
        self.log(self.comment, action, data={**data, **self.through})


class HandOverComment(_Handing):
    """Ask the user `to` to decide about `comment`, with a `note` for them. Nothing is decided by it, and everybody else may decide
    as before. It is with one person at a time: who has it may hand it on.

    Raises `NotAllowed`; `ValidationError` for somebody who may not decide about it, or for the note; `Conflict` where there is
    nothing to decide any more.
    """

    def __init__(self, comment: ReaderComment, *, to: Any, note: str = "", **kwargs: Any) -> None:
        super().__init__(comment, **kwargs)
        self.to, self.words = to, note

    def check(self) -> None:
        super().check()
        self.words = clean_handed_note(self.words)
        may = self.to.is_active and policy.user_has_permission_for_instance(self.to, "moderate", self.comment)
        if not may or self.to.pk == getattr(self.user, "pk", None):
            raise ValidationError(NOT_THEM, code="not_a_choice")

    def execute(self) -> ReaderComment:
        self.lock()
        comment = self.comment
        if not is_open(comment):
            raise Conflict(NOTHING_LEFT % {"comment": comment})
        _give([comment], to=self.to, by=self.user, note=self.words, through=self.through)
        return comment


class HandOverComments(Action[list[ReaderComment]]):
    """As `HandOverComment`, for many at once, and returns those that are with `to` now: what one of the two may not decide about,
    and what somebody has decided meanwhile, is left as it is. As many queries for one as for some hundred.

    Raises `NotAllowed`, and `ValidationError` for somebody who may decide about none, or for the note."""

    def __init__(self, comments: Sequence[ReaderComment], *, user: "AnyUser | None", to: Any, note: str = "") -> None:
        super().__init__(user=user)
        self.comments, self.to, self.words = comments, to, note

    def check(self) -> None:
        if not policy.user_has_permission(self.user, "moderate"):
            raise NotAllowed(NOT_THIS_COMMENT)
        self.words = clean_handed_note(self.words)
        if not colleagues_for_any(self.user).filter(pk=self.to.pk).exists():
            raise ValidationError(NOT_THEM, code="not_a_choice")

    def execute(self) -> list[ReaderComment]:
        Conversation.objects.lock(comment.conversation_id for comment in self.comments)
        written = ReaderComment.objects.using(router.db_for_write(ReaderComment)).select_related("conversation", "page")
        found = written.in_bulk([comment.pk for comment in self.comments])
        now = [comment for comment in found.values() if is_open(comment)]
        theirs = policy.allowed_among(self.user, "moderate", now) & policy.allowed_among(self.to, "moderate", now)
        handed = [comment for comment in now if comment.pk in theirs]
        if handed:
            _give(handed, to=self.to, by=self.user, note=self.words, through={})
        return handed


def _give(
    comments: Sequence[ReaderComment], *, to: Any, by: "AnyUser | None", note: str, through: Mapping[str, str]
) -> None:
    for some in portions(comments):
        HandOver.objects.filter(comment__in=[comment.pk for comment in some]).delete()
    now = timezone.now()
    rows = [HandOver(comment=comment, to=to, by=cast(Any, by), note=note, given_at=now) for comment in comments]
    HandOver.objects.bulk_create(rows)
    for some in portions(comments):
        _keep_since(some, now)
    data = {"to": str(to.pk), **through}
    log_all([(comment, "coprod_comments.hand_over", data) for comment in comments], user=by)
    note_something()


class GiveBack(_Handing):
    """Have a comment be with nobody again. Who has it may, and who gave it. Raises `NotAllowed`, or `Conflict` where it is with
    neither any more."""

    def execute(self) -> ReaderComment:
        self.lock()
        row = HandOver.objects.filter(comment=self.comment).first()
        mine = getattr(self.user, "pk", None)
        if row is None or mine not in (row.to_id, row.by_id):
            raise Conflict(_("%(comment)s is with somebody else, or with nobody, by now.") % {"comment": self.comment})
        _end([self.comment])
        self.note("coprod_comments.give_back")
        return self.comment


def end_where_decided(changes: Iterable[tuple[ReaderComment, str]]) -> None:
    """What was handed over is done once somebody has decided. To be called in the transaction in which these comments, each of
    which was in another status perhaps, changed. No query where none is with anybody, and two for many."""
    ended = [one for one, was in changes if one.handed_since and (one.status != was or not is_open(one))]
    for comments in portions(ended):
        _end(comments)


def _end(comments: Sequence[ReaderComment]) -> None:
    pks = [comment.pk for comment in comments]
    HandOver.objects.filter(comment__in=pks).delete()
    _keep_since(comments, None)


def _keep_since(comments: Sequence[ReaderComment], since: datetime | None) -> None:
    ReaderComment.objects.filter(pk__in=[comment.pk for comment in comments]).update(handed_since=since)
    for comment in comments:
        comment.handed_since = since
