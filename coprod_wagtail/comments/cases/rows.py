"""What becomes of cases when somebody tells us something, when a moderator decides, or when words go. Called with the comment's
conversation locked, in the transaction of whatever it follows from."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Site

from coprod_wagtail.actions import AnyUser, log_all
from coprod_wagtail.conf import conf
from coprod_wagtail.outbox.mail import queue_mail
from coprod_wagtail.portions import portions

from ..constants import Status
from ..models import Case, CommentReport, ReaderComment, ReaderCommentSettings, SealedCopy, TakenBackWords
from ..promise.bank_holidays import BankHolidays
from .clock import deadline_of
from .constants import ACKNOWLEDGED, CLOSED_BY_A_PERSON, HOLDS_COPY, CaseKind, CaseOutcome

#: Before each verb, in the log.
_LOGGED = "coprod_comments.case_"


def open_for(report: CommentReport) -> Case | None:
    """The case that `report`, which was just stored, opens; None where its reason needs none. Who left an address with a report
    about personal information gets an e-mail that says that we have it."""
    if report.reason not in CaseKind.values:
        return None
    case = store_case(
        report.reason, received=report.created_at, site=report.site, comment=report.comment_id, report=report
    )
    if case.kind == CaseKind.PERSONAL and report.email:
        facts = {"case": case.pk, "report": report.pk}
        # Found by the report, so that it goes with the address.
        queue_mail(ACKNOWLEDGED, facts, to=report.email, about=f"report-{report.pk}", language=report.language)
    return case


def store_case(
    kind: str,
    *,
    received: datetime,
    site: Site | None,
    comment: int | None,
    report: CommentReport | None = None,
    user: "AnyUser | None" = None,
    through: Mapping[str, str] | None = None,
) -> Case:
    """Store a new case about the comment with this id, or about none, with its line in the log, which keeps `through`."""
    deadline = deadline_of(kind, received, holidays_of(site))
    case = Case(
        kind=kind,
        report=report,
        comment_id=comment,
        comment_number=comment,
        site=site,
        received_at=received,
        due_at=deadline.due,
        remind_at=deadline.remind,
    )
    case.save(force_insert=True)
    note(case, "open", user=user, data=dict(through or {}))
    return case


def holidays_of(site: Site | None) -> str:
    """Whose bank holidays count on `site`, a value of `BankHolidays`. One query."""
    found = ReaderCommentSettings.objects.filter(site=site).values_list("bank_holidays", flat=True).first()
    return found or str(BankHolidays.NONE)


def holidays_by_site() -> dict[int, str]:
    """Whose bank holidays count on each site, by the ids of the sites. One query."""
    return dict(ReaderCommentSettings.objects.values_list("site", "bank_holidays"))


def close_with(reports: Iterable[int], outcome: str, at: datetime, user: "AnyUser | None" = None) -> None:
    """Close what is settled by closing the reports with these ids: not what only a person closes. One query for five hundred, and
    two more only where there is a case."""
    for pks in portions(reports):
        _close(Case.objects.filter(report__in=pks).exclude(kind__in=CLOSED_BY_A_PERSON), outcome, at, user)


def close_erased(comment: ReaderComment, at: datetime) -> None:
    """Close what is settled when the writer of `comment` erases it: that somebody did not want it there."""
    _close(Case.objects.filter(comment=comment, kind=CaseKind.ABOUT_ME), CaseOutcome.GONE, at)


def _close(found: QuerySet[Case], outcome: str, at: datetime, user: "AnyUser | None" = None) -> None:
    # Locked, so that of two people at once one closes it.
    cases = list(found.filter(closed_at=None).select_for_update().order_by("pk"))
    if cases:
        Case.objects.filter(pk__in=[case.pk for case in cases]).update(outcome=outcome, closed_at=at)
        log_all([(case, f"{_LOGGED}close", {"outcome": str(outcome)}) for case in cases], user=user)


def reopen_with(closed_at: Mapping[int, datetime], user: "AnyUser | None" = None) -> None:
    """Open again what was closed together with the reports with these ids, each at its moment. As many queries for one as for
    five hundred."""
    for pks in portions(closed_at):
        found = Case.objects.filter(report__in=pks).exclude(closed_at=None).select_for_update().order_by("pk")
        cases = [case for case in found if case.report_id and case.closed_at == closed_at[case.report_id]]
        if cases:
            Case.objects.filter(pk__in=[case.pk for case in cases]).update(outcome="", closed_at=None)
            log_all([(case, f"{_LOGGED}reopen", {}) for case in cases], user=user)


def note(case: Case, verb: str, *, user: "AnyUser | None" = None, data: dict[str, Any] | None = None) -> Any:
    """A line in the log: never what the case is about."""
    return log(case, f"{_LOGGED}{verb}", user=user, uuid=uuid4(), data=data or {})


# Copies


def seal(case: Case, comment: ReaderComment) -> bool:
    """Keep what `comment` says for `case`, which is open. Whether there is something to keep, and no copy yet."""
    words: Any = comment
    if comment.status == Status.TAKEN_BACK:
        words = TakenBackWords.objects.filter(comment=comment).first() or comment
    if not words.body or SealedCopy.objects.filter(pk=case.pk).exists():
        return False
    SealedCopy.objects.create(
        case=case,
        author_name=words.author_name,
        content_note=words.content_note,
        body=words.body,
        language=comment.language,
    )
    return True


def seal_before_erasing(comment: ReaderComment) -> bool:
    """The writer of `comment` erases it: keep a copy for each open case that can hold one. Whether there is one now. One query,
    and more only where there is such a case."""
    found = Case.objects.open().filter(comment=comment, kind__in=HOLDS_COPY).order_by("pk")
    for case in found:
        if seal(case, comment):
            note(case, "keep_copy")
    return bool(found)


def settled_copies(comment: ReaderComment) -> QuerySet[SealedCopy]:
    """What is kept of `comment` for cases that were closed."""
    return SealedCopy.objects.filter(case__comment=comment).exclude(case__closed_at=None)


def copies_due(now: datetime | None = None) -> QuerySet[SealedCopy]:
    """The copies that are kept no longer: their cases were closed ``CASE_COPY_DAYS`` ago."""
    before = (now or timezone.now()) - timedelta(days=conf.CASE_COPY_DAYS)
    return SealedCopy.objects.filter(case__closed_at__lt=before)


def erase_copies(copies: QuerySet[SealedCopy]) -> int:
    """Erase `copies`, each with a line in the log of its case; how many these were."""
    erased = 0
    for copy in copies.select_related("case").order_by("pk"):
        # Of two at once, one finds it.
        if SealedCopy.objects.filter(pk=copy.pk).delete()[0]:
            note(copy.case, "erase_copy")
            erased += 1
    return erased
