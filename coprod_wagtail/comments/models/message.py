from django.conf import settings
from django.db import models
from django.utils import timezone

from coprod_wagtail.text.plain_text import to_html

from .comment import ReaderComment


class MessageToWriter(models.Model):
    """What a moderator wrote to the writer of a comment, and the one answer to it. `body` is empty where they said no more than why
    the comment does not show (see `DecisionGround`), which can be answered, too.

    In a table of its own, so that nothing which lists, searches or draws comments can show it: the private page of the
    comment and the moderators' screens alone ask for it. It goes with the words of the comment. While an answer waits to be
    read, the comment's `answer_waits_since` says so. Rows are made and changed by actions only.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    comment = models.ForeignKey(
        ReaderComment, on_delete=models.CASCADE, related_name="messages_to_writer", editable=False
    )
    body = models.TextField(blank=True, editable=False)
    #: The moment of the decision that it came with, which is the comment's `status_since` where that changed its status.
    written_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    #: Who wrote it: somebody else reads the answer where there is anybody (see `correspondence.readers`).
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    answer = models.TextField(blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    #: When a moderator was done with the answer.
    closed_at = models.DateTimeField(null=True, editable=False)

    #: Who should read the answer, in words: set where that is shown.
    for_whom = ""

    class Meta:
        default_permissions = ()

    def __str__(self):
        # A number, never a word or a name.
        return f"Message to the writer {self.pk}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def waits(self) -> bool:
        """Whether there is an answer that nobody is done with."""
        return self.answered_at is not None and self.closed_at is None

    @property
    def body_html(self) -> str:
        """The moderator's words as safe HTML; empty without any."""
        return to_html(self.body) if self.body else ""

    @property
    def answer_html(self) -> str:
        """The answer as safe HTML; empty without one."""
        return to_html(self.answer) if self.answer else ""
