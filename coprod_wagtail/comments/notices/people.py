"""Who is told that something waits, and how: each person who moderates, as they chose it, and whoever stands in for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.users.models import UserProfile

from coprod_wagtail.outbox.addresses import is_refused, mail_is_set_up
from coprod_wagtail.text.moments import local, moment_at

from ..models import NoticeSettings
from ..permissions import policy
from .constants import MORNING, SOONEST, How

#: So many mailboxes are asked about whether anything arrives there; it is said of few that nothing does.
_ASKED = 5


@dataclass
class Person:
    """Somebody with an account. `how` is what counts today, which may be what they said for whom they stand in."""

    user: Any
    row: NoticeSettings
    how: str
    language: str = ""
    zone: str = ""
    #: Ids of the users for whom they stand in today.
    covers: list[Any] = field(default_factory=list)
    #: Whether they, or one of those, want to hear of comments that show before anybody has read them.
    hears_of_shown: bool = True

    @contextmanager
    def clock(self) -> Iterator[None]:
        """Within this, moments are told by this person's clock."""
        try:
            zone = ZoneInfo(self.zone) if self.zone else None
        except (ZoneInfoNotFoundError, ValueError):
            zone = None
        with timezone.override(zone or timezone.get_default_timezone()):
            yield

    def is_away(self, now: datetime) -> bool:
        """Whether they said that somebody else looks today."""
        with self.clock():
            return self.row.away_until is not None and local(now).date() <= self.row.away_until

    def quiet_ends(self, now: datetime) -> datetime | None:
        """When the quiet hours are over that they are in at `now`; None where they are in none."""
        begins, ends = self.row.quiet_from, self.row.quiet_until
        if begins is None or ends is None or begins == ends:
            return None
        with self.clock():
            here = local(now)
            clock = here.time()
            in_them = begins <= clock < ends if begins < ends else clock >= begins or clock < ends
            if not in_them:
                return None
            return moment_at(here.date() + timedelta(days=int(clock >= ends)), ends)

    def last_morning(self, now: datetime) -> datetime:
        """The last moment, up to `now`, at which mails of the day go to them."""
        with self.clock():
            today = local(now).date()
            morning = moment_at(today, MORNING)
            return morning if morning <= now else moment_at(today - timedelta(days=1), MORNING)

    def next_morning(self, now: datetime) -> datetime:
        """The first such moment after `now`."""
        with self.clock():
            today = local(now).date()
            morning = moment_at(today, MORNING)
            return morning if morning > now else moment_at(today + timedelta(days=1), MORNING)


def people(now: datetime | None = None) -> dict[Any, Person]:
    """Everybody who moderates and can be written to, by the ids of the users, each with how they hear of what waits today. Five
    queries at most, however many they are."""
    now = now or timezone.now()
    found = {user.pk: _person(user) for user in _who_moderates()}
    _know_profiles(found.values())
    rows = NoticeSettings.objects.in_bulk(found)
    for pk, person in found.items():
        person.row = rows.get(pk) or person.row
        person.hears_of_shown = person.row.shown
    usual = _usual(found)
    own = {pk: person.row.how or usual[pk] for pk, person in found.items()}
    away = {pk for pk, person in found.items() if person.is_away(now)}
    for pk, person in found.items():
        person.how = How.NEVER if pk in away else own[pk]
    for pk in away:
        instead = _stands_in(pk, found, away)
        if instead:
            instead.covers.append(pk)
            instead.hears_of_shown = instead.hears_of_shown or found[pk].row.shown
            instead.how = min(instead.how, own[pk], key=SOONEST.index)
    return found


def person_of(user: Any) -> Person:
    """This user, with what they chose, whether they moderate or not. Two queries at most."""
    person = _person(user)
    person.row = NoticeSettings.objects.filter(pk=user.pk).first() or person.row
    _know_profiles([person])
    return person


def somebody_is_told() -> bool:
    """Whether anybody hears by e-mail, today, that a comment waits. Ten queries at most, and none without mail."""
    if not mail_is_set_up():
        return False
    told = [person for person in people().values() if person.how != How.NEVER]
    return any(not is_refused(email_of(person.user)) for person in told[:_ASKED])


def email_of(user: Any) -> str:
    """Where this user is written to; empty for nowhere."""
    return getattr(user, user.get_email_field_name(), "") or ""


def _person(user):
    return Person(user=user, row=NoticeSettings(user=user), how=How.NEVER)


def _who_moderates():
    model = get_user_model()
    if not any(one.name == model.get_email_field_name() for one in model._meta.get_fields()):
        return []
    users = policy.users_with_any_permission(["moderate"]).filter(is_active=True)
    return [user for user in users if email_of(user)]


def _know_profiles(persons):
    """Their language and their clock, as they chose them in Wagtail."""
    by_user = {person.user.pk: person for person in persons}
    for profile in UserProfile.objects.filter(user__in=by_user) if by_user else []:
        by_user[profile.user_id].language = profile.preferred_language
        by_user[profile.user_id].zone = profile.current_time_zone
    for person in by_user.values():
        person.language = person.language or settings.LANGUAGE_CODE


def _usual(found):
    """How those hear who never chose, by their ids: once a day. Who may moderate only because they may do everything gets
    nobody's words unasked, unless nobody else is there to read them."""
    expressly = {pk for pk, person in found.items() if not getattr(person.user, "is_superuser", False)}
    return {pk: How.DAILY if pk in expressly or not expressly else How.NEVER for pk in found}


def _stands_in(pk, found, away):
    """Who looks in place of the user `pk`: whom they named, or whom that one named if they are away, too."""
    seen = {pk}
    while (pk := found[pk].row.stand_in_id) in found and pk not in seen:
        if pk not in away:
            return found[pk]
        seen.add(pk)
    return None
