"""Whose comments may show before somebody has read them, where a site says so: writers who have proved in this very flow that
they hold an address, of whom some were published and none refused lately, and whom nobody holds.

An address proves nothing by being typed. Whoever reads the mail that was sent to it holds it; but somebody else may have typed
it under words of their own, and the person who reads the mail may take that for the comment they wrote themselves. So they
write the number of their comment, which stands on its private page and in no mail that asks: only the comment with that number
shows, and only its writer knows it who reads the mails as well.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import Site

from ...constants import Policy, State, Status
from ...models import Conversation, Hold, ReaderComment, ReaderCommentSettings, Subscription

#: For so long a comment that was refused counts against its writer; longer ones are not kept by most sites.
LATELY = timedelta(days=90)
_REFUSED = (Status.DECLINED, Status.SPAM, Status.HIDDEN)


def is_trusting() -> bool:
    """Whether any site trusts anybody. One query."""
    return ReaderCommentSettings.objects.filter(trust_after__gt=0).exists()


def shown_at_once(waiting: Iterable[Subscription]) -> list[ReaderComment]:
    """The comments, among those of `waiting`, subscriptions of one address, that would show once its holder has named their
    number. One query where no site trusts anybody, else a few, and one for each page that they are on."""
    asked = [one for one in waiting if one.comment is not None and _is_plain(one.comment)]
    settings = ReaderCommentSettings.objects.filter(trust_after__gt=0)
    trusting = {site: after or 0 for site, after in settings.values_list("site_id", "trust_after")}
    if not asked or not trusting:
        return []
    conversations = Conversation.for_page_ids({one.conversation.page_id for one in asked})
    sites = {pk: _trusting_site(conversation, trusting) for pk, conversation in conversations.items()}
    address = asked[0].email
    trusted = {site for site in set(sites.values()) if site and _has_record(address, site, trusting[site.pk])}
    return [one.comment for one in asked if one.comment and sites.get(one.conversation.page_id) in trusted]


def _is_plain(comment: ReaderComment) -> bool:
    """Whether nothing about it made anybody look twice."""
    return comment.status == Status.PENDING and not comment.signs


def _trusting_site(conversation: Conversation, trusting: dict[int, int]) -> Site | None:
    """The site of a conversation in which a trusted writer's comment shows at once: it is open, and no editor has chosen for
    this page that every comment is read first."""
    if conversation.policy != Policy.INHERIT or conversation.state() != State.OPEN:
        return None
    site: Site | None = conversation.page.get_site()
    return site if site is not None and site.pk in trusting else None


def _has_record(address: str, site: Site, wanted: int) -> bool:
    """Whether so many comments of the holder of `address` were published on `site`, none was refused lately, and nobody has said
    that theirs are to be read first. One query."""
    theirs = ReaderComment.objects.on_site(site).filter(
        subscription__email__iexact=address, subscription__confirmed_at__isnull=False
    )
    refused = Q(status__in=_REFUSED, status_since__gt=timezone.now() - LATELY)
    numbers = theirs.aggregate(
        published=Count("pk", filter=Q(status=Status.PUBLISHED)),
        refused=Count("pk", filter=refused),
        held=Count("pk", filter=Q(hold_number__in=Hold.objects.in_force().values("number"))),
    )
    return numbers["published"] >= wanted and not numbers["refused"] and not numbers["held"]
