"""The stateless token of the form, the moment it was drawn, and the address of the private page.

None of these identifies anybody: the token is the same for everyone on a page within an hour.
"""

import re
import secrets
import time

from django.core import signing

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.fingerprints import joined, keyed

_HOUR = 3600
_STAMP = re.compile(rb"drawn-\d+\.[-\w]+")
#: 128 random bits, more than anybody can guess; 22 characters in base64url.
SECRET_BYTES = 16


def _signer() -> signing.Signer:
    return signing.Signer(salt="coprod_comments.form", sep=".")


def hour() -> int:
    """The present hour, counted from 1970: what a form that is drawn now says."""
    return int(time.time()) // _HOUR


def make_token(page_id: int) -> str:
    """The token for the form on this page, the same for everybody within the hour."""
    return _signer().sign(f"{page_id}-{hour()}")


def token_is_good(token: str, page_id: int) -> bool:
    """Whether `token` was drawn by us for this page, `conf.TOKEN_HOURS` ago at most."""
    try:
        drawn_for, drawn_in = _signer().unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        return False
    age = hour() - int(drawn_in)
    return drawn_for == str(page_id) and 0 <= age <= conf.TOKEN_HOURS


def make_drawn_stamp() -> str:
    """The signed moment, in milliseconds, at which a form was drawn."""
    return _signer().sign(f"drawn-{int(time.time() * 1000)}")


def without_drawn_stamps(html: bytes) -> bytes:
    return _STAMP.sub(b"", html)


def seconds_since(stamp: str) -> float | None:
    """Seconds since the form with this stamp was drawn; None when the stamp is not ours."""
    try:
        drawn, milliseconds = _signer().unsign(stamp).split("-")
    except (signing.BadSignature, ValueError):
        return None
    return time.time() - int(milliseconds) / 1000 if drawn == "drawn" else None


def make_slip_secret() -> str:
    """A new secret for a private page's address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def slip_hash(secret: str) -> str:
    """What is stored of a secret: an HMAC, 64 hexadecimal digits."""
    return keyed("slip", secret).hex()


def seal(secret: str, *parts: str) -> str:
    """`secret`, readable again only by who sends the very same `parts` (see `unseal`)."""
    pad = keyed("seal", joined(parts))
    return bytes(a ^ b for a, b in zip(secret.encode(), pad, strict=False)).hex()


def unseal(sealed: str, *parts: str) -> str:
    """The secret that `seal` hid under the same `parts`; under others, something else."""
    pad = keyed("seal", joined(parts))
    return bytes(a ^ b for a, b in zip(bytes.fromhex(sealed), pad, strict=False)).decode("latin-1")
