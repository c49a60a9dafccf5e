"""The links in mails that decide something: each for one person, one comment and one decision, and for some days.

Nothing is stored of them. Whoever opens one sees a page with a button; what the button does asks again whether that person may.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import NoReverseMatch, reverse

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.fingerprints import fingerprints
from coprod_wagtail.page_tree.wagtail_page import AnyPage

from ..slip.link import own_url
from .constants import LINK_FOR

_SALT = "coprod.notices.decide"


class BadLink(Exception):
    """Nobody made this link here."""


class OldLink(BadLink):
    """Its days are over."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is for: the id of a user, as a text, that of a comment, and the name of a decision. `mailbox` says to which
    address it was sent."""

    user: str
    comment: int
    verb: str
    mailbox: str

    def is_for(self, user: Any, email: str) -> bool:
        """Whether it was sent to this user, at the address that they still have."""
        return str(user.pk) == self.user and self.mailbox in _mailboxes(email)


def token_for(user: Any, email: str, comment_id: int, verb: str) -> str:
    """What stands in the address of the link."""
    link = [str(user.pk), comment_id, verb, _mailboxes(email)[0]]
    return signing.dumps(link, key=conf.SLIP_KEY, salt=_SALT)


def read(token: str) -> Link:
    """What the link with this `token` is for. Raises `OldLink` and `BadLink`."""
    keys: list[str | bytes] = [*conf.slip_keys()]
    try:
        user, comment, verb, mailbox = signing.loads(
            token, key=keys[0], fallback_keys=keys[1:], salt=_SALT, max_age=LINK_FOR
        )
    except signing.SignatureExpired as error:
        raise OldLink from error
    except signing.BadSignature as error:
        raise BadLink from error
    return Link(user, comment, verb, mailbox)


def decide_url(page: AnyPage, token: str) -> str:
    """The whole URL of the page with the button, on this server; empty where it has none."""
    try:
        return own_url(page, reverse("coprod_comments:decide", args=[token]))
    except NoReverseMatch:
        return ""


def admin_url(path: str, page: AnyPage | None = None) -> str:
    """The whole URL of `path` in the admin, where one signs in."""
    base = getattr(settings, "WAGTAILADMIN_BASE_URL", None)
    if base:
        return f"{base.rstrip('/')}{path}"
    return own_url(page, path) if page is not None else path


def _mailboxes(email):
    # So much of it tells two mailboxes apart, and the link stays short.
    return [one[:12] for one in fingerprints("mailbox", email.strip().lower())]
