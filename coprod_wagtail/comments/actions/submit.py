from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, router, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from coprod_wagtail.actions import Action
from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.fingerprints import fingerprints
from coprod_wagtail.text.spoken import language_of_words

from .. import texts
from ..constants import KEYED, KEYED_WINDOW, MACHINE_SIGNS, Policy, Sign, State, Status
from ..exceptions import ConversationClosed, IdempotencyMismatch, NotPublic, ReplyGone, SentBefore
from ..intake import limits
from ..intake.near_repeats import near_repeat
from ..intake.submission import Submission
from ..mail.subscriptions import ask_with_comment
from ..models import Conversation, ReaderComment, ReaderCommentSettings
from ..models.reading_times import ReadingTimes
from ..moderation import pipeline
from ..moderation.holds.known import Belongs, belongs_to
from ..moderation.spam_service.kind import ask_about
from ..moderation.spam_service.service import is_on
from ..signals import comment_submitted, comments_change, conversation_changed, conversations_change
from ..slip import code
from ..store.conversation import begin, count_waiting
from ..store.listing import settle
from .columns import longest

_CLOSED = gettext_lazy("This conversation has closed. We cannot take new comments here.")
_CLOSED_WORDS = {
    State.NOT_OPEN: gettext_lazy("This conversation is not open yet. Please come back later."),
    State.READ_ONLY: gettext_lazy("You can read the comments here, but we are not taking new ones."),
    State.HIDDEN: gettext_lazy("There are no comments on this page at the moment."),
    State.PAUSED: texts.PAUSED_NONE,
    State.FROZEN: texts.FROZEN,
}


class SubmitComment(Action[str]):
    """Take in what a reader wrote. Anybody may, as long as the conversation is open, and a little longer for what was begun
    before it closed (`Conversation.finishes_at`).

    Returns the secret of the comment's private page, which is stored nowhere (see `slip.code`); the same submission again
    within `conf.REPEAT_SECONDS` gets the same answer, and no second comment.
    Raises `NotPublic`, `ConversationClosed` (its `code` says why) or `ReplyGone`; then nothing is stored. And
    `ValueError` for what one database would refuse and another take; the form says so in words before it comes to that.
    """

    def __init__(
        self,
        conversation: Conversation | None,
        submission: Submission,
        *,
        site_policy: str = Policy.READ_FIRST,
        site_name: str = "",
        site_id: int | None = None,
        stop_words: Mapping[State, str] | None = None,
        reading: ReadingTimes | None = None,
    ) -> None:
        """`conversation` as `Conversation.for_page_id` gives it; `site_policy` from the site's settings; `site_name` is what
        readers know the site by, and `site_id` its id; `stop_words` what they are told in each of `constants.SITE_STOPS`;
        `reading` by when the site reads what it gets (as it does with no settings of its own)."""
        super().__init__()
        self.stop_words, self.reading = stop_words or {}, reading or ReaderCommentSettings()
        self.site_name, self.site_id = site_name, site_id
        self.conversation = conversation
        self.submission = submission
        self.site_policy = site_policy
        #: The comment that this one answers, and one whose form is forgotten with this one: see `_look_up`.
        self.parent: ReaderComment | None = None
        self.outlived: ReaderComment | None = None
        #: What was stored; None where the same submission was there before.
        self.comment: ReaderComment | None = None

    def __call__(self) -> str:
        first_answer = self._look_up()
        if first_answer:
            return first_answer
        try:
            return super().__call__()
        except SentBefore as before:
            return before.secret
        except (IntegrityError, OperationalError):
            # Two writers in each other's way: all is rolled back, so look again, once.
            self.conversation = self._readable().again()
            return self._look_up() or super().__call__()

    def rehearse(self) -> None:
        """Raise what sending it now would raise, and change nothing. One query."""
        self._look_up()
        self.check()

    def check(self) -> None:
        for field in ("author_name", "author_email", "content_note"):
            if len(getattr(self.submission, field)) > longest(field):
                # Not the words themselves: a fault is logged, and a log holds nobody's name or address.
                raise ValueError(f"The {field} of a submission is too long.")
        conversation = self._readable()
        state = conversation.state()
        if state != State.OPEN and not conversation.finishes_at():
            words = self.stop_words.get(state) or _CLOSED_WORDS.get(state, _CLOSED)
            if state == State.READ_ONLY and not conversation.published_count:
                words = texts.NOT_TAKING
            raise ConversationClosed(words, code=state.value)
        if conversation.is_full():
            raise ConversationClosed(texts.FULL, code="full")
        self._check_parent()

    def execute(self) -> str:
        conversation, now = self._readable(), timezone.now()
        is_ours = conversation.pk is None and begin(conversation)
        if conversation.pk is None:
            self.conversation = conversation.again()
            conversation = self._readable()
        crowd = self._crowd(conversation)
        belongs = self._belongs(crowd)
        verdict = self._verdict(conversation, crowd, belongs)
        flood_room = crowd.flood_room if Sign.MANY_AT_ONCE in verdict.signs else None
        counted = count_waiting(conversation.page_id, now, flood_room)
        # The conversation is held from here on, so a click too many sees the comment of the one before. To look again is
        # one more question; a row that the database refuses would stand in its log, with somebody's words and name.
        # In one that begins with this comment there is nothing before it.
        if not is_ours and (first_answer := self._look_up()):
            raise SentBefore(first_answer)
        if not counted:
            self.conversation = conversation.again()
            self.check()
            raise ConversationClosed(_CLOSED) if flood_room is None else ConversationClosed(texts.FULL, code="full")
        self._check_parent()
        if self.outlived:
            # Nothing has forgotten it yet, and there is one of each key.
            self.outlived.forget_form()
        comment, secret = self.make_comment(conversation, verdict, belongs, now)
        comment.save(force_insert=True)
        self._note(comment)
        if self.asks_service:
            ask_about(comment)
        # A program could have us write to any number of strangers. A person finds the same on the private page.
        if not MACHINE_SIGNS & set(verdict.signs):
            ask_with_comment(comment)
        visible = comment.status == Status.PUBLISHED and self._show(comment)
        if visible:
            conversations_change(ReaderComment, [conversation])
        comments_change(ReaderComment, [(comment, "")], None)
        transaction.on_commit(lambda: self._tell(comment, visible))
        self.comment = comment
        return secret

    def _verdict(self, conversation: Conversation, crowd: limits.Crowd, belongs: Belongs) -> pipeline.Verdict:
        return pipeline.run(self._context(conversation, crowd, belongs))

    def _author(self) -> dict[str, str]:
        return {"author_name": self.submission.author_name, "author_email": self.submission.author_email}

    def _crowd(self, conversation: Conversation) -> limits.Crowd:
        return limits.count_comment(self.submission.client_address, conversation.page_id, self.site_id)

    @property
    def asks_service(self) -> bool:
        """Whether a service outside is asked about it."""
        return is_on()

    def _belongs(self, crowd: limits.Crowd) -> Belongs:
        sent = self.submission
        in_flood, site_id = crowd.from_one_place, self.site_id
        return belongs_to(sent.author_email, sent.client_address, in_flood=in_flood, site_id=site_id)

    def _note(self, comment: ReaderComment) -> None:
        self.log_quickly(comment, "coprod_comments.submit")

    def _check_parent(self) -> None:
        if self.submission.reply_to is not None and self.parent is None:
            raise ReplyGone

    def _readable(self) -> Conversation:
        """The conversation, on a page that its reader may read; raises `NotPublic` without one."""
        if self.conversation is None or not self.conversation.page_may_be_read():
            raise NotPublic
        return self.conversation

    def _look_up(self) -> str | None:
        """Find the comment that this one answers, and the answer already given to the very same form, in one query.

        Returns that answer, or None. What an older form left under the same key is remembered, to be forgotten.
        """
        self.parent = self.outlived = None
        conversation, submission = self.conversation, self.submission
        if conversation is None or conversation.pk is None:
            return None
        keys, answer = self.repeat_keys(conversation), None
        parents = ReaderComment.objects.visible_in(conversation).filter(pk=OuterRef("pk"))
        # Two values, and an index for each. That the parent may be seen is asked of the row that was found: as a
        # condition beside the other one, it would have PostgreSQL look at every comment of the site.
        wanted = Q(repeat_key__in=keys)
        if submission.reply_to is not None:
            wanted |= Q(pk=submission.reply_to)
        # Of the database that is written to: a copy of it may not have heard yet.
        comments = ReaderComment.objects.using(router.db_for_write(ReaderComment))
        for comment in comments.filter(wanted).annotate(can_be_parent=Exists(parents)):
            if comment.pk == submission.reply_to and comment.can_be_parent:
                self.parent = comment
            if comment.repeat_key not in keys:
                continue
            if comment.received_at > timezone.now() - self._window():
                if comment.repeat_digest not in self._digests(conversation):
                    raise IdempotencyMismatch
                answer = code.secret_of(comment.slip_nonce, comment.slip_hash)
            else:
                self.outlived = comment
        return answer

    def make_comment(
        self, conversation: Conversation, verdict: pipeline.Verdict, belongs: Belongs, now: datetime
    ) -> tuple[ReaderComment, str]:
        """The row for it, which is not stored yet, and the secret of its private page."""
        submission, parent = self.submission, self.parent
        nonce = code.make_nonce()
        secret = code.secret_of(nonce)
        comment = ReaderComment(
            page_id=conversation.page_id,
            conversation_id=conversation.pk,
            language=self.language,
            body=submission.body,
            **self._author(),
            content_note=submission.content_note,
            helped=submission.helped,
            thread_id=parent.thread_start_id if parent else None,
            reply_to=parent,
            status=verdict.status,
            posted_at=now,
            received_at=now,
            due_at=self.reading.due_at(now),
            status_since=now,
            shown_at=now if verdict.status == Status.PUBLISHED else None,
            shown_unread=verdict.status == Status.PUBLISHED and self.user is None,
            signs=list(verdict.signs),
            queue_rank=verdict.queue_rank,
            hold_number=belongs.number,
            slip_nonce=nonce,
            slip_hash=code.slip_hash(secret),
            repeat_key=self.repeat_keys(conversation)[0],
            repeat_digest=self._digests(conversation)[0],
        )
        return comment, secret

    def _context(self, conversation: Conversation, crowd: limits.Crowd, belongs: Belongs) -> pipeline.Context:
        policy, form = conversation.policy, self.repeat_keys(conversation)[0]
        return pipeline.Context(
            body=self.submission.body,
            author_name=self.submission.author_name,
            has_email=bool(self.submission.author_email),
            honeypot=self.submission.honeypot,
            seconds=self.submission.seconds,
            origin=self.submission.origin,
            many_at_once=crowd.many,
            held=belongs.is_held,
            asks_service=self.asks_service,
            busy_page=crowd.busy_page,
            busy_site=crowd.busy_site,
            same_words=limits.same_words(self.submission.body, form),
            near_repeat=near_repeat(self.submission.body, form),
            dropped_characters=self.submission.dropped_characters,
            site_name=self.site_name,
            site_id=self.site_id,
            language=self.language,
            content_note=self.submission.content_note,
            policy=Policy(self.site_policy if policy == Policy.INHERIT else policy),
        )

    @cached_property
    def language(self) -> str:
        """The code of the language of the words."""
        return language_of_words(self.submission.body, translation.get_language() or "")

    def _show(self, comment: ReaderComment) -> bool:
        # `count_waiting` counted it, which is what `was` says here.
        return settle(comment, Status.PENDING)

    def repeat_keys(self, conversation: Conversation) -> list[str]:
        """What the row of the same submission is found by: under the site's key first, then under those before it."""
        key = self.submission.idempotency_key
        if key:
            return [KEYED + found[len(KEYED) :] for found in fingerprints("key", str(conversation.page_id), key)]
        return self._digests(conversation)

    def _digests(self, conversation: Conversation) -> list[str]:
        return fingerprints(*self.submission.identity(conversation.page_id))

    def _window(self) -> timedelta:
        return KEYED_WINDOW if self.submission.idempotency_key else timedelta(seconds=conf.REPEAT_SECONDS)

    def _tell(self, comment: ReaderComment, visible: bool) -> None:
        comment_submitted.send_robust(sender=ReaderComment, comment=comment, user=None)
        if visible:
            conversation_changed.send_robust(sender=ReaderComment, conversation=comment.conversation)
