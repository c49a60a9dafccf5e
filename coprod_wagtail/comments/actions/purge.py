"""What is not kept any longer, by the site's own clocks: see the settings ``KEEP_...``."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from coprod_wagtail.actions import Conflict
from coprod_wagtail.conf import conf

from ..cases.rows import copies_due, erase_copies
from ..constants import Status
from ..covering.rows import parts_due
from ..models import CommentReport, DecisionGround, MessageToWriter, ReaderComment, Subscription
from ..models.subscription import CONFIRM_WITHIN
from ..reports.rows import forget
from ..store.addresses import let_go
from ..store.forms_sent import forget_forms
from ..store.holds import forget_old_holds
from .take_back import EraseComment

logger = logging.getLogger(__name__)

_AT_ONCE = 500
_REFUSED = (Status.DECLINED, Status.SPAM, Status.HIDDEN)


def due(now: datetime | None = None) -> dict[str, QuerySet[Any]]:
    """What `purge` would do now, by kind: the comments that writers took down, those that were refused, and those whose
    e-mail address goes; and the subscriptions that end. What waits to be read is never among them."""
    now = now or timezone.now()
    comments, none = ReaderComment.objects.all(), ReaderComment.objects.none()
    refused, emails = conf.KEEP_REFUSED_DAYS, conf.KEEP_EMAIL_DAYS
    return {
        "taken_down": comments.filter(
            status=Status.TAKEN_BACK, status_since__lt=now - timedelta(days=conf.KEEP_TAKEN_DOWN_DAYS)
        ),
        "refused": _refused(now - timedelta(days=refused)) if refused else none,
        "emails": comments.filter(status=Status.PUBLISHED, status_since__lt=now - timedelta(days=emails)).exclude(
            author_email=""
        )
        if emails
        else none,
        "subscriptions": _ended(now, emails),
    }


def _refused(before: datetime) -> QuerySet[ReaderComment]:
    """Those that were refused before this moment, and about which nobody has said anything since. Somebody still has to read
    what was told us about them, and what their writers answered."""
    found = ReaderComment.objects.filter(
        status__in=_REFUSED, status_since__lt=before, reported_since=None, answer_waits_since=None
    )
    said_since = Q(written_at__gte=before) | Q(answered_at__gte=before) | Q(closed_at__gte=before)
    return found.exclude(Exists(MessageToWriter.objects.filter(said_since, comment=OuterRef("pk"))))


def messages_due(now: datetime | None = None) -> QuerySet[MessageToWriter]:
    """What was written to writers of comments, and answered, that goes now: as long after the last of it as refused comments
    are kept, and never before somebody is done with the answer. The comments stay."""
    days = conf.KEEP_REFUSED_DAYS
    if not days:
        return MessageToWriter.objects.none()
    before = (now or timezone.now()) - timedelta(days=days)
    done = Q(answered_at=None, written_at__lt=before) | Q(closed_at__lt=before)
    found: QuerySet[MessageToWriter] = MessageToWriter.objects.filter(done)
    return found


def grounds_due(now: datetime | None = None) -> QuerySet[DecisionGround]:
    """What was said of decisions that hold no longer: kept as long after that as refused comments are."""
    days = conf.KEEP_REFUSED_DAYS
    if not days:
        return DecisionGround.objects.none()
    found: QuerySet[DecisionGround] = DecisionGround.objects.filter(
        ended_at__lt=(now or timezone.now()) - timedelta(days=days)
    )
    return found


def is_behind(now: datetime | None = None) -> bool:
    """Whether there is something that should have gone more than a day ago: then `purge` does not run. Seven queries at
    most."""
    a_day_ago = (now or timezone.now()) - timedelta(days=1)
    wanted = due(a_day_ago)
    comments = wanted["taken_down"] | wanted["refused"] | wanted["emails"]
    others: tuple[QuerySet[Any], ...] = (
        wanted["subscriptions"],
        reports_due(a_day_ago),
        messages_due(a_day_ago),
        grounds_due(a_day_ago),
        parts_due(a_day_ago),
        copies_due(a_day_ago),
    )
    return comments.exists() or any(found.exists() for found in others)


def reports_due(now: datetime | None = None) -> QuerySet[CommentReport]:
    """The reports about comments that are emptied now: decided for as long as refused comments are kept."""
    days = conf.KEEP_REFUSED_DAYS
    if not days:
        return CommentReport.objects.none()
    decided = (now or timezone.now()) - timedelta(days=days)
    found: QuerySet[CommentReport] = (
        CommentReport.objects.exclude(outcome="").filter(decided_at__lt=decided).with_words()
    )
    return found


def _ended(now: datetime, days: int) -> QuerySet[Subscription]:
    """Those that nobody confirmed in time; and those that had no mail, nor were confirmed, for as long as an address is
    kept."""
    ended = Q(confirmed_at=None, asked_at__lt=now - CONFIRM_WITHIN)
    if days:
        before = now - timedelta(days=days)
        ended |= Q(confirmed_at__lt=before) & (Q(mailed_at=None) | Q(mailed_at__lt=before))
    return Subscription.objects.filter(ended)


def purge(now: datetime | None = None) -> dict[str, int]:
    """Erase what is due, and return how many of each kind, by the names of `due`, of `reports` that were emptied, of `messages` to
    writers that went, of `grounds` of decisions, of `covered` words, of `copies` for cases, and of `forms` that are not known again any more. Each comment in a transaction of its own:
    ended in the middle and called again, it goes on. The log line says numbers and nothing else."""
    wanted = due(now)
    done = {kind: sum(map(_erase, _in_portions(wanted[kind]))) for kind in ("taken_down", "refused")}
    done["emails"] = sum(
        wanted["emails"].filter(pk__in=pks).update(author_email="") for pks in _in_portions(wanted["emails"])
    )
    done["subscriptions"] = let_go(wanted["subscriptions"])
    done["reports"] = _empty_reports(reports_due(now))
    done["messages"] = messages_due(now).delete()[0]
    done["grounds"] = grounds_due(now).delete()[0]
    done["covered"] = parts_due(now).delete()[0]
    with transaction.atomic():
        done["copies"] = erase_copies(copies_due(now))
    forget_old_holds(now or timezone.now())
    done["forms"] = sum(iter(forget_forms, 0))
    logger.info(
        "Purged comments: %(taken_down)s taken down, %(refused)s refused, %(emails)s e-mail addresses, "
        "%(subscriptions)s subscriptions, %(reports)s reports, %(messages)s messages to writers, %(grounds)s grounds of decisions, "
        "%(covered)s covered parts, %(copies)s copies for cases, %(forms)s forms.",
        done,
    )
    return done


def _empty_reports(reports: QuerySet[CommentReport]) -> int:
    emptied = 0
    while pks := list(reports.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        with transaction.atomic():
            emptied += forget(pks)
    return emptied


def _in_portions(comments: QuerySet[ReaderComment]) -> Iterator[list[int]]:
    last = 0
    while pks := list(comments.filter(Q(pk__gt=last)).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        yield pks
        last = pks[-1]


def _erase(pks: list[int]) -> int:
    erased = 0
    for comment in ReaderComment.objects.filter(pk__in=pks):
        try:
            EraseComment(comment, in_time=True)()
        except Conflict:  # its writer, or whoever deleted the page, was quicker
            continue
        erased += 1
    return erased
