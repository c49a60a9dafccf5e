"""How a front end vouches for a reader's address, and how it is known that it did so just now.

What webhooks are sent is signed as Standard Webhooks says: `coprod_wagtail.webhooks.signing`.
"""

import hmac
import time
from hashlib import sha256

#: What is older is refused, in seconds.
TOLERANCE = 300


def signature(secret: str, body: bytes, moment: int | None = None) -> str:
    """The value of a header `Coprod-Signature`: `t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body" in hexadecimal>`."""
    moment = int(time.time()) if moment is None else moment
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return f"t={moment},v1={digest}"


def is_signed(secret: str, body: bytes, header: str, now: float | None = None) -> bool:
    """Whether `header` is the signature of `body` under `secret`, made no longer ago than `TOLERANCE`."""
    try:
        given = dict(part.split("=", 1) for part in header.split(","))
        moment = int(given["t"])
    except (KeyError, ValueError):
        return False
    # In whole seconds: a number with hundreds of digits is no float.
    if abs(int(time.time() if now is None else now) - moment) > TOLERANCE:
        return False
    return hmac.compare_digest(signature(secret, body, moment).encode(), header.encode())
