"""What pages and the JSON API say of a search."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from .finding import Found


def what_was_found(found: "Found", number: int) -> str:
    """How much there is of what was looked for, in a sentence. `number` is how many of the kind that is shown."""
    words = " ".join(found.words)
    if not words:
        return _("Write a word to look for.")
    if found.is_similar:
        # Translators: of a search. {words} is what somebody looked for, and probably misspelt.
        said = ngettext("Nothing has the word “{words}”.", "Nothing has the words “{words}”.", len(found.words))
        # Translators: stands behind the sentence that nothing has the words.
        others = _("These are similar.")
        return f"{said.format(words=words)} {others}"
    if not number:
        # Translators: of a search.
        said = ngettext(
            "Nothing here has the word “{words}”.", "Nothing here has the words “{words}”.", len(found.words)
        )
        return said.format(words=words)
    # Translators: of a search. {number} is how many pages, and comments on pages, have all of the {words}.
    said = ngettext("We found “{words}” in {number} place.", "We found “{words}” in {number} places.", number)
    return said.format(number=number, words=words)
