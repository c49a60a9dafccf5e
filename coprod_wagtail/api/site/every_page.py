"""Every page of a site in one list, for sitemaps and for front ends that are built ahead of time."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, BeforeValidator, Field, create_model
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.sites import is_under_site
from coprod_wagtail.page_tree.visibility import open_to_everyone
from coprod_wagtail.swap import get_page_model
from coprod_wagtail.text.moments import storable

from ..kit.caching import unless_unchanged
from ..kit.document import leads_to
from ..kit.known import Open
from ..kit.languages import say_languages
from ..kit.pagination import LongSlice, link_slices
from ..kit.parameters import LanguageCode, Said, SiteName, Under, site_asked_for
from ..kit.problems import problems
from ..kit.queries import language_named
from ..kit.urls import is_plainly
from ..pages.fields import EVERYTHING, FieldNames, as_far_as_told, asked_for, send
from ..pages.finding import page_named
from ..pages.previews import OTHER
from ..pages.schemas import Direction, PageList
from .kinds import kind_and_name, models_of, promised_kinds, specific, titles_of

LIST = "list_pages"

#: Beyond these no database counts, and nobody published anything.
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)


def _is_written_out(value: Any) -> Any:
    # To pydantic a number is a moment, too.
    if isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\d[Tt ]", value):
        raise PydanticCustomError("datetime_parsing", "This is no moment.")
    return value


Since = Annotated[
    AwareDatetime,
    BeforeValidator(_is_written_out),
    Said(
        "Only pages that were published at this moment or later, such as `2026-05-17T08:30:00Z`, and those of which nobody "
        "knows. That a page moved or went is not told by it: webhooks tell that.",
        "2026-05-17T08:30:00Z",
    ),
]


class PageInShort(Schema):
    """Where a page is, and what it is."""

    id: int
    kind: str
    name: str = Field(
        description="What the site calls this kind; its model for a page that no operations tell of.",
        examples=["index"],
    )
    type: str = Field(description="Its model.", examples=["coprod_pages.BlogIndexPage"])
    title: str = Field(description="What to call it in a link. Of a member, the name.", examples=["Blog"])
    path: str = Field(description="Where it is below its site.", examples=["/blog/"])
    url: str = Field(description="The same with the site's address.", examples=["https://www.example.org/blog/"])
    language: str = Field(description="For the attribute `lang`.", examples=["en-gb"])
    direction: Direction = Field(description="For the attribute `dir`.")
    translation_key: UUID = Field(
        description="The same for a page and its translations.", examples=["5b0a1f0e-5f0f-4c39-8f57-6a3c7c0d1e11"]
    )
    first_published_at: datetime | None = Field(description="Null where it is not known.")
    last_published_at: datetime | None = Field(description="Null where it is not known.")


def router() -> Router:
    """The operation; its shape has the kinds of pages that the installed apps have."""
    found = Router(tags=["pages"])
    kinds = [*promised_kinds(), OTHER]
    in_short, in_short_list = _shapes(kinds)

    @found.get(
        "",
        response={200: in_short_list, 304: None, **problems(404, 422)},
        operation_id=LIST,
        url_name=LIST,
        summary="Every page",
        openapi_extra=leads_to(200, get_page_at_path={"path": "$response.body#/items/0/path"}),
    )
    def list_pages(
        request: HttpRequest,
        response: HttpResponse,
        paging: Query[LongSlice],
        kind: _one_of(kinds) | None = None,  # type: ignore[valid-type]  # made of what is installed
        modified_since: Since | None = None,
        under: Under = "",
        locale: LanguageCode = "",
        site: SiteName = "",
        fields: FieldNames = "",
    ):
        """Every page that everybody may read, of whatever kind, lists and the site's own included, in the order of the
        tree: what a sitemap, or a build of the whole site, goes through."""
        asked, page_site = asked_for(fields, in_short), site_asked_for(request, site)
        language, top = language_named(locale), page_named(under, page_site)
        pages = get_page_model()._default_manager.filter(is_under_site(page_site) & open_to_everyone())
        pages = _of_kind(_since(pages, modified_since), kind)
        if language:
            pages = pages.filter(locale__language_code=language)
        if top is not None:
            pages = pages.descendant_of(top)
        count = pages.count()
        rows = pages.select_related("locale").order_by("path")[paging.offset : paging.offset + paging.limit]
        shown = specific(rows)
        told = [asked.of(one) for one in _in_short(shown, request)]
        link_slices(request, response, paging, count)
        codes = {page.locale.language_code for page in shown}
        say_languages(request, codes or {language or translation.get_language()})
        answer = {"count": count, "items": told}
        changes = [moment for page in shown for moment in (page.expire_at, page.go_live_at)]
        unless_unchanged(request, {"drawn": answer}, changes=changes, purgeable=is_plainly(request, page_site, LIST))
        if asked is EVERYTHING:
            return answer
        some = [as_far_as_told(in_short, one) for one in told]
        return send(request, response, {"count": count, "items": some})

    return found


def _shapes(kinds):
    """The shapes of a page, and of a list of them, in which a page is of one of these kinds."""
    known = TypeAliasType(
        "KnownPageKind", Annotated[Literal[tuple(kinds)], Field(description="What kind of page one is.")]
    )
    words = "As `pages/by-path/` says it: a kind that has operations of its own here, or `other`."
    kind = (Annotated[known, Open()], Field(description=words, examples=["index"]))
    in_short = create_model("PageInShort", __base__=PageInShort, __doc__=PageInShort.__doc__, kind=kind)
    return in_short, create_model(
        "PagesInShort", __base__=PageList, __doc__="A part of all pages.", items=(list[in_short], ...)
    )


def _one_of(kinds):
    return Annotated[Literal[tuple(kinds)], Said("Only pages of this kind.")]


def _since(pages: Any, moment: datetime | None) -> Any:
    if moment is None:
        return pages
    known = storable(max(_EARLIEST, min(moment, _LATEST)))
    return pages.filter(Q(last_published_at__gte=known) | Q(last_published_at__isnull=True))


def _of_kind(pages: Any, kind: str | None) -> Any:
    if kind is None:
        return pages
    if kind == OTHER:
        return pages.not_exact_type(*(model for one in promised_kinds() for model in models_of(one)))
    models = models_of(kind)
    return pages.exact_type(*models) if models else pages.none()


def _in_short(pages: Sequence[Any], request: HttpRequest) -> list[dict[str, Any]]:
    titles, found = titles_of(pages), []
    for page in pages:
        kind, name = kind_and_name(type(page))
        place = page_path(page, request)
        if place is None:  # its site went at this moment
            continue
        found.append(
            {
                "id": page.pk,
                "kind": kind,
                "name": name,
                "type": page._meta.label,
                "title": titles[page.pk],
                "path": place.path,
                "url": place.url,
                "language": page.locale.language_code,
                "direction": "rtl" if page.locale.is_bidi else "ltr",
                "translation_key": str(page.translation_key),
                "first_published_at": page.first_published_at,
                "last_published_at": page.last_published_at,
            }
        )
    return found
