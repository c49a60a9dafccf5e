"""A conversation of any size, made up: for looking at long pages and full queues, and for measuring.

What is written, by whom, when and in answer to what follows from the seed, the page's date and today's date alone.
Everything happens in batches, so the memory it takes does not grow with the number of comments.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID, uuid4

from django.db.models import Max
from django.utils import timezone

from coprod_wagtail.comments.constants import AuthorKind, DatePrecision, Sign, Status
from coprod_wagtail.comments.models import Conversation, ReaderComment, ReaderCommentSettings
from coprod_wagtail.comments.signals import conversation_changed, conversation_is_changing
from coprod_wagtail.comments.store import bulk

from .crowd_words import AFTER_NAMES, FULL_OF_LINKS, NAMES, OTHER_LANGUAGES, OTHER_NAMES, SENTENCES, STAFF_NAMES

MIXED = "mixed"
STATUSES = [Status.PENDING.value, Status.PUBLISHED.value, MIXED]

BATCH = 2000
_DIFFERENT_TEXTS = 1000
#: A reply answers one of the last so many published comments, as it does in life.
_STILL_TALKED_ABOUT = 40
#: No multiple of three, or all the undated ones would be among the third that waits.
_ONE_UNDATED_IN = 31


@dataclass(eq=False)
class Draft:
    """A comment that is not in the database yet. `parent` is the draft, or the comment there, that it answers."""

    row: ReaderComment
    parent: "Draft | ReaderComment | None" = None
    answers: list = field(default_factory=list)

    @property
    def answered(self):
        """The row that it answers."""
        return self.parent.row if isinstance(self.parent, Draft) else self.parent


@dataclass
class Made:
    """What one run made."""

    by_status: Counter = field(default_factory=Counter)
    replies: int = 0
    undated: int = 0

    def add(self, drafts):
        for draft in drafts:
            self.by_status[draft.row.status] += 1
            self.replies += draft.parent is not None
            self.undated += draft.row.posted_at is None


class Crowd:
    """Writes `count` comments on `page`, of which those with `status` "mixed" are for a third still waiting."""

    def __init__(self, page, *, count, seed, status=MIXED, today=None):
        self.page = page
        self.count = count
        self.status = status
        self.random = Random(f"{seed}")
        self.until = datetime.combine(today or timezone.now().date(), time.min, tzinfo=UTC)
        self.since = self._first_day()
        self.texts = [self._text() for _ in range(min(count, _DIFFERENT_TEXTS))]
        self.written = 0

    def write(self) -> Made:
        self.conversation, _created = Conversation.objects.get_or_create(page_id=self.page.pk)
        self.position = self._last_position()
        self.on_the_page = self._on_the_page()
        made = Made()
        while self.written < self.count:
            drafts = self._drafts(min(BATCH, self.count - self.written))
            bulk.write([(draft.row, draft.answered) for draft in drafts])
            made.add(drafts)
        self.conversation.refresh_from_db()
        conversation_is_changing.send_robust(sender=ReaderComment, conversation=self.conversation)
        conversation_changed.send_robust(sender=ReaderComment, conversation=self.conversation)
        return made

    def _first_day(self):
        """When they begin: with the page, or a year ago where that leaves them no time."""
        published = self.page.first_published_at
        since = published and datetime.combine(published.date(), time.min, tzinfo=UTC) + timedelta(days=1)
        if not since or self.until - since < timedelta(days=1):
            return self.until - timedelta(days=365)
        return since

    def _last_position(self):
        of_page = ReaderComment.objects.filter(page_id=self.page.pk)
        return of_page.aggregate(last=Max("position"))["last"] or 0

    def _on_the_page(self):
        """Comments that are there for new ones to answer. Only where all the new ones wait: those answer none of their
        own, because nobody can answer what does not show."""
        if self.status != Status.PENDING:
            return []
        there = ReaderComment.objects.filter(page_id=self.page.pk, status=Status.PUBLISHED)
        return list(there.only("pk", "thread_id", "posted_at").order_by("-pk")[:200])

    # Who, what, when and to whom

    def _drafts(self, size):
        drafts, published = [], []
        for _ in range(size):
            draft = self._draft(published[-_STILL_TALKED_ABOUT:] or self.on_the_page)
            drafts.append(draft)
            if draft.row.status == Status.PUBLISHED:
                published.append(draft)
        if self.status == MIXED:
            self._hide_some(drafts)
        return drafts

    def _draft(self, answerable):
        number = self.written
        self.written += 1
        undated = number % _ONE_UNDATED_IN == 5
        parent = None
        if answerable and not undated and self.random.random() < 0.37:
            parent = self.random.choice(answerable)
        row = self._row(number, undated, is_reply=parent is not None)
        draft = Draft(row, parent)
        if isinstance(parent, Draft):
            parent.answers.append(draft)
        elif parent is not None and parent.posted_at and parent.posted_at >= row.posted_at:
            row.posted_at = row.received_at = parent.posted_at + timedelta(seconds=1)
        return draft

    def _row(self, number, undated, is_reply):
        chance = self.random
        status = self._status()
        body, language = chance.choice(self.texts)
        moment = self.since + (self.until - self.since) * ((number + chance.random()) / self.count)
        row = ReaderComment(
            page_id=self.page.pk,
            conversation_id=self.conversation.pk,
            public_id=UUID(int=uuid4().int),
            language=language,
            body=body,
            status=status,
            posted_at=moment,
            received_at=moment,
        )
        if undated:
            self.position += 1
            row.posted_at, row.posted_precision = None, DatePrecision.UNKNOWN
            row.author_kind, row.language, row.received_at = AuthorKind.UNKNOWN, "", self.since
            row.source, row.position = "saved-page", self.position
        elif is_reply and chance.random() < 0.1:
            row.author_name, row.author_kind = chance.choice(STAFF_NAMES), AuthorKind.STAFF
        else:
            row.author_name = self._name()
            if chance.random() < 0.2:
                row.author_email = f"reader{number}@example.org"
        if status == Status.PENDING:
            row.signs = self._signs(row)
            row.due_at = ReaderCommentSettings().due_at(row.received_at)
        return row

    def _status(self):
        if self.status != MIXED:
            return self.status
        # In turn, not by chance: exactly a third.
        return Status.PENDING if self.written % 3 == 0 else Status.PUBLISHED

    def _signs(self, row):
        if row.posted_at is None:
            return [Sign.OLD_SITE.value]
        if row.body in FULL_OF_LINKS:
            return [Sign.MANY_LINKS.value]
        return [Sign.TOO_SOON.value] if self.random.random() < 0.04 else []

    def _name(self):
        chance = self.random
        which = chance.random()
        if which < 0.12:
            return chance.choice(OTHER_NAMES)
        return chance.choice(NAMES) + (chance.choice(AFTER_NAMES) if which > 0.7 else "")

    def _text(self):
        """One text and its language."""
        chance = self.random
        which = chance.random()
        if which < 0.04:
            language, text = chance.choice(OTHER_LANGUAGES)
            return text, language
        if which < 0.06:
            return chance.choice(FULL_OF_LINKS), "en-gb"
        sentences = chance.choices([1, 2, 3, 6, 12, 30], weights=[22, 28, 22, 16, 9, 3])[0]
        words = chance.sample(SENTENCES, sentences)
        paragraphs = []
        while words:
            take = chance.randint(2, 5)
            paragraphs.append(" ".join(words[:take]))
            words = words[take:]
        return "\n\n".join(paragraphs), "en-gb"

    def _hide_some(self, drafts):
        """Hide a few that were answered, but none whose answer still waits: nobody could have seen what to answer."""
        for draft in drafts:
            waits = any(answer.row.status == Status.PENDING for answer in draft.answers)
            shown = any(answer.row.status == Status.PUBLISHED for answer in draft.answers)
            if draft.row.status == Status.PUBLISHED and shown and not waits and self.random.random() < 0.15:
                draft.row.status = Status.HIDDEN
