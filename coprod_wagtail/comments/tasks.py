"""Work for after the answer, when somebody's transaction is safely committed. Arguments are ids, never words."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from coprod_wagtail.conf import conf

from .models import ReaderComment


@task()
def forget_old_forms():
    """Drop what tells a repeat of a form `conf.REPEAT_SECONDS` after it was sent: it has done its work."""
    cutoff = timezone.now() - timedelta(seconds=conf.REPEAT_SECONDS)
    old = ReaderComment.objects.filter(repeat_key__isnull=False, received_at__lte=cutoff)
    # Ids first: an UPDATE over a range would lock out, on MariaDB, everybody who sends a comment at this moment.
    pks = list(old.values_list("pk", flat=True)[:500])
    if pks:
        ReaderComment.objects.filter(pk__in=pks).update(repeat_key=None, repeat_seal="")
