"""Many decisions in one go, and how they are taken back in one go."""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from wagtail.models import ModelLogEntry

from coprod_wagtail.actions import Conflict

from ..actions import Decision, HideComment, PutBack
from ..actions.change_of_status import take_effect
from ..actions.staff.answer import ANSWERED_BY_STAFF
from ..constants import Status
from ..models import Conversation
from ..permissions import policy

#: Decided in one go: one transaction, at most 60 queries, and a line in the log for each comment.
LIMIT = 1000


def decide(decisions: Sequence[Decision]) -> list[Decision]:
    """Take each of `decisions`, which are of one class and one person's, and return those that were taken: somebody was quicker
    with the others, which stops nothing. As many queries for one as for some hundred. To be called in a transaction.

    Raises `NotAllowed`, or Django's `ValidationError`, for what one of them raises.
    """
    if not decisions:
        return []
    # All of them now: one by one, two moderators with the same comments in another order would block each other.
    Conversation.objects.lock(decision.comment.conversation_id for decision in decisions)
    theirs = policy.allowed_among(decisions[0].user, "moderate", [decision.comment for decision in decisions])
    fitting = []
    for decision in decisions:
        decision.is_theirs = decision.comment.pk in theirs
        with suppress(Conflict):
            decision.check()
            fitting.append(decision)
    return take_effect(fitting)


def decided_in(batch: UUID, user, first: int, last: int) -> list[ModelLogEntry]:
    """The log lines of what `user` decided in one go: those of `batch` among the ones from id `first` to `last`. One
    query, which looks at no line of the log outside that stretch."""
    lines = ModelLogEntry.objects.filter(pk__gte=first, pk__lte=last, user_id=user.pk, data__batch=str(batch))
    return list(lines.order_by("pk")[:LIMIT])


def undo(lines: Sequence[ModelLogEntry], user) -> tuple[int, int]:
    """Put each comment that `lines`, all of one batch, are about back to the status it had before, if it still is in the one that
    it was given then; an answer to readers, which was not there before, is hidden. Returns how many were put back, and how many not. To be called in a transaction."""
    found = (
        policy.comments_for(user)
        .select_related("page", "conversation")
        .in_bulk([int(line.object_id) for line in lines])
    )
    pairs = [(line, comment) for line in lines if (comment := found.get(int(line.object_id)))]
    back: list[Decision] = [
        HideComment(comment, user=user, reports_seen=0)
        for line, comment in pairs
        if line.action == ANSWERED_BY_STAFF and comment.status == Status.PUBLISHED
    ]
    back = back or [
        PutBack(comment, to=line.data["was"], user=user, reports_seen=0)
        for line, comment in pairs
        if comment.status == line.data.get("became")
    ]
    done = decide(back)
    return len(done), len(lines) - len(done)
