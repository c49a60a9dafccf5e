"""What is said of comments and of conversations, in the reader's language."""

from enum import Enum
from functools import cached_property
from typing import NamedTuple

from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coprod_wagtail.text.formats import day_in_words, deadline_in_words, number_in_words, set_apart
from coprod_wagtail.text.moments import local
from coprod_wagtail.text.spoken import other_language_of_words, page_mark

from .. import texts
from ..constants import SITE_STOPS, DatePrecision, Helped, State, Status


class Answered(Enum):
    """What is known of a comment that somebody answered."""

    NAMED = "named"
    NAMELESS = "nameless"
    GONE = "gone"


class Phrases:
    """What is said of comments, in the language of the moment; each phrase and each date is worked out once.

    For drawing many comments: translating and writing dates take longer than all the rest.
    """

    def __init__(self):
        #: The language of what stands around a comment.
        self.language = other_language_of_words() or translation.get_language()
        self._page_mark = page_mark()
        self._dates = {}

    @cached_property
    def nobody(self):
        return SafeString(escape(str(texts.NOBODY)))

    @cached_property
    def plain_gone(self):
        return str(texts.GONE)

    @cached_property
    def plain_covered(self):
        return str(texts.COVERED)

    @cached_property
    def _heading(self):
        # One for each answer to: is it a reply, is it known by whom, to whom, and when. Where a name is lost other words of
        # the sentence may change, too: so each is a whole sentence.
        return {
            (False, True, False, False): _("Comment by {name}"),
            # Translators: {when} in these is a date, as exact as it is known: "4 May 2026", "May 2026" or "2026".
            (False, True, False, True): _("Comment by {name}, {when}"),
            (False, False, False, False): _("Comment by a reader of our old website"),
            (False, False, False, True): _("Comment by a reader of our old website, {when}"),
            (True, True, False, False): _("Reply by {name}"),
            (True, True, False, True): _("Reply by {name}, {when}"),
            (True, True, True, False): _("Reply by {name} to {to}"),
            (True, True, True, True): _("Reply by {name} to {to}, {when}"),
            (True, False, False, False): _("Reply by a reader of our old website"),
            (True, False, False, True): _("Reply by a reader of our old website, {when}"),
            (True, False, True, False): _("Reply by a reader of our old website to {to}"),
            (True, False, True, True): _("Reply by a reader of our old website to {to}, {when}"),
        }

    @cached_property
    def _escaped_heading(self):
        return {key: escape(phrase) for key, phrase in self._heading.items()}

    def heading(self, is_reply, name, to, when):
        """In HTML; the parts are safe. Each but the first is empty where it is not known."""
        phrase = self._escaped_heading[_known(is_reply, name, to, when)]
        return SafeString(phrase.format(name=name, to=to, when=when))

    def plain_heading(self, is_reply, name, to, when):
        phrase = self._heading[_known(is_reply, name, to, when)]
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

    def reply_on_a_button(self, words, when):
        """`words` of `reply`, which are safe, with the date, which is plain and not seen: it stands above."""
        return SafeString(f'{words}<span class="coprod-visually-hidden">, {escape(when)}</span>') if when else words

    def before_you_read(self, note, language=""):
        """What opens the words of a comment that are folded under `note`, plain text in this language if that is another than
        what stands around it; in HTML. Empty without a note."""
        if not note:
            return SafeString("")
        mark = f' lang="{escape(language)}"' if language else ""
        return SafeString(escape(str(texts.BEFORE_YOU_READ)).format(note=f"<bdi{mark}>{escape(note)}</bdi>"))

    def plain_before_you_read(self, note):
        return before_you_read(note) if note else ""

    @cached_property
    def tell_us(self):
        return SafeString(escape(str(texts.REPORT)))

    def tell_us_about(self, heading):
        """What the link for telling us about a comment says, in HTML: with the comment's `heading`, which is plain and not seen,
        for those who hear the link by itself."""
        return SafeString(f'{self.tell_us}<span class="coprod-visually-hidden">: {escape(heading)}</span>')

    @cached_property
    def link_here(self):
        return SafeString(escape(str(texts.LINK_HERE)))

    @cached_property
    def _from_to(self):
        """By: is the writer known, and what is answered."""
        sentences = {
            (True, Answered.NAMED): texts.NAME_TO,
            (True, Answered.NAMELESS): texts.NAME_TO_NOBODY,
            (True, Answered.GONE): texts.NAME_TO_GONE,
            (False, Answered.NAMED): texts.NOBODY_TO_NAME,
            (False, Answered.NAMELESS): texts.NOBODY_TO_NOBODY,
            (False, Answered.GONE): texts.NOBODY_TO_GONE,
        }
        return {key: escape(str(sentence)) for key, sentence in sentences.items()}

    def from_to(self, name, answered, to, anchor):
        """Who wrote a reply, and whom it answers, with a link to what is `answered` at `anchor`; in HTML. `name` and `to`
        are safe, and empty where they are lost."""
        phrase = self._from_to[bool(name), answered]
        return SafeString(phrase.format(name=name, to=to, link=f'<a href="#{anchor}">', end="</a>"))

    def when(self, comment):
        """The date in HTML and in plain words; both empty for an unknown one."""
        moment, precision = comment.posted_at, comment.posted_precision
        if moment is None:
            return "", ""
        here = local(moment)
        key = (here.date(), precision)
        if key not in self._dates:
            words = date_in_words(moment, precision)
            machine = {DatePrecision.YEAR: f"{here:%Y}", DatePrecision.MONTH: f"{here:%Y-%m}"}.get(
                precision, f"{here:%Y-%m-%d}"
            )
            self._dates[key] = f'<time datetime="{machine}"{self._page_mark}>{escape(words)}</time>', words
        return self._dates[key]


def _known(is_reply, name, to, when):
    return is_reply, bool(name), is_reply and bool(to), bool(when)


def read_them(count) -> str:
    """What a link to so many comments says."""
    words = ngettext("Read %(count)s comment", "Read %(count)s comments", count)
    return words % {"count": number_in_words(count)}


def so_many_comments(count) -> str:
    """How many comments there are, in a list of pages."""
    words = ngettext("%(count)s comment", "%(count)s comments", count)
    return words % {"count": number_in_words(count)}


class Excerpt(NamedTuple):
    #: On one line.
    words: str
    is_shortened: bool


def before_you_read(note) -> str:
    """What stands in place of the words of a comment that are folded under `note`."""
    # Not `format`: a note may have braces.
    return str(texts.BEFORE_YOU_READ).replace("{note}", note)


def excerpt(comment) -> Excerpt:
    """The first words of `comment`, plain text, for where it is quoted. Where they are folded under a note, the note stands
    there, and never they."""
    if comment.content_note:
        return Excerpt(before_you_read(comment.content_note), is_shortened=True)
    line = " ".join(comment.body.split())
    # The second limit is for languages that put no spaces between words.
    words = Truncator(Truncator(line).words(30, truncate="…")).chars(240)
    return Excerpt(words, is_shortened=words != line)


def lost_words(comment) -> str:
    """What we say, honestly, of a comment that lost its writer's name or its date in a move; empty otherwise."""
    if comment.lost_author and comment.posted_at is None:
        return _("Written by a reader on our old website. We no longer have their name or the date.")
    if comment.lost_author:
        return _("Written by a reader on our old website. We no longer have their name.")
    if comment.posted_at is None:
        return _("Written on our old website. We no longer have the date.")
    return ""


def note_in_words(comment) -> str:
    """What stands under the name of who wrote a comment: how they stand to the website, what is lost, that somebody helped, where that is to be shown, and
    that its writer has changed it."""
    helped = str(texts.WRITTEN_WITH_HELP) if comment.helped == Helped.SHOWN else ""
    edited = str(texts.EDITED) if comment.edited_at else ""
    return " ".join(filter(None, (standing_in_words(comment), lost_words(comment), helped, edited)))


def standing_in_words(comment) -> str:
    """How the writer of a comment stands to the website, and what they do there; empty for readers."""
    badge = comment.get_author_badge_display() if comment.author_badge else ""
    if badge and comment.author_role:
        return _("{badge}: {role}.").format(badge=badge, role=comment.author_role)
    return f"{badge or comment.author_role}." if badge or comment.author_role else ""


def date_in_words(moment, precision=DatePrecision.EXACT) -> str:
    """A date in the reader's language, only as exact as it is known; empty for an unknown one."""
    if moment is None:
        return ""
    here = local(moment)
    if precision == DatePrecision.YEAR:
        return date_format(here, "Y")
    if precision == DatePrecision.MONTH:
        return date_format(here, "YEAR_MONTH_FORMAT")
    return day_in_words(here)


_GONE = {
    Status.COVERED: lambda: _("Somebody asked us to look at this comment. We have covered it until we have."),
    Status.HIDDEN: lambda: _("We took this comment off the page."),
    Status.TAKEN_BACK: lambda: _("The person who wrote this took it back."),
    Status.ERASED: lambda: _("This comment was removed."),
}


def gone_in_words(status) -> str:
    """What stands in the place of a comment that is gone, and that somebody has answered."""
    return _GONE[status]()


def message_in_words(reading) -> str:
    """What stands above the comments: why nobody can write, or that nobody has yet; empty otherwise."""
    if reading.message or reading.own_words:
        return " ".join(filter(None, (reading.own_words, reading.message)))
    if reading.full:
        return str(texts.FULL)
    if not reading.count:
        return str(texts.NOBODY_YET)
    return ""


def state_in_words(state, conversation) -> str:
    """Why nobody can write in a conversation that is in this state; empty for an open one."""
    if state == State.NOT_OPEN:
        # No full stop: the time may end in one, as in "5 p.m.".
        return _("You can write here from %(moment)s") % {"moment": deadline_in_words(conversation.opens_at)}
    if state == State.CLOSED:
        # With its time of day: it may be the minute in which somebody is still writing.
        words = {"moment": deadline_in_words(conversation.ends_at())}
        if not conversation.published_count:
            return _("This conversation closed on %(moment)s.") % words
        return _("This conversation closed on %(moment)s. You can still read what people said.") % words
    if state == State.READ_ONLY and not conversation.published_count:
        return str(texts.NOT_TAKING)
    # Of the whole site it is said in words of its own, for which its settings are needed: see `Reading.speak`.
    if state == State.OPEN or state in SITE_STOPS:
        return ""
    return {
        State.READ_ONLY: _("You can read the comments here. We are not taking new ones."),
        State.HIDDEN: _("The comments on this page are not shown at the moment."),
        State.NOT_PUBLIC: _("There are no comments here, because this page is not open to everyone."),
        State.PREVIEW: _("This is a preview. People can write here once the page is published."),
    }[state]
