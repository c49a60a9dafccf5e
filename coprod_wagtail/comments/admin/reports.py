"""What readers told us about comments, and what writers answered, for the moderators' screens."""

from collections.abc import Sequence

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from ..correspondence.rows import SILENT, waiting_answers
from ..models import CommentReport, MessageToWriter, ReaderComment
from ..reports.constants import Reason

#: Of each comment in the list, so many are shown; its own page has all.
SHOWN = 3


def reports_about(comment: ReaderComment) -> list[CommentReport]:
    """All of them, the first one first. One query."""
    return list(CommentReport.objects.filter(comment=comment).order_by("pk"))


def open_reports_about(comments: Sequence[ReaderComment]) -> dict[int, list[CommentReport]]:
    """Those that nobody has decided about, by the ids of the comments: the first `SHOWN` of each, however many there are.
    One query, and none where no comment has any."""
    reported = [comment.pk for comment in comments if comment.reported_since]
    found: dict[int, list[CommentReport]] = {}
    if reported:
        of_each = F("comment")
        reports = CommentReport.objects.open().filter(comment__in=reported)
        reports = reports.annotate(
            place=Window(RowNumber(), partition_by=of_each, order_by="pk"),
            how_many=Window(Count("pk"), partition_by=of_each),
            notices=Window(Count("pk", filter=Q(reason=Reason.UNTRUE)), partition_by=of_each),
        )
        for report in reports.filter(place__lte=SHOWN).order_by("pk"):
            found.setdefault(report.comment_id, []).append(report)
    return found


def last_report(reports: Sequence[CommentReport]) -> int:
    """The id of the last one that somebody can read who sees these; 0 without any. A decision goes by it: what came
    later was not read."""
    return reports[-1].pk if reports else 0


def not_shown(reports: Sequence[CommentReport]) -> int:
    """How many more there are than these, which `open_reports_about` gave for one comment."""
    return getattr(reports[0], "how_many", len(reports)) - len(reports) if reports else 0


def has_notice(reports: Sequence[CommentReport]) -> bool:
    """Whether one of those that these are the first of is a complaint that the law has rules for. Nothing is decided about
    that without reading the whole of it."""
    return bool(reports and getattr(reports[0], "notices", 0))


def waiting_answers_about(comments: Sequence[ReaderComment]) -> dict[int, list[MessageToWriter]]:
    """What the writers of these answered and nobody is done with, by the ids of the comments. One query, and none where nobody
    has answered."""
    answered = [one.pk for one in comments if one.answer_waits_since and one.status not in SILENT]
    found: dict[int, list[MessageToWriter]] = {}
    if answered:
        for message in waiting_answers().filter(comment__in=answered).order_by("pk"):
            found.setdefault(message.comment_id, []).append(message)
    return found
