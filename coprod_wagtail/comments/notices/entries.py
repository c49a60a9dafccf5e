"""What a mail to a moderator says of one thing that waits: enough to decide, and a link for each decision."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

from coprod_wagtail.outbox.letters import Entry
from coprod_wagtail.text.formats import weekday_in_words
from coprod_wagtail.text.moments import today

from .. import texts
from ..admin.rows import name_of
from ..constants import Status
from ..models import ReaderCommentSettings
from ..moderation.history import NO_ACCOUNT
from ..moderation.pages import page_in_words
from ..moderation.verbs import CLOSE_ANSWER, EDIT_VERBS, VERBS, Verb
from ..permissions import policy
from ..reports.constants import Reason
from .constants import AT_ONCE_WORDS, Thing
from .links import admin_url, decide_url, token_for
from .people import Person, email_of
from .waiting import Item

#: What a link in a mail may do: what can be undone, and needs nothing to be read that a mail does not say.
BY_LINK = {
    **{name: verb for name, verb in VERBS.items() if verb.many},
    **EDIT_VERBS,
    CLOSE_ANSWER.name: CLOSE_ANSWER,
}
#: What a link may do about a comment that readers told us something about, where the page behind it says what: that is done, too.
ABOUT_REPORTS = {f"told-{name}": VERBS[name] for name in ("keep", "hide")}
BY_LINK |= ABOUT_REPORTS
#: Of these, what a mail about each thing has links for.
_FOR = {
    Thing.COMMENT: VERBS,
    Thing.SHOWN: VERBS,
    Thing.EDIT: EDIT_VERBS,
    Thing.ANSWER: {CLOSE_ANSWER.name: CLOSE_ANSWER},
    Thing.REPORT: ABOUT_REPORTS,
}


def verbs_by_link(item: Item) -> dict[str, Verb]:
    """What can be decided by a link about this thing as its comment stands, by the name that the link has for it."""
    if item.thing == Thing.REPORT and item.is_for_admin:
        return {}
    names = _FOR.get(item.thing, {})
    return {name: verb for name, verb in BY_LINK.items() if name in names and verb.applies_to(item.comment)}


def entry_of(item: Item, person: Person, site_settings: ReaderCommentSettings, *, shorten: bool) -> Entry:
    """What `person` is told of `item`. Where somebody is worried about the writer, or the site wants it so, that is no more than
    where to read it; and the words of a comment that readers told us something about only where that was no more than
    `TOLD_BY_MAIL`."""
    comment = item.comment
    url = admin_url(reverse("coprod_reader_comments:inspect", args=[comment.pk]), comment.page)
    open_it = (_("Open it in the admin"), url)
    if item.is_worrying:
        lines, heading = (
            [_("Please read it now. You have to sign in.")],
            _("A reader is worried about somebody who wrote"),
        )
        if not policy.user_has_permission(person.user, "see_safeguarding"):
            lines, heading = [str(texts.FOR_SOME_OF_THE_TEAM)], str(texts.URGENT)
        return Entry(heading=heading, words="", lines=lines, links=[open_it])
    what_to_do = _NOTHING_TO_DO() if item.thing == Thing.SHOWN else _by_when(item, site_settings)
    if site_settings.mails_without_words:
        heading = _HEADINGS_WITHOUT_WORDS[item.thing]() % {"number": comment.pk}
        return Entry(heading=heading, words="", lines=[what_to_do], links=[open_it])
    who_and_where = {
        "name": name_of(comment),
        "page": page_in_words(person.user, comment.page, item.is_private),
        "number": comment.pk,
    }
    words, lines = _words_and_lines(item)
    if shorten:
        words = Truncator(words).chars(AT_ONCE_WORDS)
    return Entry(
        heading=_HEADINGS[item.thing]() % who_and_where,
        words=words,
        lines=[*lines, what_to_do],
        links=[*_links(item, person), open_it],
    )


def _words_and_lines(item):
    """The words that are to be read, and what is said before them."""
    if item.thing == Thing.REPORT:
        reason = item.row.reason
        said = Reason(reason).label if reason in Reason.values else reason
        if item.is_for_admin:
            # Translators: %(reason)s is why somebody told us about a comment, such as "It is about me".
            return "", [_("%(reason)s. What they wrote is in the admin.") % {"reason": said}]
        told = _("%(reason)s: “%(words)s”") % {"reason": said, "words": item.row.body} if item.row.body else said
        words, lines = _words_of(item.comment)
        return words, [str(told), *lines]
    if item.thing == Thing.HANDED:
        # What the colleague wrote with it may be about somebody, and is in the admin.
        person = user_display_name(item.row.by) if item.row.by else str(NO_ACCOUNT)
        return "", [_("%(person)s asks you to decide. It is in the admin.") % {"person": person}]
    if item.thing == Thing.ANSWER:
        return item.row.answer, []
    words, lines = _words_of(item.row)
    if item.thing == Thing.EDIT and words:
        lines.append(_("They want it to say this from now on:"))
    return words, lines


def _words_of(row):
    """The words of a comment, or those that are wanted, and what we noticed about them."""
    lines = list(row.sign_labels)
    if row.content_note:
        # Whoever opens a mail has not chosen to read what its writer folded.
        note = _("The writer put a note before it: %(note)s. Open it to read it.") % {"note": row.content_note}
        return "", [note, *lines]
    return row.body, lines


def _links(item, person):
    found = []
    for name, verb in verbs_by_link(item).items():
        token = token_for(person.user, email_of(person.user), item.comment.pk, name)
        if url := decide_url(item.comment.page, token):
            found.append((str(verb.label), url))
    return found


def _by_when(item, site_settings):
    waits = item.comment.status == Status.PENDING and item.thing in (Thing.COMMENT, Thing.HANDED)
    day = site_settings.promised_day(item.comment.received_at if waits else item.since)
    if day < today():
        return _("It should have been read by %(day)s.") % {"day": weekday_in_words(day)}
    return _("Please read it by %(day)s.") % {"day": weekday_in_words(day)}


def _NOTHING_TO_DO():
    return _("Nobody in your team has read it. If it is fine, you need do nothing.")


_HEADINGS: Mapping = {
    Thing.COMMENT: lambda: _("%(name)s wrote on “%(page)s”"),
    Thing.REPORT: lambda: _("Somebody told you about comment %(number)s on “%(page)s”"),
    Thing.ANSWER: lambda: _("%(name)s answered you about comment %(number)s on “%(page)s”"),
    Thing.HANDED: lambda: _("Comment %(number)s on “%(page)s” was handed over to you"),
    Thing.EDIT: lambda: _("%(name)s wants to change comment %(number)s on “%(page)s”"),
    Thing.SHOWN: lambda: _("On the page already: %(name)s wrote on “%(page)s”"),
}
_HEADINGS_WITHOUT_WORDS: Mapping = {
    Thing.COMMENT: lambda: _("Comment %(number)s waits"),
    Thing.REPORT: lambda: _("Somebody told you about comment %(number)s"),
    Thing.ANSWER: lambda: _("Somebody answered you about comment %(number)s"),
    Thing.HANDED: lambda: _("Comment %(number)s was handed over to you"),
    Thing.EDIT: lambda: _("Somebody wants to change comment %(number)s"),
    Thing.SHOWN: lambda: _("Comment %(number)s is on the page already"),
}
