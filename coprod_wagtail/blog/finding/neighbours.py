"""The posts around a post: the ones before and after it in its blog, those that its editor chose to go with it, and others that
are about the same. Few queries, whose cost does not grow with the blog."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, DateField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce

from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model

from .chosen import MOST_RELATED, chosen_posts

#: Among so many posts before a post, and after it, others about the same are looked for: whoever takes one of them off the
#: site, or calls it otherwise, has so few pages to throw out of caches.
NEARBY = 50

_LONG_AGO = Cast(Value(date(1000, 1, 1)), DateField())
_NEVER = Cast(Value(date(9999, 12, 31)), DateField())


@dataclass(frozen=True)
class Neighbours:
    """The pages around a post that everybody may see, each of the base page's type."""

    older: Any = None
    newer: Any = None
    #: Those that an editor chose to go with it, in the order in which they were chosen.
    chosen: list[Any] = field(default_factory=list)


def beside(post: Any) -> QuerySet[Any]:
    """The posts of its type in the same blog that everybody may see; itself among them, if it is one."""
    above = post.blog_index.path if post.blog_index else post.path[: -get_page_model().steplen]
    return for_everyone(type(post)._default_manager.filter(path__startswith=above, path__gt=above)).order_by()


def older_than(post: Any) -> list[QuerySet[Any]]:
    """The posts after `post` in a list with the newest first, the nearest first, in two parts: those with a date of their own,
    and those without one, if `post` has one and the others do not follow."""
    dated, undated = beside(post).filter(date__isnull=False), beside(post).filter(date__isnull=True)
    moment, pk = post.first_published_at, post.pk or 0
    if moment is None:
        after = Q(first_published_at__isnull=True, pk__lt=pk)
    else:
        after = Q(first_published_at__lt=moment) | Q(first_published_at__isnull=True)
        after |= Q(first_published_at=moment, pk__lt=pk)
    latest_first: list[Any] = [F("first_published_at").desc(nulls_last=True), "-pk"]
    if post.date is None:
        return [undated.filter(after).order_by(*latest_first)]
    # In two conditions, so that databases take the index on dates.
    before = dated.filter(date__lte=post.date).filter(Q(date__lt=post.date) | after)
    return [before.order_by("-date", *latest_first), undated.order_by(*latest_first)]


def newer_than(post: Any) -> list[QuerySet[Any]]:
    """The posts before `post` in a list with the newest first, the nearest first; in parts as of `older_than`."""
    dated, undated = beside(post).filter(date__isnull=False), beside(post).filter(date__isnull=True)
    moment, pk = post.first_published_at, post.pk or 0
    if moment is None:
        before = Q(first_published_at__isnull=False) | Q(pk__gt=pk)
    else:
        before = Q(first_published_at__gt=moment) | Q(first_published_at=moment, pk__gt=pk)
    earliest_first: list[Any] = [F("first_published_at").asc(nulls_first=True), "pk"]
    if post.date is None:
        return [undated.filter(before).order_by(*earliest_first), dated.order_by("date", *earliest_first)]
    after = dated.filter(date__gte=post.date).filter(Q(date__gt=post.date) | before)
    return [after.order_by("date", *earliest_first)]


def neighbours(post: Any) -> Neighbours:
    """What is around `post`. One query; none for one that has no place in the tree yet."""
    if not post.path:
        return Neighbours()
    older, newer = _first_of(older_than(post)), _first_of(newer_than(post))
    chosen = chosen_posts(post)
    wanted = Q(pk=older) | Q(pk=newer) | chosen.condition
    pages = (
        get_page_model()
        ._default_manager.filter(wanted)
        .order_by()
        .annotate(
            coprod_is=Case(When(pk=older, then=Value("older")), When(pk=newer, then=Value("newer")), default=Value("")),
            coprod_place=chosen.place,
        )
    )
    found = list(for_everyone(pages))
    beside_it = {page.coprod_is: page for page in found if page.coprod_is}
    return Neighbours(beside_it.get("older"), beside_it.get("newer"), chosen.of(found, post))


def _first_of(parts):
    first, *others = (Subquery(part.values("pk")[:1]) for part in parts)
    return Coalesce(first, *others) if others else first


def near(post: Any) -> QuerySet[Any]:
    """Up to `NEARBY` posts before it in its blog, and as many after it; of one without a date, all without one."""
    posts = beside(post).exclude(pk=post.pk)
    if post.date is None:
        return posts.filter(date__isnull=True)
    ends = [parts[0].values("date")[NEARBY - 1 : NEARBY] for parts in (older_than(post), newer_than(post))]
    return posts.filter(date__gte=Coalesce(Subquery(ends[0]), _LONG_AGO), date__lte=Coalesce(Subquery(ends[1]), _NEVER))


def alike(post: Any) -> QuerySet[Any]:
    """The posts near `post` that share a tag or a topic with it, those that share most first, and of these the newest. No
    query yet, but for the tags and topics of `post`, where these are not in hand."""
    shared = [
        _shared(post, "tags", "pk", [tag.pk for tag in post.shown_tags]),
        _shared(post, "categories", "translation_key", [one.translation_key for one in post.shown_categories]),
    ]
    # A tag says more than a topic, of which there are few.
    weight = sum((Coalesce(Subquery(rows), 0) * times for rows, times in zip(shared, (2, 1), strict=True)), Value(0))
    posts = near(post).annotate(coprod_shared=weight).filter(coprod_shared__gt=0)
    return posts.order_by("-coprod_shared", F("date").desc(nulls_last=True), "-pk").defer("body")


def _shared(post, name, key, values):
    """For each post how many of these tags or topics it has."""
    same = type(post)._default_manager.filter(pk=OuterRef("pk"), **{f"{name}__{key}__in": values}).order_by()
    return same.values("pk").annotate(coprod_count=Count(f"{name}__pk")).values("coprod_count")


def related(post: Any) -> list[Any]:
    """Up to `MOST_RELATED` pages that go with `post` and that everybody may see: those that an editor chose, or else posts near
    it about the same. One query beside those of `neighbours`; none where an editor chose some, or the post has neither
    tags nor topics."""
    if chosen := post.neighbours.chosen:
        return list(chosen)
    if not post.path or not (post.shown_tags or post.shown_categories):
        return []
    return list(alike(post)[:MOST_RELATED])
