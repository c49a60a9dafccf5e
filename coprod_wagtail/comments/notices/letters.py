"""The mails to moderators, managers and authors. Each is written when it is sent: what waits, and who may read it, is asked
then."""

from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Site

from coprod_wagtail.outbox.letters import Entry, Letter
from coprod_wagtail.outbox.mail import Mail
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.text.formats import number_in_words, plain_with_commas

from .. import texts
from ..admin.rows import index_url
from ..constants import Status
from ..models import NoticeSettings, ReaderComment, ReaderCommentSettings
from ..permissions import policy
from ..reading.phrases import excerpt, so_many_comments
from . import constants
from .constants import PAUSE, SETTLED, SHOWN, How, Thing
from .days import settings_of_sites
from .entries import entry_of
from .links import admin_url
from .people import Person, email_of, people, person_of
from .ringing import look
from .sweep import managers, on_their_pages
from .waiting import between, by_people, counts, first_items, items_of, waiting_for


class WaitingMail(Mail):
    name = constants.WAITING
    label = gettext_lazy("Tells moderators what waits to be read")

    def letter(self, facts):
        person = _moderator(facts)
        row = NoticeSettings.objects.filter(pk=facts["user"])
        letter = person and self.write(person)
        if letter is None:
            row.update(queued_until=None)
        return letter

    def write(self, person: Person) -> Letter | None:
        now = timezone.now()
        quiet_until = person.quiet_ends(now)
        if quiet_until:
            look(quiet_until)
            return None
        until = now - SETTLED
        rows = between(waiting_for(person), person.row.told_until, until)
        people_sent = by_people(rows)
        number, by_machines = counts(people_sent), sum(counts(rows).values())
        by_machines -= sum(number.values())
        if not sum(number.values()) and not by_machines:
            return None
        with person.clock():
            return Letter(
                subject=_subject(number, by_machines),
                **_what_waits(person, first_items(people_sent), number, by_machines),
                on_sent=partial(_was_told, person.user.pk, until),
            )


class ReminderMail(Mail):
    name = constants.REMINDER
    label = gettext_lazy("Reminds moderators of what is to be read today")

    def letter(self, facts):
        person = _moderator(facts)
        items = items_of(facts["things"], policy.comments_for(person.user)) if person else []
        if not items:
            return None
        number: dict[Thing, int] = {}
        for item in items:
            number[item.thing] = number.get(item.thing, 0) + 1
        count = sum(number.values())
        with person.clock():
            return Letter(
                subject=ngettext("%(count)s thing is to be read today", "%(count)s things are to be read today", count)
                % {"count": number_in_words(count)},
                **_what_waits(person, items[:SHOWN], number, 0),
            )


class AlarmMail(Mail):
    """Never a word of anybody's, and no name: whoever manages need not be somebody who may read comments."""

    name = constants.ALARM
    label = gettext_lazy("Tells managers that something has waited too long")
    # One refusal, of a mailbox that was mended since, silences nobody.
    even_if_refused = True

    def letter(self, facts):
        site_settings = ReaderCommentSettings.objects.filter(site=facts["site"]).select_related("site").first()
        if site_settings is None:
            return None
        to, person = _manager(facts, site_settings)
        items = items_of(facts["things"], ReaderComment.objects.all())
        if not items or (person is None and "user" in facts):
            return None
        number: dict[Thing, int] = {}
        for item in items:
            number[item.thing] = number.get(item.thing, 0) + 1
        return Letter(
            to=to,
            site_name=site_settings.site.site_name,
            subject=_("Something has waited longer than you promise"),
            lines=[
                _("On your website you promise by when somebody reads what people send you. This has waited longer:"),
                *_counted(number),
            ],
            button=(_("See what waits"), admin_url(f"{index_url()}?status={Status.PENDING.value}")),
            more=[
                _("We tell you this once. The people who read comments were reminded."),
                _("If nobody can read at the moment, you can pause comments in the admin."),
            ],
            reason=str(constants.FOR_MANAGERS),
        )


class PostsMail(Mail):
    name = constants.POSTS_MAIL
    label = gettext_lazy("Tells authors what readers said on their pages")

    def letter(self, facts):
        user = get_user_model()._default_manager.filter(pk=facts["user"], is_active=True).first()
        person = person_of(user) if user else None
        letter = person and email_of(user) and person.row.posts == How.DAILY and self.write(person)
        if not letter:
            NoticeSettings.objects.filter(pk=facts["user"]).update(posts_queued_until=None)
        return letter or None

    def write(self, person: Person) -> Letter | None:
        until = timezone.now() - SETTLED
        found = on_their_pages(person, until=until)
        count = found.count()
        if not count:
            return None
        return Letter(
            to=email_of(person.user),
            site_name=_site_name(),
            subject=ngettext("%(count)s new comment on your pages", "%(count)s new comments on your pages", count)
            % {"count": number_in_words(count)},
            lines=[],
            entries=[_said(comment) for comment in found.select_related("page")[:SHOWN]],
            more=[_("The others are on the website.")] if count > SHOWN else [],
            reason=_("You get this because you asked for it. You can change that in your account in the admin."),
            on_sent=partial(_was_told_of_posts, person.user.pk, until),
        )


def _moderator(facts) -> Person | None:
    """Whoever the mail is for, if they still moderate, and want it."""
    found = people()
    by_text = {str(pk): person for pk, person in found.items()}
    person = by_text.get(facts["user"])
    return person if person and person.how != How.NEVER else None


def _manager(facts, site_settings):
    """Where the mail goes; and who that is, where they have an account."""
    if "user" not in facts:
        return site_settings.manager_email, None
    for address, person in managers(site_settings).items():
        if person and str(person.user.pk) == facts["user"]:
            return address, person
    return "", None


def _what_waits(person, items, number, by_machines) -> dict[str, Any]:
    """What a letter to `person` is made of."""
    by_site = {one.site_id: one for one in settings_of_sites()}
    entries = [_entry(item, person, by_site, shorten=len(items) > 1) for item in items]
    more = []
    if sum(number.values()) > len(items):
        more.append(_("There is more. You find all of it in the admin."))
    if by_machines:
        words = ngettext(
            "%(count)s more looks as if a program had sent it. It waits in the admin.",
            "%(count)s more look as if a program had sent them. They wait in the admin.",
            by_machines,
        )
        more.append(words % {"count": number_in_words(by_machines)})
    reason = [_("You get this because you may decide about comments. You can change how in your account in the admin.")]
    if person.covers:
        reason.append(_("You stand in for somebody who is away."))
    return {
        "to": email_of(person.user),
        "site_name": _site_name(),
        "lines": _counted(number) if sum(map(bool, number.values())) > 1 else [],  # else the subject says it
        "entries": entries,
        "button": _button(number),
        "more": more,
        "reason": " ".join(reason),
    }


def _entry(item, person, by_site, *, shorten) -> Entry:
    place = page_path(item.comment.page)  # costs no query, as `get_site` does
    site_settings = by_site.get(place.site_id) if place else None
    return entry_of(item, person, site_settings or ReaderCommentSettings(), shorten=shorten)


def _button(number):
    if _only_shown(number):
        return _("See the comments that show"), admin_url(f"{index_url()}?status={Status.PUBLISHED.value}")
    return _("See all that waits"), admin_url(index_url())


def _only_shown(number) -> bool:
    return bool(number.get(Thing.SHOWN)) and number[Thing.SHOWN] == sum(number.values())


def _subject(number, by_machines):
    count = sum(number.values()) or by_machines
    words = ngettext("%(count)s thing waits for you to read", "%(count)s things wait for you to read", count)
    if number[Thing.COMMENT] == count or not sum(number.values()):
        words = ngettext("%(count)s comment waits to be read", "%(count)s comments wait to be read", count)
    elif _only_shown(number):
        words = ngettext(
            "%(count)s new comment is on your website", "%(count)s new comments are on your website", count
        )
    return words % {"count": number_in_words(count)}


def _counted(number) -> list[str]:
    """How much there is of each, one line."""
    words = {
        Thing.REPORT: lambda n: ngettext("%(count)s report about a comment", "%(count)s reports about comments", n),
        Thing.ANSWER: lambda n: ngettext("%(count)s answer from somebody", "%(count)s answers from people", n),
        Thing.HANDED: lambda n: ngettext(
            "%(count)s comment that a colleague handed over to you",
            "%(count)s comments that colleagues handed over to you",
            n,
        ),
        Thing.EDIT: lambda n: ngettext("%(count)s change that somebody wants", "%(count)s changes that people want", n),
        Thing.SHOWN: lambda n: ngettext(
            "%(count)s comment that is on the page already", "%(count)s comments that are on the page already", n
        ),
    }
    parts = [so_many_comments(number[Thing.COMMENT])] if number.get(Thing.COMMENT) else []
    for thing, said in words.items():
        if count := number.get(thing):
            parts.append(said(count) % {"count": number_in_words(count)})
    return [plain_with_commas(parts)]


def _said(comment) -> Entry:
    url = comment.page.get_full_url() or ""
    return Entry(
        heading=_("%(name)s on “%(page)s”")
        % {"name": comment.author_name or str(texts.NOBODY), "page": comment.page.title},
        words=excerpt(comment).words,
        url=f"{url}?comment={comment.pk}#comment-{comment.pk}",
    )


def _was_told(user_pk, until):
    """Note it, and have somebody look again: what came while the mail was under way found that one was."""
    now = timezone.now()
    NoticeSettings.objects.filter(pk=user_pk).update(told_until=until, mailed_at=now, queued_until=None)
    look(now + PAUSE)


def _was_told_of_posts(user_pk, until):
    NoticeSettings.objects.filter(pk=user_pk).update(posts_told_until=until, posts_queued_until=None)


def _site_name():
    site = Site.objects.filter(is_default_site=True).first()
    return site.site_name if site else ""
