"""Threads from the database, in a number of queries that does not grow with them: ids first, rows second."""

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from coprod_wagtail.page_tree.prepared import Prepared

from ..constants import Status
from ..models import ReaderComment
from .items import Item, make_item
from .phrases import Phrases

# What no list shows and what is nobody's business; to fetch it takes time, too.
_NOT_ASKED_FOR = ["author_email", "signs", "received_at", "member", "source", "source_key", "import_batch", "position"]
_NOT_ASKED_FOR += [
    "repeat_key",
    "repeat_digest",
    "slip_nonce",
    "slip_hash",
    "words_version",
    "status_since",
    "shown_at",
]
#: What only moderators ask about.
_NOT_ASKED_FOR += ["queue_rank", "due_at", "handed_since", "reported_since", "answer_waits_since", "hold_number"]
_NOT_ASKED_FOR += ["edit_waits", "has_covered", "has_grounds", "has_messages", "shown_unread"]
#: Pages do not say the words as they were written, too, as the API does.
_NOT_SHOWN = [*_NOT_ASKED_FOR, "body"]

#: More replies of one thread than this come on pages of their own in the API.
REPLIES_SHOWN = 100


def threads_of(
    conversation, *, limit, offset=0, after=None, newest=False, with_replies=True
) -> tuple[list[list[Item]], bool]:
    """Threads in reading order, or the `newest` first, each a list of items that begins with its first comment, and whether more follow. Of each
    thread the first `REPLIES_SHOWN` replies; `reply_count` of its first comment says how many there are.

    `after` is the (sort key, id) of a first comment to go on from: as quick at any depth, which an offset is not. Three
    queries, two where nobody wants the replies.
    """
    listed = ReaderComment.objects.listed_in(conversation)
    pks = thread_ids(listed.first_comments(), limit + 1, offset, after, newest=newest)
    firsts = ReaderComment.objects.filter(listed=True).defer(*_NOT_ASKED_FOR).in_bulk(pks[:limit])
    phrases = Phrases()
    replies = _first_replies(firsts) if with_replies else {}
    found = [_thread(firsts[pk], replies.get(pk, []), phrases) for pk in pks[:limit] if pk in firsts]
    return found, len(pks) > limit


def thread_of(conversation, first_id) -> list[Item]:
    """The thread that begins with `first_id`, as in `threads_of`; empty where the conversation lists none. Two queries."""
    firsts = ReaderComment.objects.listed_in(conversation).first_comments().defer(*_NOT_ASKED_FOR).in_bulk([first_id])
    replies = _first_replies(firsts)
    return [item for first in firsts.values() for item in _thread(first, replies[first.pk], Phrases())]


def item_of(conversation, pk) -> Item | None:
    """One comment that the conversation lists, as in `replies_of`. One query."""
    rows = ReaderComment.objects.listed_in(conversation).filter(pk=pk).defer(*_NOT_ASKED_FOR)
    row = rows.select_related("reply_to").first()
    if row is None:
        return None
    answered = row.reply_to if row.reply_to and row.reply_to.listed else None
    return make_item(row, answers=answered and make_item(answered))


def replies_of(conversation, first_id, *, limit, offset=0, after=None) -> tuple[list[Item], bool]:
    """Replies in the thread that begins with `first_id`, and whether more follow. Two queries."""
    listed = ReaderComment.objects.listed_in(conversation)
    pks = thread_ids(listed.filter(thread=first_id), limit + 1, offset, after)
    rows = ReaderComment.objects.filter(listed=True).defer(*_NOT_ASKED_FOR).select_related("reply_to")
    found = rows.in_bulk(pks[:limit])
    phrases, items = Phrases(), []
    for pk in pks[:limit]:
        if row := found.get(pk):
            answered = row.reply_to if row.reply_to and row.reply_to.listed else None
            items.append(make_item(row, answers=answered and make_item(answered, phrases=phrases), phrases=phrases))
    return items, len(pks) > limit


def thread_ids(comments, limit, offset=0, after=None, *, newest=False) -> list[int]:
    """Of first comments, or of the replies in one thread, those behind the place `after`: in reading order, or from there
    backwards with `newest`. Ids first, rows second: cheap at any depth on all databases, and MariaDB takes no LIMIT in a
    subquery."""
    if after:
        sort_key, pk = after
        # The first condition follows from the second, and lets the index find the place.
        if newest:
            comments = comments.filter(sort_key__lte=sort_key).filter(Q(sort_key__lt=sort_key) | Q(pk__lt=pk))
        else:
            comments = comments.filter(sort_key__gte=sort_key).filter(Q(sort_key__gt=sort_key) | Q(pk__gt=pk))
    ordered = comments.in_thread_order()
    return list((ordered.reverse() if newest else ordered).values_list("pk", flat=True)[offset : offset + limit])


def _first_replies(firsts) -> dict[int | None, list[ReaderComment]]:
    """The replies to show of these threads. One query."""
    rows = ReaderComment.objects.filter(thread__in=list(firsts), listed=True)
    if any(first.reply_count > REPLIES_SHOWN for first in firsts.values()):
        place = Window(RowNumber(), partition_by=F("thread"), order_by=[F("sort_key").asc(), F("pk").asc()])
        rows = rows.annotate(place=place).filter(place__lte=REPLIES_SHOWN)
    replies: dict[int | None, list[ReaderComment]] = {pk: [] for pk in firsts}
    for row in rows.in_reading_order().defer(*_NOT_ASKED_FOR):
        replies[row.thread_id].append(row)
    return replies


# That these may be shown is found out; what is asked once more is whether each is still listed. Not whether it is of one
# conversation: SQLite would rather walk through all of that than look these up.
_rows = Prepared(
    lambda pks: (
        ReaderComment.objects.filter(Q(pk__in=pks) | Q(thread__in=pks), listed=True)
        .in_reading_order()
        .defer(*_NOT_SHOWN)
    )
)


def load_threads(pks) -> list[list[Item]]:
    """These threads, as far as they are still there, each with all its replies. One query."""
    replies: dict[int, list[ReaderComment]] = {pk: [] for pk in pks}
    firsts = {}
    for row in _rows(tuple(pks)) if pks else ():
        if row.thread_id is None:
            firsts[row.pk] = row
        else:
            replies[row.thread_id].append(row)
    phrases = Phrases()
    # One may have gone between the two queries.
    return [_thread(firsts[pk], replies[pk], phrases) for pk in pks if pk in firsts]


def _thread(first, replies, phrases):
    items = {first.pk: make_item(first, phrases=phrases)}
    for row in replies:
        items[row.pk] = make_item(row, answers=items.get(row.reply_to_id), phrases=phrases)
    thread = list(items.values())
    if replies:
        thread[0].followed = thread[1].opens = thread[-1].closes = True
    return thread


def reply_target(listed, reply_id) -> Item | None:
    """The comment of `listed` that somebody wants to answer, if it can be answered. One query."""
    row = listed.filter(pk=reply_id, status=Status.PUBLISHED).select_related("reply_to").first()
    if row is None:
        return None
    answered = row.reply_to if row.reply_to and row.reply_to.listed else None
    return make_item(row, answers=answered and make_item(answered))
