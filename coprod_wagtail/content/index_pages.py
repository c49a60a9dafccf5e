"""Pages that list the pages of one kind below them: a blog, the members."""

from typing import Any

from coprod_wagtail.caching.responses import CacheablePageMixin

from .pictures.mixins import CleanPicturesMixin


class IndexPageMixin(CleanPicturesMixin, CacheablePageMixin):
    """A page with an introduction, and a list of the pages of one kind that are below it.

    A concrete class has `intro`, a rich text, and says what it lists: the JSON API tells both.
    """

    intro: str

    class Meta:
        abstract = True

    def get_listed_model(self) -> Any:
        """The class of the pages to list."""
        raise NotImplementedError
