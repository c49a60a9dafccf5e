"""Where a request came from, as far as a reader's comment may know it."""

import ipaddress

from coprod_wagtail.conf import conf
from coprod_wagtail.origins import is_allowed_origin, plain_origin


def client_address(request) -> str:
    """The address of the connection, or of the client before `conf.TRUSTED_PROXIES` proxies of the site's own.

    It is never stored: it only goes into the keyed fingerprint that tells a double click from two people.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if conf.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        candidate = hops[-conf.TRUSTED_PROXIES] if len(hops) >= conf.TRUSTED_PROXIES else ""
        try:
            address = str(ipaddress.ip_address(candidate))
        except ValueError:
            return address
    return address


class Origin:
    """The answer to "whose page sent this?"."""

    SAME = "same"  #: ours, or one of the allowed origins
    UNKNOWN = "unknown"  #: the browser said nothing: taken in, with a sign for the moderator
    FOREIGN = "foreign"  #: another site's page: refused


def origin_of(request) -> str:
    """One of `Origin`'s values, from ``Sec-Fetch-Site`` and ``Origin`` (Fetch Metadata, RFC 6454).

    The browser itself writes ``Sec-Fetch-Site``, so ``same-origin`` is enough even where a strict referrer policy
    makes ``Origin`` "null". Another origin passes only by name.
    """
    site = request.headers.get("Sec-Fetch-Site", "").lower()
    origin = plain_origin(request.headers.get("Origin", ""))
    if is_allowed_origin(origin):
        return Origin.SAME
    if site == "same-origin":
        return Origin.SAME
    if site in {"cross-site", "same-site"}:
        return Origin.FOREIGN
    if not origin:
        return Origin.UNKNOWN
    own = f"{request.scheme}://{request.get_host()}".lower()
    return Origin.SAME if origin == own else Origin.FOREIGN
