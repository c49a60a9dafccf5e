"""Which other origins may send something here."""

from coprod_wagtail.conf import conf


def plain_origin(origin: str) -> str:
    """`origin` as it is compared."""
    return origin.rstrip("/").lower()


def allowed_origins(site=None) -> list[str]:
    """The origins that ``ALLOWED_ORIGINS`` names for `site`, or for any site where none is given."""
    named = conf.ALLOWED_ORIGINS
    if not isinstance(named, dict):
        return list(named)
    if site is not None:
        return list(named.get(site.hostname, []))
    return [origin for origins in named.values() for origin in origins]


def is_allowed_origin(origin: str, site=None) -> bool:
    """Whether `origin`, as a browser says it, is one of `allowed_origins`."""
    return bool(origin) and plain_origin(origin) in map(plain_origin, allowed_origins(site))
