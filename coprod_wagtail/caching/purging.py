"""Throws pages out of the cache in front of the site when what they show has changed.

Needs ``wagtail.contrib.frontend_cache``, which knows the caches and already purges a page that is published or
unpublished. What is added here is everything that shows something of it: the lists it stands in, its feed, the pages
of its conversation, and the URLs that it had before.

Everything is purged twice: at once, and again a little later. Whoever loaded the page just before the change may still be
drawing it, and the cache takes their copy in after it was told to forget.

What is to be purged is stored with the change, as rows of the outbox, and stays there until it is done.

Nothing here ever fails whoever changed a page: what went wrong is in the log.
"""

import logging
from datetime import timedelta
from functools import wraps

from wagtail.models import Site

from coprod_wagtail.outbox.queue import hand_over_all
from coprod_wagtail.portions import portions
from coprod_wagtail.swap import get_page_model

from .cached_urls import cached_urls
from .purge_kind import PAGES_AT_ONCE, URLS_AT_ONCE, PurgeKind, cache_names
from .responses import CacheablePageMixin

logger = logging.getLogger(__name__)

#: No page takes longer than this to be drawn and to arrive.
ON_THE_WAY = timedelta(seconds=30)


def purges() -> bool:
    """Whether there is a cache in front of the site that can be told."""
    return bool(cache_names())


def purge_soon(page_ids, *, with_what_shows_them=False):
    """Purge these pages after commit, and if asked the pages that say they change when one of them does."""
    page_ids = sorted({pk for pk in page_ids if pk})
    parts = portions(page_ids, PAGES_AT_ONCE)
    _let_go_of([{"what": "pages", "ids": part, "shown": with_what_shows_them} for part in parts])


def purge_urls_soon(urls):
    """Purge whole URLs after commit."""
    urls = sorted(urls)
    _let_go_of([{"what": "urls", "urls": part} for part in portions(urls, URLS_AT_ONCE)])


def _let_go(**payload):
    _let_go_of([payload])


def _let_go_of(payloads):
    for name in cache_names():
        for wait in (timedelta(0), ON_THE_WAY):
            hand_over_all(PurgeKind(), [(name, payload) for payload in payloads], wait=wait)


def never_fatal(receiver):
    """Run a receiver of a signal only where there is a cache to be told, and log what goes wrong in it."""

    @wraps(receiver)
    def wrapped(**kwargs):
        if not purges():
            return
        try:
            receiver(**kwargs)
        except Exception:
            logger.exception("The cache in front of the site could not be told of a change (%s).", receiver.__name__)

    return wrapped


@never_fatal
def page_changed(instance, **kwargs):
    """A page was published or unpublished. It may be gone when it is purged, and with it the last page of the list it
    stands in; so their addresses are found now."""
    if isinstance(instance, CacheablePageMixin):
        parent = instance.get_parent()
        purge_urls_soon(cached_urls(instance) | (cached_urls(parent.specific) if parent.depth > 1 else set()))
        purge_soon(page.pk for page in instance.get_pages_that_show_it())


@never_fatal
def page_moved(instance, parent_page_before, parent_page_after, url_path_before, url_path_after, **kwargs):
    if url_path_before != url_path_after:
        _purge_branch_at(instance, url_path_before)
        # When many move at once, the last page of the list they leave may be gone before it is purged.
        purge_urls_soon(cached_urls(parent_page_before.specific))
        purge_soon([parent_page_after.pk])
        _let_go(what="branch", id=instance.pk)


@never_fatal
def page_got_another_slug(instance, instance_before, **kwargs):
    _purge_branch_at(instance, instance_before.url_path)
    parent = instance.get_parent()
    purge_soon([parent.pk if parent.depth > 1 else None])
    _let_go(what="branch", id=instance.pk)


def _purge_branch_at(page, url_path):
    """The page and those below it, at the URLs they had when `page` was at `url_path`."""
    urls = set()
    # No `iterator()`: behind a pooler such as PgBouncer its cursor would be gone at the second step.
    for one in page.get_descendants(inclusive=True).live().specific():
        urls |= cached_urls(one, url_path + one.url_path[len(page.url_path) :])
    purge_urls_soon(urls)


@never_fatal
def page_access_changed(instance, **kwargs):
    """A page, and all below it, was made private or public again."""
    parent = instance.page.get_parent()
    purge_soon([instance.page_id, parent and parent.pk])
    _let_go(what="branch", id=instance.page_id)


@never_fatal
def site_setting_changed(instance, **kwargs):
    """Words that stand on every page of a site, in each of its languages."""
    roots = [root.root_path for root in Site.get_site_root_paths() if root.site_id == instance.site_id]
    tops = get_page_model()._default_manager.filter(url_path__in=roots)
    _let_go(what="newest", ids=sorted(tops.values_list("pk", flat=True)))
