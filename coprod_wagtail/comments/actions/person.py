"""Everything that comments hold of one person: to be handed over, or erased, when the person asks (UK GDPR, articles 15 and
17)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from coprod_wagtail.actions import Conflict

from ..constants import Status
from ..models import ReaderComment
from .take_back import EraseComment


def comments_of(email: str) -> QuerySet[ReaderComment]:
    """The comments that were sent with the e-mail address `email`, in either case of letters, taken down or not. None for
    an empty one."""
    if not email:
        return ReaderComment.objects.none()
    found = Q(author_email__iexact=email) | Q(taken_back__author_email__iexact=email)
    return ReaderComment.objects.filter(found).order_by("pk")


def comments_named(name: str) -> QuerySet[ReaderComment]:
    """The comments under the `name` to show, in either case of letters. Names are chosen freely, so these are candidates:
    somebody has to look which are this person's."""
    if not name:
        return ReaderComment.objects.none()
    found = Q(author_name__iexact=name) | Q(taken_back__author_name__iexact=name)
    return ReaderComment.objects.filter(found).order_by("pk")


def erase(comments: Iterable[ReaderComment]) -> list[int]:
    """Erase each of `comments`, in a transaction of its own, and return the ids of those that were not erased already."""
    done = []
    for comment in comments:
        try:
            EraseComment(comment)()
        except Conflict:
            continue
        done.append(comment.pk)
    return done


def export(comments: QuerySet[ReaderComment]) -> list[dict[str, Any]]:
    """All that is held of a person in `comments`, as plain values: one dictionary a comment, moments as ISO 8601."""
    return [_held(comment) for comment in comments.select_related("page", "taken_back", "typed_in")]


def _held(comment: ReaderComment) -> dict[str, Any]:
    put_aside = getattr(comment, "taken_back", None) if comment.status == Status.TAKEN_BACK else None
    words: Any = put_aside or comment
    typed_in = getattr(comment, "typed_in", None)
    return {
        "number": comment.pk,
        "page": comment.page.title,
        "page_path": comment.page.url or "",
        "status": str(comment.status),
        "name": words.author_name,
        "email": words.author_email,
        "words": words.body,
        "language": comment.language,
        "helped": comment.helped,
        "written": comment.posted_at.isoformat() if comment.posted_at else "",
        "received": comment.received_at.isoformat(),
        "came_by": typed_in.came_by if typed_in else "",
        "agreed": typed_in.consent if typed_in else "",
        "answer_to": comment.reply_to_id,
        "signs": list(comment.signs),
        "source": comment.source,
    }
