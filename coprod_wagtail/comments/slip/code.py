"""The secret in the address of a comment's private page.

It is stored nowhere. The row keeps a nonce, from which the secret is computed again under the site's long-lived key, and
an HMAC of the secret, by which the row is found: who has the database alone has neither.
"""

import secrets
from base64 import urlsafe_b64encode

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.fingerprints import keyed

#: 128 bits, more than anybody can guess; as a secret they are 22 characters in base64url.
_BYTES = 16


def make_nonce() -> str:
    """What the row of a new comment keeps; 32 hexadecimal digits."""
    return secrets.token_hex(_BYTES)


def secret_of(nonce: str, found_by: str | None = None) -> str:
    """The secret in the address of the private page of the comment whose row has this `nonce`: under the site's key, or
    under the one that the comment was made with, where the row's own hash of it, `found_by`, says that this was another."""
    return _secret(nonce, key_of(nonce, found_by))


def key_of(nonce: str, found_by: str | None = None) -> str:
    """The key, of those that are or were the site's, under which the row with this `nonce` is computed: the site's own,
    unless the row's hash of its secret, `found_by`, says that the comment was made with another."""
    if found_by:
        for key in conf.slip_keys():
            if found_by in slip_hashes(_secret(nonce, key)):
                return key
    return conf.SLIP_KEY


def slip_hash(secret: str) -> str:
    """What a new row is found by: an HMAC of its secret, 64 hexadecimal digits."""
    return slip_hashes(secret)[0]


def slip_hashes(secret: str) -> list[str]:
    """What the row with this `secret` may be found by: under the site's key, and under each that was it before."""
    return [keyed("slip", secret, key).hex() for key in conf.slip_keys()]


def _secret(nonce, key):
    return urlsafe_b64encode(keyed("secret", nonce, key)[:_BYTES]).decode().rstrip("=")
