"""What the demo's moderators have done and begun, as the list, the log and the figures show it."""

from datetime import timedelta

from django.utils import timezone

from coprod_wagtail.actions import log_all
from coprod_wagtail.comments.actions import PublishComment
from coprod_wagtail.comments.constants import SOURCE_SITE, AuthorKind, Status
from coprod_wagtail.comments.models import SavedFilter
from coprod_wagtail.comments.moderation.handing.actions import HandOverComment

#: The key of a comment that somebody does not want to decide about, and what they said with it.
HANDED, NOTE = "waiting/drill", "I know him from the Saturday table. Better if you decide."
FILTER_NAME, FILTER = "May be spam", "status=pending&sign=honeypot"


def read_and_publish(comments, user):
    """The lines in the log that say that `user` has read and published these `comments`, each within two days."""
    read = [
        comment
        for comment in comments
        if comment.status == Status.PUBLISHED
        and comment.source == SOURCE_SITE
        and comment.author_kind != AuthorKind.STAFF
    ]
    was = {"was": str(Status.PENDING), "became": str(Status.PUBLISHED)}
    lines = log_all([(comment, PublishComment.log_action, was) for comment in read], user=user)
    for number, (comment, line) in enumerate(zip(read, lines, strict=True)):
        line.timestamp = min(comment.received_at + timedelta(hours=2 + number * 7 % 43), timezone.now())
    if lines:
        type(lines[0])._default_manager.bulk_update(lines, ["timestamp"])


def begin_work(comments, users):
    """A comment is with the moderator, who has kept a filter. `comments` by their keys are those that are new."""
    if HANDED in comments:
        HandOverComment(comments[HANDED], user=users["admin"], to=users["moderator"], note=NOTE)()
        SavedFilter.objects.create(user=users["moderator"], name=FILTER_NAME, query=FILTER)
