"""What is said of a case: how much time is left, and what the law wants next."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import registry as log_registry

from coprod_wagtail.text.formats import moment_in_words, number_in_words, weekday_in_words
from coprod_wagtail.text.moments import local, today

from ..constants import HOLDS_PLACE, Status
from ..models import Case, ReaderComment
from ..moderation.history import person_of
from ..promise.left import hours_left
from .clock import counted_between
from .constants import CaseKind

#: Of these the hours count.
_BY_THE_HOUR = (CaseKind.UNTRUE, CaseKind.WORRIED)
_HOUR = timedelta(hours=1)


def time_left(case: Case, holidays: str, now: datetime | None = None) -> str:
    """How much time is left for `case`, on a site whose bank holidays these are; or since when it is late, or closed."""
    now = now or timezone.now()
    if case.closed_at:
        return _("Closed on %(moment)s") % {"moment": moment_in_words(case.closed_at)}
    if case.due_at < now:
        return _("Late since %(moment)s") % {"moment": moment_in_words(case.due_at)}
    if case.kind in _BY_THE_HOUR:
        return _hours_left(case, holidays, now)
    day = local(case.due_at).date()
    return _("Due today") if day == today() else _("Due by %(day)s") % {"day": weekday_in_words(day)}


def _hours_left(case, holidays, now):
    whole = case.due_at - now
    counted = counted_between(now, case.due_at, holidays) if case.kind == CaseKind.UNTRUE else whole
    hours = counted // _HOUR
    if not hours:
        return _("Less than an hour left")
    if counted == whole:
        return hours_left(hours)
    words = ngettext(
        "%(count)s hour left, not counting weekends and bank holidays",
        "%(count)s hours left, not counting weekends and bank holidays",
        hours,
    )
    return words % {"count": number_in_words(hours)}


def what_next(case: Case) -> list[str]:
    """What is to be done about an open `case`, one line each. One query where its comment was not fetched."""
    if not case.is_open:
        return []
    comment = case.comment
    if case.kind == CaseKind.UNTRUE:
        return _about_untrue(comment)
    if case.kind == CaseKind.ABOUT_ME:
        return [_("Look at the comment, and decide whether it stays. That closes this case.")]
    if case.kind == CaseKind.PERSONAL:
        lines = [] if case.acknowledged_at else [_("Tell the person that you have it.")]
        return [*lines, _("Do what they ask for, or tell them why not. Then close this case.")]
    return [
        _("If somebody is in danger now, ring 999."),
        _("Follow what your organisation has agreed on for this. Then close this case, and say what you did."),
    ]


def _about_untrue(comment: ReaderComment | None) -> list[str]:
    closes = _("When you decide about the comment, this case closes. You can also close it here.")
    if comment is None or comment.status not in HOLDS_PLACE:
        if comment is not None and comment.status == Status.ERASED:
            return [_("Its writer has erased the comment. Tell who told you, if you can, and close this case.")]
        return [_("The comment is not on the page. Tell who told you, if you can, and close this case.")]
    if comment.author_email:
        return [
            _(
                "Within this time, send the complaint to the writer, whose e-mail address you have, or take the comment off the page."
            ),
            closes,
        ]
    return [_("We have no e-mail address of the writer. Take the comment off the page within this time."), closes]


def history_of(case: Case) -> list[Any]:
    """What happened to `case` so far, newest first: Wagtail's log entries, each with its `person` in words. As many queries for
    any number."""
    entries = list(log_registry.get_logs_for_instance(case).select_related("user").order_by("-timestamp", "-pk"))
    for entry in entries:
        entry.person = person_of(entry)
    return entries
