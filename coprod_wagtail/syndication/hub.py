"""Tells the site's WebSub hub that feeds have something new, so that it fetches them and hands that on to who reads them.

How a hub is told is not in the standard (W3C WebSub, 5); what hubs take is that of its forerunner: ``hub.mode=publish`` and
the address of each feed as ``hub.url`` (PubSubHubbub 0.3, 7.1).
"""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

import coprod_wagtail
from coprod_wagtail.conf import conf
from coprod_wagtail.outbox.constants import Problem
from coprod_wagtail.outbox.http import post
from coprod_wagtail.outbox.kinds import Kind, Outcome
from coprod_wagtail.outbox.queue import hand_over

logger = logging.getLogger(__name__)

#: So many feeds are named in one message.
MOST_FEEDS = 100
#: The only destination: a site has one hub, whose address is in its settings.
HUB = "hub"


def tell_hub(feed_urls: Callable[[], Iterable[str]]) -> None:
    """Have the hub told, after the present transaction is committed, that the feeds at these whole addresses have something new.
    `feed_urls` is asked only where the site names a hub. What goes wrong in it is logged: nothing stays unpublished for it."""
    if not conf.WEBSUB_HUB:
        return
    try:
        urls = list(dict.fromkeys(feed_urls()))
    except Exception:
        logger.exception("The hub of the feeds could not be told of a change.")
        return
    for start in range(0, len(urls), MOST_FEEDS):
        hand_over(HubKind(), HUB, {"urls": urls[start : start + MOST_FEEDS]})


class HubKind(Kind):
    name = "hub"
    label = _("The hub of the feeds")
    #: Of feeds that everybody may read; but nobody needs a list of them.
    kept = False

    def prepare(self, message):
        if not conf.WEBSUB_HUB:  # the site has none any more
            return Outcome(Problem.REFUSED, final=True)
        body = urlencode([("hub.mode", "publish"), *(("hub.url", url) for url in message.payload["urls"])])
        return partial(_send, conf.WEBSUB_HUB, body.encode())


def _send(url, body, deadline):
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "User-Agent": f"coprod-wagtail/{coprod_wagtail.__version__}",
    }
    status, problem = post(url, body, headers, deadline)
    return Outcome(problem, answer=status, silent=status is None)
