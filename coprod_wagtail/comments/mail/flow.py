"""Taking in that somebody wants e-mails, the same way for whichever door it comes through."""

from django.http import HttpRequest
from wagtail.models import Site

from coprod_wagtail.actions import ActionError
from coprod_wagtail.gateway.client import Origin, client_address, origin_of
from coprod_wagtail.gateway.refusals import note_refusal

from ..exceptions import TooMany
from ..intake import limits
from ..intake.flow import ForeignOrigin, InvalidForm
from ..models import Conversation, ReaderComment
from .forms import FollowForm, MailForm
from .subscriptions import AskForMail

#: Seconds after which somebody who asked too often may ask again.
_LATER = 3600


def ask(
    request: HttpRequest,
    site: Site | None,
    form: MailForm,
    conversation: Conversation | None,
    comment: ReaderComment | None = None,
) -> None:
    """Have the address in `form` asked whether it wants e-mails about `conversation`, or about `comment`.

    Raises `TooMany`, `ForeignOrigin`, `InvalidForm`, or what `AskForMail` raises; then nothing has changed. What a program
    has filled in is answered like anything else, and nobody is written to.
    """
    try:
        _ask(request, site, form, conversation, comment)
    except ActionError as error:
        note_refusal(request, "mail", error.code)
        raise


def _ask(request, site, form, conversation, comment):
    address = client_address(request)
    quota = limits.attempt(address)
    if quota and quota.is_exceeded:
        raise TooMany(quota.seconds)
    # The secret of a comment lets its writer in, from wherever they come.
    if comment is None and origin_of(request, site) == Origin.FOREIGN:
        raise ForeignOrigin
    if not form.is_valid():
        raise InvalidForm
    if limits.asks_too_often(address):
        raise TooMany(_LATER)
    if isinstance(form, FollowForm) and form.is_trapped:
        return
    AskForMail(conversation, form.email, comment=comment)()
