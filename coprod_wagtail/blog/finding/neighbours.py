"""The posts around a post: the ones before and after it in its blog, and others near it that are about the same. One query, whose
cost does not grow with the blog."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, partial
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import Count, DateField, DateTimeField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from modelcluster.fields import ParentalKey

from coprod_wagtail.page_tree.prepared import Prepared
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.moments import storable

from ..models import Category
from .chosen import MOST_RELATED

#: So many posts before a post, and after it, are looked at: whoever takes one of them off the site, or calls it otherwise, has
#: so few pages to throw out of caches.
NEARBY = 50

#: A list with the newest first has three parts, one after the other, each in the order of one field that all of its posts have:
#: those with a date, those whose first publication is known, and the rest.
_PARTS: list[tuple[str, dict[str, bool]]] = [
    ("date", {"date__isnull": False}),
    ("first_published_at", {"date__isnull": True, "first_published_at__isnull": False}),
    ("pk", {"date__isnull": True, "first_published_at__isnull": True}),
]
#: Before and after all values of these fields. Cast, because MariaDB takes dates for text.
_ENDS = {
    "date": [Cast(Value(day), DateField()) for day in (date(1000, 1, 1), date(9999, 12, 31))],
    "first_published_at": [
        Cast(Value(storable(datetime(year, 1, 1, tzinfo=UTC))), DateTimeField()) for year in (1000, 9999)
    ],
    "pk": [Value(0), Value(2**62)],
}
_COLUMNS = ["pk", "title", "slug", "url_path", "date", "first_published_at", "coprod_shared"]


@dataclass(frozen=True)
class Neighbours:
    """The pages around a post that everybody may see, of the base page's type: a title and an address."""

    older: Any = None
    newer: Any = None
    #: The ids of those near it that share a tag or a topic with it: those that share most first, and of these the newest.
    alike: Sequence[int] = ()
    #: The first of these.
    related: Sequence[Any] = ()


class _Row(NamedTuple):
    pk: int
    title: str
    slug: str
    url_path: str
    date: Any
    first_published_at: Any
    shared: int

    @property
    def place(self):
        """What a list with the newest first is in the descending order of."""
        moment = self.first_published_at
        return (self.date or date.min, moment is not None, moment.timestamp() if moment else 0, self.pk)


def place_of(post: Any) -> str:
    """The tree path of the blog that `post` stands in, or else of the page above."""
    return str(post.blog_index.path if post.blog_index else post.path[: -get_page_model().steplen])


def posts_below(model: Any, path: str) -> QuerySet[Any]:
    """The live posts of this type below the blog at `path` of the tree, in no order."""
    posts: QuerySet[Any] = model._default_manager.filter(path__startswith=path, path__gt=path, live=True)
    return posts.order_by()


def neighbours(post: Any) -> Neighbours:
    """What is around `post`, beside its tags and topics. One query, and for the first or the last post of some part of the list
    one more; none for a post that has no place in the tree yet."""
    if not post.path:
        return Neighbours()
    own = _Row(post.pk or 0, "", "", "", post.date, post.first_published_at, 0)
    number = 0 if post.date else 1 if post.first_published_at else 2
    rows = [row for row in _near(post, number) if row.pk != post.pk]
    older = max((row for row in rows if row.place < own.place), key=attrgetter("place"), default=None)
    newer = min((row for row in rows if row.place > own.place), key=attrgetter("place"), default=None)
    alike = sorted((row for row in rows if row.shared), key=lambda row: (row.shared, row.place), reverse=True)
    return Neighbours(
        _page(older or _first(post, range(number + 1, len(_PARTS)), latest=True), post),
        _page(newer or _first(post, reversed(range(number)), latest=False), post),
        [row.pk for row in alike],
        [_page(row, post) for row in alike[:MOST_RELATED]],
    )


def _near(post, number):
    """Up to `NEARBY` posts before and after `post` in its part of the list, and all that are as old as the last of these."""
    tags = tuple(tag.pk for tag in post.shown_tags)
    topics = tuple(one.pk for one in post.shown_categories)
    name, _condition = _PARTS[number]
    ask = _dated_posts(type(post)) if name == "date" else partial(_posts_near, type(post), number, NEARBY)
    return [_Row(*row) for row in ask(place_of(post), getattr(post, name) or 0, tags, topics)]


@cache
def _dated_posts(model):
    return Prepared(partial(_posts_near, model, 0, NEARBY))


def _posts_near(model, number, most, path, own, tags, topics):
    name, condition = _PARTS[number]
    posts = posts_below(model, path).filter(**condition)
    before = posts.filter(**{f"{name}__lte": own}).order_by(f"-{name}").values(name)[most : most + 1]
    after = posts.filter(**{f"{name}__gte": own}).order_by(name).values(name)[most : most + 1]
    earliest, latest = _ENDS[name]
    near = posts.filter(
        **{f"{name}__gte": Coalesce(Subquery(before), earliest), f"{name}__lte": Coalesce(Subquery(after), latest)}
    )
    return _as_rows(for_everyone(near), tags, topics)


def _first(post, numbers, *, latest):
    """The post at the near end of the next of these parts of the list that has any."""
    for number in numbers:
        for row in _ends(type(post), number, latest)(place_of(post)):
            return _Row(*row)
    return None


@cache
def _ends(model, number, latest):
    return Prepared(partial(_posts_at_end, model, number, latest))


def _posts_at_end(model, number, latest, path):
    name, condition = _PARTS[number]
    order = [f"-{name}", "-pk"] if latest else [name, "pk"]
    posts = for_everyone(posts_below(model, path).filter(**condition))
    return _as_rows(posts.order_by(*order), (), ())[:1]


def _as_rows(posts, tags, topics):
    return posts.annotate(coprod_shared=_shared(posts.model, tags, topics)).values_list(*_COLUMNS)


def _shared(model, tags, topics):
    """For each post how much of these it has. A tag says more than a topic, of which there are few."""
    through, shared = model.tags.through, Value(0)
    if tags and isinstance(through._meta.get_field("content_object"), ParentalKey):
        # Of each post the few tags that it has are looked at. By an index of tags, which SQLite would take, those would be all
        # posts that share one; a sum is in no index.
        same = through._default_manager.annotate(coprod_tag=F("tag_id") + 0)
        same = same.filter(content_object=OuterRef("pk"), coprod_tag__in=tags)
        shared += 2 * _count(same, "content_object")
    if topics:
        own = model._meta.get_field("categories").m2m_field_name()
        # In whichever languages: a translated post may have the one that it was first written with.
        keys = Category.objects.filter(pk__in=topics).values("translation_key")
        same = model.categories.through._default_manager.filter(**{own: OuterRef("pk")})
        shared += _count(same.filter(category__translation_key__in=keys), own)
    return shared


def _count(rows, name):
    return Coalesce(Subquery(rows.order_by().values(name).annotate(coprod_count=Count("pk")).values("coprod_count")), 0)


def _page(row, post):
    """A page that is only for its title and its address."""
    if row is None:
        return None
    page = get_page_model()(pk=row.pk, title=row.title, slug=row.slug, url_path=row.url_path)
    page.live, page.locale_id = True, post.locale_id
    return page
