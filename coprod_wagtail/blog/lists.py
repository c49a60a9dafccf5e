"""Lists of posts: in which order, with what of each post, and which of them an address asks for, now or before a category or
a tag was called otherwise."""

import re
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from taggit.models import Tag

from .models import Category, FormerCategorySlug, FormerTagSlug

_PageT = TypeVar("_PageT", bound=Model)


def newest_first(posts: QuerySet[_PageT]) -> QuerySet[_PageT]:
    """`posts` by date, those without one last."""
    return posts.order_by(F("date").desc(nulls_last=True), F("first_published_at").desc(nulls_last=True), "-pk")


def with_everything_listed(posts: QuerySet[_PageT]) -> QuerySet[_PageT]:
    """`posts` with what a list shows of them, in a number of queries that does not grow with them."""
    return posts.select_related("image").prefetch_related("authors", "categories", "image__renditions")


def chosen(request: HttpRequest, parameter: str, choices: Any) -> Any:
    """The category or tag whose slug is in the address, or None. A slug that does not exist is a page not found."""
    slug = request.GET.get(parameter, "")
    if not slug:
        return None
    # Also keeps out what some databases refuse to be asked for, such as a NUL.
    if not re.fullmatch(r"[-\w]+", slug):
        raise Http404
    # A database that minds neither case nor accents finds others, too.
    found = next((one for one in choices.filter(slug=slug) if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def former_categories(slug: str) -> list[Category]:
    """The categories that had this name in addresses, those that had it last first."""
    found = FormerCategorySlug.objects.filter(slug=slug).select_related("category").order_by("-pk")
    return [former.category for former in found if former.slug == slug]


def former_tags(slug: str) -> list[Tag]:
    """The tags that had this name in addresses, those that had it last first."""
    found = FormerTagSlug.objects.filter(slug=slug).select_related("tag").order_by("-pk")
    return [former.tag for former in found if former.slug == slug]


def where_it_is_now(request: HttpRequest, locale_id: int) -> HttpResponseRedirect | None:
    """For a list's address that leads nowhere: its address now, if a category or a tag in it was called so before. Of
    categories in several languages that were, the one in the language `locale_id` is meant.

    Not permanent: a name may be given back, and browsers would then go in circles.
    """
    query, changed = request.GET.copy(), False
    current: dict[str, Any] = {
        "category": lambda slug: sorted(former_categories(slug), key=lambda one: one.locale_id != locale_id),
        "tag": former_tags,
    }
    for parameter, find in current.items():
        slug = query.get(parameter, "")
        # A NUL is nothing that every database can be asked for.
        for thing in find(slug)[:1] if slug and "\0" not in slug else []:
            changed = changed or thing.slug != slug
            query[parameter] = thing.slug
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}") if changed else None
