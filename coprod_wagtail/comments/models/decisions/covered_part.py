from django.db import models

from ...covering.kinds import Kind
from ..comment import ReaderComment


class CoveredPart(models.Model):
    """Words of a comment that moderators took out of it: a phone number, say. Something else stands in their place in the
    comment's `body`.

    In a table of its own, so that nothing which lists, searches, exports or draws comments can show them: the private page of
    the comment and the moderators' screens alone ask for them, for `conf.KEEP_COVERED_DAYS`. `ReaderComment.has_covered` says
    that there ever were some. Rows are made and changed by actions only.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    comment = models.ForeignKey(ReaderComment, on_delete=models.CASCADE, related_name="covered_parts", editable=False)
    kind = models.CharField(max_length=10, choices=Kind, editable=False)
    words = models.TextField(editable=False)
    #: What stands there instead, and where it begins in the `body`.
    stand_in = models.CharField(max_length=200, editable=False)
    at = models.PositiveIntegerField(editable=False)
    covered_at = models.DateTimeField(editable=False, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        # A number, never a word or a name.
        return f"Covered part {self.pk}"
