"""What is let go of when nothing belongs to a hold any more."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from ..models import Hold, ReaderComment

#: After a hold ended, moderators can still read that there was one. And for so long a flood may be held.
_KEPT = timedelta(days=90)


def leave(comment: ReaderComment) -> None:
    """`comment`, which is being erased, belongs to nothing any more; a hold that held nothing else goes, with its reason. Two
    queries, none where it belongs to nothing. For the transaction that clears its `hold_number`."""
    if comment.hold_number and not ReaderComment.objects.filter(hold_number=comment.hold_number).exclude(pk=comment.pk):
        Hold.objects.filter(number=comment.hold_number).delete()


def drop_empty() -> int:
    """Drop holds to which no comment belongs any more, because these went with their pages; how many these were. One query where
    there are none."""
    return Hold.objects.filter(~Exists(ReaderComment.objects.filter(hold_number=OuterRef("number")))).delete()[0]


def forget_old_holds(now: datetime) -> int:
    """Drop holds that ended long ago, or to which nothing belongs, and the numbers of what is not held; how many holds these
    were."""
    gone = drop_empty() + Hold.objects.over(now - _KEPT).delete()[0]
    held = Hold.objects.filter(number=OuterRef("hold_number"))
    loose = ReaderComment.objects.filter(hold_number__isnull=False, received_at__lt=now - _KEPT)
    loose.filter(~Exists(held)).update(hold_number=None)
    return gone
