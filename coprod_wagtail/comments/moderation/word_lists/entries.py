"""What may stand in a word list, whoever writes it in."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.coreutils import get_content_languages

from coprod_wagtail.text.formats import number_in_words
from coprod_wagtail.text.plain_text import clean_line, has_broken_characters

from ...models.moderation.word_list import WordListEntry
from .matching import MOST_WORDS, words_of

#: Entries of one site.
MOST_ENTRIES = 5000
_LENGTH = WordListEntry._meta.get_field("words").max_length or 0


def clean_entry(words: str) -> str:
    """`words` as an entry keeps them: one line. Raises `ValidationError` where nothing could ever be found by them."""
    if has_broken_characters(words):
        raise ValidationError(_("These words have characters that are broken."), code="broken_characters")
    words = clean_line(words)
    number = len(words_of(words))
    if not number:
        raise ValidationError(_("Write a word, or a few words in a row."), code="required")
    if number > MOST_WORDS:
        raise ValidationError(
            ngettext("Use %(limit)s word.", "Use up to %(limit)s words.", MOST_WORDS)
            % {"limit": number_in_words(MOST_WORDS)},
            code="too_many_words",
        )
    if len(words) > _LENGTH:
        raise ValidationError(
            ngettext("Use %(limit)s letter.", "Use up to %(limit)s letters.", _LENGTH)
            % {"limit": number_in_words(_LENGTH)},
            code="max_length",
        )
    return words


def clean_language(language: str) -> str:
    """The code of a language that the site writes in, however its case. Raises `ValidationError` for any other."""
    known = {code.lower(): code for code in get_content_languages()}
    found = known.get(language.strip().lower().replace("_", "-"))
    if found is None:
        raise ValidationError(
            _("This website has no language “%(language)s”. It has: %(known)s.")
            % {"language": language[:20], "known": ", ".join(sorted(known.values()))},
            code="unknown_language",
        )
    return found
