"""Who is written to when a comment is decided about or shows. The mail is drawn when it is sent, from what is true then."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from coprod_wagtail.outbox.mail import MailKind, queue_mails
from coprod_wagtail.text.moments import local

from ..constants import Status
from ..models import ReaderComment, Subscription

#: The mails about one's own comment, and about a conversation.
OWN_MAIL, DAILY_MAIL = "comments-own", "comments-daily"
#: Before a decision is told, whoever made it may undo it; and those who answer at the same time come in one mail.
PATIENCE = timedelta(minutes=5)
#: About one comment there is one mail in this time at most.
PAUSE = timedelta(hours=1)
#: At this hour of the site's day the daily mails go.
DAILY_HOUR = 8


def note_news(comment: ReaderComment, was: str) -> None:
    """Have those written to who want to hear of it that `comment`, which `was` in another status, is in the one it has now.
    One query where there is nobody; three at most, however many there are. For the transaction of the change."""
    about = Q(comment=comment)
    if comment.status == Status.PUBLISHED:
        about |= Q(comment=comment.reply_to_id) if comment.reply_to_id else Q()
        about |= Q(comment=None, conversation=comment.conversation_id)
    elif comment.status not in (Status.DECLINED, Status.SPAM):
        return
    if was in (comment.status, Status.COVERED):  # what was covered for a while is not new
        return
    queue_news(Subscription.objects.confirmed().not_queued().filter(about))


def note_message(comment: ReaderComment) -> None:
    """Have the writer of `comment`, if they want e-mails about it, hear that a moderator has written to them. One query where
    they do not. For the transaction of that."""
    queue_news(Subscription.objects.confirmed().not_queued().filter(comment=comment))


def queue_news(subscriptions: Iterable[Subscription], wait: timedelta = PATIENCE) -> None:
    """Have a mail queued for each of these that has none. About a comment it goes after `wait`, about a conversation at the
    next daily hour."""
    now = timezone.now()
    found = list(subscriptions)
    if not found:
        return
    daily = [one for one in found if one.comment_id is None]
    own = {one: max(wait, PAUSE - (now - one.mailed_at if one.mailed_at else PAUSE)) for one in found if one.comment_id}
    until_morning = until_daily_hour(now)
    # Then the outbox has given up the last of them, whatever happened.
    queued_until = now + max([until_morning] if daily else own.values()) + MailKind().patience
    Subscription.objects.filter(pk__in=[one.pk for one in found]).update(queued_until=queued_until)
    queue_mails(DAILY_MAIL, map(_facts, daily), wait=until_morning)
    for one, pause in own.items():
        queue_mails(OWN_MAIL, [_facts(one)], wait=pause)


def until_daily_hour(now: datetime) -> timedelta:
    """How long it is from `now` until the daily mails go."""
    here = local(now)
    at = here.replace(hour=DAILY_HOUR, minute=0, second=0, microsecond=0)
    return (at if at > here else at + timedelta(days=1)) - here


def _facts(subscription: Subscription) -> dict[str, Any]:
    return {"subscription": subscription.pk, "language": subscription.language}
