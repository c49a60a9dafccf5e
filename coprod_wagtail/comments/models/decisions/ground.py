from django.db import models

from ..comment import ReaderComment


class DecisionGround(models.Model):
    """Why a comment was declined or hidden, as its writer is told: a reason, which words it is about, and what would make it
    fine.

    In a table of its own, so that nothing which lists or draws comments can show it. It goes with the words of the comment.
    `ReaderComment.has_grounds` says that there ever was one. Rows are made and changed by actions only.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    comment = models.ForeignKey(ReaderComment, on_delete=models.CASCADE, related_name="grounds", editable=False)
    #: The key of a `DecisionReason`; empty where none was chosen.
    reason = models.CharField(max_length=50, blank=True, editable=False)
    #: Which words it is about: pairs of where they begin and end in the `body`, in order. Places and no words, so that what
    #: the writer has taken out of a comment is kept nowhere.
    marks = models.JSONField(default=list, blank=True, editable=False)
    #: What would make it fine, in the moderator's words.
    mend = models.TextField(blank=True, editable=False)
    #: The moment of the decision, and of the one that ended it.
    decided_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(null=True, editable=False, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        # A number, never a word or a name.
        return f"Ground of a decision {self.pk}"
