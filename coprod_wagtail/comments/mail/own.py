"""What the writer of a comment is told about e-mails, on its private page and over the API."""

from dataclasses import dataclass

from .. import texts
from ..constants import Status
from ..models import ReaderComment, Subscription
from .links import mail_is_offered


@dataclass(frozen=True)
class OwnMail:
    """`state` is "none", "asked" or "confirmed"; in the first two somebody may write an address."""

    state: str
    lines: list[str]
    #: Whether number and words can be sent there now.
    sends_slip: bool = False

    @property
    def is_confirmed(self) -> bool:
        return self.state == "confirmed"


def own_mail(comment: ReaderComment) -> OwnMail | None:
    """What there is to say about e-mails to the writer of `comment`; None where the site sends none, or where there is nothing
    to write about any more. One query."""
    if not mail_is_offered() or comment.status in (Status.TAKEN_BACK, Status.ERASED):
        return None
    subscription = Subscription.objects.filter(comment=comment).first()
    if subscription is None:
        return OwnMail("none", [str(texts.MAIL_OFFER)])
    if subscription.confirmed_at:
        sends = subscription.may_send_slip
        sent = [] if sends else [_at(texts.MAIL_SLIP_SENT, subscription)]
        return OwnMail("confirmed", [_at(texts.MAIL_ON, subscription), *sent], sends_slip=sends)
    lines = [_at(texts.MAIL_ASKED, subscription), str(texts.MAIL_ASKED_TODAY), str(texts.MAIL_OTHER_ADDRESS)]
    return OwnMail("asked", lines)


def _at(sentence, subscription):
    return str(sentence).replace("{address}", subscription.masked)
