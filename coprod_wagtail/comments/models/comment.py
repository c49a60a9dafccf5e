import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coprod_wagtail.swap import PAGE_MODEL
from coprod_wagtail.text.moments import aware
from coprod_wagtail.text.plain_text import to_html

from ..constants import (
    CONTENT_NOTE_LENGTH,
    ROLE_LENGTH,
    SOURCE_SITE,
    AuthorKind,
    Badge,
    DatePrecision,
    Helped,
    QueueRank,
    Sign,
    Status,
    labels_of_signs,
    named_signs,
)
from ..querysets import ReaderCommentQuerySet

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Lower than any date: undated comments count up from here by their place in their source.
UNDATED_FLOOR = -(2**62)


def sort_key(posted_at: datetime | None, position: int | None) -> int:
    """Where a comment stands in the reading order: microseconds since 1970; undated ones before all others, in source
    order. A plain number, because databases disagree about where NULLs go and how to index that."""
    if posted_at is None:
        return UNDATED_FLOOR + (position or 0)
    since = aware(posted_at) - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


class ReaderComment(models.Model):
    """What one reader wrote on one page.

    Nobody but its writer ever changes the words; staff decide only whether they show, and cover what nobody may read in
    them (`covering`). `body` is the text as written,
    `body_html` the safe HTML made from it once. `thread` is the comment that the thread starts with (None for that one
    itself), `reply_to` the comment this one answers. A missing `posted_at` or an `author_kind` of "unknown" is a fact
    about an old comment, not an error. Rows are made and changed by actions only.
    """

    # Wagtail copies what it indexes or logs, and keeps it for ever: comments stay out (see also __str__).
    wagtail_reference_index_ignore = True
    # Its conversation's version counts, and that only when readers can see the difference.
    makes_pages_stale = False

    # db_index is off where an index below begins with the same column.
    page = models.ForeignKey(
        PAGE_MODEL,
        on_delete=models.CASCADE,
        related_name="reader_comments",
        db_index=False,
        verbose_name=pgettext_lazy("comments are on it", "page"),
    )
    conversation = models.ForeignKey(
        "Conversation",
        on_delete=models.CASCADE,
        related_name="comments",
        db_index=False,
        verbose_name=_("conversation"),
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=100, blank=True)
    body = models.TextField(pgettext_lazy("noun", "comment"))
    body_html = models.TextField(editable=False)
    author_name = models.CharField(pgettext_lazy("of a person", "name"), max_length=200, blank=True)
    author_email = models.EmailField(_("e-mail"), blank=True)
    author_kind = models.CharField(_("who wrote it"), max_length=10, choices=AuthorKind, default=AuthorKind.GUEST)
    #: How who answers in the admin stands to the website, in their own choice, and what they do there. No reader has these.
    author_badge = models.CharField(
        max_length=12, blank=True, choices=Badge.choices[1:], default=Badge.NONE, editable=False
    )
    author_role = models.CharField(max_length=ROLE_LENGTH, blank=True, default="", editable=False)
    helped = models.CharField(
        _("help with writing"), max_length=10, blank=True, choices=Helped.choices[1:], default=Helped.NOT_SAID
    )
    #: What people should know before they read the words, which are folded under it then: a line of plain text.
    content_note = models.CharField(
        _("note before the words"), max_length=CONTENT_NOTE_LENGTH, blank=True, default="", editable=False
    )
    member = models.ForeignKey(
        PAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("profile")
    )
    # Comments go only with their whole page. Should a program delete one alone, nobody's answer may go with somebody
    # else's words: it becomes a comment of its own. (RESTRICT on "self" would say so louder, but Django then no longer
    # knows in which order to delete a page's rows, and MariaDB refuses.)
    thread = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replies",
        db_index=False,
        verbose_name=_("first comment of the thread"),
    )
    reply_to = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("in answer to"),
    )
    status = models.CharField(
        pgettext_lazy("of a comment", "status"), max_length=10, choices=Status, default=Status.PENDING
    )
    #: Since when it has this status.
    status_since = models.DateTimeField(default=timezone.now, editable=False)
    #: Where it stands among those that wait.
    queue_rank = models.PositiveSmallIntegerField(choices=QueueRank, default=QueueRank.USUAL, editable=False)
    #: When it was shown as something new: it stays as it is where a comment was hidden, covered or taken back for a while.
    #: None for what never showed, and for what was imported.
    shown_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Whether a machine showed it, and nobody has decided about it since.
    shown_unread = models.BooleanField(default=False, editable=False)
    #: How often its writer sent words for it. Who decides about a comment says which of them they read.
    words_version = models.PositiveIntegerField(default=1, editable=False)
    #: When the words that readers see were last changed after somebody had published them.
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Whether there is a `ProposedEdit`.
    edit_waits = models.BooleanField(default=False, editable=False)
    listed = models.BooleanField(default=False, editable=False)
    #: Since when somebody has told us something about it that nobody has decided about; `reports.rows` keeps it.
    reported_since = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    #: Whether there was ever a `MessageToWriter`.
    has_messages = models.BooleanField(default=False, editable=False)
    #: Whether there was ever a `DecisionGround`, and a `CoveredPart`.
    has_grounds = models.BooleanField(default=False, editable=False)
    has_covered = models.BooleanField(default=False, editable=False)
    #: Since when its writer's answer to a moderator waits to be read; `correspondence.rows` keeps it.
    answer_waits_since = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    #: Since when it is with one moderator, whom another has asked to decide; `moderation.hand_over` keeps it.
    handed_since = models.DateTimeField(null=True, blank=True, editable=False)
    #: Of a first comment: how many replies are listed in its thread; `store.listing` keeps it.
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    posted_at = models.DateTimeField(pgettext_lazy("when", "written"), null=True, blank=True)
    posted_precision = models.CharField(max_length=10, choices=DatePrecision, default=DatePrecision.EXACT)
    received_at = models.DateTimeField(pgettext_lazy("when", "received"), default=timezone.now, editable=False)
    #: By when somebody has read it, as the site promised when it came (`ReadingTimes.due_at`). Who changes the promise later
    #: does not change this: its writer was told the old one.
    due_at = models.DateTimeField(editable=False)
    sort_key = models.BigIntegerField(editable=False)
    signs = models.JSONField(_("signs"), default=list, blank=True)
    #: A random number that it has in common with others of the same flood, or of a writer who is held (`Hold`). It is told to
    #: nobody but moderators, and by it alone is known what belongs together.
    hold_number = models.UUIDField(null=True, editable=False, db_index=True)
    source = models.CharField(_("source"), max_length=40, default=SOURCE_SITE)
    source_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    import_batch = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    position = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # How to know the same form, and the same answer to it, again (see `actions.submit`); dropped by the first comment
    # that is sent more than two minutes later.
    repeat_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    repeat_digest = models.CharField(max_length=64, blank=True, editable=False)
    # How its writer gets back to it (see `slip.code`).
    slip_nonce = models.CharField(max_length=32, blank=True, editable=False)
    slip_hash = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)

    #: Which words the signs of a word list mean, where somebody has asked (`moderation.word_lists.naming`).
    sign_details: Mapping[str, str] = {}

    objects = ReaderCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader comment")
        verbose_name_plural = _("reader comments")
        # No add, change, delete or view: staff moderate, and that is one permission. To type in what somebody said is another, and so
        # are to answer readers, to read why readers are worried about somebody, to erase what is held of a person, and to handle
        # cases.
        default_permissions = ()
        permissions = [
            ("moderate_readercomment", _("Can read and decide about reader comments")),
            ("add_for_someone_readercomment", _("Can add a reader comment for somebody else")),
            ("answer_readercomment", _("Can answer readers under their own name and role")),
            ("see_safeguarding_readercomment", _("Can read why somebody is worried about a person")),
            ("erase_readercomment", _("Can erase reader comments, and all that is held of a person")),
            ("handle_cases_readercomment", _("Can handle cases, and read the copies that are kept for them")),
        ]
        indexes = [
            models.Index(fields=["conversation", "thread", "listed", "sort_key", "id"], name="coprod_comment_threads"),
            models.Index(fields=["thread", "listed", "sort_key"], name="coprod_comment_replies"),
            models.Index(fields=["conversation", "status", "sort_key", "id"], name="coprod_comment_newest"),
            models.Index(fields=["status", "received_at", "id"], name="coprod_comment_queue"),
            models.Index(fields=["status", "queue_rank", "due_at", "received_at", "id"], name="coprod_comment_due"),
            models.Index(fields=["status", "sort_key", "id"], name="coprod_comment_recent"),
            models.Index(fields=["received_at", "id", "status"], name="coprod_comment_received"),
            models.Index(fields=["edit_waits", "received_at", "id"], name="coprod_comment_edits"),
            # For the numbers of a section, and of a language, of which also what begins so is asked for.
            models.Index(fields=["page", "status"], name="coprod_comment_page"),
            models.Index(
                fields=["language", "status"],
                name="coprod_comment_language",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(posted_at__isnull=False) | Q(posted_precision=DatePrecision.UNKNOWN),
                name="coprod_comment_undated_says_so",
            )
        ]

    def __str__(self):
        # Wagtail's log keeps this for ever: a number, never a name or words.
        return str(_("Reader comment %(number)s") % {"number": self.pk})

    def save(self, **kwargs):
        self.prepare()
        super().save(**kwargs)

    def prepare(self) -> None:
        """Fill what follows from other fields. `save()` does it; bulk writers call it themselves."""
        self.body_html = to_html(self.body) if self.body else ""
        self.sort_key = sort_key(self.posted_at, self.position)
        if self.due_at is None:  # nobody was promised anything: of what was brought in from elsewhere
            self.due_at = self.received_at

    @property
    def seen_as(self) -> str:
        """What somebody who decides about it had before their eyes: its status, and which of its writer's words."""
        return f"{self.status}.{self.words_version}"

    def forget_form(self) -> None:
        """Drop what told a repeat of the form that this comment came with."""
        type(self).objects.filter(pk=self.pk).update(repeat_key=None, repeat_digest="")

    @property
    def lost_author(self) -> bool:
        return self.author_kind == AuthorKind.UNKNOWN

    @property
    def is_of_flood(self) -> bool:
        """Whether it came with many others, so that it has no place in the queue that somebody else needs."""
        return Sign.MANY_AT_ONCE.value in self.signs

    @property
    def sign_labels(self) -> list[str]:
        """What each sign says, in words; a sign of a phase the site has since removed is shown by its name."""
        return labels_of_signs(self.signs, self.sign_details)

    @property
    def named_signs(self) -> list[tuple[str, str]]:
        """As `sign_labels`, each behind the name that programs know it by."""
        return named_signs(self.signs, self.sign_details)

    @property
    def thread_start_id(self) -> int:
        """Id of the comment its thread starts with; its own for that one."""
        return self.thread_id or self.pk
