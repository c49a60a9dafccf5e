"""Work for after the answer, when somebody's transaction is safely committed. Arguments are ids, never words."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task

from coprod_wagtail.conf import conf

from .constants import KEYED, KEYED_WINDOW
from .models import ReaderComment


@task()
def forget_old_forms():
    """Drop what tells a repeat of a form `conf.REPEAT_SECONDS` after it was sent: it has done its work."""
    cutoff = timezone.now() - timedelta(seconds=conf.REPEAT_SECONDS)
    # Few comments still have a key. Said like this, every database finds them in its index; of those that are "not null"
    # and old, SQLite would rather look at each old comment whether it has one.
    old = ReaderComment.objects.filter(repeat_key__gt="", received_at__lte=cutoff).exclude(
        repeat_key__startswith=KEYED, received_at__gt=timezone.now() - KEYED_WINDOW
    )
    # Ids first: an UPDATE over a range would lock out, on MariaDB, everybody who sends a comment at this moment.
    pks = list(old.order_by("repeat_key").values_list("pk", flat=True)[:500])
    if not pks:
        return
    # And those somebody decides about at this moment are left for the next time: they hold one row of a thread and want
    # another, which we might have.
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        free = ReaderComment.objects.filter(pk__in=pks).select_for_update(skip_locked=skip)
        pks = list(free.values_list("pk", flat=True))
        ReaderComment.objects.filter(pk__in=pks).update(repeat_key=None, repeat_digest="")
