"""How much comes from one place, or of one kind, counted for a while in the cache.

Nothing here can be traced to anybody: what is counted stands under a keyed fingerprint, and is forgotten.
"""

import ipaddress
import logging
import time
from dataclasses import dataclass

from django.core.cache import caches

from coprod_wagtail.conf import conf

from .fingerprints import fingerprint

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Quota:
    """How much of something there may be from one place, and how much of that is left."""

    name: str
    #: How often in so many seconds.
    limit: int
    window: int
    #: How often there has been, this time included.
    used: int
    #: Until counting begins anew.
    seconds: int

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)

    @property
    def is_exceeded(self) -> bool:
        return self.used > self.limit


def place_of(address: str) -> str:
    """What is counted as one place for a client's `address`. One household has many addresses of IPv6, all of which begin
    with the same 64 bits."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    # A server that listens for both kinds at once sees an address of IPv4 inside one of IPv6 (RFC 4291, 2.5.5.2).
    found = getattr(found, "ipv4_mapped", None) or found
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


def count(what: str, whose: str, seconds: int) -> int | None:
    """How many of `what` there are from `whose` in the present stretch of so many seconds, with this one.

    0 where the cache keeps nothing, and None where it does not answer.
    """
    seconds = max(seconds, 1)
    cache, stretch = caches[conf.CACHE], int(time.time()) // seconds
    key = f"coprod:{what}:{stretch}:{fingerprint(what, whose)[:32]}"
    try:
        cache.add(key, 0, seconds)
        return cache.incr(key)
    except ValueError:  # it went between the two, or the cache is none
        return 0
    except Exception:
        log_no_answer()
        return None


def log_no_answer():
    """Say in the log, with the exception of the moment, that nothing is counted because the cache is down."""
    logger.warning("The cache does not answer, so nobody counts how many comments come.", exc_info=True)
