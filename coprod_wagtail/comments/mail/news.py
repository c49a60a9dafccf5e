"""Who is written to when a comment is decided about or shows. The mail is drawn when it is sent, from what is true then."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from coprod_wagtail.outbox.mail import MailKind, Queued, queue_mails
from coprod_wagtail.portions import AT_ONCE, portions
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


def note_news(changes: Iterable[tuple[ReaderComment, str]]) -> None:
    """Have those written to who want to hear that these comments, each with the status it had before, are in the one they have
    now. One query where there is nobody, and a few more otherwise, however many there are, for five hundred comments. For
    the transaction of the change."""
    comments: set[int] = set()
    conversations: set[int] = set()
    for comment, was in changes:
        if was in (comment.status, Status.COVERED):  # what was covered for a while is not new
            continue
        if comment.status == Status.PUBLISHED:
            comments |= {comment.pk} | ({comment.reply_to_id} if comment.reply_to_id else set())
            conversations.add(comment.conversation_id)
        elif comment.status in (Status.DECLINED, Status.SPAM):
            comments.add(comment.pk)
    _write_about(comments, conversations)


def note_message(comments: Iterable[int]) -> None:
    """Have the writers of the comments with these ids, if they want e-mails about them, hear that a moderator has written to
    them. One query where they do not, for five hundred comments. For the transaction of that."""
    _write_about(set(comments), set())


def _write_about(comments: set[int], conversations: set[int]) -> None:
    """Have those written to who asked for e-mails about the comments, and about the conversations, with these ids."""
    wanted = Subscription.objects.confirmed().not_queued()
    found: list[Subscription] = []
    if len(comments) + len(conversations) <= AT_ONCE:
        parts = [(sorted(comments), sorted(conversations))] if comments or conversations else []
    else:
        parts = [(pks, []) for pks in portions(sorted(comments))]
        parts += [([], pks) for pks in portions(sorted(conversations))]
    for of_comments, of_conversations in parts:
        about = Q(comment__in=of_comments) if of_comments else Q()
        about |= Q(comment=None, conversation__in=of_conversations) if of_conversations else Q()
        found += wanted.filter(about)
    queue_news(found)


def queue_news(subscriptions: Iterable[Subscription], wait: timedelta = PATIENCE) -> None:
    """Have a mail queued for each of these that has none. About a comment it goes after `wait`, about a conversation at the
    next daily hour."""
    now = timezone.now()
    found = list(subscriptions)
    until_morning = until_daily_hour(now)
    daily = {one: until_morning for one in found if one.comment_id is None}
    own = {one: max(wait, PAUSE - (now - one.mailed_at if one.mailed_at else PAUSE)) for one in found if one.comment_id}
    for name, pauses in ((DAILY_MAIL, daily), (OWN_MAIL, own)):
        if not pauses:
            continue
        # Then the outbox has given up the last of them, whatever happened.
        queued_until = now + max(pauses.values()) + MailKind().patience
        for pks in portions(one.pk for one in pauses):
            Subscription.objects.filter(pk__in=pks).update(queued_until=queued_until)
        queue_mails(name, [_mail(one, pause) for one, pause in pauses.items()])


def until_daily_hour(now: datetime) -> timedelta:
    """How long it is from `now` until the daily mails go."""
    here = local(now)
    at = here.replace(hour=DAILY_HOUR, minute=0, second=0, microsecond=0)
    return (at if at > here else at + timedelta(days=1)) - here


def _mail(subscription: Subscription, wait: timedelta) -> Queued:
    return Queued({"subscription": subscription.pk}, language=subscription.language, wait=wait)
