"""What may go along with a decision: a reason, which is a key, a note in the moderator's own words, and words for the writer."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, ngettext

from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.plain_text import clean_text, has_broken_characters, has_visible_characters

from .. import texts

#: What whoever may not decide about a comment is told, whatever they wanted to decide.
NOT_THIS_COMMENT = gettext_lazy("You do not have the right to decide about this reader comment.")
#: Characters (Unicode code points, a line break counting as one) of a note.
NOTE_LENGTH = 1000
#: And of what is said to the writer of a comment, and of what would make it fine.
MESSAGE_LENGTH = 2000
MEND_LENGTH = 500
NOT_A_REASON = gettext_lazy("This is not a reason that can be chosen.")
_KEY = re.compile("[a-z0-9_-]{1,50}")


def check_letters(words: str, most: int) -> None:
    """Raises `ValidationError` if `words` have more than `most` characters."""
    if len(words) > most:
        raise ValidationError(
            ngettext("Write up to %(limit)s letter.", "Write up to %(limit)s letters.", most)
            % {"limit": number_in_words(most)},
            code="max_length",
        )


def clean_reason(reason: str) -> str:
    """`reason`, which is empty or a key of up to 50 small letters, digits, hyphens and underscores.

    Raises `ValidationError` for anything else.
    """
    if reason and not _KEY.fullmatch(reason):
        raise ValidationError(NOT_A_REASON, code="reason")
    return reason


def clean_note(note: str) -> str:
    """`note` as plain text without control characters and white space around it; empty if there is nothing to see.

    Raises `ValidationError` if it is longer than `NOTE_LENGTH`, or holds half characters. Nothing is ever cut.
    """
    note = _clean(note)
    if len(note) > NOTE_LENGTH:
        raise ValidationError(
            ngettext(
                "Write a shorter note. It can have up to %(limit)s character.",
                "Write a shorter note. It can have up to %(limit)s characters.",
                NOTE_LENGTH,
            )
            % {"limit": number_in_words(NOTE_LENGTH)},
            code="max_length",
        )
    return note


def clean_message(message: str) -> str:
    """What a moderator says to the writer of a comment, as `clean_note` has it; up to `MESSAGE_LENGTH`."""
    message = _clean(message)
    if len(message) > MESSAGE_LENGTH:
        raise ValidationError(
            ngettext(
                "Write fewer words to the writer. There can be up to %(limit)s character.",
                "Write fewer words to the writer. There can be up to %(limit)s characters.",
                MESSAGE_LENGTH,
            )
            % {"limit": number_in_words(MESSAGE_LENGTH)},
            code="max_length",
        )
    return message


def clean_mend(mend: str) -> str:
    """What would make a comment fine, as `clean_note` has it; up to `MEND_LENGTH`."""
    mend = _clean(mend)
    if len(mend) > MEND_LENGTH:
        raise ValidationError(
            ngettext(
                "Say in fewer words what would make it fine. There can be up to %(limit)s character.",
                "Say in fewer words what would make it fine. There can be up to %(limit)s characters.",
                MEND_LENGTH,
            )
            % {"limit": number_in_words(MEND_LENGTH)},
            code="max_length",
        )
    return mend


def _clean(words):
    if has_broken_characters(words):
        raise ValidationError(texts.BROKEN_CHARACTERS, code="broken_characters")
    words = clean_text(words).strip()
    return words if has_visible_characters(words) else ""
