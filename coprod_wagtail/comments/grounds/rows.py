"""Why a comment was declined or hidden, as its writer is told. What changes something is called with the comment's
conversation locked, in the transaction of the decision."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from coprod_wagtail.portions import delete_all, portions

from ..constants import Status
from ..covering.places import Place
from ..models import DecisionGround, ReaderComment

#: What is explained to the writer of a comment. Whoever sends spam is told nothing.
EXPLAINED = (Status.DECLINED, Status.HIDDEN)


def ground_of(comment: ReaderComment) -> DecisionGround | None:
    """Why `comment` does not show, for its writer; None where nobody said. One query, and none where nobody ever did."""
    if not comment.has_grounds or comment.status not in EXPLAINED:
        return None
    return DecisionGround.objects.filter(comment=comment, ended_at=None).order_by("-pk").first()


def last_ground(comment: ReaderComment) -> DecisionGround | None:
    """What its writer was told last, for moderators: it may have been decided otherwise since. One query at most."""
    if not comment.has_grounds:
        return None
    return DecisionGround.objects.filter(comment=comment).order_by("-pk").first()


def ground(comment: ReaderComment, at: datetime, *, reason: str, marks: Sequence[Place], mend: str) -> DecisionGround:
    """Why it was decided at this moment not to show `comment`, to be stored; its `has_grounds` is to say so."""
    places = [list(place) for place in marks]
    return DecisionGround(comment=comment, decided_at=at, reason=reason, marks=places, mend=mend)


def end(comments: Iterable[ReaderComment], at: datetime) -> None:
    """The decisions about these hold no longer. None or one query for five hundred of them."""
    for pks in portions(comment.pk for comment in comments if comment.has_grounds):
        DecisionGround.objects.filter(comment__in=pks, ended_at=None).update(ended_at=at)


def take_back(comments: Iterable[ReaderComment]) -> None:
    """Undo what the last decision about each of these did, which is taken back: what it said goes, and what it ended holds
    again. Three queries at most for five hundred of them."""
    decided_at = {comment.pk: comment.status_since for comment in comments if comment.has_grounds}
    goes: list[int] = []
    holds_again: list[int] = []
    for pks in portions(decided_at):
        found = DecisionGround.objects.filter(comment__in=pks)
        for pk, comment, began, ended in found.values_list("pk", "comment", "decided_at", "ended_at"):
            if began == decided_at[comment]:
                goes.append(pk)
            elif ended == decided_at[comment]:
                holds_again.append(pk)
    for pks in portions(goes):
        delete_all(DecisionGround.objects.filter(pk__in=pks))
    for pks in portions(holds_again):
        DecisionGround.objects.filter(pk__in=pks).update(ended_at=None)


def forget_marks(comment: ReaderComment) -> None:
    """The writer has other words now, in which nothing is marked."""
    if comment.has_grounds:
        DecisionGround.objects.filter(comment=comment).update(marks=[])


def forget_about(comment: ReaderComment) -> dict[str, Any]:
    """Drop all of it, because the words of `comment` are erased: a moderator may have written them down again. Returns the new
    values of its columns."""
    if comment.has_grounds:
        DecisionGround.objects.filter(comment=comment).delete()
    return {"has_grounds": False}
