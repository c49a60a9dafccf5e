from collections.abc import Mapping

from django.db import models

from coprod_wagtail.text.plain_text import to_html

from ..constants import CONTENT_NOTE_LENGTH, labels_of_signs
from .comment import ReaderComment


class ProposedEdit(models.Model):
    """New words, or a new name, that the writer of a comment wants for it: they wait to be read, while those that somebody
    approved stay.

    One a comment, and in a table of its own, so that nothing which lists, searches, exports or draws comments can show
    words that nobody has read. `ReaderComment.edit_waits` says that there is one. Rows are made and changed by actions only.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    comment = models.OneToOneField(
        ReaderComment, on_delete=models.CASCADE, primary_key=True, related_name="proposed_edit", editable=False
    )
    body = models.TextField(editable=False)
    author_name = models.CharField(max_length=200, blank=True, editable=False)
    content_note = models.CharField(max_length=CONTENT_NOTE_LENGTH, blank=True, default="", editable=False)
    #: Of the new words; empty where nobody knows.
    language = models.CharField(max_length=100, blank=True, default="", editable=False)
    proposed_at = models.DateTimeField(editable=False)
    #: Why a moderator may want to look twice at these words.
    signs = models.JSONField(default=list, blank=True, editable=False)

    #: As of a comment.
    sign_details: Mapping[str, str] = {}

    class Meta:
        default_permissions = ()

    def __str__(self):
        # As of the comment: a number, never a name or words.
        return str(self.comment)

    @property
    def sign_labels(self) -> list[str]:
        """What each sign says, in words."""
        return labels_of_signs(self.signs, self.sign_details)

    @property
    def body_html(self) -> str:
        """The new words as safe HTML, as the comment would have them."""
        return to_html(self.body)
