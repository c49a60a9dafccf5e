"""What a page is about in a sentence, from the words that it has."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField

from coprod_wagtail.content.blocks import opening_words, plain_beginning
from coprod_wagtail.text.shortening import shortened

#: Where a page of any type may have such words, the likeliest first.
FIELDS = ("summary", "intro", "introduction", "body")
#: Characters that search engines show of a description.
LENGTH = 155
#: So long may be what somebody wrote as a summary, without being cut.
LONGEST_SUMMARY = 300


def description_of(page: Any) -> str:
    """What an editor wrote for search engines, or else a summary, or how the first text begins, in one line; empty where
    there are no words. Asks the database nothing.

    Looked for in the fields that the page type names in `description_fields`.
    """
    own: str = getattr(page, "search_description", "")
    if own:
        return " ".join(own.split())
    names = getattr(page, "description_fields", FIELDS)
    return next((words for name in names if (words := _in_short(page, name))), "")


def _in_short(page, name):
    value = getattr(page, name, None)
    if isinstance(value, StreamValue):
        return shortened(opening_words(value), LENGTH)
    if not isinstance(value, str):
        return ""
    if _is_html(page, name):
        return shortened(plain_beginning(value), LENGTH)
    return shortened(value, len(value) if len(value) <= LONGEST_SUMMARY else LENGTH)


def _is_html(page, name):
    try:
        return isinstance(page._meta.get_field(name), RichTextField)
    except FieldDoesNotExist:
        return False
