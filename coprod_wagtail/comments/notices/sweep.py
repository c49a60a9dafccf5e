"""Looking who is to be told what, and having the mails queued. Called again, it does nothing twice: whoever has a mail in the
outbox, or was told of all that waits, gets none."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coprod_wagtail.features import authored_pages
from coprod_wagtail.inserting import insert_if_new
from coprod_wagtail.outbox.addresses import mail_is_set_up
from coprod_wagtail.outbox.mail import MailKind, queue_mail
from coprod_wagtail.text.moments import local, moment_at, today

from ..cases.notices import next_case_look, queue_case_mails
from ..models import NoticeSettings, ReaderComment, ReaderCommentSettings
from .constants import AFTERNOON, ALARM, MORNING, PAUSE, POSTS_MAIL, REMINDER, SETTLED, WAITING, How
from .days import settings_of_sites, take_alarms, take_reminders
from .people import Person, email_of, people, person_of
from .ringing import look
from .waiting import Item, between, by_people, is_there, waiting, waiting_for

#: A mail of the day that was late is not followed by the next one at once.
_DAY = timedelta(hours=12)


def sweep(*, digest_now: bool = False) -> int:
    """Queue all mails that are due, and have somebody look again when the next may be; how many were queued. With `digest_now`
    the mails of the day do not wait for the morning. Nothing where mail reaches nobody."""
    if not mail_is_set_up():  # else it would count as told what was printed, or thrown away
        return 0
    now, everybody, next_looks = timezone.now(), people(), []
    queued = 0
    for person in everybody.values():
        due = _due(person, now, digest_now)
        if due is not None and due <= now:
            queued += _queue_waiting(person, now)
        elif due is not None:
            next_looks.append(due)
    queued += _remind(everybody.values(), now)
    queued += _tell_managers()
    queued += queue_case_mails(everybody.values(), settings_of_sites(), managers, now)
    authors = list(_authors())
    for person in authors:
        queued += _queue_posts(person, now)
    if authors or is_there(waiting(ReaderComment.objects.all())):
        next_looks += [_next(MORNING, now), _next(AFTERNOON, now), *(one.next_morning(now) for one in authors)]
    if case_look := next_case_look(now):
        next_looks.append(case_look)
    if next_looks:
        look(min(next_looks))
    return queued


def _due(person: Person, now: datetime, digest_now: bool) -> datetime | None:
    """When this person is to be told of what waits; None where there is nothing to tell."""
    if person.how == How.NEVER or (person.row.queued_until and person.row.queued_until > now):
        return None
    rows = between(waiting_for(person), person.row.told_until, None)
    at_once = person.how == How.AT_ONCE and is_there(by_people(rows))
    if not at_once and not is_there(rows):
        return None
    if at_once:
        due = now
        if not is_there(between(by_people(rows), None, now - SETTLED)):
            due = now + SETTLED
        if person.row.mailed_at:
            due = max(due, person.row.mailed_at + PAUSE)
    else:
        due = _due_today(person, rows, now, digest_now)
    return person.quiet_ends(due) or due


def _due_today(person, rows, now, digest_now):
    waited = person.row.mailed_at is None or now - person.row.mailed_at >= _DAY
    morning = now if digest_now else person.last_morning(now)
    if waited and is_there(between(rows, None, min(morning, now - SETTLED))):
        return now
    return person.next_morning(now)


def _queue_waiting(person, now):
    insert_if_new(NoticeSettings(user=person.user))
    until = now + MailKind().patience + timedelta(hours=1)
    with transaction.atomic():
        # Of two who look at the same time, one wins.
        if not NoticeSettings.objects.filter(pk=person.user.pk).not_queued(now).update(queued_until=until):
            return 0
        queue_mail(WAITING, _facts(person), about=about(person.user), language=person.language)
    return 1


def _remind(everybody: Iterable[Person], now: datetime) -> int:
    """Once, on the day by whose end something is to be read: whoever moderates and is there."""
    told = [person for person in everybody if person.how != How.NEVER]
    queued = 0
    for site_settings in settings_of_sites() if told else []:
        with transaction.atomic():
            keys = _keys(take_reminders(site_settings))
            for person in told if keys else []:
                quiet_until = person.quiet_ends(now)
                queue_mail(
                    REMINDER,
                    {**_facts(person), "things": keys},
                    about=about(person.user),
                    language=person.language,
                    wait=quiet_until - now if quiet_until else timedelta(0),
                )
                queued += 1
    return queued


def _tell_managers() -> int:
    """Once, when the day is over by whose end something was to be read."""
    queued = 0
    for site_settings in settings_of_sites():
        told = managers(site_settings)
        if told:
            with transaction.atomic():
                keys = _keys(take_alarms(site_settings))
                for address, person in told.items() if keys else []:
                    facts = {"site": site_settings.site_id, "things": keys}
                    if person:
                        queue_mail(ALARM, facts | _facts(person), about=about(person.user), language=person.language)
                    else:
                        queue_mail(ALARM, facts, to=address, language=settings.LANGUAGE_CODE)
                    queued += 1
    return queued


def managers(site_settings: ReaderCommentSettings) -> dict[str, Person | None]:
    """Who hears that a promise was not kept, by their addresses: each with their account, where they have one."""
    found: dict[str, Person | None] = {}
    if site_settings.manager_group_id:
        users = get_user_model()._default_manager.filter(groups=site_settings.manager_group_id, is_active=True)
        found = {email_of(user): person_of(user) for user in users if email_of(user)}
    if site_settings.manager_email:
        found.setdefault(site_settings.manager_email, None)
    return found


def _authors() -> Iterable[Person]:
    """Whoever wants to hear of comments on their pages."""
    rows = NoticeSettings.objects.filter(posts=How.DAILY, user__is_active=True).select_related("user")
    return [person_of(row.user) for row in rows if email_of(row.user)]


def _queue_posts(person, now):
    queued_until = person.row.posts_queued_until
    morning = person.last_morning(now)
    if (queued_until and queued_until > now) or person.quiet_ends(now):
        return 0
    if person.row.posts_told_until >= morning or not on_their_pages(person, until=morning).exists():
        return 0
    until = now + MailKind().patience + timedelta(hours=1)
    with transaction.atomic():
        ours = NoticeSettings.objects.filter(pk=person.user.pk).posts_not_queued(now)
        if not ours.update(posts_queued_until=until):
            return 0
        queue_mail(POSTS_MAIL, _facts(person), about=about(person.user), language=person.language)
    return 1


def on_their_pages(person: Person, *, until: datetime) -> Any:
    """What everybody may read by now on the pages that this person made, or wrote as an app says, and they were not told: never
    what nobody has published."""
    theirs = Q(page__owner=person.user)
    for pages_of in authored_pages():
        theirs |= Q(page__in=pages_of(person.user).values("pk"))
    shown = ReaderComment.objects.visible().filter(theirs)
    return shown.filter(shown_at__gt=person.row.posts_told_until, shown_at__lte=until).in_reading_order()


def about(user: Any) -> str:
    """What the mails to a user are found by."""
    return f"notices-{user.pk}"


def _facts(person):
    return {"user": str(person.user.pk)}


def _keys(items: list[Item]) -> list[str]:
    return [item.key for item in items]


def _next(clock, now):
    moment = moment_at(local(now).date(), clock)
    return moment if moment > now else moment_at(today() + timedelta(days=1), clock)
