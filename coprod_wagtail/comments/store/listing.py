"""Keeps what a conversation lists, and its counters, in step with the comments' statuses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef

from coprod_wagtail.portions import portions

from ..constants import HOLDS_PLACE, TOMBSTONES, Status
from ..models.comment import ReaderComment
from ..models.conversation import Conversation
from .counting import add

_WITHOUT_PLACE = [status for status in Status if status not in HOLDS_PLACE]


def _answered(link: str) -> Exists:
    # Said the long way round, because no index serves it: SQLite keeps no statistics, and would otherwise choose the
    # queue's index over the thread's and walk through every published comment of the site.
    return Exists(ReaderComment.objects.filter(**{link: OuterRef("pk")}).exclude(status__in=_WITHOUT_PLACE))


def settle(comment: ReaderComment, was: str | None, *, changes_words: bool = False) -> bool:
    """As `settle_all`, for one comment; whether readers can see a difference."""
    return bool(settle_all([(comment, was)], changes_words=changes_words))


def settle_all(changes: Sequence[tuple[ReaderComment, str | None]], *, changes_words: bool = False) -> set[int]:
    """Bring `listed`, the counters and the version in line after each of these comments went from the status that it was in to
    its present one.

    To be called in the transaction that changed them, once for each change; what it was is None for a new row.
    `changes_words` says that they have other words or another name now. As many queries for one comment as for some hundred,
    whatever the size of the conversations. The ids of the comments of which readers can see a difference.
    """
    comments = {comment.pk: comment for comment, _was in changes}
    related = {pk for one in comments.values() for pk in (one.pk, one.thread_id, one.reply_to_id) if pk is not None}
    before = {pk: one.listed for pk, one in comments.items()}
    threads: defaultdict[int, int] = defaultdict(int)
    replies: defaultdict[int, int] = defaultdict(int)
    moved: set[int] = set()
    for row, listed in _out_of_step(related, comments, before):
        moved.add(row.pk)
        if row.thread_id is None:
            threads[row.conversation_id] += 1 if listed else -1
        else:
            replies[row.thread_id] += 1 if listed else -1
    add(ReaderComment.objects.all(), {"reply_count": replies})
    visible = {
        comment.pk
        for comment, was in changes
        if _is_seen(comment, was, before[comment.pk], comment.pk in moved, changes_words)
    }
    numbers: dict[str, dict[int, int]] = {"thread_count": threads, **_counted(changes)}
    numbers["version"] = Counter(comment.conversation_id for pk, comment in comments.items() if pk in visible)
    add(Conversation.objects.all(), numbers)
    return visible


def _out_of_step(
    related: Iterable[int], comments: dict[int, ReaderComment], before: dict[int, bool]
) -> Iterable[tuple[ReaderComment, bool]]:
    """Those of the comments with these ids that are listed and should not be, or the other way round, each with what is right;
    it is stored then, and said of `comments`. Of these, `before` learns what was stored."""
    found: list[tuple[ReaderComment, bool]] = []
    for pks in portions(sorted(related)):
        rows = ReaderComment.objects.filter(pk__in=pks)
        for row in rows.annotate(has_replies=_answered("thread"), has_answers=_answered("reply_to")):
            listed = row.status in HOLDS_PLACE or (row.status in TOMBSTONES and (row.has_replies or row.has_answers))
            if row.pk in comments:
                comments[row.pk].listed, before[row.pk] = listed, row.listed
            if listed != row.listed:
                found.append((row, listed))
    for right in (True, False):
        for pks in portions(row.pk for row, listed in found if listed == right):
            ReaderComment.objects.filter(pk__in=pks).update(listed=right)
    return found


def _is_seen(comment: ReaderComment, was: str | None, was_listed: bool, moved: bool, changes_words: bool) -> bool:
    if moved or (comment.status == Status.PUBLISHED) != (was == Status.PUBLISHED):
        return True
    return (comment.listed or was_listed) and (changes_words or comment.status != was)


def _counted(changes: Sequence[tuple[ReaderComment, str | None]]) -> dict[str, dict[int, int]]:
    """By the counters' names, how much each conversation has more, or less, of what is counted by status."""
    published: defaultdict[int, int] = defaultdict(int)
    waiting: defaultdict[int, int] = defaultdict(int)
    flood: defaultdict[int, int] = defaultdict(int)
    for comment, was in changes:
        waits = (comment.status == Status.PENDING) - (was == Status.PENDING)
        published[comment.conversation_id] += (comment.status == Status.PUBLISHED) - (was == Status.PUBLISHED)
        waiting[comment.conversation_id] += waits
        flood[comment.conversation_id] += waits * comment.is_of_flood
    return {"published_count": published, "waiting_count": waiting, "flood_count": flood}
