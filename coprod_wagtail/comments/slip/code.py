"""The secret in the address of a comment's private page."""

import secrets

from coprod_wagtail.gateway.fingerprints import joined, keyed

#: 128 random bits, more than anybody can guess; 22 characters in base64url.
SECRET_BYTES = 16


def make_secret() -> str:
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
