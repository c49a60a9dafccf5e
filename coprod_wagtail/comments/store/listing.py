"""Keeps what a conversation lists, and its counters, in step with the comments' statuses."""

from django.db.models import Exists, F, OuterRef

from ..constants import HOLDS_PLACE, TOMBSTONES, Status
from ..models.comment import ReaderComment
from ..models.conversation import Conversation

_WITHOUT_PLACE = [status for status in Status if status not in HOLDS_PLACE]


def _answered(link: str) -> Exists:
    # Said the long way round, because no index serves it: SQLite keeps no statistics, and would otherwise choose the
    # queue's index over the thread's and walk through every published comment of the site.
    return Exists(ReaderComment.objects.filter(**{link: OuterRef("pk")}).exclude(status__in=_WITHOUT_PLACE))


def settle(comment: ReaderComment, was: str | None, *, changes_words: bool = False) -> bool:
    """Bring `listed`, the counters and the version in line after `comment` went from status `was` to its present one.

    To be called in the transaction that changed the status, once for each change; `was` is None for a new row. `changes_words` says that it has other words or another name now. At most
    five queries, whatever the size of the conversation. Returns whether readers can see a difference.
    """
    related = {pk for pk in (comment.pk, comment.thread_id, comment.reply_to_id) if pk is not None}
    rows = ReaderComment.objects.filter(pk__in=related).annotate(
        has_replies=_answered("thread"), has_answers=_answered("reply_to")
    )
    show: list[int] = []
    unshow: list[int] = []
    threads = replies = 0
    for row in rows:
        answered = row.has_replies or row.has_answers
        listed = row.status in HOLDS_PLACE or (row.status in TOMBSTONES and answered)
        if row.pk == comment.pk:
            comment.listed = listed
        if listed != row.listed:
            (show if listed else unshow).append(row.pk)
            if row.thread_id is None:
                threads += 1 if listed else -1
            else:  # all of them are in one thread
                replies += 1 if listed else -1
    for pks, listed in ((show, True), (unshow, False)):
        if pks:
            ReaderComment.objects.filter(pk__in=pks).update(listed=listed)
    if replies and comment.thread_id is not None:
        ReaderComment.objects.filter(pk=comment.thread_id).update(reply_count=F("reply_count") + replies)
    published = (comment.status == Status.PUBLISHED) - (was == Status.PUBLISHED)
    waiting = (comment.status == Status.PENDING) - (was == Status.PENDING)
    visible = bool(published or show or unshow or (comment.listed and (changes_words or comment.status != was)))
    Conversation.objects.filter(pk=comment.conversation_id).update(
        published_count=F("published_count") + published,
        waiting_count=F("waiting_count") + waiting,
        flood_count=F("flood_count") + waiting * comment.is_of_flood,
        thread_count=F("thread_count") + threads,
        version=F("version") + int(visible),
    )
    return visible
