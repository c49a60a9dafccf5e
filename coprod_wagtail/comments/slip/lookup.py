"""Finds a comment for whoever was given its secret."""

import time

from django.db import router

from coprod_wagtail.gateway.throttle import count, place_of

from ..constants import Status
from ..exceptions import NoSuchComment, TooManyTries
from ..models import ProposedEdit, ReaderComment, TakenBackWords
from . import passphrase
from .code import secret_of, slip_hashes

_HOUR = 3600
#: How often in an hour number and words may be tried, right or wrong: from one place, for one comment, and on the whole
#: site. Whoever has the link needs none of it, so that nobody can be shut out of their own comment.
TRIES_FROM_PLACE, TRIES_FOR_COMMENT, TRIES_FOR_SITE = 20, 10, 300


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


def proposed_edit(comment: ReaderComment) -> ProposedEdit | None:
    """The new words that wait to be read, if there are some; none while the comment is taken down. One query then."""
    if not comment.edit_waits or comment.status == Status.TAKEN_BACK:
        return None
    return ProposedEdit.objects.filter(comment=comment).first()


def secret_by_passphrase(number: int, words: str, client_address: str) -> str:
    """The secret of the private page of the comment with this number, for whoever knows its four words.

    One query, whatever comes of it. Raises `NoSuchComment`, which never says what was wrong, and `TooManyTries`.
    """
    _count_a_try(number, client_address)
    found = ReaderComment.objects.filter(pk=number).values_list("slip_nonce", "slip_hash").first()
    nonce, found_by = found or ("", None)
    # Computed for what there is not, too: it takes as long.
    if not passphrase.opens(nonce, found_by, words):
        raise NoSuchComment
    return secret_of(nonce, found_by)


def _count_a_try(number, client_address):
    """Raises `TooManyTries`. What is beyond one limit uses up no other, so that nobody shuts this for the whole site."""
    tries = (
        ("passphrase-place", place_of(client_address), TRIES_FROM_PLACE),
        ("passphrase", str(number), TRIES_FOR_COMMENT),
        ("passphrases", "", TRIES_FOR_SITE),
    )
    for what, whose, limit in tries:
        if (count(what, whose, _HOUR) or 0) > limit:
            raise TooManyTries(_HOUR - int(time.time()) % _HOUR)
