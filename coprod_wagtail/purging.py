"""Throws pages out of the cache in front of the site when what they show has changed.

Needs ``wagtail.contrib.frontend_cache``, which knows the caches and already purges a page that is published or
unpublished. What is added here is everything that shows something of it: the lists it stands in, its feed, and the pages
of its conversation.
"""

from functools import partial

from django.apps import apps
from django.conf import settings
from django.db import transaction

from .http_cache import CacheablePageMixin
from .tasks import purge_pages


def purges() -> bool:
    """Whether there is a cache in front of the site that can be told."""
    named = hasattr(settings, "WAGTAILFRONTENDCACHE") or hasattr(settings, "WAGTAILFRONTENDCACHE_LOCATION")
    return named and apps.is_installed("wagtail.contrib.frontend_cache")


def purge_soon(page_ids):
    """Purge these pages, and what shows them, after commit."""
    page_ids = sorted({pk for pk in page_ids if pk})
    if page_ids and purges():
        transaction.on_commit(partial(purge_pages.enqueue, page_ids))


def page_changed(instance, **kwargs):
    """A page was published or unpublished. It may be gone when the task runs, so what shows it is found now."""
    if purges() and isinstance(instance, CacheablePageMixin):
        purge_soon([instance.pk, *(page.pk for page in instance.get_pages_that_show_it())])


def page_moved(instance, parent_page_before, parent_page_after, **kwargs):
    purge_soon([instance.pk, parent_page_before.pk, parent_page_after.pk])


def page_access_changed(instance, **kwargs):
    """A page, and all below it, was made private or public again."""
    if purges():
        branch = instance.page.get_descendants(inclusive=True).live().values_list("pk", flat=True)
        parent = instance.page.get_parent()
        purge_soon([*branch, parent and parent.pk])
