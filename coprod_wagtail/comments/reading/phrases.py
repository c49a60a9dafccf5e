"""What is said of comments and of conversations, in the reader's language."""

from functools import cached_property

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.text.formats import day_in_words, moment_in_words, set_apart

from .. import texts
from ..constants import DatePrecision, Policy, State, Status


class Phrases:
    """What is said of comments, in the language of the moment; each phrase and each date is worked out once.

    For drawing many comments: translating and writing dates take longer than all the rest.
    """

    def __init__(self):
        self.language = translation.get_language()
        self._dates = {}

    @cached_property
    def plain_nobody(self):
        return str(texts.NOBODY)

    @cached_property
    def nobody(self):
        return escape(self.plain_nobody)

    @cached_property
    def plain_gone(self):
        return str(texts.GONE)

    @cached_property
    def gone(self):
        return escape(self.plain_gone)

    @cached_property
    def _heading(self):
        # One for each answer to: is it a reply, is it known to whom, and when.
        return {
            (False, False, False): _("Comment by {name}"),
            (False, False, True): _("Comment by {name}, {when}"),
            (True, False, False): _("Reply by {name}"),
            (True, False, True): _("Reply by {name}, {when}"),
            (True, True, False): _("Reply by {name} to {to}"),
            # Translators: {when} in these is a date, as exact as it is known: "4 May 2026", "May 2026" or "2026".
            (True, True, True): _("Reply by {name} to {to}, {when}"),
        }

    @cached_property
    def _escaped_heading(self):
        return {key: escape(phrase) for key, phrase in self._heading.items()}

    def heading(self, is_reply, name, to, when):
        """In HTML; the parts are safe."""
        phrase = self._escaped_heading[is_reply, is_reply and bool(to), bool(when)]
        return SafeString(phrase.format(name=name, to=to, when=when))

    def plain_heading(self, is_reply, name, to, when):
        phrase = self._heading[is_reply, is_reply and bool(to), bool(when)]
        return phrase.format(name=name, to=to, when=when)

    @cached_property
    def _reply_to_reader(self):
        return SafeString(escape(str(texts.REPLY_TO_NOBODY)))

    @cached_property
    def _reply_to(self):
        return escape(str(texts.REPLY_TO))

    def reply(self, name):
        """What the link for answering says, in HTML. `name` is plain, and may be empty."""
        return SafeString(self._reply_to.format(name=set_apart(name))) if name else self._reply_to_reader

    @cached_property
    def _in_answer_to(self):
        return escape(str(texts.IN_ANSWER_TO))

    def in_answer_to(self, heading):
        return SafeString(self._in_answer_to.format(comment=heading))

    def when(self, comment):
        """The date in HTML and in plain words; both empty for an unknown one."""
        moment, precision = comment.posted_at, comment.posted_precision
        if moment is None:
            return "", ""
        local = timezone.localtime(moment)
        key = (local.date(), precision)
        if key not in self._dates:
            words = date_in_words(moment, precision)
            machine = {DatePrecision.YEAR: f"{local:%Y}", DatePrecision.MONTH: f"{local:%Y-%m}"}.get(
                precision, f"{local:%Y-%m-%d}"
            )
            self._dates[key] = f'<time datetime="{machine}">{escape(words)}</time>', words
        return self._dates[key]


def lost_words(comment) -> str:
    """What we say, honestly, of a comment that lost its writer's name or its date in a move; empty otherwise."""
    if comment.lost_author and comment.posted_at is None:
        return _("Written by a reader on our old website. We no longer have their name or the date.")
    if comment.lost_author:
        return _("Written by a reader on our old website. We no longer have their name.")
    if comment.posted_at is None:
        return _("Written on our old website. We no longer have the date.")
    return ""


def date_in_words(moment, precision=DatePrecision.EXACT) -> str:
    """A date in the reader's language, only as exact as it is known; empty for an unknown one."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    if precision == DatePrecision.YEAR:
        return date_format(local, "Y")
    if precision == DatePrecision.MONTH:
        return date_format(local, "YEAR_MONTH_FORMAT")
    return day_in_words(local)


def promise_in_words(reading, site_settings) -> str:
    """When a comment shows, and by when somebody has read it."""
    if reading.policy_in_force(site_settings) == Policy.SHOW_FIRST:
        return _("Your comment shows straight away. We read every comment afterwards.")
    return ngettext(
        "We read every comment before it shows, usually within %(days)s working day.",
        "We read every comment before it shows, usually within %(days)s working days.",
        site_settings.answer_days,
    ) % {"days": site_settings.answer_days}


_GONE = {
    Status.HIDDEN: lambda: _("We took this comment off the page."),
    Status.TAKEN_BACK: lambda: _("The person who wrote this took it back."),
    Status.ERASED: lambda: _("This comment was removed."),
}


def gone_in_words(status) -> str:
    """What stands in the place of a comment that is gone, and that somebody has answered."""
    return _GONE[status]()


def message_in_words(reading) -> str:
    """What stands above the comments: why nobody can write, or that nobody has yet; empty otherwise."""
    if reading.message:
        return reading.message
    if reading.full:
        return str(texts.FULL)
    if not reading.count:
        return str(texts.NOBODY_YET)
    return ""


def state_in_words(state, conversation) -> str:
    """Why nobody can write in a conversation that is in this state; empty for an open one."""
    if state == State.NOT_OPEN:
        # No full stop: the time may end in one, as in "5 p.m.".
        return _("You can write here from %(moment)s") % {"moment": moment_in_words(conversation.opens_at)}
    if state == State.CLOSED:
        return _("This conversation closed on %(date)s. You can still read what people said.") % {
            "date": date_in_words(conversation.closes_at)
        }
    if state == State.OPEN:
        return ""
    return {
        State.READ_ONLY: _("You can read the comments here. We are not taking new ones."),
        State.HIDDEN: _("The comments on this page are not shown at the moment."),
        State.NOT_PUBLIC: _("There are no comments here, because this page is not open to everyone."),
        State.PREVIEW: _("This is a preview. People can write here once the page is published."),
    }[state]
