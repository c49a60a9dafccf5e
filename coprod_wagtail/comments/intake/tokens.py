"""The stateless token of the form, and the moment it was drawn.

Neither identifies anybody: the token is the same for everyone on a page within an hour.
"""

import re
import time
from datetime import UTC, datetime

from django.core import signing

from coprod_wagtail.conf import conf

_HOUR = 3600
_STAMP = re.compile(rb"drawn-\d+\.[-\w]+")


#: What a token is for: the form under a page, by the page's id; or another form of ours, by the id of what that is about.
FORM, REPORT = "coprod_comments.form", "coprod_comments.report"


def _signer(salt: str = FORM) -> signing.Signer:
    return signing.Signer(salt=salt, sep=".")


def hour() -> int:
    """The present hour, counted from 1970: what a form that is drawn now says."""
    return int(time.time()) // _HOUR


def make_token(page_id: int, what: str = FORM) -> str:
    """The token for the form on this page, the same for everybody within the hour; or for the form `what` about another id."""
    return _signer(what).sign(f"{page_id}-{hour()}")


def token_expires_at() -> datetime:
    """Until when a token that is made now is good."""
    return datetime.fromtimestamp((hour() + conf.TOKEN_HOURS + 1) * _HOUR, UTC)


def token_is_good(token: str, page_id: int, what: str = FORM) -> bool:
    """Whether `token` was drawn by us for this page, or this id of another form `what`, `conf.TOKEN_HOURS` ago at most."""
    try:
        drawn_for, drawn_in = _signer(what).unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        return False
    age = hour() - int(drawn_in)
    # Another machine may have drawn it, whose clock is ahead: over the hour, by a little is by one.
    return drawn_for == str(page_id) and -1 <= age <= conf.TOKEN_HOURS


def make_drawn_stamp() -> str:
    """The signed moment, in milliseconds, at which a form was drawn."""
    return _signer().sign(f"drawn-{int(time.time() * 1000)}")


def without_drawn_stamps(html: bytes) -> bytes:
    """`html` without the signed moments in it: what is the same on a page that was drawn again."""
    return _STAMP.sub(b"", html)


def seconds_since(stamp: str) -> float | None:
    """Seconds since the form with this stamp was drawn. None when the stamp is not ours, and when it was drawn by a machine
    whose clock is ahead: then nobody knows."""
    try:
        drawn, milliseconds = _signer().unsign(stamp).split("-")
    except (signing.BadSignature, ValueError):
        return None
    seconds = time.time() - int(milliseconds) / 1000
    return seconds if drawn == "drawn" and seconds >= 0 else None
