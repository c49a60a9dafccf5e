"""Finds a comment for whoever was given its secret."""

from django.db import router

from ..constants import Status
from ..models import ReaderComment, TakenBackWords
from .code import slip_hashes


def comment_by_secret(secret: str) -> ReaderComment | None:
    """The comment whose private page has this `secret` in its address; None where there is none. One query.

    On a site that reads from a copy of its database, the comment may not have got there yet: then the database that it was
    written to is asked, too.
    """
    found = ReaderComment.objects.select_related("conversation").filter(slip_hash__in=slip_hashes(secret))
    comment, primary = found.first(), router.db_for_write(ReaderComment)
    if comment is None and found.db != primary:
        comment = found.using(primary).first()
    return comment


def words_of(comment: ReaderComment) -> ReaderComment | TakenBackWords:
    """Where the words and the name of `comment` are, for its writer: put aside if it was taken down. One query then."""
    if comment.status != Status.TAKEN_BACK:
        return comment
    return TakenBackWords.objects.filter(comment=comment).first() or comment
