"""Words and numbers that models, forms and templates share."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a comment stands. A machine only ever sets PENDING (or leaves PUBLISHED what an editor's policy shows
    first), and COVERED, for a reader who says that a published comment is about them; SPAM and DECLINED are set by a
    person."""

    PENDING = "pending", pgettext_lazy("status of a comment", "Waiting to be read")
    PUBLISHED = "published", pgettext_lazy("status of a comment", "Published")
    DECLINED = "declined", pgettext_lazy("status of a comment", "Not published")
    SPAM = "spam", pgettext_lazy("status of a comment", "Spam")
    HIDDEN = "hidden", pgettext_lazy("status of a comment", "Hidden")
    COVERED = "covered", pgettext_lazy("status of a comment", "Covered until somebody has looked")
    TAKEN_BACK = "taken_back", pgettext_lazy("status of a comment", "Taken back by its writer")
    ERASED = "erased", pgettext_lazy("status of a comment", "Erased")


#: A comment in one of these has a place in its conversation, answered or not: its words, or a line that says why they are
#: not to be read at present.
HOLDS_PLACE = [Status.PUBLISHED, Status.COVERED]
#: A comment in one of these leaves a plain line in its place as long as somebody's answer to it shows.
TOMBSTONES = [Status.HIDDEN, Status.TAKEN_BACK, Status.ERASED]


class AuthorKind(models.TextChoices):
    GUEST = "guest", pgettext_lazy("who wrote a comment", "Guest")
    MEMBER = "member", pgettext_lazy("who wrote a comment", "Member")
    STAFF = "staff", pgettext_lazy("who wrote a comment", "Works here")
    UNKNOWN = "unknown", pgettext_lazy("who wrote a comment", "Not known any more")


class Badge(models.TextChoices):
    """How somebody stands to the website, and what they are to readers beside their name: one small vocabulary for
    everybody, of which each chooses for themselves."""

    NONE = "", pgettext_lazy("beside a name", "Nothing")
    WORKS_HERE = "works_here", pgettext_lazy("beside a name", "Works here")
    VOLUNTEERS = "volunteers", pgettext_lazy("beside a name", "Volunteers here")
    MEMBER = "member", pgettext_lazy("beside a name", "Member of our group")
    WROTE_THIS = "wrote_this", pgettext_lazy("beside a name", "Wrote this page")


#: How long what somebody does here may be, in characters.
ROLE_LENGTH = 80


class Helped(models.TextChoices):
    """Whether somebody helped to write a comment, and who is told."""

    NOT_SAID = "", pgettext_lazy("help with writing a comment", "Not said")
    PRIVATE = "private", pgettext_lazy("help with writing a comment", "Somebody helped. Only moderators are told.")
    SHOWN = "shown", pgettext_lazy("help with writing a comment", "Somebody helped. The page says so.")


class CameBy(models.TextChoices):
    """How a comment came that somebody else typed in."""

    PHONE = "phone", pgettext_lazy("how a comment came", "By phone")
    LETTER = "letter", pgettext_lazy("how a comment came", "By letter, or on a sheet of paper")
    MEETING = "meeting", pgettext_lazy("how a comment came", "At a meeting, or on a visit")
    EMAIL = "email", pgettext_lazy("how a comment came", "By e-mail")


class Consent(models.TextChoices):
    """How the writer of such a comment agreed that everybody can read it."""

    SPOKEN = "spoken", _("The person told us that we may show it")
    WRITTEN = "written", _("The person wrote, or ticked, that we may show it")
    SPOKEN_FOR = "spoken_for", _("Somebody who may decide for the person told us")


class DatePrecision(models.TextChoices):
    """How much of `posted_at` is known."""

    EXACT = "exact", pgettext_lazy("how exact a date is", "Date and time")
    DAY = "day", pgettext_lazy("how exact a date is", "Day")
    MONTH = "month", pgettext_lazy("how exact a date is", "Month")
    YEAR = "year", pgettext_lazy("how exact a date is", "Year")
    UNKNOWN = "unknown", pgettext_lazy("how exact a date is", "Not known")


class Access(models.TextChoices):
    """What an editor decided about a conversation."""

    OPEN = "open", _("Open: people can read and write comments")
    READ_ONLY = "read_only", _("Read only: people can read comments but not write new ones")
    HIDDEN = "hidden", _("Hidden: no comments are shown and none can be written")


class Policy(models.TextChoices):
    """When a new comment shows."""

    INHERIT = "inherit", _("As set for the whole site")
    READ_FIRST = "read_first", _("Somebody reads every comment before it shows")
    SHOW_FIRST = "show_first", _("Comments show straight away, unless something about them looks odd")


class State(models.TextChoices):
    """What a conversation is right now, computed from access, times and page; the API's machine code."""

    OPEN = "open", pgettext_lazy("state of a conversation", "Open")
    NOT_OPEN = "not_open", pgettext_lazy("state of a conversation", "Not open yet")
    CLOSED = "closed", pgettext_lazy("state of a conversation", "Closed")
    PAUSED = "paused", pgettext_lazy("state of a conversation", "Paused on the whole site")
    FROZEN = "frozen", pgettext_lazy("state of a conversation", "Stopped before an election")
    READ_ONLY = "read_only", pgettext_lazy("state of a conversation", "Read only")
    HIDDEN = "hidden", pgettext_lazy("state of a conversation", "Hidden")
    NOT_PUBLIC = "not_public", pgettext_lazy("state of a conversation", "Not for everyone")
    PREVIEW = "preview", pgettext_lazy("state of a conversation", "Preview")


#: What stops a conversation only together with all others of its site, in words of the site's own.
SITE_STOPS = frozenset({State.PAUSED, State.FROZEN})


class Sign(models.TextChoices):
    """Why a moderator may want to look twice. Never a verdict."""

    HONEYPOT = "honeypot", _("The field that should stay empty was filled in. A password manager can do this, too.")
    TOO_SOON = "too_soon", _("It was sent very soon after the form was drawn.")
    MANY_LINKS = "many_links", _("It has many links.")
    MANY_AT_ONCE = "many_at_once", _("Many comments came from the same place, or to the same page, in a short time.")
    SAME_WORDS = "same_words", _("The same words came before, here or on another page.")
    NEAR_REPEAT = "near_repeat", _("Nearly the same words came before, here or on another page.")
    BUSY_PAGE = "busy_page", _("This page got far more comments than usual within an hour.")
    BUSY_SITE = "busy_site", _("The whole website got far more comments than usual within an hour.")
    PRIVATE_DETAILS = (
        "private_details",
        _("It may have a phone number, an e-mail address, a postcode or where somebody lives. Its writer was asked."),
    )
    NOT_COUNTED = "not_counted", _("We could not tell whether many comments, or the same words, came in a short time.")
    DROPPED_CHARACTERS = (
        "dropped_characters",
        _("We left out characters that nobody can see, or heaps of accents that cover other lines."),
    )
    NO_ORIGIN = "no_origin", _("The browser did not say which page it came from.")
    OFFICIAL_NAME = "official_name", _("The name looks like the website’s own, a team’s or a member’s.")
    OLD_SITE = "old_site", _("It came from the old website.")
    HELD = "held", _("What this writer sends, or what comes from this place, is held for a while.")
    ASKED_SERVICE = "asked_service", _("It waits for the service that looks for spam.")
    SPAM_SERVICE = "spam_service", _("The service that looks for spam takes it for spam. It can be wrong.")
    WORD_LIST = "word_list", _("It has words from your word list.")


#: What the sign of one entry of a word list begins with; its number follows. The words themselves are not in it, because they
#: are the writer's, too.
WORD_LIST_SIGN = f"{Sign.WORD_LIST.value}:"


class QueueRank(models.IntegerChoices):
    """Where a comment stands among those that wait; the longest wait comes first in each."""

    FIRST = 0, pgettext_lazy("place in the queue", "Before others")
    USUAL = 10, pgettext_lazy("place in the queue", "As it came")


#: In the query of a page's address, and of the JSON API: threads newest first. Without it the oldest come first.
ORDER, NEWEST = "order", "newest"

#: How long a note before the words of a comment may be, in characters.
CONTENT_NOTE_LENGTH = 100

#: Signs of a program, and not of a person.
MACHINE_SIGNS = frozenset({Sign.HONEYPOT.value, Sign.MANY_AT_ONCE.value})

#: Signs of how a comment came, and not of what it says: they stay when its writer sends other words for it.
SIGNS_OF_SENDING = {
    Sign.HONEYPOT.value,
    Sign.TOO_SOON.value,
    Sign.MANY_AT_ONCE.value,
    Sign.BUSY_PAGE.value,
    Sign.BUSY_SITE.value,
    Sign.NOT_COUNTED.value,
    Sign.NO_ORIGIN.value,
    Sign.OLD_SITE.value,
    Sign.HELD.value,
}


def labels_of_signs(signs: list[str], details: Mapping[str, str] | None = None) -> list[str]:
    """What each of these says, in words; one of a phase the site has since removed is shown by its name. `details` are the
    words of the entries of a word list, by the signs that mean them."""
    return list(dict.fromkeys(label for _name, label in named_signs(signs, details)))


def named_signs(signs: list[str], details: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """The name of each of these, without which entry of a word list was found, and what it says in words."""
    found = ((names_of_signs([sign])[0], _label(sign, (details or {}).get(sign, ""))) for sign in signs)
    return list(dict.fromkeys(found))


def _label(sign: str, detail: str) -> str:
    name = Sign.WORD_LIST.value if sign.startswith(WORD_LIST_SIGN) else sign
    if detail:
        # Translators: %(words)s are the words that were found, and stand in the list of words of the site's moderators.
        return gettext("It has words from your word list: “%(words)s”.") % {"words": detail}
    return str(Sign(name).label) if name in Sign.values else name


def names_of_signs(signs: list[str]) -> list[str]:
    """The names of these, each once: without which entry of a word list was found, which is the moderators' alone."""
    return list(dict.fromkeys(name.partition(":")[0] if name.startswith(WORD_LIST_SIGN) else name for name in signs))


SOURCE_SITE = "site"

#: What a `repeat_key` begins with that was made of an Idempotency-Key, where others are hexadecimal; and how long such
#: a key is remembered, because a phone may find its network again only much later.
KEYED = "k"
KEYED_WINDOW = timedelta(hours=24)
