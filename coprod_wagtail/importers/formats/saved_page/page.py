"""A page of an old website, saved as text or as HTML."""

import json
import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...content import ImportedPost
from ...exceptions import CannotImport
from ...files import load
from .html import read_html
from .text import read_text

_TAG = re.compile(
    r"<(?:!doctype html|html|head|body|article|main|div|section|table|h[1-6]|p|br)\b[^>]*>", re.IGNORECASE
)


def read_saved_page(path) -> Iterator[ImportedPost]:
    """The one post on the page saved at `path`. Raises `CannotImport` if it is no such page."""
    source = load(path)
    _refuse_data(source)
    if _is_html(source):
        post = read_html(source.text)
    else:
        _refuse_code(source)
        post = read_text(source.text)
    if not post.blocks:
        raise CannotImport(
            _("“%(file)s” has no text under its title, so there is nothing to make a post of.") % {"file": source.name}
        )
    post.notes[:0] = source.notes
    if post.comments_said not in {None, len(post.comments)}:
        post.notes.append(
            ngettext(
                "The old page says that it has %(said)s comment, and we found %(found)s.",
                "The old page says that it has %(said)s comments, and we found %(found)s.",
                post.comments_said,
            )
            % {"said": post.comments_said, "found": len(post.comments)}
        )
    yield post


def _refuse_code(source):
    """People's sentences are nearly all letters (97 % in a real page); programs and settings are about 80 %.

    A few lines say too little to judge by.
    """
    seen = [character for character in source.text if not character.isspace()]
    letters = sum(unicodedata.category(character)[0] in "LM" for character in seen)
    if len(seen) > 400 and letters < 0.85 * len(seen):
        raise CannotImport(
            _("“%(file)s” looks like a program or a list of settings, not like a page.") % {"file": source.name}
        )


def _is_html(source):
    named_html = source.name.lower().endswith((".html", ".htm", ".xhtml", ".xht"))
    return bool(_TAG.search(source.text)) and (named_html or source.text.lstrip().startswith("<"))


def _refuse_data(source):
    start = source.text.lstrip()[:2000]
    kind = None
    if start.startswith("<?xml") and not re.search("<html", start, re.IGNORECASE):
        kind = "XML"
    elif start.startswith(("{", "[")):
        try:
            json.loads(source.text)
            kind = "JSON"
        except (ValueError, RecursionError):
            pass
    if kind:
        raise CannotImport(_("“%(file)s” is %(kind)s data and not a saved page.") % {"file": source.name, "kind": kind})
