from django.db import models

from coprod_wagtail.text.plain_text import to_html

from ..constants import CONTENT_NOTE_LENGTH
from .comment import ReaderComment


class TakenBackWords(models.Model):
    """What the writer of a comment took back: kept for some days, in case it is to come back, and then erased.

    They are moved here, out of the comment's own row, so that nothing which lists, searches, exports or draws comments can
    show them by mistake: the comment's private page alone asks for them. Rows are made and changed by actions only.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    comment = models.OneToOneField(
        ReaderComment, on_delete=models.CASCADE, primary_key=True, related_name="taken_back", editable=False
    )
    body = models.TextField(editable=False)
    author_name = models.CharField(max_length=200, blank=True, editable=False)
    content_note = models.CharField(max_length=CONTENT_NOTE_LENGTH, blank=True, default="", editable=False)
    author_email = models.EmailField(blank=True, editable=False)
    #: The status of the comment before.
    was = models.CharField(max_length=10, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        # As of the comment: a number, never a name or words.
        return str(self.comment)

    @property
    def body_html(self) -> str:
        """The words as safe HTML, as the comment had them."""
        return to_html(self.body)
