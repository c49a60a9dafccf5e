"""How much comes from one place, or to one page, counted for a few minutes in the cache; and whether words came before.

Libraries and care homes share one address, and so do all readers of a front end that sends from its server. So many
comments only leave a sign for the moderator. What is refused is more than any number of people would send.

Nothing here can be traced to anybody: a place is counted under a keyed fingerprint of its address, and forgotten; and
words leave a keyed fingerprint, and nothing of themselves.

No comment is lost for a cache that does not answer: nothing is refused then, and a sign says that nobody counted.
"""

import time

from django.core.cache import caches

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.fingerprints import fingerprint
from coprod_wagtail.gateway.throttle import count, log_no_answer, place_of

_MINUTE = 60
#: Of words that many people say, such as "Thank you" or "I agree", nobody is told that somebody said them before.
_LONG = 40


def seconds_to_wait(address: str) -> int:
    """Count an attempt from `address`; how many seconds it has to wait if there were too many in this minute, else 0."""
    limit = conf.FLOOD_PER_MINUTE
    if not limit or (count("flood", place_of(address), _MINUTE) or 0) <= limit:
        return 0
    return _MINUTE - int(time.time()) % _MINUTE


def many_at_once(address: str, page_id: int) -> bool | None:
    """Count a comment; whether there are many now from `address`, or on this page. None where nobody could count."""
    counted = [
        (conf.MANY_FROM_ADDRESS, count("address", place_of(address), conf.MANY_SECONDS)),
        (conf.MANY_ON_PAGE, count("page", str(page_id), conf.MANY_SECONDS)),
    ]
    numbers = [(limit, number) for limit, number in counted if limit]
    known = [(limit, number) for limit, number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    return any(number > limit for limit, number in known)


def same_words(body: str, form: str) -> bool | None:
    """Remember a comment's words; whether they came before, whatever their case and spaces, from another form than
    `form`. That is told of long comments only. None where nobody could tell."""
    words = " ".join(body.casefold().split())
    if not conf.SAME_WORDS_SECONDS or len(words) < _LONG:
        return False
    cache, key = caches[conf.CACHE], f"coprod:words:{fingerprint('words', words)[:32]}"
    try:
        # Taking in a comment may begin anew (see `SubmitComment`), and then these are its own words.
        return not cache.add(key, form, conf.SAME_WORDS_SECONDS) and cache.get(key, form) != form
    except Exception:
        log_no_answer()
        return None
