"""The lists of a site, as `moderation.known` knows them."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat

from ...models.moderation.word_list import Effect, WordListEntry
from ..known import Part, Row, known, told
from .matching import Tree, found_in, tree_of

_KIND = "word"


@dataclass(frozen=True, slots=True)
class WordLists:
    """All lists of one site: a tree for each language, and which entries bring a comment to the top."""

    trees: dict[str, Tree] = field(default_factory=dict)
    first: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of the entries that stand in a text; `comes_first` where one of them wants that."""

    entries: tuple[int, ...] = ()
    comes_first: bool = False


def spoken(language: str) -> str:
    """The part of a language's code that a list goes by: a comment is in "en-gb", and the list may be in "en"."""
    return language.lower().replace("_", "-").partition("-")[0]


def look_in(texts: tuple[str, ...], *, site_id: int | None, language: str) -> Found:
    """Which entries of a site's list in this language stand in any of `texts`. One query, and none within a minute of the
    last time."""
    if site_id is None:
        return Found()
    lists: WordLists = known("word lists", site_id)
    tree = lists.trees.get(spoken(language))
    if tree is None:  # nobody keeps a list in this language
        return Found()
    entries = dict.fromkeys(pk for text in texts for pk in found_in(text, tree))
    return Found(tuple(entries), not lists.first.isdisjoint(entries))


def _rows(site_id: int | None) -> list[QuerySet[Any, Any]]:
    if site_id is None:
        return []
    entries = WordListEntry.objects.filter(site_id=site_id).values_list("words")
    effect = Concat("effect", Value(":"), Cast("pk", CharField()))
    return [told(entries, _KIND, F("language"), effect)]


def _make(rows: list[Row]) -> WordLists:
    by_language: dict[str, list[tuple[int, str]]] = {}
    first = set()
    for words, _kind, language, effect_and_pk in rows:
        effect, _colon, pk = effect_and_pk.partition(":")
        by_language.setdefault(spoken(language), []).append((int(pk), words))
        if effect == Effect.FIRST:
            first.add(int(pk))
    trees = {language: tree_of(sorted(found)) for language, found in by_language.items()}
    return WordLists(trees, frozenset(first))


PART = Part(frozenset({_KIND}), _rows, _make)
