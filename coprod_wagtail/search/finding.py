"""What a search finds: the one function that pages and the JSON API ask."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Site

from coprod_wagtail.api.pages.finding import listed, load
from coprod_wagtail.page_tree.full_text import found_for, ranked, words_in

from . import similar
from .excerpts import Part, excerpt, one_line, words_of
from .kinds import Narrowed, OtherKind, Scope, SearchKind, Thing, kinds_on

#: So many pages of each type are found at most, the best matches; who wants others says more.
MOST_FOUND = 1000


@dataclass(frozen=True)
class Place:
    """Something that was found."""

    kind: SearchKind | OtherKind
    pk: int
    #: The best of its kind has 0.
    rank: tuple[int, ...]


@dataclass(frozen=True)
class Hit:
    """Something that was found, as it is shown."""

    kind: SearchKind | OtherKind
    pk: int
    thing: Thing
    #: Where the words stand in its text.
    excerpt: list[Part]

    @property
    def page(self) -> Any:
        return self.thing.page

    @property
    def title(self) -> str:
        return self.thing.title


@dataclass(frozen=True)
class Found:
    """What a search found."""

    #: The words that were looked for.
    words: Sequence[str]
    #: The best matches first.
    places: Sequence[Place]
    #: What was looked for, in its order, and how many of each there are.
    counts: Mapping[SearchKind | OtherKind, int]
    #: Whether nothing has the words, and these pages have others that are like them.
    is_similar: bool = False
    _types: Mapping[str, Collection[Any]] = field(default_factory=dict, repr=False)

    def of(self, kind: str) -> Sequence[Place]:
        """The places of this kind; all of them for an empty one."""
        return [place for place in self.places if place.kind.name == kind] if kind else self.places

    def hits(self, places: Iterable[Place]) -> list[Hit]:
        """Some of the places, as they are shown, in their order. A number of queries that does not grow with them."""
        places = list(places)
        things: dict[tuple[str, int], Thing] = {}
        for kind in {place.kind.name: place.kind for place in places}.values():
            pks = [place.pk for place in places if place.kind is kind]
            own = (
                kind.things(pks) if isinstance(kind, OtherKind) else _pages_as_things(kind, pks, self._types[kind.name])
            )
            things |= {(kind.name, pk): thing for pk, thing in own.items()}
        lines = {key: one_line(thing.texts) for key, thing in things.items()}
        marked = self._marked(set().union(*map(words_of, lines.values())))
        keys = [(place, (place.kind.name, place.pk)) for place in places]
        return [
            Hit(place.kind, place.pk, things[key], excerpt(lines[key], marked)) for place, key in keys if key in things
        ]

    def _marked(self, words):
        if self.is_similar:
            return set().union(*(similar.near_to(wanted, words) for wanted in self.words))
        return found_for(self.words, words)


def _pages_as_things(kind, pks, types):
    pages = load(pks, types, kind.with_everything)
    kind.gather(pages)
    return {
        page.pk: Thing(
            page,
            kind.title(page),
            kind.texts(page),
            kind.date(page),
            kind.authors(page),
            page.locale.language_code,
        )
        for page in pages
    }


def search(
    text: str,
    site: Site,
    *,
    narrowed: Narrowed | None = None,
    below: Mapping[str, Any] | None = None,
    locale: str = "",
    first_locale: str = "",
) -> Found:
    """What everybody may read on `site` and has all words of `text`, in whatever order these stand: pages, and what else the
    installed apps let be found.

    `narrowed` wants only pages about a topic, of a year, or by somebody. `below` has a page for the names of kinds of which only
    what is below it is wanted. `locale` wants only pages in this language, and `first_locale` those in it before others. The best
    matches come first: the best of each kind, then the second of each, and so on. Where nothing has the words, pages with
    words like them are found, as far as the database can (see `similar`).

    At most `MOST_FOUND` of each type. The number of queries depends on the kinds that there are, and on nothing else.
    """
    words, kinds, narrowed = words_in(text), kinds_on(site), narrowed or Narrowed()
    scopes = {kind: Scope(site, narrowed, (below or {}).get(kind.name), locale, first_locale) for kind in kinds}
    types = {kind.name: _pages(kind, scopes[kind]) for kind in kinds if isinstance(kind, SearchKind)}
    models = [model for pages in types.values() for model in pages]
    ranks = {model: ranked(model._default_manager.live(), words, MOST_FOUND) for model in models}
    own: dict[Any, Any] = {
        kind: kind.ranks(words, scopes[kind]) for kind in kinds if words and isinstance(kind, OtherKind)
    }
    own |= _ranked_of_each(kinds, types, ranks, first_locale)
    is_similar = False
    if words and not any(own.values()):
        own = _ranked_of_each(kinds, types, similar.ranks(models, words), first_locale)
        is_similar = any(own.values())
    counts = {kind: len(own.get(kind, ())) for kind in kinds}
    return Found(words, _places(kinds, own), counts, is_similar, types)


def _pages(kind, scope):
    """The pages of a kind among which is looked, a queryset for each type."""
    narrow = (lambda pages: kind.narrow(pages, scope.narrowed)) if scope.narrowed else None
    return listed(kind.mixin, scope.site, scope.locale, narrow, under=scope.top)


def _places(kinds, own) -> list[Place]:
    found = []
    for order, kind in enumerate(kinds):
        rows = enumerate(sorted(own.get(kind, ())))
        found += [Place(kind, pk, (rank[0], number, order)) for number, (rank, pk) in rows]
    return sorted(found, key=lambda place: place.rank)


def _ranked_of_each(kinds, types, ranks, first_locale) -> dict[Any, list[tuple[tuple[int, int], int]]]:
    """For each kind of page the ids of those that are wanted, each behind what it is sorted by."""
    return {
        kind: [
            row
            for model, pages in types[kind.name].items()
            for row in _ranked_among(pages, ranks.get(model, ()), first_locale)
        ]
        for kind in kinds
        if kind.name in types
    }


def _ranked_among(pages: QuerySet[Any], ids: Sequence[int], first_locale: str) -> Iterable[tuple[tuple[int, int], int]]:
    """Those of the `ids` that are among `pages`, each behind what it is sorted by. One query, none without ids."""
    if not ids:
        return
    rank = {pk: number for number, pk in enumerate(ids)}
    for pk, code in pages.filter(pk__in=ids).values_list("pk", "locale__language_code"):
        yield (int(bool(first_locale) and code != first_locale), rank[pk]), pk
