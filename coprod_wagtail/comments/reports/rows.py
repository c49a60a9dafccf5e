"""What becomes of reports when somebody decides about their comment, or when words go. Called with the comment's conversation
locked, in the transaction of whatever it follows from."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min
from django.utils import timezone

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.outbox.mail import Queued, forget_mails_about, queue_mails
from coprod_wagtail.portions import portions

from ..cases import rows as cases
from ..models import CommentReport, Conversation, ReaderComment
from ..models.report import WORDS
from .constants import DECIDED, TIME_TO_UNDO, Outcome, Reason


def store(report: CommentReport) -> None:
    """Store a new `report`, and open the case that goes with it. Whoever makes a report calls this."""
    report.save(force_insert=True)
    cases.open_for(report)


def close(
    up_to: Mapping[int, int | None],
    outcome: Outcome,
    at: datetime,
    *,
    but_worried: bool = False,
    user: "AnyUser | None" = None,
) -> dict[int, list[int]]:
    """Close the open reports about the comments with these ids, and return the reports' ids by them. Those that came after the
    report that `up_to` has for a comment, which whoever decided had not seen, stay open; with `but_worried` those do, too,
    that are about the person and not about the words. `user` closes the cases that this settles. As many queries for one comment as for five hundred."""
    closed: dict[int, list[int]] = {}
    told: list[tuple[int, str, str]] = []
    for pks in portions(up_to):
        reports = CommentReport.objects.open().filter(comment__in=pks)
        if but_worried:
            reports = reports.exclude(reason=Reason.WORRIED)
        for pk, comment, email, language in reports.order_by("pk").values_list("pk", "comment", "email", "language"):
            last = up_to[comment]
            if last is None or pk <= last:
                closed.setdefault(comment, []).append(pk)
                told.append((pk, email, language))
    _note(told, outcome=outcome, decided_at=at)
    cases.close_with((pk for pk, _email, _language in told), outcome, at, user)
    _write_to(told, wait=TIME_TO_UNDO)
    return closed


def _note(told: Iterable[tuple[int, str, str]], **columns: Any) -> None:
    for pks in portions(pk for pk, _email, _language in told):
        CommentReport.objects.filter(pk__in=pks).update(**columns)


def _write_to(told: Iterable[tuple[int, str, str]], wait: timedelta = timedelta(0)) -> None:
    """Have those who left an address hear what was decided: ids of reports, each with its address and language."""
    mails = [
        Queued({"report": pk}, to=email, about=_about(pk), language=language, wait=wait)
        for pk, email, language in told
        if email
    ]
    if mails:
        queue_mails(DECIDED, mails)


def _about(report: int) -> str:
    return f"report-{report}"


def reopen(decided_at: Mapping[int, datetime], user: "AnyUser | None" = None) -> None:
    """Open the reports about the comments with these ids again that were closed at that moment, by a decision that `user` takes
    back. As many queries for one comment as for five hundred."""
    closed: dict[int, datetime] = {}
    for pks in portions(decided_at):
        found = CommentReport.objects.filter(comment__in=pks, decided_at__isnull=False).exclude(outcome=Outcome.GONE)
        for pk, comment, at in found.values_list("pk", "comment", "decided_at"):
            if at == decided_at[comment]:
                closed[pk] = at
    for pks in portions(closed):
        CommentReport.objects.filter(pk__in=pks).update(outcome="", decided_at=None)
        forget_mails_about([_about(pk) for pk in pks])
    cases.reopen_with(closed, user)


def open_since(comments: Iterable[int]) -> dict[int, datetime]:
    """Since when there is an open report about each of the comments with these ids, which is what its `reported_since` has to
    say; those without one are left out. As many queries for one comment as for five hundred."""
    oldest: dict[int, datetime] = {}
    for pks in portions(comments):
        found = CommentReport.objects.open().filter(comment__in=pks).order_by().values("comment")
        oldest |= found.annotate(at=Min("created_at")).values_list("comment", "at")
    return oldest


def forget(reports: Iterable[int]) -> int:
    """Empty the reports with these ids of everything that somebody wrote, and of what tells their form again."""
    pks = list(reports)
    if not pks:
        return 0
    forget_mails_about([_about(pk) for pk in pks])
    columns: dict[str, Any] = {**dict.fromkeys(WORDS, ""), "may_share": None, "knows_writer": None, "repeat_key": None}
    return CommentReport.objects.filter(pk__in=pks).update(**columns)


def forget_mails_in(conversation: Conversation) -> None:
    """Drop the mails to those who told us about comments in `conversation` that were not sent yet, and their addresses: it goes
    with its page, and the reports with it. One query, and more only where there is an address."""
    found = CommentReport.objects.filter(comment__conversation=conversation).exclude(email="")
    for pks in portions(found.values_list("pk", flat=True)):
        forget_mails_about([_about(pk) for pk in pks])


def forget_about(comment: ReaderComment) -> None:
    """Empty all reports about a comment that is being erased: they may hold its words. Those that were open are over, and who
    left an address with them hears it once; nothing else of the address is kept."""
    found = list(CommentReport.objects.filter(comment=comment).values_list("pk", "outcome", "email", "language"))
    told = [(pk, email, language) for pk, outcome, email, language in found if not outcome]
    forget(pk for pk, *_rest in found)
    if told:
        now = timezone.now()
        cases.close_erased(comment, now)
        open_ones = [pk for pk, _email, _language in told]
        CommentReport.objects.filter(pk__in=open_ones).update(outcome=Outcome.GONE, decided_at=now)
        _write_to(told)
