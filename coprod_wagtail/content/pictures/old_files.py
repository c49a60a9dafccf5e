"""Files that no picture has any more, and that the storage would not delete at once: tried again until it does.

Until then they can be read by whoever knows where they were.
"""

import logging
from collections.abc import Collection
from datetime import timedelta
from functools import partial

from django.core.files.storage import Storage
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model

from coprod_wagtail.outbox.constants import FIRST, Problem
from coprod_wagtail.outbox.kinds import Kind, Outcome

logger = logging.getLogger(__name__)

#: What storages are called here: the one of originals, and the one of the sizes that are made of them.
ORIGINALS, SIZES = "originals", "sizes"


def storage_of(destination: str) -> Storage:
    """The storage that the site has for `ORIGINALS` or for `SIZES`."""
    model = get_image_model()
    model = model if destination == ORIGINALS else model.get_rendition_model()
    storage: Storage = model._meta.get_field("file").storage
    return storage


def not_in_use(destination: str, names: Collection[str]) -> list[str]:
    """Those of the names that no row has. A storage that lets a second file take the place of a first one may have given
    two pictures one file. One query."""
    model = get_image_model()
    model = model if destination == ORIGINALS else model.get_rendition_model()
    used = set(model._base_manager.filter(file__in=list(names)).values_list("file", flat=True))
    return [name for name in names if name and name not in used]


class OldFilesKind(Kind):
    name = "old_files"
    label = _("Old files of pictures")
    rank = FIRST
    pauses = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
    patience = timedelta(days=30)
    #: It holds names of files, which may be people's.
    kept = False

    def prepare(self, message):
        names = not_in_use(message.destination, message.payload["files"])
        return partial(_delete, storage_of(message.destination), names) if names else Outcome()


def _delete(storage, names, deadline):
    failed = 0
    for name in names:
        try:
            storage.delete(name)
        except Exception:  # each storage has its own
            failed += 1
    if failed:
        logger.error("%s old files of pictures still cannot be deleted, and can be read.", failed)
    return Outcome(Problem.REFUSED if failed else Problem.NONE)
