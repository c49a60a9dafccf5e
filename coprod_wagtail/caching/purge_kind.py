"""The kind of outgoing message that has a cache in front of the site let go of its copies.

Each cache that the site names in WAGTAILFRONTENDCACHE is a destination of its own, so that one that hangs keeps no words in
the others. A payload says what to let go of: `pages` by their ids, if asked with the pages that show something of them;
whole `urls`, of what may be gone by then; a `branch`, or the `newest` pages below some, which are parted into pages.
"""

import logging
from datetime import timedelta
from functools import partial
from threading import get_ident

from django.apps import apps
from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coprod_wagtail.outbox.constants import FIRST, FIRST_OF_MANY, Problem
from coprod_wagtail.outbox.kinds import Kind, Outcome
from coprod_wagtail.outbox.rows import store
from coprod_wagtail.swap import get_page_model

from .cached_urls import cached_urls
from .responses import CacheablePageMixin

#: A change that shows on every page throws this many out, the newest first. For the rest the clock runs out.
MOST_PAGES = 1000
#: So many pages, and so many URLs, are let go of in one try: each has some twenty.
PAGES_AT_ONCE, URLS_AT_ONCE = 25, 500


def cache_names() -> list[str]:
    """The caches in front of the site that can be told, by the names that the site has given them."""
    if not apps.is_installed("wagtail.contrib.frontend_cache"):
        return []
    named = getattr(settings, "WAGTAILFRONTENDCACHE", None)
    if named is None:
        return ["default"] if getattr(settings, "WAGTAILFRONTENDCACHE_LOCATION", None) is not None else []
    return list(named)


class PurgeKind(Kind):
    name = "purge"
    label = _("Copies in caches")
    rank = FIRST
    pauses = (
        timedelta(seconds=10),
        timedelta(seconds=30),
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=15),
    )
    #: By then the copies have been dropped by the clock.
    patience = timedelta(days=1)
    #: It holds URLs, some of them of pages that were made private.
    kept = False

    def prepare(self, message):
        payload, name = message.payload, message.destination
        if name not in cache_names():
            return Outcome()
        if payload["what"] in {"branch", "newest"}:
            self._part(payload, name)
            return Outcome()
        urls = payload["urls"] if payload["what"] == "urls" else sorted(urls_of(payload["ids"], payload["shown"]))
        if len(urls) > URLS_AT_ONCE:
            self._store_parts(name, "urls", urls, URLS_AT_ONCE, FIRST)
            return Outcome()
        return partial(_purge, urls, name) if urls else Outcome()

    def _part(self, payload, name):
        """Store what there is to do as many small messages: those who let go of one comment's copies come in between."""
        if payload["what"] == "branch":
            ids, shown = list(_branch(payload["id"]).values_list("pk", flat=True)), True
        else:
            newest_first = F("last_published_at").desc(nulls_last=True)
            found = [
                _branch(pk).order_by(newest_first).values_list("pk", flat=True)[:MOST_PAGES] for pk in payload["ids"]
            ]
            ids, shown = [pk for pks in found for pk in pks], False
        self._store_parts(name, "pages", ids, PAGES_AT_ONCE, FIRST_OF_MANY, shown=shown)

    def _store_parts(self, name, what, things, at_once, rank, **facts):
        field = "urls" if what == "urls" else "ids"
        parts = [things[start : start + at_once] for start in range(0, len(things), at_once)]
        # Nobody rings for them: whoever sends this one goes on with them.
        store(self, [(name, {"what": what, field: part, **facts}) for part in parts], rank=rank)


def urls_of(page_ids, with_what_shows_them) -> set[str]:
    """Every URL at which a cache may keep something of these pages, and if asked of those that show them."""
    pages = get_page_model()._default_manager.filter(pk__in=page_ids).specific()
    found = set()
    for page in _with_what_shows_them(pages) if with_what_shows_them else pages:
        found |= cached_urls(page)
    return found


def _branch(page_id):
    pages = get_page_model()._default_manager
    top = pages.filter(pk=page_id).first()
    return top.get_descendants(inclusive=True).live().type(CacheablePageMixin) if top else pages.none()


def _with_what_shows_them(pages):
    """The specific pages, each once, and those that say they change when one of these does."""
    seen, showing = set(), set()
    for page in pages:
        seen.add(page.pk)
        if isinstance(page, CacheablePageMixin):
            showing |= {shown.pk for shown in page.get_pages_that_show_it()}
        yield page
    yield from get_page_model()._default_manager.filter(pk__in=showing - seen).specific()


def _purge(urls, name, deadline):
    """Wagtail's own task, done here and now: enqueued, it would wait behind everything else."""
    from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task  # noqa: PLC0415, the app may not be installed

    with _Errors() as errors:
        purge_urls_from_cache_task.func(urls, None, [name])
    return Outcome(Problem.REFUSED if errors.seen else Problem.NONE)


class _Errors(logging.Handler):
    """Whether something was logged as an error: Wagtail's backends say in no other way that a cache did not do it."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.seen, self._thread = False, get_ident()

    def emit(self, record):
        self.seen = self.seen or record.thread == self._thread

    def __enter__(self):
        logging.getLogger("wagtail.frontendcache").addHandler(self)
        return self

    def __exit__(self, *error):
        logging.getLogger("wagtail.frontendcache").removeHandler(self)
