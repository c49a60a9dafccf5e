from django.conf import settings
from django.db import models

#: Characters of what somebody calls theirs; and so many may one person keep.
NAME_LENGTH, MOST = 60, 20


class SavedFilter(models.Model):
    """What one moderator filters the list by, under a name of their own; nobody else sees it.

    `query` is the part of the list's address that says so, without what was searched for: that may be the name of a reader,
    which is not to stay here when their comments have gone.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        # For queries that begin at the user; the user's own class gets no attribute.
        related_query_name="coprod_saved_filter",
        editable=False,
    )
    name = models.CharField(max_length=NAME_LENGTH)
    query = models.CharField(max_length=500, editable=False)

    class Meta:
        default_permissions = ()
        ordering = ["name", "pk"]

    def __str__(self):
        return f"Saved filter {self.pk}"
