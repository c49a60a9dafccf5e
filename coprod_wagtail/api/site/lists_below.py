"""Lists at addresses of their own below a page that lists others, such as the posts of a year: what is at a path that no page
is at."""

from dataclasses import asdict
from typing import Annotated, Any, Literal
from urllib.parse import unquote

from django.http import Http404
from ninja import Schema
from pydantic import Field
from typing_extensions import TypeAliasType
from wagtail.models import Locale

from coprod_wagtail.page_tree.languages import has_languages, part_of
from coprod_wagtail.page_tree.paths import page_path, without_query
from coprod_wagtail.syndication.links import feeds_of
from coprod_wagtail.text.spoken import direction_of

from ..kit.known import Open
from ..kit.languages import answer_in_language_of
from ..pages.description import describe
from ..pages.finding import find_any, id_at
from ..pages.schemas import Direction, Seo, Translation
from ..pages.seo import seo
from .indexes import Feed
from .kinds import kind_and_name

KnownListKind = TypeAliasType(
    "KnownListKind",
    Annotated[
        Literal["topic", "tag", "by", "series", "date"],
        Field(description="What the pages in a list have in common."),
    ],
)


class ListOfPages(Schema):
    """Some of the pages that a page lists, at an address of their own."""

    of: Annotated[KnownListKind, Open()] = Field(description="What they have in common: `by` is who wrote them.")
    name: str = Field(description="Of that, as readers see it.", examples=["Food"])
    language: str = Field(description="Of the name, for the attribute `lang`.", examples=["en-gb"])
    direction: Direction = Field(description="Of the name, for the attribute `dir`.")
    description: str = Field(description="A text about it, plain; may be empty.", examples=["How it began."])
    path: str = Field(examples=["/blog/topic/food/"])
    url: str = Field(examples=["https://www.example.org/blog/topic/food/"])
    index: int = Field(description="The page that lists all of them, for `indexes/{id}/`.", examples=[5])
    lists: str = Field(
        description="The kind of pages in it, as `pages/` says it. They are in the list of that kind: ask it with `filters`.",
        examples=["post"],
    )
    filters: dict[str, str | int] = Field(
        description="What the list of that kind is asked with.", examples=[{"under": 5, "category": "food"}]
    )
    page_count: int = Field(description="How many pages there are in it. It is never 0.", examples=[12])
    translations: list[Translation] = Field(description="The same in other languages, each with the index there.")
    feeds: list[Feed] = Field(description="For `<link>` in the page's head.")
    seo: Seo


class ListAtPath(Schema):
    """No page of its own, but some of the pages that a page lists, such as the posts of a year."""

    kind: Literal["list"]
    list: ListOfPages


#: So many parts of a path can name a list: ``topic/food``, ``2026/05``.
_MOST_PARTS = 2


def list_at(path: str, site: Any, language: str, request: Any) -> dict[str, Any] | None:
    """What is told of the list at `path` of `site`, as `ListAtPath`, or, if it was there before, where it is now, as
    `at_path.RedirectAtPath`; None where there is none. Some ten queries, which do not grow with what is in it."""
    parts = unquote(without_query(path)).strip("/").split("/")
    for number in range(1, min(len(parts), _MOST_PARTS) + 1):
        below = "/".join(parts[-number:]) + "/"
        index = _index_at("/".join(["", *parts[:-number], ""]), site, language)
        if index is None:
            continue
        answer_in_language_of(request, index)
        found, place = index.show_list_at(below), page_path(index, request)
        if found and place:
            if unquote(found.path) == below:
                return {"kind": "list", "list": _told(index, found, place, request)}
            # Not for ever: a name may be given back.
            target = {"path": path, "target": place.path + found.path, "permanent": False}
            return {"kind": "redirect", "redirect": target}
    return None


def _index_at(path, site, language):
    try:
        page = find_any(id_at(path, site, language), site)
    except Http404:
        return None
    if not hasattr(page.specific_class, "show_list_at"):
        return None
    index = page.specific
    index.locale = page.locale
    return index


def _told(index, found, place, request):
    (described,) = describe([index], request)
    told = {"path": place.path + found.path, "url": place.url + found.path}
    return {
        "of": found.kind,
        "name": found.name,
        "language": found.language,
        "direction": direction_of(found.language),
        "description": found.description,
        **told,
        "index": index.pk,
        "lists": kind_and_name(index.get_listed_model())[1],
        "filters": {"under": index.pk, **found.filters},
        "page_count": found.count,
        "translations": list(_in_other_languages(index, described["translations"])),
        "feeds": [asdict(feed) for feed in feeds_of(index, request)],
        "seo": seo(index, {**described, **told}, request),
    }


def _in_other_languages(index, translations):
    if not has_languages() or not translations:
        return
    ids = dict(Locale.objects.values_list("language_code", "pk"))
    for one in translations:
        part = part_of(index, ids[one["language"]])
        if part is not None:
            yield {**one, "path": one["path"] + part, "url": one["url"] + part}
