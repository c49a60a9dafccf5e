"""What readers told us about comments, and what writers answered, for whoever reads them in the admin or over the API."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from ..correspondence.readers import AnswerReaders
from ..correspondence.rows import SILENT, waiting_answers
from ..models import CommentReport, MessageToWriter, ReaderComment
from ..permissions import policy
from ..reports.constants import Outcome, Reason

#: Of each comment in the list, so many are shown; its own page has all.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Withheld:
    """A report that somebody is worried about a person, for who has no right to read that: there is something, since when, and
    what came of it. Neither the words, nor who told it, nor why.

    It says that it is urgent, because somebody has to act: who reads alone in the evening has to be able to ring whoever may
    read it. And it stays on top of the list, and open, until one of those has decided.
    """

    pk: int
    created_at: datetime
    outcome: str
    decided_at: datetime | None
    #: As `open_reports_about` has them.
    how_many: int = 0
    notices: int = 0
    is_withheld: bool = True

    @property
    def is_open(self) -> bool:
        return not self.outcome

    def get_outcome_display(self) -> str:
        return str(Outcome(self.outcome).label)


Told = CommentReport | Withheld


def as_told(reports: Sequence[CommentReport], user) -> list[Told]:
    """`reports` as `user` may read them. The comments are taken for theirs."""
    if policy.user_has_permission(user, "see_safeguarding"):
        return list(reports)
    return [_withheld(report) if report.reason == Reason.WORRIED else report for report in reports]


def _withheld(report: CommentReport) -> Withheld:
    return Withheld(
        report.pk,
        report.created_at,
        report.outcome,
        report.decided_at,
        how_many=getattr(report, "how_many", 0),
        notices=getattr(report, "notices", 0),
    )


def is_withheld(report: Told) -> bool:
    return isinstance(report, Withheld)


def with_reports(comments):
    """`comments`, each with `has_reports`: whether readers told us anything about it, decided or not."""
    return comments.annotate(has_reports=Exists(CommentReport.objects.filter(comment=OuterRef("pk"))))


def reports_about(comment: ReaderComment, user) -> list[Told]:
    """All of them, the first one first, as `user` may read them. One query."""
    return as_told(list(CommentReport.objects.filter(comment=comment).order_by("pk")), user)


def open_reports_about(comments: Sequence[ReaderComment], user) -> dict[int, list[Told]]:
    """Those that nobody has decided about, by the ids of the comments, as `user` may read them: the first `SHOWN` of each,
    however many there are. One query, and none where no comment has any."""
    reported = [comment.pk for comment in comments if comment.reported_since]
    found: dict[int, list[Told]] = {}
    if reported:
        of_each = F("comment")
        reports = CommentReport.objects.open().filter(comment__in=reported)
        reports = reports.annotate(
            place=Window(RowNumber(), partition_by=of_each, order_by="pk"),
            how_many=Window(Count("pk"), partition_by=of_each),
            notices=Window(Count("pk", filter=Q(reason=Reason.UNTRUE)), partition_by=of_each),
        )
        first = list(reports.filter(place__lte=SHOWN).order_by("pk"))
        for report, told in zip(first, as_told(first, user), strict=True):
            found.setdefault(report.comment_id, []).append(told)
    return found


def last_report(reports: Sequence[Told]) -> int:
    """The id of the last one that somebody can read who sees these; 0 without any. A decision goes by it: what came
    later was not read."""
    return reports[-1].pk if reports else 0


def not_shown(reports: Sequence[Told]) -> int:
    """How many more there are than these, which `open_reports_about` gave for one comment."""
    return getattr(reports[0], "how_many", len(reports)) - len(reports) if reports else 0


def has_notice(reports: Sequence[Told]) -> bool:
    """Whether one of those that these are the first of is a complaint that the law has rules for. Nothing is decided about
    that without reading the whole of it."""
    return bool(reports and getattr(reports[0], "notices", 0))


def waiting_answers_about(comments: Sequence[ReaderComment]) -> dict[int, list[MessageToWriter]]:
    """What the writers of these answered and nobody is done with, by the ids of the comments, each with `for_whom`, who
    should read it. Two queries, and none where nobody has answered."""
    answered = [one.pk for one in comments if one.answer_waits_since and one.status not in SILENT]
    found: dict[int, list[MessageToWriter]] = {}
    if answered:
        by_pk, readers = {one.pk: one for one in comments}, AnswerReaders()
        for message in waiting_answers().filter(comment__in=answered).select_related("written_by").order_by("pk"):
            message.for_whom = _for_whom(message, readers.group_for(by_pk[message.comment_id]))
            found.setdefault(message.comment_id, []).append(message)
    return found


def _for_whom(message: MessageToWriter, group: Any) -> str:
    """Who wrote what is answered, and that somebody else should read the answer; empty where nobody knows who wrote it, and no
    `group` was chosen."""
    if message.written_by is None:
        return _("Somebody in the group “%(group)s” should read this.") % {"group": group} if group else ""
    named = {"person": capfirst(str(user_display_name(message.written_by))), "group": group}
    if not message.body:
        if group:
            return _("%(person)s decided. Somebody else, in the group “%(group)s”, should read the answer.") % named
        return _("%(person)s decided. Somebody else should read the answer.") % named
    if group:
        told = _("%(person)s wrote to the writer. Somebody else, in the group “%(group)s”, should read the answer.")
        return told % named
    return _("%(person)s wrote to the writer. Somebody else should read the answer.") % named
