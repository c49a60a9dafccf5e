from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..constants import CameBy, Consent
from .comment import ReaderComment


class TypedInForSomeone(models.Model):
    """How a comment came that somebody in the admin typed in for its writer. It holds nobody's words, and goes when the
    comment is erased. Rows are made by actions only."""

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    comment = models.OneToOneField(
        ReaderComment, on_delete=models.CASCADE, primary_key=True, related_name="typed_in", editable=False
    )
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    came_by = models.CharField(_("how it came"), max_length=10, choices=CameBy, editable=False)
    consent = models.CharField(_("how the person agreed"), max_length=10, choices=Consent, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        # As of the comment: a number, never a name or words.
        return str(self.comment)
