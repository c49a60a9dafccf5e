"""Keyed hashes, by which things are told apart and which can be traced to nobody without the site's key."""

from django.utils.crypto import salted_hmac

from coprod_wagtail.conf import conf


def keyed(purpose: str, message: str, key: str | None = None) -> bytes:
    """The HMAC-SHA256 of `message` under the site's long-lived key, or under `key`, which was it before; another `purpose`
    gives another 32 bytes.

    Text that no database could keep (lone surrogates) is hashed like any other.
    """
    value = message.encode("utf-8", "surrogatepass")
    return salted_hmac(
        f"coprod.{purpose}:", value, secret=conf.SLIP_KEY if key is None else key, algorithm="sha256"
    ).digest()


def fingerprint(*parts: str) -> str:
    """One keyed hash over all `parts`, each with its length, so that no two lists of parts look alike; 64 hexadecimal
    digits."""
    return fingerprints(*parts)[0]


def fingerprints(*parts: str) -> list[str]:
    """What `fingerprint` gives, and what it gave under each key that was the site's before."""
    message = "\x1f".join(f"{len(part)}:{part}" for part in parts)
    return [keyed("fingerprint", message, key).hex() for key in conf.slip_keys()]
