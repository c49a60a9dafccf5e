"""How many posts there are about what, and when they were written: of posts of any types, in one query for each type."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count


def of_categories(posts: Mapping[Any, Any]) -> Counter[UUID]:
    """How many of `posts`, a queryset for each type, are about each category, by the translation key of that: a translated
    post may still have the category in the language it was written in."""
    found: Counter[UUID] = Counter()
    for own in posts.values():
        rows = own.values("categories__translation_key").annotate(coprod_posts=Count("pk", distinct=True))
        found.update(dict(rows.values_list("categories__translation_key", "coprod_posts")))
    found.pop(None, None)  # type: ignore[call-overload]  # those that are about nothing
    return found


def of_tags(posts: Mapping[Any, Any]) -> dict[Any, Counter[Any]]:
    """For each type of `posts`, how many have each tag; the tags as unsaved instances that know their names."""
    found: dict[Any, Counter[Any]] = {}
    for model, own in posts.items():
        tag_model, columns = model.tags.through.tag_model(), ("pk", "name", "slug")
        rows = own.filter(tags__isnull=False).values_list(*(f"tags__{column}" for column in columns))
        found[model] = Counter(
            {
                tag_model(**dict(zip(columns, row, strict=True))): number
                for *row, number in rows.annotate(coprod_posts=Count("pk", distinct=True))
            }
        )
    return found


def of_months(posts: Mapping[Any, Any]) -> tuple[Counter[tuple[int, int]], int]:
    """How many of `posts` are of each year and month, and how many of a date that nobody knows."""
    found: Counter[tuple[int, int]] = Counter()
    undated = 0
    for own in posts.values():
        for year, month, number in own.values_list("date__year", "date__month").annotate(coprod_posts=Count("pk")):
            if year is None:
                undated += number
            else:
                found[year, month] += number
    return found, undated
