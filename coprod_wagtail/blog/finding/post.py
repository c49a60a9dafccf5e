"""What leads on from a post: its blog, the posts around it, those that go with it, and the others of its series."""

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from coprod_wagtail.page_tree.wagtail_page import PageBase

from ..models import Series
from .blog_of import blog_above
from .chosen import chosen_posts
from .neighbours import Neighbours, neighbours
from .panels import SeriesPanel
from .series_of import InSeries, series_of


class LeadsOnMixin(PageBase):
    """For a post. All of this is asked for when it is drawn: the pages above in one query; and what is around it, what goes with
    it and the parts of its series in three more."""

    series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("If this is a part of something longer, in several posts."),
    )
    series_part = models.PositiveSmallIntegerField(
        _("part"),
        null=True,
        blank=True,
        help_text=_("Leave it empty: the parts are in the order of their dates. Write a number only to change that."),
    )

    series_panel = MultiFieldPanel([SeriesPanel("series"), FieldPanel("series_part")], heading=_("Series"))

    class Meta:
        abstract = True

    @cached_property
    def blog_index(self) -> Any:
        """The nearest blog above it, as the base page; None where it stands in none."""
        return blog_above(self)

    @property
    def index_url(self) -> str | None:
        """Address of the blog that it stands in, or else of the page above."""
        url: str | None = (self.blog_index or self.get_parent()).url
        return url

    @cached_property
    def neighbours(self) -> Neighbours:
        """The posts before and after it in its blog, and those near it with the same tags and topics."""
        return neighbours(self)

    @cached_property
    def related(self) -> list[Any]:
        """Up to three pages that go with it: chosen by an editor, or else posts near it with the same tags and topics."""
        return chosen_posts(self) or list(self.neighbours.related)

    @cached_property
    def in_series(self) -> InSeries | None:
        """Where it stands in its series; None where it is in none."""
        return series_of(self)
