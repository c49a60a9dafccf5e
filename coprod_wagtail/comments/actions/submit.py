from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod_wagtail.actions import Action
from coprod_wagtail.conf import conf

from .. import tokens
from ..constants import Policy, State, Status
from ..exceptions import ConversationClosed, NotPublic, ReplyGone
from ..models import Conversation, ReaderComment
from ..models.listing import settle
from ..moderation import pipeline
from ..signals import comment_submitted, conversation_changed

_CLOSED_WORDS = {
    State.CLOSED: gettext_lazy("This conversation has closed. We cannot take new comments here."),
    State.NOT_OPEN: gettext_lazy("This conversation is not open yet. Please come back later."),
    State.READ_ONLY: gettext_lazy("You can read the comments here, but we are not taking new ones."),
    State.HIDDEN: gettext_lazy("There are no comments on this page at the moment."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What one reader sent, already valid (see `forms.CommentForm`)."""

    body: str
    author_name: str
    author_email: str = ""
    reply_to: int | None = None
    token: str = ""
    honeypot: str = ""
    seconds: float | None = None
    origin: str = ""
    address: str = ""

    def identity(self, page_id):
        """What makes two posts the same post: the form, every field, and where it came from."""
        return (
            str(page_id),
            self.token,
            self.body,
            self.author_name,
            self.author_email,
            str(self.reply_to),
            self.honeypot,
            self.address,
        )


class SubmitComment(Action):
    """Take in what a reader wrote. Anybody may.

    Returns the secret of the comment's private page. Only an HMAC of it is stored, so this is the one time it is known;
    the same submission again within `conf.REPEAT_SECONDS` gets the same answer, and no second comment.
    Raises `NotPublic`, `ConversationClosed` (its `code` says why) or `ReplyGone`; then nothing is stored.
    """

    def __init__(self, conversation: Conversation | None, submission: Submission, *, site_policy=Policy.READ_FIRST):
        """`conversation` as `Conversation.for_page_id` gives it; `site_policy` from the site's settings."""
        super().__init__()
        self.conversation = conversation
        self.submission = submission
        self.site_policy = site_policy

    def __call__(self) -> str:
        first_answer = self._first_answer()
        if first_answer:
            return first_answer
        try:
            return super().__call__()
        except IntegrityError:
            # A click too many, or another first comment on this page, came between: all is rolled back, so look again.
            self.conversation = Conversation.for_page_id(self.conversation.page_id)
            return self._first_answer() or super().__call__()

    def check(self):
        if self.conversation is None or not self.conversation.page_is_public:
            raise NotPublic
        self._check_open()
        self.parent = self._find_parent()

    def execute(self) -> str:
        conversation, now = self.conversation, timezone.now()
        if conversation.pk is None:
            conversation.save(force_insert=True)
        # Guard and counter in one statement: it may have closed, or filled up, since check().
        open_now = Conversation.objects.filter(page_id=conversation.page_id).taking_comments(now, conf.MAX_WAITING)
        if not open_now.update(waiting_count=F("waiting_count") + 1):
            self.conversation = Conversation.for_page_id(conversation.page_id)
            self.check()
            raise ConversationClosed(_CLOSED_WORDS[State.CLOSED])
        self._forget_old_forms(now)
        comment, secret = self._make_comment(now)
        self.log(comment, "coprod_comments.submit")
        visible = comment.status == Status.PUBLISHED and self._show(comment)
        transaction.on_commit(lambda: self._tell(comment, visible))
        return secret

    def _check_open(self):
        state = self.conversation.state()
        if state != State.OPEN:
            raise ConversationClosed(_CLOSED_WORDS.get(state, _CLOSED_WORDS[State.CLOSED]), code=state.value)
        if self.conversation.is_full():
            raise ConversationClosed(_("We have a lot of comments to read. Please come back."), code="full")

    def _find_parent(self):
        if self.submission.reply_to is None:
            return None
        parent = ReaderComment.objects.visible().filter(pk=self.submission.reply_to, page_id=self.conversation.page_id)
        try:
            return parent.get()
        except ReaderComment.DoesNotExist:
            raise ReplyGone from None

    def _make_comment(self, now):
        submission, parent = self.submission, self.parent
        secret = tokens.make_slip_secret()
        verdict = pipeline.run(self._context())
        comment = ReaderComment(
            page_id=self.conversation.page_id,
            conversation_id=self.conversation.pk,
            language=translation.get_language() or "",
            body=submission.body,
            author_name=submission.author_name,
            author_email=submission.author_email,
            thread_id=parent and parent.thread_start_id,
            reply_to=parent,
            status=verdict.status,
            posted_at=now,
            received_at=now,
            signs=list(verdict.signs),
            slip_hash=tokens.slip_hash(secret),
            repeat_key=self._fingerprint(),
            repeat_seal=tokens.seal(secret, *submission.identity(self.conversation.page_id)),
        )
        comment.save(force_insert=True)
        return comment, secret

    def _context(self):
        policy = self.conversation.policy
        return pipeline.Context(
            body=self.submission.body,
            author_name=self.submission.author_name,
            has_email=bool(self.submission.author_email),
            honeypot=self.submission.honeypot,
            seconds=self.submission.seconds,
            origin=self.submission.origin,
            policy=Policy(self.site_policy if policy == Policy.INHERIT else policy),
        )

    def _show(self, comment):
        # The guard counted it as waiting, which is what `was` says here.
        return settle(comment, Status.PENDING)

    def _fingerprint(self):
        return tokens.fingerprint(*self.submission.identity(self.conversation.page_id))

    def _cutoff(self, now):
        return now - timedelta(seconds=conf.REPEAT_SECONDS)

    def _first_answer(self):
        """The answer given to the very same form a moment ago, or None."""
        if self.conversation is None or self.conversation.pk is None:
            return None
        recent = (
            ReaderComment.objects.filter(repeat_key=self._fingerprint(), received_at__gt=self._cutoff(timezone.now()))
            .only("repeat_seal")
            .first()
        )
        return recent and tokens.unseal(recent.repeat_seal, *self.submission.identity(self.conversation.page_id))

    def _forget_old_forms(self, now):
        """What tells a double click goes after `conf.REPEAT_SECONDS`, so the same words may be sent again later."""
        old = ReaderComment.objects.filter(repeat_key__isnull=False, received_at__lte=self._cutoff(now))
        old.update(repeat_key=None, repeat_seal="")

    def _tell(self, comment, visible):
        comment_submitted.send_robust(sender=ReaderComment, comment=comment, user=None)
        if visible:
            conversation_changed.send_robust(sender=ReaderComment, conversation=comment.conversation)
