"""What tells a repeat of a form, and how long it is kept."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from coprod_wagtail.conf import conf

from ..constants import KEYED, KEYED_WINDOW
from ..models import ReaderComment

#: So many at once: whoever finds more goes on with the next ones.
_AT_ONCE = 500


def window_of(repeat_key: str) -> timedelta:
    """How long a form is known again by this key."""
    return KEYED_WINDOW if repeat_key.startswith(KEYED) else timedelta(seconds=conf.REPEAT_SECONDS)


def old_forms() -> QuerySet[ReaderComment]:
    """The comments whose form is known again though its window is over."""
    now = timezone.now()
    # Few comments still have a key. Said like this, every database finds them in its index; of those that are "not null"
    # and old, SQLite would rather look at each old comment whether it has one.
    found = ReaderComment.objects.filter(
        repeat_key__gt="", received_at__lte=now - timedelta(seconds=conf.REPEAT_SECONDS)
    )
    return found.exclude(repeat_key__startswith=KEYED, received_at__gt=now - KEYED_WINDOW)


def forget_forms() -> int:
    """Drop what told a repeat of up to 500 forms whose window is over; how many these were. Called again, it goes on."""
    # Ids first: an UPDATE over a range would lock out, on MariaDB, everybody who sends a comment at this moment.
    pks = list(old_forms().order_by("repeat_key").values_list("pk", flat=True)[:_AT_ONCE])
    if not pks:
        return 0
    # And those somebody decides about at this moment are left for the next time: they hold one row of a thread and want
    # another, which we might have.
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        free = ReaderComment.objects.filter(pk__in=pks).select_for_update(skip_locked=skip)
        pks = list(free.values_list("pk", flat=True))
        return ReaderComment.objects.filter(pk__in=pks).update(repeat_key=None, repeat_digest="")
