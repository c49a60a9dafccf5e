"""What the API says of a comment that shows, or of the place of one that was taken away."""

from coprod_wagtail.api.kit.pagination import cursor
from coprod_wagtail.api.pages.fields import Asked, as_far_as_told

from ...constants import Helped, Status
from ...reading import threads as reading
from .. import schemas


def thread_told(items, open_now):
    first, *replies = items
    more = first.comment.reply_count > len(replies) >= reading.REPLIES_SHOWN
    return {
        **comment_told(first, first.pk, open_now, reply_count=first.comment.reply_count),
        "replies": [comment_told(reply, first.pk, open_now) for reply in replies],
        "replies_cursor": place_of(replies[-1].comment) if more else None,
    }


def some_of_thread(told, asked):
    """What is `asked` for of a thread as `thread_told` has it, and of the replies in it; all of these where nothing is
    asked for that they have."""
    of_replies = [name for name in schemas.Comment.model_fields if name in asked]
    of_reply = Asked(of_replies or None)
    some = asked.of(told)
    replies = some.pop("replies", None)
    found = as_far_as_told(schemas.Thread, some)
    if replies is not None:
        found["replies"] = [as_far_as_told(schemas.Comment, of_reply.of(one)) for one in replies]
    return found


def comment_told(item, thread_id, open_now, reply_count=0):
    comment = item.comment
    gone = comment.status != Status.PUBLISHED
    return {
        "id": item.pk,
        "kind": "gone" if gone else "comment",
        "thread_id": thread_id,
        "parent_id": comment.reply_to_id,
        "depth": int(item.is_reply),
        "heading": item.plain_heading,
        "heading_html": item.heading,
        "byline_html": item.byline,
        "when_html": item.when,
        "note": item.note,
        "edited_at": None if gone else comment.edited_at,
        "content_note": (not gone and comment.content_note) or None,
        "content_note_html": item.note_words or None,
        "helped": comment.helped == Helped.SHOWN and not gone,
        "author": None if gone else author_told(item),
        "body": None if gone else comment.body,
        "body_html": None if gone else comment.body_html,
        "language": None if gone else comment.language or None,
        "posted_at": None if gone else comment.posted_at,
        "posted_precision": "unknown" if gone else comment.posted_precision,
        "can_be_answered": open_now and item.can_be_answered,
        "reply_count": reply_count,
    }


def author_told(item):
    comment = item.comment
    return {
        "name": item.name or None,
        "kind": comment.author_kind,
        "badge": comment.author_badge or None,
        "role": comment.author_role or None,
    }


def place_of(comment) -> str:
    """The cursor that leads on from `comment`, in any list of comments in the order of their moments."""
    return cursor(comment.sort_key, comment.pk)
