"""What happened to a comment so far, and who did it, in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.log_actions import registry as log_registry

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.text.formats import moment_in_words

from ..grounds.reasons import reasons_by_key
from ..models import ReaderComment
from ..notices import constants

NO_ACCOUNT = gettext_lazy("somebody who no longer has an account")


def decisions_about(comment):
    """What happened to `comment` so far, newest first: Wagtail log entries with their users."""
    entries = log_registry.get_logs_for_instance(comment).select_related("user").order_by("-timestamp", "-pk")
    reasons = reasons_by_key(entry.data.get("reason", "") for entry in entries)
    for entry in entries:
        entry.person = person_of(entry)
        reason = reasons.get(entry.data.get("reason", ""))
        entry.reason_in_words = reason.label_now if reason else ""
    return entries


def person_of(entry) -> str:
    """Who did what `entry` says, a Wagtail log entry, in words; empty if nobody in the admin did."""
    if not entry.user_id:
        return ""
    # Wagtail says "user 3 (deleted)".
    return entry.user_display_name if entry.user else str(NO_ACCOUNT)


def with_door(message: str, entry) -> str:
    """`message`, what `entry` of the log says that somebody did, with the door by which they did it, where that was not the
    admin."""
    match entry.data.get("door"):
        case constants.DOOR:
            # Translators: %(what)s in these is what was done, such as "Published".
            message = pgettext("what happened to a comment", "%(what)s, by a link in an e-mail") % {"what": message}
        case constants.BY_API:
            message = pgettext("what happened to a comment", "%(what)s, by another program") % {"what": message}
    return message


def who_was_quicker(comment: ReaderComment, user: AnyUser) -> tuple[str, Any]:
    """What to say to `user`, whose decision about `comment` came too late, and the entry of the log that was there first, or None.
    Reads the comment's status anew."""
    comment.refresh_from_db(fields=["status"])
    latest = next(iter(decisions_about(comment)), None)
    words = {"comment": comment, "status": comment.get_status_display()}
    if latest is None or latest.user_id is None:
        message = _("%(comment)s has changed since you opened it. It is now: %(status)s. You changed nothing.")
    elif latest.user_id == user.pk:
        message = _("You have already decided about %(comment)s. It is now: %(status)s.")
    else:
        words |= {"person": latest.person, "moment": moment_in_words(latest.timestamp)}
        message = _(
            "On %(moment)s %(person)s was quicker and decided about %(comment)s. "
            "It is now: %(status)s. You changed nothing."
        )
    return message % words, latest
