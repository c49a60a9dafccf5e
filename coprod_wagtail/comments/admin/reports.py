"""What readers told us about comments, for the moderators' screens."""

from collections.abc import Sequence

from ..models import CommentReport, ReaderComment

#: Of each comment in the list, so many are shown; its own page has all.
SHOWN = 3


def reports_about(comment: ReaderComment) -> list[CommentReport]:
    """All of them, the first one first. One query."""
    return list(CommentReport.objects.filter(comment=comment).order_by("pk"))


def open_reports_about(comments: Sequence[ReaderComment]) -> dict[int, list[CommentReport]]:
    """Those that nobody has decided about, by the ids of the comments. One query, and none where no comment has any."""
    reported = [comment.pk for comment in comments if comment.reported_since]
    found: dict[int, list[CommentReport]] = {}
    if reported:
        for report in CommentReport.objects.open().filter(comment__in=reported).order_by("pk"):
            found.setdefault(report.comment_id, []).append(report)
    return found


def last_report(reports: Sequence[CommentReport]) -> int:
    """The id of the last one that somebody can read who sees these; 0 without any. A decision goes by it: what came
    later was not read."""
    return reports[-1].pk if reports else 0
