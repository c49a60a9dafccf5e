from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import router, transaction
from django.db.models import Q
from django.utils import timezone, translation
from wagtail.models import Site

from coprod_wagtail.actions import Action, AnyUser
from coprod_wagtail.gateway.fingerprints import fingerprints
from coprod_wagtail.outbox.mail import queue_mail

from ..constants import Sign, Status
from ..exceptions import CommentGone
from ..models import CommentReport, Conversation, ReaderComment, ReaderCommentSettings
from ..notices.ringing import note_something
from ..signals import comment_reported
from . import rows
from .constants import COVERS_A_PAGE, COVERS_A_SITE, WORRIED, Outcome, Reason
from .decisions import CoverComment

_DAY = timedelta(days=1)
#: Signs of programs that fill in every form there is, and of one place that sends many: they would cover everything.
_MACHINES = {Sign.HONEYPOT, Sign.TOO_SOON, Sign.NO_ORIGIN, Sign.MANY_AT_ONCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one reader told us about a comment, already valid (see `reports.forms.ReportForm`)."""

    reason: str
    body: str = ""
    name: str = ""
    email: str = ""
    statement: str = ""
    meaning: str = ""
    untrue: str = ""
    knows_writer: bool | None = None
    may_share: bool | None = None
    #: The signed moment at which the form was drawn. It tells a click too many from two people; empty where nobody knows.
    drawn: str = ""
    #: Names of `Sign`s.
    signs: list[str] = field(default_factory=list)

    def columns(self) -> dict[str, object]:
        """What is stored of it, by the names of a report's fields."""
        names = (
            "reason",
            "body",
            "name",
            "email",
            "statement",
            "meaning",
            "untrue",
            "knows_writer",
            "may_share",
            "signs",
        )
        return {name: getattr(self, name) for name in names}


class SubmitReport(Action[CommentReport]):
    """Take in what a reader tells us about a comment. Anybody may.

    Who says that it is about them has it covered at once, if `covers` says that the site wants that: at most so many on a
    page and on a site (see `reports.constants`), none whose words somebody has looked at and kept, and none for a report that a
    machine may have sent, as its signs say. Everything else changes nothing that readers see, however many there are; it goes
    to the top of the moderators' list. The same form again is the same report.

    Raises `CommentGone` for a comment that was erased, or went with its page; then nothing is stored.
    """

    #: Whether a moderator says it, and what the log calls it. It never says why.
    by_staff = False
    log_action = "coprod_comments.report"

    def __init__(
        self, comment: ReaderComment, told: Told, *, site: Site | None, covers: bool, user: "AnyUser | None" = None
    ) -> None:
        super().__init__(user=user)
        self.comment = comment
        self.told = told
        self.site = site
        self.covers = covers and site is not None and told.reason == Reason.ABOUT_ME
        self.covers = self.covers and not _MACHINES.intersection(told.signs)

    def execute(self) -> CommentReport:
        if self.site:
            # Two at once, on two pages, would each count without the other. All reports, and before any conversation: the new
            # row points to the site, so that whoever has the conversation wants the site, too.
            list(Site.objects.filter(pk=self.site.pk).select_for_update().values_list("pk", flat=True))
        Conversation.objects.lock([self.comment.conversation_id])
        # Only now: who sent the same form a moment ago has stored it, and is waited for.
        if before := self._sent_before():
            return before
        self._look_again()
        report = CommentReport(
            comment=self.comment,
            site=self.site,
            by_staff=self.by_staff,
            language=translation.get_language() or "",
            repeat_key=next(iter(self._keys()), None),
            **self.told.columns(),
        )
        report.covered = self.covers and self._may_cover()
        rows.store(report)
        if self.comment.reported_since is None:
            self.comment.reported_since = report.created_at
            ReaderComment.objects.filter(pk=self.comment.pk).update(reported_since=report.created_at)
        # Not why: the log is read by others, too, and is kept for ever.
        self.log(self.comment, self.log_action, data=self.log_data(report))
        if report.covered:
            CoverComment(self.comment).execute()
        if report.reason == Reason.WORRIED:
            self._tell_contact(report)
        note_something(machine=Sign.MANY_AT_ONCE in self.told.signs)
        transaction.on_commit(
            lambda: comment_reported.send_robust(sender=CommentReport, comment=self.comment, report=report)
        )
        return report

    def log_data(self, report: CommentReport) -> dict[str, object]:
        """What the line in the log keeps: ids only."""
        return {"report": report.pk}

    def _keys(self) -> list[str]:
        """What the same form is known by, under the site's key first. None without the moment at which it was drawn: two
        people may say the same."""
        told = self.told
        if not told.drawn:
            return []
        words = [str(value) for name, value in sorted(told.columns().items()) if name != "signs"]
        return fingerprints("report", str(self.comment.pk), told.drawn, *words)

    def _sent_before(self) -> CommentReport | None:
        keys = self._keys()
        found = CommentReport.objects.using(router.db_for_write(CommentReport)).filter(repeat_key__in=keys)
        return found.first() if keys else None

    def _look_again(self) -> None:
        conversation = self.comment.conversation
        try:
            # From where it is written to: a copy of that database may not have heard yet.
            self.comment.refresh_from_db(using=router.db_for_write(ReaderComment))
        except ReaderComment.DoesNotExist:
            raise CommentGone(self.comment) from None
        self.comment.conversation = conversation
        if self.comment.status == Status.ERASED:
            raise CommentGone(self.comment)

    def _tell_contact(self, report: CommentReport) -> None:
        """Have the safeguarding contact get a link. Without one, the report waits on top of the moderators' list."""
        if ReaderCommentSettings.objects.filter(site=self.site).exclude(safeguarding_email="").exists():
            # Where it goes is found out when it is sent.
            queue_mail(WORRIED, {"report": report.pk}, language=settings.LANGUAGE_CODE)

    def _may_cover(self) -> bool:
        """Whether the comment is one to cover now, with the site and its conversation locked. Three queries."""
        if self.comment.status != Status.PUBLISHED:
            return False
        reports, day_ago = CommentReport.objects, timezone.now() - _DAY
        kept = reports.filter(comment=self.comment, outcome=Outcome.KEPT)
        if self.comment.edited_at:  # somebody has looked at other words than those that are there now
            kept = kept.filter(decided_at__gte=self.comment.edited_at)
        if kept.exists():
            return False
        lately = reports.filter(covered=True, created_at__gt=day_ago)
        here = reports.filter(covered=True, comment__conversation=self.comment.conversation_id)
        on_page = here.filter(Q(created_at__gt=day_ago) | Q(comment__status=Status.COVERED))
        return on_page.count() < COVERS_A_PAGE and lately.filter(site=self.site).count() < COVERS_A_SITE
