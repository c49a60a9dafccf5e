"""The secret in the address of a comment's private page.

It is stored nowhere. The row keeps a nonce, from which the secret is computed again under the site's long-lived key, and
an HMAC of the secret, by which the row is found: who has the database alone has neither.
"""

import secrets
from base64 import urlsafe_b64encode

from coprod_wagtail.gateway.fingerprints import keyed

#: 128 bits, more than anybody can guess; as a secret they are 22 characters in base64url.
_BYTES = 16


def make_nonce() -> str:
    """What the row of a new comment keeps; 32 hexadecimal digits."""
    return secrets.token_hex(_BYTES)


def secret_of(nonce: str) -> str:
    """The secret in the address of the private page of the comment whose row has this `nonce`."""
    return urlsafe_b64encode(keyed("secret", nonce)[:_BYTES]).decode().rstrip("=")


def slip_hash(secret: str) -> str:
    """What a row is found by: an HMAC of its secret, 64 hexadecimal digits."""
    return keyed("slip", secret).hex()
