"""How a receiver knows that a message is ours, and not an old one sent again: the headers of Standard Webhooks.

Any of its libraries can check them (https://www.standardwebhooks.com, specification 1.0.0).
"""

import binascii
import hmac
import secrets
import time
from base64 import b64decode, b64encode
from hashlib import sha256

PREFIX = "whsec_"
#: How many bytes the key has, by the specification.
SHORTEST, LONGEST = 24, 64


def make_secret() -> str:
    """256 random bits, as text that can be pasted into a settings file."""
    return PREFIX + b64encode(secrets.token_bytes(32)).decode()


def key_of(secret: str) -> bytes:
    """The key that `secret` stands for. Raises `ValueError` for what is no secret of Standard Webhooks."""
    if not secret.startswith(PREFIX):
        raise ValueError(f"It does not begin with {PREFIX}.")
    try:
        key = b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("It is no base64.") from error
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError(f"It stands for {len(key)} bytes.")
    return key


def signed_headers(secret: str, message_id: str, body: bytes, moment: int | None = None) -> dict[str, str]:
    """The headers that say which message this is, when it was sent (in seconds since 1970), and that it is ours."""
    moment = int(time.time()) if moment is None else moment
    digest = hmac.new(key_of(secret), f"{message_id}.{moment}.".encode() + body, sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": f"v1,{b64encode(digest).decode()}",
    }
