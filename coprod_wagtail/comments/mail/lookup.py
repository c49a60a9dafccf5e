"""Finds what somebody subscribed to by the secret in the links of their mails, and says what it is about."""

from dataclasses import dataclass

from .. import texts
from ..constants import Status
from ..models import Conversation, Subscription
from ..moderation.trust.record import is_trusting, shown_at_once
from ..slip.code import slip_hashes
from . import trust_texts
from .subscriptions import waiting_with


def subscription_by_secret(secret: str) -> Subscription | None:
    """The subscription with this secret; None where there is none, or where nobody confirmed it in time. One query."""
    found = (
        Subscription.objects.filter(found_by__in=slip_hashes(secret)).select_related("comment", "conversation").first()
    )
    if found and found.confirmed_at is None and not Subscription.objects.waiting().filter(pk=found.pk).exists():
        return None
    return found


@dataclass(frozen=True)
class MailStanding:
    """What somebody who has the secret of a subscription is told."""

    is_confirmed: bool
    title: str
    lines: list[str]
    #: What the mails are about.
    about: list[str]
    #: Whether the number of a comment is asked for, by which it shows at once (see `moderation.trust`).
    asks_number: bool = False


def standing_of(subscription: Subscription) -> MailStanding:
    """What there is to confirm, or what was. The same few queries, however many wait for the same address."""
    if subscription.confirmed_at:
        lines = [str(line) for line in texts.MAIL_CONFIRMED_LINES]
        return MailStanding(
            True, str(texts.MAIL_CONFIRMED_TITLE), lines + _whether_it_shows(subscription), about_all([subscription])
        )
    lines, waiting = [str(line) for line in texts.MAIL_CONFIRM_LINES], waiting_with(subscription)
    return MailStanding(
        False,
        str(texts.MAIL_CONFIRM_TITLE),
        lines,
        about_all(waiting),
        asks_number=bool(shown_at_once(waiting)),
    )


def _whether_it_shows(subscription: Subscription) -> list[str]:
    """What became of the comment, where somebody may have named its number."""
    comment = subscription.comment
    if comment is None or not is_trusting():
        return []
    said = {Status.PUBLISHED: trust_texts.SHOWN, Status.PENDING: trust_texts.READ_FIRST}.get(Status(comment.status))
    return [str(said)] if said else []


def about_all(subscriptions: list[Subscription]) -> list[str]:
    """What these are about, in a few words each. One query."""
    page_ids = {one.conversation.page_id for one in subscriptions}
    conversations = Conversation.for_page_ids(page_ids)
    return [about(one, conversations.get(one.conversation.page_id)) for one in subscriptions]


def about(subscription: Subscription, conversation: Conversation | None) -> str:
    """What it is about. The title of a page that not everybody may open is told to nobody."""
    public = conversation is not None and conversation.page_is_public
    title = conversation.page.title if public and conversation else str(texts.MAIL_PRIVATE_PAGE)
    words = texts.MAIL_ABOUT_COMMENT if subscription.comment_id else texts.MAIL_ABOUT_PAGE
    return str(words).replace("{title}", title)
