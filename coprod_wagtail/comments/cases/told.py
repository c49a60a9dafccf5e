"""What the writer of a comment is told of the copies that are kept, or would be."""

from coprod_wagtail.conf import conf

from ..constants import Status
from ..models import Case, ReaderComment
from ..texts import ERASED_LINES
from . import texts
from .constants import HOLDS_COPY


def copy_lines(comment: ReaderComment) -> list[str]:
    """One paragraph each: that a copy of `comment` is kept, or would be if its writer erased it now, why, who can read it, and until
    when. One query."""
    if comment.status == Status.ERASED:
        return []
    found = Case.objects.filter(comment=comment, kind__in=HOLDS_COPY).select_related("sealed_copy").order_by("pk")
    cases = [(case, getattr(case, "sealed_copy", None)) for case in found]
    kept = [case for case, copy in cases if copy]
    told = kept or [case for case, _copy in cases if case.is_open]
    if not told:
        return []
    why = dict.fromkeys(str(texts.WHY[case.kind]) for case in told)
    what = str(texts.IS_KEPT if kept else texts.WOULD_BE_KEPT).format(days=conf.CASE_COPY_DAYS)
    return [*why, what, str(texts.WHO_READS)]


def erased_lines() -> list[str]:
    """What whoever erased a comment is told where a copy is kept, one paragraph each, in place of `texts.ERASED_LINES`."""
    kept = [str(texts.ERASED_BUT_KEPT).format(days=conf.CASE_COPY_DAYS), str(texts.WHO_READS)]
    return [*kept, *map(str, ERASED_LINES[1:])]
