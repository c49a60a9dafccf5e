"""Taking in a comment, the same way for whichever door it comes through."""

from django.utils.translation import gettext as _

from coprod_wagtail.actions import ActionError
from coprod_wagtail.gateway.client import Origin, client_address, origin_of

from ..actions import SubmitComment
from ..exceptions import TooMany
from ..mixins import CommentableMixin
from . import limits


class ForeignOrigin(ActionError):
    """Another website's page sent it."""

    code = "foreign_origin"

    def __init__(self):
        super().__init__(
            _("We could not tell that this came from our own page. Your words are still here. Please press Send again.")
        )


class InvalidForm(Exception):
    """The form says what has to be mended."""


def is_commentable(conversation, request) -> bool:
    """Whether readers may meet a conversation on this page at all, whatever its state."""
    return (
        conversation is not None
        and conversation.page_is_public
        and not conversation.page.alias_of_id
        and issubclass(conversation.page.specific_class or object, CommentableMixin)
        and conversation.page.get_url_parts(request) is not None
    )


def receive(request, conversation, form, site_settings, *, idempotency_key="") -> str:
    """Take in what `form` holds; the secret of the comment's private page.

    Raises `TooMany`, `ForeignOrigin`, `InvalidForm`, or what `SubmitComment` raises; then nothing is stored.
    """
    address = client_address(request)
    if seconds := limits.seconds_to_wait(address):
        raise TooMany(seconds)
    origin = origin_of(request, site_settings.site)
    if origin == Origin.FOREIGN:
        raise ForeignOrigin
    if not form.is_valid():
        raise InvalidForm
    submission = form.submission(origin=origin, address=address, idempotency_key=idempotency_key)
    return SubmitComment(conversation, submission, site_policy=site_settings.policy)()
