"""Keyed hashes, by which things are told apart and which can be traced to nobody without the site's key."""

import hmac
from hashlib import sha256

from coprod_wagtail.conf import conf


def keyed(purpose: str, message: str) -> bytes:
    """The HMAC-SHA256 of `message` under the site's long-lived key; another `purpose` gives another 32 bytes.

    Text that no database could keep (lone surrogates) is hashed like any other.
    """
    key = sha256(f"coprod_comments.{purpose}:{conf.SLIP_KEY}".encode()).digest()
    return hmac.digest(key, message.encode("utf-8", "surrogatepass"), sha256)


def fingerprint(*parts: str) -> str:
    """One keyed hash over all `parts`, each with its length, so that no two lists of parts look alike; 64 hexadecimal
    digits."""
    return keyed("fingerprint", joined(parts)).hex()


def joined(parts) -> str:
    return "\x1f".join(f"{len(part)}:{part}" for part in parts)
