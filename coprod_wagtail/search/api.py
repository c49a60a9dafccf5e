"""Readers' search over JSON: the same that the results page of a blog draws."""

import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Query, Router, Schema
from pydantic import Field, create_model
from typing_extensions import TypeAliasType

from coprod_wagtail.api.kit.caching import unless_unchanged
from coprod_wagtail.api.kit.document import leads_to
from coprod_wagtail.api.kit.known import Open
from coprod_wagtail.api.kit.languages import say_languages
from coprod_wagtail.api.kit.pagination import Slice, link_slices
from coprod_wagtail.api.kit.parameters import LanguageCode, Line, Said, SiteName, Under, site_asked_for
from coprod_wagtail.api.kit.problems import problems
from coprod_wagtail.api.kit.queries import language_named
from coprod_wagtail.api.pages.finding import page_named
from coprod_wagtail.api.pages.schemas import Direction, PageList
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.text.spoken import direction_of

from .finding import Found, search
from .kinds import Narrowed, all_kinds
from .texts import what_was_found

Words = Annotated[
    Line, Said("Words to look for, all of which a page has; the first 24 count. Without any nothing is found.", "soup")
]


class FoundPart(Schema):
    """Some words of an excerpt."""

    text: str = Field(description="Plain text.", examples=["soup"])
    marked: bool = Field(description="Whether they were looked for: draw them in `<mark>`.", examples=[True])


class FoundPage(Schema):
    """A page that was found, or something on it."""

    id: int = Field(description="Of a comment, its own.")
    title: str = Field(
        description="Its heading. Of a member, the name; of a comment, the title of its page.",
        examples=["A week at the kitchen"],
    )
    path: str = Field(
        description="Where it is below its site; of a comment with its place, such as `/blog/a-week/?comment=7#comment-7`.",
        examples=["/blog/a-week/"],
    )
    url: str = Field(description="The same with the site's address.", examples=["https://www.example.org/blog/a-week/"])
    language: str = Field(description="For the attribute `lang`.", examples=["en-gb"])
    direction: Direction = Field(description="For the attribute `dir`.")
    date: datetime.date | None = Field(description="The day that the page says; null where it says none.")
    authors: list[str] = Field(description="Who wrote it, as far as it says so.", examples=[["Maryam"]])
    excerpt: list[FoundPart] = Field(
        description="Where the words stand in its text, or how the text begins. Put one after the other with nothing between."
    )


class KindFound(Schema):
    """How many pages of one kind were found."""

    label: str = Field(description="What to call several of them.", examples=["Posts"])
    count: int = Field(description="May be 0.", examples=[3])


class SearchFound(PageList):
    """A part of what was found."""

    similar: bool = Field(
        description="Whether nothing has the words, and these pages have words like them. Some databases cannot find any."
    )
    said: str = Field(
        description="What to say above the list: how much was found, or that only something similar was.",
        examples=["We found “soup” in 3 places."],
    )


def router() -> Router:
    """The operation; its shape has the kinds of pages that the installed apps let be found."""
    found = Router(tags=["search"])
    names = [kind.name for kind in all_kinds()]
    if not names:
        return found
    kinds, shape = _shapes(names)

    @found.get(
        "",
        response={200: shape, 304: None, **problems(404, 422)},
        operation_id="search_pages",
        url_name="search_pages",
        summary="Find pages by their words",
        openapi_extra=leads_to(200, get_page_at_path={"path": "$response.body#/items/0/path"}),
    )
    def search_pages(
        request: HttpRequest,
        response: HttpResponse,
        paging: Query[Slice],
        q: Words = "",
        kind: kinds | None = None,  # type: ignore[valid-type]  # made of what is installed
        topic: Annotated[Line, Said("Slug of a category, now or before it was changed: only posts about it.")] = "",
        year: Annotated[int, Field(ge=1, le=9999), Said("Only posts of this year.")] | None = None,
        by: Annotated[Line, Said("Slug of a member's page: only posts that carry it.", "maryam")] = "",
        under: Under = "",
        locale: LanguageCode = "",
        site: SiteName = "",
    ):
        """Posts, members and questions to the readers, and readers' comments where the site wants that, that have all of the words, the best matches first: the best of each
        kind, then the second of each. At most 1,000 of each. Pages in the language of the answer come before others. Where
        nothing has the words, some databases find pages with words like them."""
        page_site, language = site_asked_for(request, site), language_named(locale)
        top = page_named(under, page_site)
        result = search(
            q,
            page_site,
            narrowed=Narrowed(topic, year, by),
            below=dict.fromkeys(names, top),
            locale=language,
            first_locale=translation.get_language() or "",
        )
        places = result.of(kind or "")
        hits = result.hits(places[paging.offset : paging.offset + paging.limit])
        answer = {
            "count": len(places),
            "similar": result.is_similar,
            "said": what_was_found(result, len(places)),
            "kinds": _counted(result),
            "items": [told for hit in hits if (told := _told(hit, request))],
        }
        link_slices(request, response, paging, len(places))
        codes = {hit.thing.language for hit in hits}
        say_languages(request, codes | {translation.get_language() or ""})
        changes = [moment for hit in hits for moment in (hit.page.expire_at, hit.page.go_live_at)]
        unless_unchanged(request, {"drawn": answer}, changes=changes)
        return answer

    return found


def _shapes(names):
    """What can be asked for, and the shape of an answer, where there are kinds of these names."""
    known = TypeAliasType(
        "KnownFoundKind", Annotated[Literal[tuple(names)], Field(description="What kind of page was found.")]
    )
    kind = (Annotated[known, Open()], Field(description="As in `kinds`.", examples=["post"]))
    page = create_model("FoundPage", __base__=FoundPage, __doc__=FoundPage.__doc__, kind=kind)
    counted = create_model("KindFound", __base__=KindFound, __doc__=KindFound.__doc__, kind=kind)
    shape = create_model(
        "SearchFound",
        __base__=SearchFound,
        __doc__=SearchFound.__doc__,
        kinds=(list[counted], Field(description="How many there are of each kind, whichever was asked for.")),
        items=(list[page], ...),
    )
    return Annotated[Literal[tuple(names)], Said("Only pages of this kind.")], shape


def _counted(result: Found) -> list[dict[str, Any]]:
    return [{"kind": kind.name, "label": str(kind.label), "count": count} for kind, count in result.counts.items()]


def _told(hit: Any, request: HttpRequest) -> dict[str, Any] | None:
    place = page_path(hit.page, request)
    if place is None:  # its site went at this moment
        return None
    thing = hit.thing
    return {
        "kind": hit.kind.name,
        "id": hit.pk,
        "title": thing.title,
        "path": place.path + thing.query,
        "url": place.url + thing.query,
        "language": thing.language,
        "direction": direction_of(thing.language),
        "date": thing.date,
        "authors": list(thing.authors),
        "excerpt": [{"text": part.text, "marked": part.marked} for part in hit.excerpt],
    }
