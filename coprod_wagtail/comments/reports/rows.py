"""What becomes of reports when somebody decides about their comment, or when words go. Called with the comment's conversation
locked, in the transaction of whatever it follows from."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.utils import timezone

from ..models import CommentReport, ReaderComment
from ..models.report import WORDS
from .constants import Outcome, Reason


def close(
    comment: ReaderComment, outcome: Outcome, at: datetime, *, up_to: int | None = None, but_worried: bool = False
) -> list[int]:
    """Close the open reports about `comment`, and return their ids. Those that came after the report `up_to`, which whoever
    decided had not seen, stay open; with `but_worried` those do, too, that are about the person and not about the words."""
    reports = CommentReport.objects.open().filter(comment=comment)
    if up_to is not None:
        reports = reports.filter(pk__lte=up_to)
    if but_worried:
        reports = reports.exclude(reason=Reason.WORRIED)
    closed = list(reports.order_by("pk").values_list("pk", flat=True))
    if closed:
        CommentReport.objects.filter(pk__in=closed).update(outcome=outcome, decided_at=at)
    return closed


def reopen(comment: ReaderComment, decided_at: datetime) -> None:
    """Open the reports about `comment` again that were closed at `decided_at`, by a decision that is taken back."""
    closed = CommentReport.objects.filter(comment=comment, decided_at=decided_at).exclude(outcome=Outcome.GONE)
    closed.update(outcome="", decided_at=None)


def open_since(comment: ReaderComment) -> datetime | None:
    """Since when there is an open report about `comment`: what its `reported_since` has to say."""
    oldest: datetime | None = CommentReport.objects.open().filter(comment=comment).aggregate(at=Min("created_at"))["at"]
    return oldest


def forget(reports: Iterable[int]) -> int:
    """Empty the reports with these ids of everything that somebody wrote, and of what tells their form again."""
    columns: dict[str, Any] = {**dict.fromkeys(WORDS, ""), "may_share": None, "knows_writer": None, "repeat_key": None}
    return CommentReport.objects.filter(pk__in=list(reports)).update(**columns)


def forget_about(comment: ReaderComment) -> list[int]:
    """Empty all reports about a comment that is being erased: they may hold its words. Those that were open are over; their
    ids are returned."""
    found = dict(CommentReport.objects.filter(comment=comment).values_list("pk", "outcome"))
    open_ones = [pk for pk, outcome in found.items() if not outcome]
    if found:
        forget(found)
    if open_ones:
        CommentReport.objects.filter(pk__in=open_ones).update(outcome=Outcome.GONE, decided_at=timezone.now())
    return open_ones
