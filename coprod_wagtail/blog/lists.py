"""Lists of posts: in which order, with what of each post, and what a category, a tag or a series in an address was called
before."""

from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet
from taggit.models import Tag

from .models import Category, FormerCategorySlug, FormerSeriesSlug, FormerTagSlug, Series

_PageT = TypeVar("_PageT", bound=Model)


def newest_first(posts: QuerySet[_PageT]) -> QuerySet[_PageT]:
    """`posts` by date, those without one last."""
    return posts.order_by(F("date").desc(nulls_last=True), F("first_published_at").desc(nulls_last=True), "-pk")


def with_everything_listed(posts: QuerySet[_PageT]) -> QuerySet[_PageT]:
    """`posts` with what a list shows of them, in a number of queries that does not grow with them."""
    return posts.select_related("image").prefetch_related("authors", "categories", "image__renditions")


def former_categories(slug: str, locale_id: int | None = None) -> list[Category]:
    """The categories that had this name in addresses: those in the language `locale_id` first, and of these the ones that had it
    last."""
    return _former(FormerCategorySlug, "category", slug, locale_id)


def former_series(slug: str, locale_id: int | None = None) -> list[Series]:
    """The series that had this name in addresses: those in the language `locale_id` first, and of these the ones that had it
    last."""
    return _former(FormerSeriesSlug, "series", slug, locale_id)


def former_tags(slug: str) -> list[Tag]:
    """The tags that had this name in addresses, those that had it last first."""
    return _former(FormerTagSlug, "tag", slug)


def _former(model: Any, name: str, slug: str, locale_id: int | None = None) -> list[Any]:
    found = model.objects.filter(slug=slug).select_related(name).order_by("-pk")
    things = [getattr(former, name) for former in found if former.slug == slug]
    return sorted(things, key=lambda one: locale_id is not None and one.locale_id != locale_id)
