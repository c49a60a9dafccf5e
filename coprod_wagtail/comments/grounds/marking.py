"""The words of a comment that a decision is about: found in it, and shown in it."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coprod_wagtail.text.plain_text import unlinked_html

from ..covering.places import Place, merged, places_of
from .texts import MARK_BEGINS, MARK_ENDS

#: Characters of what a moderator may mark at once, beyond any comment.
LONGEST = 20_000
# No text that was cleaned holds these two.
_BEGIN, _END = "\x02", "\x03"


def marks_in(text: str, marked: str) -> list[Place]:
    """Where the words `marked` stand in `text`: one stretch a line. Nowhere for nothing.

    Raises Django's `ValidationError` for words that do not stand in it.
    """
    if not marked.strip():
        return []
    found = _places(text, marked)
    if not found:
        raise ValidationError(
            _("These words are not in the comment. Copy them from it, each stretch on a line of its own."),
            code="not_there",
        )
    return merged(found)


def _places(text: str, marked: str) -> list[Place]:
    """Of the whole, which may be chosen across lines; else of each line. Nothing where one of them is not there."""
    if whole := places_of(marked, text):
        return whole
    found: list[Place] = []
    for line in filter(str.strip, marked.splitlines()):
        places = places_of(line, text)
        if not places:
            return []
        found += places
    return found


def marked_words(text: str, marks: Sequence[Sequence[int]]) -> list[str]:
    """The stretches of `text` that are marked."""
    return [text[begin:end] for begin, end in marks if text[begin:end]]


def marked_html(text: str, marks: Sequence[Sequence[int]]) -> SafeString:
    """`text` as safe HTML, in which what is marked is a ``mark``, and said to be one to whoever hears it. Nothing in it is a
    link."""
    text = text.replace(_BEGIN, " ").replace(_END, " ")
    parts, at = [], 0
    for begin, end in marks:
        parts += [text[at:begin], *_stretches(text[begin:end])]
        at = end
    html = unlinked_html("".join([*parts, text[at:]]))
    hidden = '<span class="coprod-visually-hidden">%s</span>'
    html = html.replace(_BEGIN, f"<mark>{hidden % escape(MARK_BEGINS)} ")
    return SafeString(html.replace(_END, f" {hidden % escape(MARK_ENDS)}</mark>"))


def _stretches(words: str) -> Iterator[str]:
    """`words`, marked line by line: no element may reach over two paragraphs."""
    lines = words.split("\n")
    yield "\n".join(f"{_BEGIN}{line}{_END}" if line.strip() else line for line in lines)
