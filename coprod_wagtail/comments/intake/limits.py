"""How much comes from one place, or to one page, counted for a while in the cache; and whether words came before.

Libraries and care homes share one address, and so do all readers of a front end that sends from its server. So many
comments only leave a sign for the moderator. What is refused is more than any number of people would send.

Nothing here can be traced to anybody: a place is counted under a keyed fingerprint of its address, and forgotten; and
words leave a keyed fingerprint, and nothing of themselves.

No comment is lost for a cache that does not answer: nothing is refused then, and a sign says that nobody counted.
"""

import time
from dataclasses import dataclass

from django.core.cache import caches

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.fingerprints import fingerprint
from coprod_wagtail.gateway.throttle import Quota, count, log_no_answer, place_of

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
#: For a library, or a care home, in which people follow the same page at once.
_MAILS_AN_HOUR = 30
#: Of words that many people say, such as "Thank you" or "I agree", nobody is told that somebody said them before.
_LONG = 40


def attempt(address: str) -> Quota | None:
    """Count an attempt from `address`; how many there may be in this minute. None where nothing is counted."""
    limit = conf.FLOOD_PER_MINUTE
    used = count("flood", place_of(address), _MINUTE) if limit else None
    if not used:
        return None
    return Quota("sending", limit, _MINUTE, used, seconds=_MINUTE - int(time.time()) % _MINUTE)


def asks_too_often(address: str) -> bool:
    """Count that somebody at `address` wants e-mails sent to an address they typed; whether that were too many in this hour,
    so that nobody has us write to a list of strangers. No where nobody could count."""
    return (count("mail", place_of(address), _HOUR) or 0) > _MAILS_AN_HOUR


@dataclass(frozen=True, slots=True)
class Crowd:
    """What is known of how many comments came with this one."""

    many: bool | None  #: whether many came from the same place, or to the same page; None where nobody could count
    flood_room: int  #: how many comments of floods may wait on the page if this is one of them
    busy_page: bool = False  #: whether the page got far more than usual within an hour
    busy_site: bool = False  #: whether the whole website did
    from_one_place: bool = False  #: whether the many came from the same place


def count_comment(address: str, page_id: int, site_id: int | None = None) -> Crowd:
    """Count a comment to the page with this id, on the website with that one: whether there are many now from `address`, or
    on the page, and whether page or website got far more than usual within an hour.

    A place that never hurries has a share of what may wait on one page, too: a quarter of `conf.MAX_WAITING` a day. And of
    the room for floods each place leaves half to others. What one place sends beyond its limits is not counted as the
    page's or the website's, so that it makes nobody else one of many.
    """
    place, limit, share = place_of(address), conf.MANY_FROM_CLIENT, conf.MAX_FLOOD_WAITING // 2
    now, today = count("address", place, conf.MANY_SECONDS), count("day", f"{page_id} {place}", _DAY)
    room = share if (today or 0) > share else conf.MAX_FLOOD_WAITING
    if limit and ((now or 0) > limit or (today or 0) > max(limit, conf.MAX_WAITING // 4)):
        return Crowd(True, room, from_one_place=True)
    on_page = count("page", str(page_id), conf.MANY_SECONDS)
    busy = _is_busy("busy-page", page_id, conf.BUSY_PAGE), _is_busy("busy-site", site_id, conf.BUSY_SITE)
    if (limit and None in (now, today)) or (conf.MANY_ON_PAGE and on_page is None):
        return Crowd(None, room, *busy)
    return Crowd(bool(conf.MANY_ON_PAGE and (on_page or 0) > conf.MANY_ON_PAGE), room, *busy)


def _is_busy(what: str, pk: int | None, limit: int) -> bool:
    return bool(limit and pk and (count(what, str(pk), _HOUR) or 0) > limit)


def many_reports(address: str) -> bool | None:
    """Count a report from `address`: whether many come from the same place now. None where nobody could count."""
    limit = conf.MANY_FROM_CLIENT
    used = count("report", place_of(address), conf.MANY_SECONDS) if limit else 0
    return None if used is None else used > limit > 0


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
