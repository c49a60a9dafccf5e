"""One name for the present state of everything that editors look after, for sites that say ETAG_BEFORE_DRAWING.

It is kept in the cache, and changes with every row that is saved or deleted, of the package, of Wagtail and of the site
itself. A model whose rows readers never see, or that has a version of its own, says so with ``makes_pages_stale = False``;
those of Django and Wagtail stand here, and an app can name those of others (`FeatureConfig.quiet_models`). So a kind of
content that nobody thought of counts.
"""

import logging
import secrets
import time

from django.core.cache import caches
from django.db import transaction
from wagtail.images.models import AbstractRendition

from coprod_wagtail.conf import conf
from coprod_wagtail.features import quiet_models

logger = logging.getLogger(__name__)

KEY = "coprod:content"
#: After this long it gets a new name in any case.
DAY = 86_400
#: Seconds after a change in which nobody is told that all is as it was: who loaded a page before the change may still be
#: drawing it.
SETTLED = 10

#: Apps of Django, Wagtail and what Wagtail works with whose rows readers never see: who signs in, what the admin and the
#: tasks remember, and search indexes, which follow rows that count themselves.
QUIET_APPS = {
    "admin",
    "contenttypes",
    "django_tasks_database",
    "modelsearch",
    "sessions",
    "wagtailsearch",
    "wagtailusers",
}
#: Models of Wagtail's that remember what editors did. A page that shows it is saved itself.
QUIET_MODELS = {
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
    # The rows between two models are the one's that has the field.
    model = sender._meta.auto_created or sender
    return (
        not getattr(model, "makes_pages_stale", True)
        or model._meta.app_label in QUIET_APPS
        or model._meta.label in QUIET_MODELS | quiet_models()
        or issubclass(sender, AbstractRendition)  # made by drawing a page
        or (update_fields is not None and set(update_fields) == {"last_login"})
    )
