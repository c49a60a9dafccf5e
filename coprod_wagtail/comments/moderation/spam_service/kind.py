"""The question to the service, as the outbox asks it: after commit, again and again, and never while a reader waits."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from coprod_wagtail.outbox.constants import Problem
from coprod_wagtail.outbox.deadline import Deadline
from coprod_wagtail.outbox.kinds import Kind, Outcome
from coprod_wagtail.outbox.queue import hand_over, hand_over_all

from ...constants import Status
from ...models import ReaderComment, TypedInForSomeone
from .answer import note_opinion, release_late
from .base import Facts, Opinion, SpamService, SpamServiceDown
from .service import is_on, service

KIND, DESTINATION = "comments-spam", "service"
_MINUTE = timedelta(minutes=1)


def ask_about(comment: ReaderComment) -> None:
    """Have the service asked about a new comment. For the transaction that stores it."""
    hand_over(SpamServiceKind(), DESTINATION, {"comment": comment.pk, "words": comment.words_version})


def tell_about(opinions: Iterable[tuple[ReaderComment, Opinion]]) -> None:
    """Have the service told what a person thinks of each of these comments. For the transaction of the decision."""
    told = [(DESTINATION, {"comment": comment.pk, "tell": opinion.value}) for comment, opinion in opinions]
    hand_over_all(SpamServiceKind(), told)


class SpamServiceKind(Kind):
    name = KIND
    label = _("Questions to the service that looks for spam")
    deadline = 8
    #: Soon at first: where comments show straight away, one waits for this.
    pauses = (_MINUTE, 2 * _MINUTE, 5 * _MINUTE, 10 * _MINUTE, 30 * _MINUTE, 120 * _MINUTE, 480 * _MINUTE)
    kept = False

    def prepare(self, message):
        if not is_on():
            return Outcome()
        comment = ReaderComment.objects.select_related("page").filter(pk=message.payload["comment"]).first()
        # What somebody else typed in was never promised to anybody outside.
        if comment is None or not comment.body or TypedInForSomeone.objects.filter(comment=comment).exists():
            return Outcome()
        told, words = message.payload.get("tell"), message.payload.get("words", comment.words_version)
        if not told and (comment.words_version != words or comment.status == Status.TAKEN_BACK):
            return Outcome()
        message.opinions = []
        facts = Facts(comment.body, comment.author_name, comment.language, comment.page.full_url or "")
        return partial(_send, service(), facts, Opinion(told) if told else None, message.opinions)

    def after(self, message, outcome):
        if "tell" in message.payload:
            return
        if not outcome.problem:
            opinion = next(iter(getattr(message, "opinions", [])), None)
            note_opinion(message.payload["comment"], opinion, words=message.payload.get("words", 1))
        else:
            release_late()


def _send(asked: SpamService, facts: Facts, told: Opinion | None, opinions: list[Any], deadline: Deadline) -> Outcome:
    try:
        if told:
            asked.tell(facts, told, deadline)
        else:
            opinions.append(asked.opinion_on(facts, deadline))
    except SpamServiceDown:
        return Outcome(Problem.NO_ANSWER, silent=True)
    return Outcome()
