"""What a conversation should list and count, worked out slowly from its comments and nothing else."""

from collections import Counter

from coprod_wagtail.comments.constants import HOLDS_PLACE, TOMBSTONES, Sign, Status


def recount(conversation):
    """The ids that are listed, and the counters, as they should be."""
    comments = list(conversation.comments.all())
    published = [comment for comment in comments if comment.status == Status.PUBLISHED]
    placed = [comment for comment in comments if comment.status in HOLDS_PLACE]
    answered = {comment.thread_id for comment in placed} | {comment.reply_to_id for comment in placed}
    listed = {
        comment.pk
        for comment in comments
        if comment.status in HOLDS_PLACE or (comment.status in TOMBSTONES and comment.pk in answered)
    }
    return {
        "listed": listed,
        "published_count": len(published),
        "waiting_count": sum(comment.status == Status.PENDING for comment in comments),
        "flood_count": sum(
            comment.status == Status.PENDING and Sign.MANY_AT_ONCE in comment.signs for comment in comments
        ),
        "reply_counts": Counter(
            comment.thread_id for comment in comments if comment.pk in listed and comment.thread_id
        ),
        "thread_count": sum(comment.pk in listed and comment.thread_id is None for comment in comments),
    }


def as_stored(conversation):
    """The same as the database has it."""
    conversation.refresh_from_db()
    return {
        "listed": set(conversation.comments.filter(listed=True).values_list("pk", flat=True)),
        "published_count": conversation.published_count,
        "waiting_count": conversation.waiting_count,
        "flood_count": conversation.flood_count,
        "reply_counts": Counter(dict(conversation.comments.filter(reply_count__gt=0).values_list("pk", "reply_count"))),
        "thread_count": conversation.thread_count,
    }
