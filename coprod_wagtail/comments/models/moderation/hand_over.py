from django.conf import settings
from django.db import models
from django.utils import timezone

from ..comment import ReaderComment

#: Characters of what goes along with it.
HANDED_NOTE_LENGTH = 500


class HandOver(models.Model):
    """One moderator has asked another to decide about a comment. It is with one at a time.

    The row goes when somebody decides, when it is given back, and with the comment; what was said with it, too. Rows are made and
    changed by actions only, which keep `ReaderComment.handed_since`.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    comment = models.OneToOneField(
        ReaderComment, on_delete=models.CASCADE, primary_key=True, related_name="hand_over", editable=False
    )
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    note = models.CharField(max_length=HANDED_NOTE_LENGTH, blank=True, editable=False)
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        # Never the note: it may stand in logs.
        return f"Hand-over of comment {self.pk}"
