"""With whom a comment is, for whoever may read it."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from coprod_wagtail.actions import AnyUser

from ...models import HandOver, ReaderComment
from ..history import NO_ACCOUNT
from .actions import is_open


@dataclass(frozen=True, slots=True)
class Handed:
    """The names of who has it and of who gave it, what was said with it, and whether whoever asks has it, or may end it."""

    to: str
    by: str
    note: str
    given_at: datetime
    is_mine: bool
    may_give_back: bool


def handed(comment: ReaderComment, user: "AnyUser | None") -> Handed | None:
    """None where it is with nobody. One query, and none where it never was."""
    if not comment.handed_since:
        return None
    row = HandOver.objects.filter(comment=comment).select_related("to", "by").first()
    if row is None:  # who had it has no account any more
        return None
    mine = getattr(user, "pk", None)
    return Handed(
        to=user_display_name(row.to),
        by=user_display_name(row.by) if row.by else str(NO_ACCOUNT),
        note=row.note,
        given_at=row.given_at,
        is_mine=row.to_id == mine,
        may_give_back=mine in (row.to_id, row.by_id),
    )


def may_be_handed(comment: ReaderComment) -> bool:
    """Whether there is anything to hand over."""
    return is_open(comment)
