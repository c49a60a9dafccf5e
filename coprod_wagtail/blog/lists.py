"""Lists of posts: in which order, with what of each post, and which of them an address asks for."""

import re
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet
from django.http import Http404, HttpRequest

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
