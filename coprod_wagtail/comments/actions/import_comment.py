import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from coprod_wagtail.actions import Action
from coprod_wagtail.text.plain_text import clean_line, clean_text

from ..constants import AuthorKind, DatePrecision, Status
from ..models import Conversation, ReaderComment
from ..signals import conversation_changed
from ..store.listing import settle
from .columns import longest

_KEY = re.compile("[0-9a-f]{1,64}")


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


class ImportComments(Action):
    """Put comments of another website under a page, published: they were public there.

    For programs run by whoever looks after the server. A comment whose key is known is left as it is, whatever has
    become of it since. Nobody is told that there is something new; caches are. Returns the comments made; one log line
    on the page if there are any.
    """

    def __init__(self, page, comments: Sequence[OldComment], *, source: str, batch: UUID):
        super().__init__()
        self.page = page
        self.comments = comments
        self.source = source
        self.batch = batch

    def check(self):
        """Raises `ValueError` for what one database would refuse and another cut or mistake."""
        for old in self.comments:
            if not _KEY.fullmatch(old.source_key):
                raise ValueError(f"Not a key of up to 64 hexadecimal digits: {old.source_key!r}")
            if len(clean_line(old.author_name)) > longest("author_name"):
                raise ValueError(f"The name of the comment with the key {old.source_key} is too long.")
            if old.posted_precision not in DatePrecision.values:
                raise ValueError(f"Not a precision of a date: {old.posted_precision!r}")
        if len(self.source) > longest("source"):
            raise ValueError(f"The name of the source is too long: {self.source!r}")

    def execute(self) -> list[ReaderComment]:
        self.by_key = self._known()
        new = [comment for comment in self.comments if comment.source_key not in self.by_key]
        if not new:
            return []
        conversation, _created = Conversation.objects.get_or_create(page=self.page)
        Conversation.objects.lock([conversation.pk])
        made = [self._make(comment, conversation) for comment in new]
        self.log(
            self.page,
            "coprod_comments.import",
            data={"comments": len(made), "source": self.source, "batch": str(self.batch)},
        )
        transaction.on_commit(lambda: conversation_changed.send_robust(sender=ReaderComment, conversation=conversation))
        return made

    def _known(self):
        keys = {key for old in self.comments for key in (old.source_key, old.reply_to_key) if key}
        return {comment.source_key: comment for comment in ReaderComment.objects.filter(source_key__in=keys)}

    def _make(self, old, conversation):
        parent = self.by_key.get(old.reply_to_key)
        comment = ReaderComment(
            page_id=self.page.pk,
            conversation=conversation,
            body=clean_text(old.body),
            author_name=clean_line(old.author_name),
            author_kind=AuthorKind.GUEST if old.author_name else AuthorKind.UNKNOWN,
            thread_id=parent and parent.thread_start_id,
            reply_to=parent,
            status=Status.PUBLISHED,
            posted_at=old.posted_at,
            posted_precision=old.posted_precision if old.posted_at else DatePrecision.UNKNOWN,
            source=self.source,
            source_key=old.source_key,
            import_batch=self.batch,
            position=old.position,
        )
        comment.save(force_insert=True)
        settle(comment, None)
        self.by_key[old.source_key] = comment
        return comment
