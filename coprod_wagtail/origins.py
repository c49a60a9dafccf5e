"""Which other origins may send something here."""

from .conf import conf


def plain_origin(origin: str) -> str:
    """`origin` as it is compared."""
    return origin.rstrip("/").lower()


def is_allowed_origin(origin: str) -> bool:
    """Whether `origin`, as a browser says it, is named in ``ALLOWED_ORIGINS``."""
    return bool(origin) and plain_origin(origin) in map(plain_origin, conf.ALLOWED_ORIGINS)
