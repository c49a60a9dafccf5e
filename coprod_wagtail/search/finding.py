"""What a search finds: the one function that pages and the JSON API ask."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Site

from coprod_wagtail.api.pages.finding import listed, load
from coprod_wagtail.page_tree.full_text import found_for, ranked, words_in

from . import similar
from .excerpts import Part, excerpt, one_line, words_of
from .kinds import Narrowed, SearchKind, all_kinds

#: So many pages of each type are found at most, the best matches; who wants others says more.
MOST_FOUND = 1000


@dataclass(frozen=True)
class Place:
    """A page that was found."""

    kind: SearchKind
    pk: int
    #: The best of its kind has 0.
    rank: tuple[int, ...]


@dataclass(frozen=True)
class Hit:
    """A page that was found, as it is shown."""

    kind: SearchKind
    page: Any
    title: str
    date: date | None
    authors: list[str]
    #: Where the words stand in its text.
    excerpt: list[Part]

    @property
    def language(self) -> str:
        """The code of the language that the page is in."""
        return str(self.page.locale.language_code)


@dataclass(frozen=True)
class Found:
    """What a search found."""

    #: The words that were looked for.
    words: Sequence[str]
    #: The best matches first.
    places: Sequence[Place]
    #: How many there are of each kind, those of which nothing was found included.
    counts: Mapping[str, int]
    #: Whether nothing has the words, and these pages have others that are like them.
    is_similar: bool = False
    _types: Mapping[str, Collection[Any]] = field(default_factory=dict, repr=False)

    def of(self, kind: str) -> Sequence[Place]:
        """The places of this kind; all of them for an empty one."""
        return [place for place in self.places if place.kind.name == kind] if kind else self.places

    def hits(self, places: Iterable[Place]) -> list[Hit]:
        """Some of the places, as they are shown, in their order. A number of queries that does not grow with them."""
        places = list(places)
        pages: dict[int, Any] = {}
        for kind in {place.kind.name: place.kind for place in places}.values():
            ids = [place.pk for place in places if place.kind is kind]
            own = load(ids, self._types[kind.name], kind.with_everything)
            kind.gather(own)
            pages |= {page.pk: page for page in own}
        lines = {place.pk: one_line(place.kind.texts(pages[place.pk])) for place in places if place.pk in pages}
        marked = self._marked(set().union(*map(words_of, lines.values())) if lines else set())
        return [
            Hit(
                place.kind,
                page,
                place.kind.title(page),
                place.kind.date(page),
                place.kind.authors(page),
                excerpt(lines[place.pk], marked),
            )
            for place in places
            if (page := pages.get(place.pk))
        ]

    def _marked(self, words):
        if self.is_similar:
            return set().union(*(similar.near_to(wanted, words) for wanted in self.words))
        return found_for(self.words, words)


def search(
    text: str,
    site: Site,
    *,
    narrowed: Narrowed | None = None,
    below: Mapping[str, Any] | None = None,
    locale: str = "",
    first_locale: str = "",
) -> Found:
    """The pages that everybody may read on `site` and that have all words of `text`, in whatever order these stand.

    `narrowed` wants only those about a topic, of a year, or by somebody. `below` has a page for the names of kinds of which only
    what is below it is wanted. `locale` wants only pages in this language, and `first_locale` those in it before others. The best
    matches come first: the best of each kind, then the second of each, and so on. Where nothing has the words, pages with
    words like them are found, as far as the database can (see `similar`).

    At most `MOST_FOUND` of each type. The number of queries depends on the kinds that there are, and on nothing else.
    """
    words, kinds = words_in(text), all_kinds()
    types = {kind.name: _pages(kind, site, narrowed, (below or {}).get(kind.name), locale) for kind in kinds}
    places = _places(kinds, types, _ranks(kinds, types, words), first_locale)
    is_similar = False
    if words and not places:
        models = [model for pages in types.values() for model in pages]
        places = _places(kinds, types, similar.ranks(models, words), first_locale)
        is_similar = bool(places)
    counts = {kind.name: sum(place.kind is kind for place in places) for kind in kinds}
    return Found(words, places, counts, is_similar, types)


def _pages(kind, site, narrowed, top, locale):
    """The pages of a kind among which is looked, a queryset for each type."""
    own = (lambda pages: kind.narrow(pages, narrowed)) if narrowed else None
    return listed(kind.mixin, site, locale, own, under=top)


def _ranks(kinds, types, words):
    """For each type the ids of its pages that have the words, the best first."""
    return {
        model: ranked(model._default_manager.live(), words, MOST_FOUND) for kind in kinds for model in types[kind.name]
    }


def _places(kinds, types, ranks, first_locale) -> list[Place]:
    found = []
    for order, kind in enumerate(kinds):
        own: list[tuple[tuple[int, int], int]] = []
        for model, pages in types[kind.name].items():
            own += _ranked_among(pages, ranks.get(model, ()), first_locale)
        found += [Place(kind, pk, (*rank[:1], number, order)) for number, (rank, pk) in enumerate(sorted(own))]
    return sorted(found, key=lambda place: place.rank)


def _ranked_among(pages: QuerySet[Any], ids: Sequence[int], first_locale: str) -> Iterable[tuple[tuple[int, int], int]]:
    """Those of the `ids` that are among `pages`, each behind what it is sorted by. One query, none without ids."""
    if not ids:
        return
    rank = {pk: number for number, pk in enumerate(ids)}
    for pk, code in pages.filter(pk__in=ids).values_list("pk", "locale__language_code"):
        yield (int(bool(first_locale) and code != first_locale), rank[pk]), pk
