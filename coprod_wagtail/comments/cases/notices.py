"""Whose case is nearly due, and whose is late: each is told once."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from coprod_wagtail.outbox.mail import queue_mail

from ..models import Case, ReaderCommentSettings
from ..notices.constants import How
from ..notices.people import Person
from .constants import DUE_SOON, OVERDUE
from .visible import may_handle

Managers = Callable[[ReaderCommentSettings], Mapping[str, Person | None]]


def queue_case_mails(
    everybody: Iterable[Person], sites: Iterable[ReaderCommentSettings], managers: Managers, now: datetime
) -> int:
    """Queue the mails about cases that are due at `now`, which nobody was told of yet; how many. One query where there are none."""
    found = Case.objects.open().filter(Q(remind_at__lte=now, reminded_at=None) | Q(due_at__lt=now, alarmed_at=None))
    by_site, people, queued = {one.site_id: one for one in sites}, list(everybody), 0
    for case in found.select_related("comment").order_by("due_at", "pk"):
        if case.reminded_at is None and case.remind_at <= now:
            queued += _remind(case, people, now)
        site_settings = by_site.get(case.site_id or 0)
        if case.alarmed_at is None and case.due_at < now and site_settings:
            queued += _tell_managers(case, managers(site_settings), now)
    return queued


def next_case_look(now: datetime) -> datetime | None:
    """When somebody is to be told of a case next. One query."""
    open_cases = Case.objects.open()
    moments = open_cases.filter(reminded_at=None).order_by("remind_at").values_list("remind_at", flat=True)[:1]
    alarms = open_cases.filter(alarmed_at=None).order_by("due_at").values_list("due_at", flat=True)[:1]
    later = [moment for moment in (*moments, *alarms) if moment > now]
    return min(later) + timedelta(seconds=1) if later else None


def _remind(case: Case, people: Iterable[Person], now: datetime) -> int:
    """Who looks after it; or all who may, where nobody does. As they chose to hear of what waits, but for the hour."""
    told = [person for person in people if may_handle(person.user, case)]
    own = [person for person in told if person.user.pk == case.assigned_to_id]
    told = own or [person for person in told if person.how != How.NEVER] or told
    with transaction.atomic():
        # Of two who look at the same time, one wins. Where nobody is there to be told, somebody may be later.
        if not told or not Case.objects.filter(pk=case.pk, reminded_at=None).update(reminded_at=now):
            return 0
        for person in told:
            quiet_until = person.quiet_ends(now)
            wait = quiet_until - now if quiet_until else timedelta(0)
            queue_mail(DUE_SOON, _facts(case, person), about=_about(person), language=person.language, wait=wait)
    return len(told)


def _tell_managers(case: Case, told: Mapping[str, Person | None], now: datetime) -> int:
    with transaction.atomic():
        if not told or not Case.objects.filter(pk=case.pk, alarmed_at=None).update(alarmed_at=now):
            return 0
        for address, person in told.items():
            facts = {"site": case.site_id, "case": case.pk}
            if person:
                queue_mail(OVERDUE, facts | _facts(case, person), about=_about(person), language=person.language)
            else:
                queue_mail(OVERDUE, facts, to=address, language=settings.LANGUAGE_CODE)
    return len(told)


def _facts(case: Case, person: Person) -> dict[str, Any]:
    return {"case": case.pk, "user": str(person.user.pk)}


def _about(person: Person) -> str:
    # As all mails about notices: they go with the account.
    return f"notices-{person.user.pk}"
