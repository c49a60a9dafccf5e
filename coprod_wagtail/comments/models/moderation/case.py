"""What somebody has to settle by a day: what readers told us that the law, or somebody's safety, sets a time for."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from ...cases.constants import CaseKind, CaseOutcome, CaseState
from ..comment import ReaderComment
from ..report import CommentReport


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        """Those that nobody has closed."""
        return self.filter(closed_at=None)

    def late(self, now: datetime | None = None) -> Self:
        """Those of the open ones whose time is over."""
        return self.open().filter(due_at__lt=now or timezone.now())

    def in_state(self, state: str) -> Self:
        """Those in this `CaseState`."""
        if state == CaseState.CLOSED:
            return self.exclude(closed_at=None)
        return self.late() if state == CaseState.LATE else self.open()

    def in_order(self) -> Self:
        """Open ones first, by the day on which they are due; then the others, those that were closed last first."""
        return self.order_by(models.F("closed_at").desc(nulls_first=True), "due_at", "pk")


class Case(models.Model):
    """One thing that was told us, or asked of us, until it is settled: what it is about, since when, by when, who looks after
    it, and what came of it. It holds nobody's words, name or address: those are the report's, and the comment's.

    It outlives the comment, whose number it keeps. Rows are made and changed by `cases` only, each step with a line in Wagtail's
    log.
    """

    # Wagtail copies what it indexes, and keeps it for ever.
    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    kind = models.CharField(pgettext_lazy("of a case", "about"), max_length=10, choices=CaseKind, editable=False)
    #: None for what somebody asked in a letter, and where the page went.
    report = models.OneToOneField(CommentReport, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    comment = models.ForeignKey(ReaderComment, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    #: The number of the comment, also when it went with its page.
    comment_number = models.PositiveBigIntegerField(null=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    #: When whoever asked was told that we have it.
    acknowledged_at = models.DateTimeField(null=True, editable=False)
    due_at = models.DateTimeField(editable=False)
    #: Whether it takes the two months more that the law allows.
    takes_longer = models.BooleanField(default=False, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(max_length=10, choices=CaseOutcome, blank=True, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    #: From when on somebody is reminded, when somebody was, and when the manager was told that its time is over.
    remind_at = models.DateTimeField(editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    alarmed_at = models.DateTimeField(null=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        default_permissions = ()
        indexes = [models.Index(fields=["closed_at", "due_at", "id"], name="coprod_case_due")]

    def __str__(self):
        # A number, and not even what it is about: it stands in logs.
        return str(_("Case %(number)s") % {"number": self.pk})

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at < timezone.now()


class SealedCopy(models.Model):
    """What a comment said, kept for one open case, and some days after it was closed (``CASE_COPY_DAYS``). Only who may handle
    the case can read it, and each look is in the log. The writer's e-mail address is no part of it."""

    wagtail_reference_index_ignore = True
    makes_pages_stale = False

    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, primary_key=True, related_name="sealed_copy", editable=False
    )
    author_name = models.CharField(max_length=200, blank=True, editable=False)
    content_note = models.CharField(max_length=100, blank=True, editable=False)
    body = models.TextField(editable=False)
    #: In which it was written.
    language = models.CharField(max_length=100, blank=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"Copy for case {self.pk}"
