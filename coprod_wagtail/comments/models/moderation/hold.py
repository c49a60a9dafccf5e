import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

#: How long the reason of a hold may be, in characters.
REASON_LENGTH = 500


class Held(models.TextChoices):
    WRITER = "writer", pgettext_lazy("what is held", "What this writer sends, by their confirmed e-mail address")
    FLOOD = "flood", pgettext_lazy("what is held", "What comes from the same place as this flood")


class HoldQuerySet(models.QuerySet["Hold"]):
    def in_force(self) -> Self:
        return self.filter(ended_at=None, until__gt=timezone.now())

    def over(self, before) -> Self:
        """Those that ended, by themselves or by somebody, before this moment."""
        return self.filter(Q(ended_at__lt=before) | Q(until__lt=before))


class Hold(models.Model):
    """For a while, everything that one writer sends, or that comes from one place, waits to be read, wherever comments show
    straight away, and a sign says so.

    Who that is, no row says: comments that belong together have `number` in common (`ReaderComment.hold_number`), which
    is random. Rows are made and changed by actions only.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=6, choices=Held, editable=False)
    reason = models.CharField(max_length=REASON_LENGTH, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    #: It ends by itself then.
    until = models.DateTimeField(editable=False, db_index=True)
    #: When somebody ended it before.
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = HoldQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        # A number, never a name or a reason.
        return f"Hold {self.pk}"

    @property
    def is_in_force(self) -> bool:
        return self.ended_at is None and self.until > timezone.now()
