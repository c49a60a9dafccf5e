"""One name for the present state of everything that editors look after, for sites that say ETAG_BEFORE_DRAWING.

It is kept in the cache, and changes with every row that is saved or deleted, of the package, of Wagtail and of the site
itself. What says nothing to readers is left out by name, so a kind of content that nobody thought of counts.
"""

import logging
import secrets
import time

from django.core.cache import caches
from django.db import transaction

from coprod_wagtail.conf import conf

logger = logging.getLogger(__name__)

KEY = "coprod:content"
#: After this long it gets a new name in any case.
DAY = 86_400
#: Seconds after a change in which nobody is told that all is as it was: who loaded a page before the change may still be
#: drawing it.
SETTLED = 10

#: Apps and models whose rows readers never see, or that have a version of their own.
QUIET_APPS = {
    "admin",
    "contenttypes",
    "coprod_importers",
    "coprod_webhooks",
    "django_tasks_db",
    "modelsearch",
    "sessions",
    "wagtailsearch",
    "wagtailusers",
}
QUIET_MODELS = {
    "coprod_comments.Conversation",
    "coprod_comments.ReaderComment",
    "wagtailcore.EditingSession",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.PageLogEntry",
    "wagtailcore.ReferenceIndex",
    "wagtailcore.Revision",
    "wagtailcore.TaskState",
    "wagtailcore.WorkflowState",
}


def settled_version() -> str | None:
    """The name of the present state; None where it has changed just now, or nobody knows."""
    try:
        found = caches[conf.CACHE].get(KEY)
        if found is None:
            note_change()
            return None
    except Exception:
        logger.warning("The cache does not answer, so every page is drawn before its ETag is known.", exc_info=True)
        return None
    name, since = found
    return name if time.time() - since >= SETTLED else None


def note_change():
    """Give the present state a new name."""
    caches[conf.CACHE].set(KEY, (secrets.token_hex(8), time.time()), DAY)


def note_saved(sender, using=None, update_fields=None, **kwargs):
    """A receiver for Django's signals about rows of any model."""
    if not conf.ETAG_BEFORE_DRAWING or _is_quiet(sender, update_fields):
        return
    transaction.on_commit(note_change, using=using, robust=True)


def note_moved(**kwargs):
    """A receiver for Wagtail's signal that a page moved, which happens past Django's signals."""
    if conf.ETAG_BEFORE_DRAWING:
        transaction.on_commit(note_change, robust=True)


def _is_quiet(sender, update_fields):
    from wagtail.images.models import AbstractRendition

    return (
        sender._meta.app_label in QUIET_APPS
        or sender._meta.label in QUIET_MODELS
        or issubclass(sender, AbstractRendition)  # made by drawing a page
        or (update_fields is not None and set(update_fields) == {"last_login"})
    )
