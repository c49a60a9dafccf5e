"""What becomes of a comment when the service has answered, or was waited for long enough."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from coprod_wagtail.actions import Conflict
from coprod_wagtail.conf import conf

from ...actions.change_of_status import ChangeOfStatus
from ...constants import Policy, Sign, State, Status
from ...models import Conversation, ReaderComment, ReaderCommentSettings
from .base import Opinion

_WAITS, _SPAM = Sign.ASKED_SERVICE.value, Sign.SPAM_SERVICE.value
#: Longer ago, a comment that still waits for an answer is for a moderator.
_GIVEN_UP = timedelta(days=7)


class ShowAsked(ChangeOfStatus):
    """Show a comment that waited for nothing but the answer of the service."""

    applies_to = (Status.PENDING,)
    status = Status.PUBLISHED
    log_action = "coprod_comments.show_asked"

    def check(self) -> None:
        super().check()
        if set(self.comment.signs) - {_WAITS} or not _shows_first(self.comment):
            raise self._conflict()

    def columns(self) -> dict[str, Any]:
        return {**super().columns(), "signs": []}


def note_opinion(pk: int, opinion: Opinion | None, *, words: int) -> None:
    """The service thinks so of the comment `pk`, of the words with this `words_version`; or, with None, nobody waits for it any longer. Spam is a sign, which a
    person reads; and a comment that waited for nothing else shows, where comments show straight away."""
    with transaction.atomic():
        comment = ReaderComment.objects.select_related("conversation").filter(pk=pk).first()
        if comment is None:
            return
        Conversation.objects.lock([comment.conversation_id])
        comment.refresh_from_db(fields=["status", "signs", "words_version"])
        is_about_these = comment.words_version == words
        waited = _WAITS in comment.signs
        signs = [sign for sign in comment.signs if sign != _WAITS]
        if opinion == Opinion.SPAM and is_about_these and _SPAM not in signs:
            signs.append(_SPAM)
        if waited and not signs and is_about_these and _show(comment):
            return
        if signs != comment.signs and comment.status not in (Status.TAKEN_BACK, Status.ERASED):
            ReaderComment.objects.filter(pk=comment.pk).update(signs=signs)


def _show(comment: ReaderComment) -> bool:
    try:
        ShowAsked(comment)()
    except Conflict:
        return False
    return True


def _shows_first(comment: ReaderComment) -> bool:
    """Whether comments on its page show before they are read, now, and people can write there."""
    conversation = Conversation.for_page_id(comment.page_id)
    if conversation is None or conversation.state() not in (State.OPEN, State.CLOSED):
        return False
    if conversation.policy != Policy.INHERIT:
        return bool(conversation.policy == Policy.SHOW_FIRST)
    return bool(ReaderCommentSettings.stored_for(conversation.page.get_site()).policy == Policy.SHOW_FIRST)


def release_late(now: datetime | None = None) -> None:
    """Wait no longer for answers that should have come: the service is down."""
    now = now or timezone.now()
    waiting = ReaderComment.objects.awaiting_moderation().filter(
        received_at__lte=now - timedelta(seconds=conf.SPAM_SERVICE_WAIT_SECONDS),
        received_at__gt=now - _GIVEN_UP,
        signs__icontains=_WAITS,
    )
    for pk, words in list(waiting.order_by("received_at", "pk").values_list("pk", "words_version")[:200]):
        note_opinion(pk, None, words=words)
