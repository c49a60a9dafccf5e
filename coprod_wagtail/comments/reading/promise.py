"""What readers are told of when a comment is read, how else they can comment, and why they cannot write now."""

from datetime import timedelta

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.text.formats import deadline_in_words, in_a_row, weekday_in_words
from coprod_wagtail.text.moments import today
from coprod_wagtail.text.spoken import in_html

from .. import texts
from ..constants import Policy, State
from ..promise.bank_holidays import BankHolidays

#: Of a site's own days off those are told that begin so soon.
_NEAR = timedelta(days=30)


def promise_in_words(reading, site_settings) -> str:
    """When a comment shows, and by when somebody has read it; or that this takes longer, while it does."""
    if reading.policy_in_force(site_settings) == Policy.SHOW_FIRST:
        return _("Your comment shows straight away. We read every comment afterwards.")
    if site_settings.is_late:
        return _("We read every comment first. At the moment this takes longer than usual.")
    if not site_settings.answer_days:
        return _("We read every comment first, usually on the day it comes.")
    return ngettext(
        "We read every comment first, usually within %(days)s working day.",
        "We read every comment first, usually within %(days)s working days.",
        site_settings.answer_days,
    ) % {"days": site_settings.answer_days}


def reading_times_in_words(site_settings) -> list[str]:
    """On which days and at which hours somebody reads, a sentence each. The next day off of a site's own is told, too."""
    lines = []
    days, hours = _days_in_words(site_settings.reading_days), site_settings.hours
    if hours:
        # Translators: {days} is "Monday to Friday", for example, and the others are times of day.
        words = _("We read comments {days}, from {opens} to {closes}. You can send one at any time.")
        lines.append(words.format(days=days, opens=time_format(hours[0]), closes=time_format(hours[1])))
    else:
        # Translators: {days} is "Monday to Friday", for example.
        lines.append(_("We read comments {days}. You can send one at any time.").format(days=days))
    lines += [words for whose, words in _on_bank_holidays().items() if whose == site_settings.bank_holidays]
    return lines + [_away(first, last) for first, last in _next_days_off(site_settings)]


def _next_days_off(site_settings):
    """The site's own next day off, or stretch of them, while it is near."""
    now = today()
    coming = (stretch for stretch in site_settings.working_days.days_off if stretch[1] >= now)
    return sorted(stretch for stretch in coming if stretch[0] <= now + _NEAR)[:1]


def _away(first, last):
    if first == last:
        # Translators: {day} is a day, such as "Monday 4 May".
        return _("Nobody reads them on {day}.").format(day=weekday_in_words(first))
    # Translators: {first} and {last} are days, such as "Monday 4 May".
    return _("Nobody reads them from {first} to {last}.").format(
        first=weekday_in_words(first), last=weekday_in_words(last)
    )


def closed_in_words(site_settings) -> str:
    """When somebody reads again, where hours are fixed and it is none of them now; else empty."""
    if site_settings.hours is None or site_settings.is_read_now():
        return ""
    day = site_settings.working_days.opens_next(timezone.now())
    # Translators: {day} is a day, such as "Monday 4 May", and {time} a time of day. The full stop may be that of "9 a.m."
    words = _("Nobody reads comments right now. We start again on {day} at {time}")
    return words.format(day=weekday_in_words(day), time=time_format(site_settings.hours[0]))


def _days_in_words(days):
    """Days of the week, as one phrase in the place where it says when: "on Monday and Thursday"."""
    found = sorted(set(days) & set(WEEKDAYS)) or [0, 1, 2, 3, 4]
    if len(found) == len(WEEKDAYS):
        return _("every day")
    if len(found) > 2 and found == list(range(found[0], found[-1] + 1)):
        # Translators: days of the week, as in "We read comments Monday to Friday".
        return _("{first} to {last}").format(first=WEEKDAYS[found[0]], last=WEEKDAYS[found[-1]])
    # Translators: {days} are days of the week: "on Monday and Thursday".
    return _("on {days}").format(days=in_a_row([str(WEEKDAYS[day]) for day in found]))


def _on_bank_holidays():
    return {
        BankHolidays.ENGLAND_AND_WALES: _("Nobody reads them on bank holidays in England and Wales."),
        BankHolidays.SCOTLAND: _("Nobody reads them on bank holidays in Scotland."),
        BankHolidays.NORTHERN_IRELAND: _("Nobody reads them on bank holidays in Northern Ireland."),
    }


def stop_in_words(state, site_settings, *, any_comments: bool) -> tuple[str, str]:
    """Why nobody can write on the whole site, which is in this of `constants.SITE_STOPS`: what editors say about it, which is
    empty where they say nothing, and what we say."""
    own = site_settings.stop_words(state)
    if state == State.PAUSED:
        if own:
            return own, ""
        return "", str(texts.PAUSED if any_comments else texts.PAUSED_NONE)
    until = site_settings.frozen_until
    # No full stop: the time may end in one, as in "5 p.m.".
    again = _("You can write here again from %(moment)s") % {"moment": deadline_in_words(until)} if until else ""
    return own, again if own else " ".join(filter(None, [str(texts.FROZEN), again]))


def why_stopped(state, site_settings) -> str:
    """Why nobody can write on the whole site, as one text, for somebody who has just sent something."""
    return " ".join(filter(None, stop_in_words(state, site_settings, any_comments=False)))


def help_in_words(site_settings) -> list[tuple[str, str]]:
    """Where people find help, and how else they can comment: a line each, with the code of its language (empty for ours)."""
    lines = [(site_settings.urgent_help_text(), site_settings.language_of_urgent_help)]
    for name, own in (
        ("safeguarding_contact", site_settings.safeguarding_lines()),
        ("other_ways", site_settings.other_ways_lines()),
        ("other_formats", site_settings.other_formats_lines()),
    ):
        lines += [(line, site_settings.language_of(name)) for line in own]
    if post := site_settings.post_to_lines():
        # Translators: {address} is a postal address, on one line.
        lines.append((_("You can also post your comment to: {address}").format(address=", ".join(post)), ""))
    return lines


def urgent_help_plain_and_html(site_settings) -> dict[str, str]:
    """Where to turn when it cannot wait, as `urgent_help` and, with numbers that a phone can ring, as `urgent_help_html`."""
    words = site_settings.urgent_help_text()
    return {"urgent_help": words, "urgent_help_html": in_html([words], site_settings.language_of_urgent_help)[0]}
