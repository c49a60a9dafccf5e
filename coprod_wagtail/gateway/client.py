"""Where a request came from, as far as a reader's comment may know it."""

import ipaddress
import logging

from coprod_wagtail.conf import conf

from .origins import is_allowed_origin, plain_origin
from .signatures import is_signed

logger = logging.getLogger(__name__)


def client_address(request) -> str:
    """The reader's address as a trusted front end signed it, or the address of the connection, or of the client before
    `conf.TRUSTED_PROXIES` proxies of the site's own.

    It is never stored: it only goes into keyed fingerprints, which tell a double click from two people, and count for a
    few minutes, and of one page for a day, how much comes from one place.
    """
    if vouched := vouched_address(request):
        return vouched
    address = request.META.get("REMOTE_ADDR", "")
    if conf.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        candidate = hops[-conf.TRUSTED_PROXIES] if len(hops) >= conf.TRUSTED_PROXIES else ""
        return _plain(candidate) or address
    return address


def _plain(address):
    """An IP address in its usual spelling, without a zone, in which anything might stand; empty for what is none."""
    try:
        return str(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return ""


def vouched_address(request) -> str:
    """The reader's address, said and signed by one of the site's own front ends, which send comments from a server of
    theirs; empty without one.

    A signature that is not good is as if there were none: then all their readers share one address, and nothing is lost.
    """
    address = request.headers.get("Coprod-Reader-Address", "")
    given = request.headers.get("Coprod-Signature", "")
    if not address or not any(is_signed(secret, address.encode(), given) for secret in conf.FRONTEND_SECRETS):
        if address and conf.FRONTEND_SECRETS:
            logger.warning("A front end's signature of a reader's address was not good.")
        return ""
    return _plain(address)


class Origin:
    """The answer to "whose page sent this?"."""

    SAME = "same"  #: ours, or one of the allowed origins
    UNKNOWN = "unknown"  #: the browser said nothing: taken in, with a sign for the moderator
    FOREIGN = "foreign"  #: another site's page: refused


def origin_of(request, site=None) -> str:
    """One of `Origin`'s values for something that is sent to `site`, from ``Sec-Fetch-Site`` and ``Origin`` (Fetch Metadata, RFC 6454).

    The browser itself writes ``Sec-Fetch-Site``, so ``same-origin`` is enough even where a strict referrer policy
    makes ``Origin`` "null". Another origin passes only by name.
    """
    sent_from = request.headers.get("Sec-Fetch-Site", "").lower()
    origin = plain_origin(request.headers.get("Origin", ""))
    if is_allowed_origin(origin, site):
        return Origin.SAME
    if sent_from == "same-origin":
        return Origin.SAME
    if sent_from in {"cross-site", "same-site"}:
        return Origin.FOREIGN
    if not origin:
        # No browser sent it. A front end of ours that says so itself is known; its server asked its own readers' browsers.
        return Origin.SAME if vouched_address(request) else Origin.UNKNOWN
    own = f"{request.scheme}://{request.get_host()}".lower()
    return Origin.SAME if origin == own else Origin.FOREIGN
