"""Whose day has come: what waits, and was to be read by the end of today, or of a day that is over.

Everything goes by the promise that a site makes for comments: reports, answers and new words, too.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Site

from coprod_wagtail.inserting import insert_if_new
from coprod_wagtail.text.moments import local, moment_at, today

from ..models import DayTold, ReaderComment, ReaderCommentSettings
from .constants import AFTERNOON, AT_ONCE, MORNING, Stage, Thing
from .waiting import SINCE, Item, between, by_people, first_items, waiting

#: No promise is longer, with all days off in between.
_FARTHEST = 400


def settings_of_sites() -> list[ReaderCommentSettings]:
    """What editors decided about each site; the defaults where they did not. Two queries."""
    found = {one.site_id: one for one in ReaderCommentSettings.objects.select_related("manager_group")}
    settings = []
    for site in Site.objects.all():
        one = found.get(site.pk) or ReaderCommentSettings(site=site)
        one.site = site
        settings.append(one)
    return settings


def promised_before(site_settings: ReaderCommentSettings, day_over: bool) -> datetime | None:
    """Up to when something came that is to be read by the end of today, or with `day_over` by the end of yesterday. None where
    nothing is."""
    day, until = today(), today() - timedelta(days=int(day_over))
    for _ in range(_FARTHEST):
        last = moment_at(day, time.max)
        if site_settings.promised_day(last) <= until:
            return last
        first = moment_at(day, time.min)
        # After somebody has gone home, a day counts as the next one.
        if site_settings.reading_until and site_settings.promised_day(first) <= until:
            return moment_at(day, site_settings.reading_until) - timedelta(microseconds=1)
        day -= timedelta(days=1)
    return None


def take_reminders(site_settings: ReaderCommentSettings) -> list[Item]:
    """What is to be read today on this site and nobody was reminded of; from now on somebody was. To be called in a
    transaction."""
    clock = local(timezone.now()).time()
    until, from_on = promised_before(site_settings, day_over=False), promised_before(site_settings, day_over=True)
    if clock < MORNING or until is None:
        return []
    if clock < AFTERNOON:  # who sent it this morning was told of it, and need not be reminded yet
        until = min(until, moment_at(today(), time.min) - timedelta(microseconds=1))
    return _take(site_settings, Stage.REMINDER, from_on, until)


def take_alarms(site_settings: ReaderCommentSettings) -> list[Item]:
    """What should have been read on this site before today, and the manager was not told of; from now on they were. To be called
    in a transaction."""
    until = promised_before(site_settings, day_over=True)
    if local(timezone.now()).time() < MORNING or until is None:
        return []
    return _take(site_settings, Stage.ALARM, None, until)


def _take(site_settings, stage, after, until):
    comments = ReaderComment.objects.on_site(site_settings.site)
    rows = between(by_people(waiting(comments)), after, until)
    rows = {thing: found.exclude(_was_told(thing, stage)) for thing, found in rows.items()}
    return [item for item in first_items(rows, AT_ONCE) if insert_if_new(_told(item, stage))]


def _was_told(thing: Thing, stage: Stage) -> Exists:
    told: QuerySet[Any] = DayTold.objects.filter(
        thing=thing, stage=stage, number=OuterRef("pk"), since=OuterRef(SINCE[thing])
    )
    return Exists(told)


def _told(item: Item, stage: Stage) -> DayTold:
    return DayTold(comment=item.comment, thing=item.thing, number=item.row.pk, since=item.since, stage=stage)
