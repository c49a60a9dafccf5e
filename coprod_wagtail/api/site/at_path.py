"""What is at a path: a page of any kind, as the operations of its kind tell it, or where it went. One question for each
page that a front end draws."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from coprod_wagtail.features import page_facts, page_resources

from ..kit.caching import unless_unchanged
from ..kit.languages import answer_in_language_of
from ..kit.parameters import LanguageCode, PagePath, SiteName, site_asked_for
from ..kit.problems import problems
from ..kit.queries import language_named
from ..pages.description import describe
from ..pages.facts import changes_of_facts, facts_about
from ..pages.finding import find_any, id_at
from ..pages.operations import page_told
from ..pages.page_resource import resource_for
from ..pages.pictures import RenditionWidths, note_renditions
from ..pages.previews import OTHER, AsOtherPage, any_kind
from ..pages.redirects import Redirect, redirect_at
from .kinds import kind_and_name, specific
from .lists_below import ListAtPath, list_at


class OtherAtPath(Schema):
    """A page of a kind that the site has of its own, or that came later."""

    kind: Literal["other"]
    name: str = Field(
        description='What the site calls this kind, such as "event"; its model, such as "home.HomePage", for a page that '
        "no operations tell of.",
        examples=["home.HomePage"],
    )
    page: Annotated[dict[str, Any], AsOtherPage()] = Field(
        description="As the operations of its kind tell it. Where there are none: what is said of every page, its `title`, "
        "and what the installed apps know of pages, such as its `conversation`."
    )


class RedirectAtPath(Schema):
    """No page, but there was one: send whoever asked to `target`."""

    kind: Literal["redirect"]
    redirect: Redirect


def router() -> Router:
    """The operation for all kinds of pages that the installed apps have."""
    found = Router(tags=["pages"])
    shape = any_kind(
        page_resources(),
        "AtPath",
        "{}AtPath",
        "What is at a path: a `{}`.",
        "What is at a path; `kind` says what that is.",
        [OtherAtPath, ListAtPath, RedirectAtPath],
    )

    @found.get(
        "by-path/",
        response={200: shape, 304: None, **problems(404, 422)},
        operation_id="get_page_at_path",
        url_name="get_page_at_path",
        summary="What is at a path",
    )
    def get_page_at_path(
        request: HttpRequest,
        path: Annotated[PagePath, Query()],
        site: SiteName = "",
        locale: LanguageCode = "",
        renditions: RenditionWidths = "",
    ):
        """The page at a path of the site, of whatever kind, with everything that the operations of its kind tell; or where
        to send whoever asked, if a page has gone from there. That is a 200, too, with the kind `redirect`: answer its
        reader with 301 or 302 yourself. Some of the pages that a page lists, such as the posts of a year, are a `list`."""
        note_renditions(request, renditions)
        page_site, language = site_asked_for(request, site), language_named(locale)
        try:
            page = find_any(id_at(path, page_site, language), page_site)
        except Http404:
            return _elsewhere(request, path, page_site, language)
        return _told(request, page, page_site)

    return found


def _told(request, page, site):
    kind, name = kind_and_name(page.specific_class)
    resource = resource_for(page.specific_class)
    told = page_told(resource, request, page, site) if resource else _in_short(request, page)
    return {"kind": kind, "page": told} if kind != OTHER else {"kind": kind, "name": name, "page": told}


def _in_short(request, page):
    answer_in_language_of(request, page)
    pages = specific([page])
    (told,), (facts,) = describe(pages, request), facts_about(pages, page_facts(), request)
    found = {**told, "title": page.title, **facts}
    changes = [page.expire_at, page.go_live_at, *changes_of_facts([facts])]
    unless_unchanged(request, {"drawn": found}, changes=changes)
    return found


def _elsewhere(request, path, site, language):
    """What is at a path that no page is at."""
    found = list_at(path, site, language, request)
    if found is None:
        redirect = redirect_at(path, site)
        if redirect is None:
            raise Http404
        found = {"kind": "redirect", "redirect": redirect}
    unless_unchanged(request, {"drawn": found})
    return found
