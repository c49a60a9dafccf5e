"""Sizes of pictures for readers, where a file that is damaged or missing breaks no page.

Wagtail draws a missing file as a broken picture, and lets a damaged one end the whole page.
"""

import logging
import struct
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DatabaseError
from PIL.Image import DecompressionBombError
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter

logger = logging.getLogger(__name__)

_ResultT = TypeVar("_ResultT")


def rendition(image: Any, spec: str | Filter) -> Any | None:
    """The size of `image` that `spec` asks for, made now where it is not there yet; None where its file is missing or cannot
    be read."""
    return _or_none(image, [spec], lambda: image.get_rendition(_read(image, spec)))


def renditions(image: Any, *specs: str | Filter) -> Mapping[str, Any] | None:
    """Several sizes of `image`, by what asks for each; None where its file is missing or cannot be read."""
    return _or_none(image, specs, lambda: image.get_renditions(*(_read(image, spec) for spec in specs)))


def _read(image, spec):
    return spec if isinstance(spec, Filter) else _filter(spec, image.is_svg())


@lru_cache(1000)
def _filter(spec, for_svg):
    # A filter keeps what it has read of its words. Wagtail makes a new one each time, and another where there is a word in it
    # that only SVGs need: in a list of posts, hundreds.
    words = [word for word in spec.split("|") if for_svg or word != "preserve-svg"]
    return Filter("|".join(words) or spec)


def _or_none(image, specs, draw: Callable[[], _ResultT]) -> _ResultT | None:
    try:
        return draw()
    except DatabaseError:
        raise
    except InvalidFilterSpecError as error:
        # A mistake of whoever wrote the template, or a file that is an SVG and is not called so.
        if image.is_svg() or not all(_is_known(spec) for spec in specs):
            raise
        found: Exception = error
    except Exception as error:  # whatever a library says of what is in a file, or a storage of where it is
        found = error
    logger.warning("Picture %s cannot be drawn (%s).", image.pk, type(found).__name__)
    return None


def _is_known(spec):
    try:
        return bool((spec if isinstance(spec, Filter) else Filter(spec)).operations)
    except InvalidFilterSpecError:
        return "preserve-svg" in (spec if isinstance(spec, str) else spec.spec)


#: What libraries say of a file that they cannot draw. All other errors of a site's own block are for its developer to see.
_UNDRAWABLE = (OSError, SyntaxError, EOFError, struct.error, DecompressionBombError)


def part_or_none(draw: Callable[[], _ResultT]) -> _ResultT | None:
    """What `draw` gives, which may draw pictures in any way; None where the file of one is missing or cannot be read."""
    try:
        return draw()
    except _UNDRAWABLE:
        logger.warning("A part of a page is left out, because a picture in it cannot be drawn.", exc_info=True)
        return None


def words_for(image: Any) -> str:
    """What to say in the place of `image` where a template says nothing: what an editor wrote of it, here or in the
    library. Its title is not said: that is often the name that its file came with."""
    if getattr(image, "decorative", False):
        return ""
    return getattr(image, "contextual_alt_text", None) or getattr(image, "description", "") or ""
