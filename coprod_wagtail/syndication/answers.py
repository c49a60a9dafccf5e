"""A feed as an answer over HTTP: its headers, who may keep it, and when it has not changed since."""

import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from coprod_wagtail.caching.cached_urls import on_a_purged_host
from coprod_wagtail.caching.content_usage import is_kept_from_training, say_usage
from coprod_wagtail.caching.responses import is_personal, open_to_all, seal, strong_etag
from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.languages import say_language

from .entries import Entry, FeedInfo, writable
from .formats import FeedFormat

logger = logging.getLogger(__name__)

#: A moment in HTTP is a whole second, in which a feed may be two things.
SETTLED = 2
#: For so many seconds it is known since when a feed is what it is; after that it is taken for a new one.
MONTH = 30 * 86_400


def feed_response(
    request: HttpRequest, page: Any, info: FeedInfo, entries: Sequence[Entry], kind: FeedFormat, *, purged: bool = True
) -> HttpResponse:
    """The answer to whoever asks for a feed in the format `kind`, or 304 where they have it already. Everybody may see what is
    in it. `page` is one on the site whose feed it is: purges reach the feed on the hosts that they reach that page on, unless it is not `purged`."""
    info = writable(info)
    response = say_usage(request, HttpResponse(kind.write(info, entries), content_type=kind.content_type))
    say_language(response)
    if info.hub:
        # Formats that are no XML are found by these only (WebSub, 4).
        response.headers["Link"] = f'<{info.hub}>; rel="hub", <{info.feed_url}>; rel="self"'
    if is_personal(request, response):
        return seal(response)
    own = purged and urlsplit(info.feed_url).path == request.get_full_path() and on_a_purged_host(page, request)
    etag = strong_etag(translation.get_language(), is_kept_from_training(request), response.content)
    answer: HttpResponse = open_to_all(
        request,
        response,
        purgeable=own,
        etag=etag,
        last_modified=_since_when(info.feed_url, etag) if own else None,
    )
    return answer


def _since_when(feed_url, etag):
    """Since when the feed is what it is; None where it has changed just now, or nobody knows.

    Not the newest date in it: when something is taken off the site, that goes back, and who asks by dates only would keep what
    is gone. So the cache remembers when each feed was first seen as it is.
    """
    key = f"coprod:feed:{sha256(feed_url.encode()).hexdigest()[:32]}"
    try:
        cache = caches[conf.CACHE]
        known, since = cache.get(key) or ("", 0.0)
        if known != etag:
            since = time.time()
            cache.set(key, (etag, since), MONTH)
    except Exception:
        logger.warning("The cache does not answer, so a feed does not say since when it is as it is.", exc_info=True)
        return None
    return datetime.fromtimestamp(since, UTC) if time.time() - since >= SETTLED else None
