"""How much comes from one place, or to one page, counted for a few minutes in the cache.

Libraries and care homes share one address, and so do all readers of a front end that sends from its server. So many
comments only leave a sign for the moderator. What is refused is more than any number of people would send.

Nothing here can be traced to anybody: a place is counted under a keyed fingerprint of its address, and forgotten.
"""

import ipaddress
import time

from django.core.cache import caches

from coprod_wagtail.conf import conf

from . import tokens

_MINUTE = 60


def seconds_to_wait(address: str) -> int:
    """Count an attempt from `address`; how many seconds it has to wait if there were too many in this minute, else 0."""
    limit = conf.FLOOD_PER_MINUTE
    if not limit or _count("flood", _place(address), _MINUTE) <= limit:
        return 0
    return _MINUTE - int(time.time()) % _MINUTE


def many_at_once(address: str, page_id: int) -> bool:
    """Count a comment; whether there are many now from `address`, or on this page."""
    counted = [
        (conf.MANY_FROM_ADDRESS, _count("address", _place(address), conf.MANY_SECONDS)),
        (conf.MANY_ON_PAGE, _count("page", str(page_id), conf.MANY_SECONDS)),
    ]
    return any(limit and number > limit for limit, number in counted)


def _place(address):
    """One household has many addresses of IPv6, all of which begin with the same 64 bits."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


def _count(what, whose, seconds):
    """How many there are in the present stretch of so many seconds, with this one. 0 where the cache keeps nothing."""
    seconds = max(seconds, 1)
    cache, stretch = caches[conf.CACHE], int(time.time()) // seconds
    key = f"coprod:{what}:{stretch}:{tokens.fingerprint(what, whose)[:32]}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it went between the two, or the cache is none
        return 0
