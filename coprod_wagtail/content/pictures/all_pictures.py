"""The pictures that are there already: those that pages of the package show, or all of them where the site says so."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.images import get_image_model

from coprod_wagtail.conf import conf

from . import cleaning, names
from .files import clean_copy_of
from .mixins import CleanPicturesMixin
from .problems import PictureProblem
from .usage import all_shared, in_parts, pictures_on, shared, shown_by

#: So many pictures are held in memory, and asked about at once; of their files, one.
AT_ONCE = 200


def _shown(pictures):
    """Those of the pictures, by id, that pages of the package show, or sites where somebody shares a link."""
    return shown_by(CleanPicturesMixin, pictures) | shared(pictures)


class Library:
    """Gives the pictures that are to be clean, some at a time."""

    def __iter__(self) -> Iterator[list[Any]]:
        last = None
        while some := list(self._after(last)[:AT_ONCE]):
            last = some[-1].pk
            if not conf.CLEAN_ALL_PICTURES:
                shown = _shown([picture.pk for picture in some])
                some = [picture for picture in some if picture.pk in shown]
            if some:
                yield some

    def _after(self, pk) -> QuerySet[Any]:
        pictures = get_image_model()._base_manager.order_by("pk")
        return pictures if pk is None else pictures.filter(pk__gt=pk)

    def count(self) -> int:
        """How many pictures there are to look at."""
        return sum(map(len, self))

    def has_unclean(self) -> bool:
        """Whether any of them is to be cleaned, as far as their names say. Reads no file; where all are clean, a query or
        three, and one more for every `usage.AT_ONCE` pictures that are shown."""
        unclean = get_image_model()._base_manager.exclude(file__regex=names.PATTERN)
        if conf.CLEAN_ALL_PICTURES:
            return unclean.exists()
        for some in in_parts(pictures_on(CleanPicturesMixin) | all_shared()):
            found = list(unclean.filter(pk__in=some).values_list("pk", flat=True))
            if found and _shown(found):
                return True
        return False

    def is_clean(self, picture: Any) -> bool:
        return names.is_clean(picture)

    def problem_with(self, picture: Any) -> str:
        """Why the picture cannot be cleaned, in words; empty where it can. Changes nothing."""
        try:
            clean_copy_of(picture)
        except PictureProblem as problem:
            return " ".join(problem.messages)
        return ""

    def clean(self, picture: Any) -> str:
        """Clean the picture; why that is not possible, in words, or empty."""
        try:
            with transaction.atomic():
                cleaning.clean(picture)
        except PictureProblem as problem:
            return " ".join(problem.messages)
        return ""

    def stale(self, pictures: list[Any]) -> int:
        """How many sizes of these pictures were made from files which they have no more."""
        return len(cleaning.stale_renditions([picture.pk for picture in pictures]))

    def sweep(self, pictures: list[Any]) -> int:
        """Forget those; how many they were."""
        with transaction.atomic():
            return cleaning.sweep([picture.pk for picture in pictures])
