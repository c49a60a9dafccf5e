"""What becomes of reports when somebody decides about their comment, or when words go. Called with the comment's conversation
locked, in the transaction of whatever it follows from."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min
from django.utils import timezone

from coprod_wagtail.outbox.mail import forget_mails_about, queue_mail

from ..models import CommentReport, ReaderComment
from ..models.report import WORDS
from .constants import DECIDED, TIME_TO_UNDO, Outcome, Reason


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
    told = list(reports.order_by("pk").values_list("pk", "email", "language"))
    closed = [pk for pk, _email, _language in told]
    if closed:
        CommentReport.objects.filter(pk__in=closed).update(outcome=outcome, decided_at=at)
        _write_to(told, wait=TIME_TO_UNDO)
    return closed


def _write_to(told: Iterable[tuple[int, str, str]], wait: timedelta = timedelta(0)) -> None:
    """Have those who left an address hear what was decided: ids of reports, each with its address and language."""
    for pk, email, language in told:
        if email:
            queue_mail(DECIDED, {"report": pk}, to=email, about=_about(pk), language=language, wait=wait)


def _about(report: int) -> str:
    return f"report-{report}"


def reopen(comment: ReaderComment, decided_at: datetime) -> None:
    """Open the reports about `comment` again that were closed at `decided_at`, by a decision that is taken back."""
    found = CommentReport.objects.filter(comment=comment, decided_at=decided_at).exclude(outcome=Outcome.GONE)
    closed = list(found.values_list("pk", flat=True))
    if closed:
        CommentReport.objects.filter(pk__in=closed).update(outcome="", decided_at=None)
        forget_mails_about([_about(pk) for pk in closed])


def open_since(comment: ReaderComment) -> datetime | None:
    """Since when there is an open report about `comment`: what its `reported_since` has to say."""
    oldest: datetime | None = CommentReport.objects.open().filter(comment=comment).aggregate(at=Min("created_at"))["at"]
    return oldest


def forget(reports: Iterable[int]) -> int:
    """Empty the reports with these ids of everything that somebody wrote, and of what tells their form again."""
    pks = list(reports)
    if not pks:
        return 0
    forget_mails_about([_about(pk) for pk in pks])
    columns: dict[str, Any] = {**dict.fromkeys(WORDS, ""), "may_share": None, "knows_writer": None, "repeat_key": None}
    return CommentReport.objects.filter(pk__in=pks).update(**columns)


def forget_about(comment: ReaderComment) -> None:
    """Empty all reports about a comment that is being erased: they may hold its words. Those that were open are over, and who
    left an address with them hears it once; nothing else of the address is kept."""
    found = list(CommentReport.objects.filter(comment=comment).values_list("pk", "outcome", "email", "language"))
    told = [(pk, email, language) for pk, outcome, email, language in found if not outcome]
    forget(pk for pk, *_rest in found)
    if told:
        open_ones = [pk for pk, _email, _language in told]
        CommentReport.objects.filter(pk__in=open_ones).update(outcome=Outcome.GONE, decided_at=timezone.now())
        _write_to(told)
