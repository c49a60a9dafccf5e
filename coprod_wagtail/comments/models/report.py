from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from ..constants import Sign
from ..reports.constants import Outcome, Reason
from .comment import ReaderComment

#: What signs say that speak of comments elsewhere.
_SIGNS = {
    Sign.MANY_AT_ONCE: _("Many reports came from the same place in a short time."),
    Sign.NOT_COUNTED: _("We could not tell whether many reports came in a short time."),
}
#: What somebody wrote, by the names of the fields.
WORDS = ("body", "name", "email", "statement", "meaning", "untrue")


class CommentReportQuerySet(models.QuerySet["CommentReport"]):
    def open(self) -> Self:
        """Those that nobody has decided about."""
        return self.filter(outcome="")

    def with_words(self) -> Self:
        """Those in which there is still something that somebody wrote, or that tells their form again."""
        return self.exclude(Q(repeat_key=None), **dict.fromkeys(WORDS, ""))


class CommentReport(models.Model):
    """What one reader told us about a comment.

    Anybody may, without an account. The words, the name and the address go when the comment is erased, when the person asks,
    and some time after somebody has decided; that it was told, why, and what came of it stays. Of a statement that is said
    to be untrue it also has what the law wants of a notice (The Defamation (Operators of Websites) Regulations 2013,
    SI 2013/3028, regulation 2, with section 5(6) of the Defamation Act 2013). Rows are made and changed by actions only.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    # Its index is the first below.
    comment = models.ForeignKey(ReaderComment, on_delete=models.CASCADE, related_name="reports", db_index=False)
    #: Whether a moderator said so; who that was, the log says.
    by_staff = models.BooleanField(default=False, editable=False)
    #: Of the page that the comment stands on: whose limits count, and whose contact is told.
    site = models.ForeignKey(Site, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(pgettext_lazy("for a report", "reason"), max_length=10, choices=Reason)
    body = models.TextField(blank=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    #: The words complained of; what they mean and why that is defamatory; which facts and opinions are wrong.
    statement = models.TextField(blank=True)
    meaning = models.TextField(blank=True)
    untrue = models.TextField(blank=True)
    #: Whether they know enough about the writer to bring proceedings, and whether the writer may have their name and address.
    knows_writer = models.BooleanField(null=True)
    may_share = models.BooleanField(null=True)
    signs = models.JSONField(default=list, blank=True)
    #: In which it was written, for what we write back.
    language = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    #: Whether the comment was covered for it.
    covered = models.BooleanField(default=False, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, editable=False)
    #: The moment of the decision, which is the comment's `status_since` where that changed its status.
    decided_at = models.DateTimeField(null=True, editable=False)
    #: How the same form is known again.
    repeat_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)

    objects = CommentReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report about a comment")
        verbose_name_plural = _("reports about comments")
        default_permissions = ()
        indexes = [
            models.Index(fields=["comment", "outcome"], name="coprod_report_open"),
            models.Index(fields=["covered", "created_at"], name="coprod_report_covers"),
            models.Index(fields=["decided_at"], name="coprod_report_decided"),
        ]

    def __str__(self):
        # Never a name or words: it may stand in logs.
        return str(_("Report %(number)s") % {"number": self.pk})

    @property
    def sign_labels(self) -> list[str]:
        """What each sign says, in words."""
        return [str(_SIGNS.get(name) or (Sign(name).label if name in Sign.values else name)) for name in self.signs]

    @property
    def is_open(self) -> bool:
        return not self.outcome
