"""What follows when a picture has another file: the old one goes, and so do copies of pages that name it."""

import logging
from collections.abc import Collection
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.core.files.storage import Storage
from django.db import transaction
from wagtail.models import Site

from coprod_wagtail.caching.content_version import note_change
from coprod_wagtail.caching.purging import purge_soon, purge_urls_soon, purges
from coprod_wagtail.conf import conf
from coprod_wagtail.outbox.queue import hand_over

from .old_files import OldFilesKind, not_in_use, storage_of
from .usage import pages_with

logger = logging.getLogger(__name__)


def let_go_soon(image: Any, destination: str, names: Collection[str]) -> None:
    """After commit, delete these files, which `image` or sizes of it had, from the storage that `destination` names
    (`old_files`); purge them, and the pages that have the picture, from caches in front of the site; and end what ETags
    say of the present state."""
    if purges():
        purge_urls_soon({url for name in names for url in _urls(storage_of(destination), name)})
        purge_soon(pages_with([image.pk])[image.pk], with_what_shows_them=True)
    if conf.ETAG_BEFORE_DRAWING:
        transaction.on_commit(note_change, robust=True)
    transaction.on_commit(partial(_delete, destination, names), robust=True)


def _urls(storage, name):
    """Everywhere where the file answers, without what signs an address for a while."""
    try:
        url = urlsplit(storage.url(name))._replace(query="", fragment="").geturl()
    except (NotImplementedError, ValueError):
        return []
    return [f"{root.root_url}{url}" for root in Site.get_site_root_paths()] if url.startswith("/") else [url]


def _delete(destination, names):
    storage = storage_of(destination)
    left = [name for name in not_in_use(destination, names) if not delete_file(storage, name)]
    if left:
        hand_over(OldFilesKind(), destination, {"files": left}, wait=OldFilesKind.pauses[0])


def delete_file(storage: Storage, name: str) -> bool:
    """Delete it; False where that is not possible just now, which is said in the log: it goes on answering then."""
    try:
        storage.delete(name)
    except Exception:  # each storage has its own
        logger.exception("This file is needed no more, could not be deleted, and can still be read: %s", name)
        return False
    return True
