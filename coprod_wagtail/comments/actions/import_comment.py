import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from coprod_wagtail.actions import Action
from coprod_wagtail.page_tree.wagtail_page import AnyPage
from coprod_wagtail.text.moments import storable
from coprod_wagtail.text.plain_text import clean_line, clean_text, drops_characters

from ..constants import AuthorKind, DatePrecision, Sign, Status
from ..models import Conversation, ReaderComment
from ..querysets import ReaderCommentQuerySet
from ..signals import conversation_changed, conversations_change
from ..store import bulk
from .columns import longest

_KEY = re.compile("[0-9a-f]{1,64}")
# Asked once and not for each of a million comments.
_PRECISIONS = frozenset(DatePrecision.values)
_LONGEST_NAME = longest("author_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class OldComment:
    """One comment that was public on another website. An empty `author_name`, and None as `posted_at`, mean that nobody
    knows any more. `source_key` tells it from every other: up to 64 hexadecimal digits in small letters, such as a digest,
    because some databases take other letters for the same. `reply_to_key` is the key of the comment it answers, which
    comes before it."""

    source_key: str
    body: str
    author_name: str = ""
    posted_at: datetime | None = None
    posted_precision: DatePrecision = DatePrecision.UNKNOWN
    position: int | None = None
    reply_to_key: str = ""


@dataclass(frozen=True, slots=True)
class _Stored:
    """A comment that is in the database, as one that can be answered."""

    pk: int
    thread_start_id: int


class ImportComments(Action[ReaderCommentQuerySet]):
    """Put comments of another website under a page, published: they were public there.

    For programs run by whoever looks after the server. `comments` are read once, in order, and never held all at once. A
    comment whose key is known is left as it is, whatever has become of it since; one that answers a comment which is not
    on this page starts a thread. Nobody is told that there is something new; caches are. Returns a queryset of the
    comments of `batch` on the page; one log line on the page if any were made. Raises `ValueError` for what one database
    would refuse and another cut or mistake; then nothing is stored.
    """

    def __init__(self, page: AnyPage, comments: Iterable[OldComment], *, source: str, batch: UUID) -> None:
        super().__init__()
        self.page = page
        self.comments = comments
        self.source = source
        self.batch = batch
        self.conversation: Conversation | None = None

    def check(self) -> None:
        if len(self.source) > longest("source"):
            raise ValueError(f"The name of the source is too long: {self.source!r}")

    def execute(self) -> ReaderCommentQuerySet:
        comments, made = iter(self.comments), 0
        while chunk := list(islice(comments, bulk.CHUNK)):
            made += self._import(chunk)
        if made:
            self.log(
                self.page,
                "coprod_comments.import",
                data={"comments": made, "source": self.source, "batch": str(self.batch)},
            )
            conversations_change(ReaderComment, [self.conversation])
            transaction.on_commit(self._tell)
        return ReaderComment.objects.filter(page_id=self.page.pk, import_batch=self.batch)

    def _import(self, chunk: Sequence[OldComment]) -> int:
        for old in chunk:
            _check(old)
        here = self._here(chunk)
        new: dict[str, ReaderComment] = {}
        written: list[tuple[ReaderComment, bulk.Answered | None]] = []
        for old in chunk:
            if old.source_key in here or old.source_key in new:
                continue
            parent = new.get(old.reply_to_key) or here.get(old.reply_to_key)
            new[old.source_key] = row = self._row(old)
            written.append((row, parent))
        if written:
            bulk.write(written)
        return len(written)

    def _here(self, chunk: Sequence[OldComment]) -> dict[str | None, _Stored | None]:
        """Which keys of `chunk` are in the database. For those on this page what can be answered, for others None."""
        keys = {key for old in chunk for key in (old.source_key, old.reply_to_key) if key}
        found = ReaderComment.objects.filter(source_key__in=keys)
        return {
            key: _Stored(pk, thread or pk) if page == self.page.pk else None
            for key, pk, thread, page in found.values_list("source_key", "pk", "thread_id", "page_id")
        }

    def _row(self, old: OldComment) -> ReaderComment:
        if self.conversation is None:
            self.conversation, _created = Conversation.objects.get_or_create(page=self.page)
        name = clean_line(old.author_name)
        return ReaderComment(
            page_id=self.page.pk,
            conversation_id=self.conversation.pk,
            body=clean_text(old.body),
            author_name=name,
            author_kind=AuthorKind.GUEST if name else AuthorKind.UNKNOWN,
            status=Status.PUBLISHED,
            signs=[Sign.DROPPED_CHARACTERS.value] if drops_characters(old.author_name + old.body) else [],
            posted_at=old.posted_at and storable(old.posted_at),
            posted_precision=old.posted_precision if old.posted_at else DatePrecision.UNKNOWN,
            source=self.source,
            source_key=old.source_key,
            import_batch=self.batch,
            position=old.position,
        )

    def _tell(self) -> None:
        conversation_changed.send_robust(sender=ReaderComment, conversation=self.conversation)


def _check(old: OldComment) -> None:
    if not _KEY.fullmatch(old.source_key):
        raise ValueError(f"Not a key of up to 64 hexadecimal digits: {old.source_key!r}")
    if len(clean_line(old.author_name)) > _LONGEST_NAME:
        raise ValueError(f"The name of the comment with the key {old.source_key} is too long.")
    if old.posted_precision not in _PRECISIONS:
        raise ValueError(f"Not a precision of a date: {old.posted_precision!r}")
