"""The verbs: to clean the pictures that a page shows, and to put those away that nothing shows any more."""

import logging
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Any

from django.db import DatabaseError
from django.db.models import QuerySet
from wagtail.images import get_image_model

from .copying import CleanCopy
from .files import clean_copy_of, content_of, forget_renditions, replace
from .names import is_made_from, says_clean
from .problems import DAMAGED, MISSING, UNSUPPORTED, PictureProblem
from .usage import in_parts, shown

logger = logging.getLogger(__name__)


def clean_pictures(pictures: Collection[int]) -> list[PictureProblem]:
    """Clean those of these pictures, by id, that are not clean. What could not be cleaned comes back, each with words for
    an editor. One query, where all are clean."""
    problems = []
    for some in in_parts(pictures):
        facts = _images(some).values_list("pk", "file", "file_hash")
        for image in _images([pk for pk, name, file_hash in facts if not says_clean(name, file_hash)]):
            try:
                clean(image)
            except PictureProblem as problem:
                problems.append(problem)
    return problems


def clean(image: Any) -> None:
    """Put a clean copy, under a name that says nothing, in the place of the picture's file, and forget the sizes that were
    made of it. Raises `PictureProblem`, with the picture's title in its words."""
    replace(image, clean_copy_of(image, title=image.title), title=image.title)


def sweep(pictures: Collection[int]) -> int:
    """Forget sizes of these pictures, by id, that were made from a file which their picture has no more, by whoever was
    drawing them while it was replaced; how many those were. One query, where there are none."""
    stale = stale_renditions(pictures)
    model = get_image_model().get_rendition_model()
    for image in _images(set(stale.values())):
        pks = [pk for pk, owner in stale.items() if owner == image.pk]
        forget_renditions(image, model._base_manager.filter(pk__in=pks))
    return len(stale)


def stale_renditions(pictures: Collection[int]) -> dict[Any, int]:
    """Those sizes, by id, each with the id of its picture."""
    model = get_image_model().get_rendition_model()
    sizes = model._base_manager.filter(image__in=list(pictures)).values_list("pk", "image", "file", "image__file")
    return {pk: image for pk, image, name, made_from in sizes if not is_made_from(name, made_from)}


def put_away(pictures: Collection[int], *, gone_from: int | None = None) -> int:
    """Give those of these pictures, by id, that nothing shows any more another name that nobody knows, and forget their
    sizes, so that no address answers that anybody was shown; how many those were. The pictures stay in the library.

    `gone_from` is a page that is known not to show them any more, before Wagtail's index knows it.
    """
    count = 0
    for some in in_parts(pictures):
        for image in _images(set(some) - shown(some, but_for_page=gone_from)):
            _put_away(image)
            count += 1
    return count


def _put_away(image):
    try:
        replace(image, *_to_put_away(image))
    except DatabaseError:
        raise
    except Exception as error:  # each storage has its own; the others are put away all the same
        if getattr(error, "code", None) == MISSING:
            forget_renditions(image, image.renditions.all())
        else:
            logger.exception("Picture %s is shown no more, but its old address still answers.", image.pk)


def _to_put_away(image):
    """A clean copy, and that it is clean; the file as it is, where there is none."""
    try:
        return clean_copy_of(image), True
    except PictureProblem as problem:
        if problem.code not in {DAMAGED, UNSUPPORTED}:
            raise
        return CleanCopy(content_of(image), PurePosixPath(image.file.name).suffix.lower()), False


def _images(pictures) -> QuerySet[Any]:
    return get_image_model()._base_manager.filter(pk__in=list(pictures))
