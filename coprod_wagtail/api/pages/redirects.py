"""Where a page went that was at this path before: the redirects of ``wagtail.contrib.redirects``."""

from functools import reduce
from operator import or_
from typing import Annotated

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail.models import Site

from coprod_wagtail.page_tree.paths import keep_query, spellings
from coprod_wagtail.page_tree.sites import is_under_site
from coprod_wagtail.page_tree.visibility import for_everyone, open_to_everyone
from coprod_wagtail.swap import get_page_model

from ..kit.caching import unless_unchanged
from ..kit.document import leads_to
from ..kit.pagination import LongSlice, link_slices
from ..kit.parameters import Said, SiteName, site_asked_for
from ..kit.problems import problems
from ..kit.urls import is_plainly
from .rich_text import page_url

redirects = Router(tags=["redirects"])

#: The app that keeps them.
REDIRECTS = "wagtail.contrib.redirects"

OldPath = Annotated[str, Said("The path that somebody asked for, with its query string if it had one.", "/old/week/")]


LIST = "list_redirects"


class Redirect(Schema):
    """Where a page went."""

    path: str = Field(description="The path that was asked for, as the site knows it.", examples=["/old/week"])
    target: str = Field(
        description="Where to go: a path on the same site, or a whole address elsewhere. It has what of the query "
        "that was asked for says which part of the page is meant, such as `?comment=7`.",
        examples=["/blog/a-week/"],
    )
    permanent: bool = Field(description="Whether to answer 301 or 302.")


class RedirectInList(Schema):
    """Where a page went, for every query that somebody may ask for it with."""

    path: str = Field(
        description="Where it was, as the site knows it: without a slash at its end, and with a query where it is only for that.",
        examples=["/old/week"],
    )
    target: str = Field(
        description="Where to go: a path on the same site, or a whole address elsewhere.", examples=["/blog/a-week/"]
    )
    permanent: bool = Field(description="Whether to answer 301 or 302.")


class RedirectList(Schema):
    """A part of the redirects."""

    count: int = Field(description="How many there are in all.")
    items: list[RedirectInList]


@redirects.get(
    "",
    response={200: RedirectList, 304: None, **problems(404, 422)},
    operation_id=LIST,
    url_name=LIST,
    summary="Where pages went",
    openapi_extra=leads_to(200, get_redirect_by_path={"path": "$response.body#/items/0/path"}),
)
def list_redirects(request: HttpRequest, response: HttpResponse, paging: Query[LongSlice], site: SiteName = ""):
    """All redirects of a site that lead to what everybody may read, by their paths: for a front end that is built ahead of
    time, or a web server that has them all."""
    page_site = site_asked_for(request, site)
    count, items = _listed(page_site, paging) if apps.is_installed(REDIRECTS) else (0, [])
    link_slices(request, response, paging, count)
    found = {"count": count, "items": items}
    unless_unchanged(request, {"drawn": found}, purgeable=is_plainly(request, page_site, LIST))
    return found


@redirects.get(
    "by-path/",
    response={200: Redirect, 304: None, **problems(404, 422)},
    operation_id="get_redirect_by_path",
    summary="Where a page went",
)
def get_redirect_by_path(request: HttpRequest, path: Annotated[OldPath, Query()], site: SiteName = ""):
    """Where to send somebody who asked for a path that no page has any more, with its query string if it had one."""
    found = redirect_at(path, site_asked_for(request, site))
    if found is None:
        raise Http404
    unless_unchanged(request, {"drawn": found})
    return found


def redirect_at(path, site):
    """Where whoever asks for `path` of `site` is sent, as a `Redirect`; None where nobody is sent anywhere. Two queries at
    most, none without the app that keeps redirects."""
    redirect = _find(path, site) if apps.is_installed(REDIRECTS) else None
    target = redirect and _target(redirect, site, _public_page(redirect))
    if not target:
        return None
    return {
        "path": redirect.old_path,
        # Where the redirect is of this very query, the query has been heeded.
        "target": target if "?" in redirect.old_path else keep_query(target, path),
        "permanent": redirect.is_permanent,
    }


def _listed(site, paging):
    """How many redirects of `site` lead somewhere, and those that `paging` asks for. Four queries."""
    # Only where the app is installed.
    from wagtail.contrib.redirects.models import Redirect as Stored  # noqa: PLC0415

    on_a_site = reduce(or_, (is_under_site(one, "redirect_page__url_path") for one in Site.objects.all()), Q(pk__in=[]))
    to_a_page = on_a_site & open_to_everyone("redirect_page__")
    elsewhere = Q(redirect_page__isnull=True) & ~Q(redirect_link="")
    own = Stored.objects.filter(site=site, old_path=OuterRef("old_path"))
    # What all sites have, the site's own goes before.
    found = Stored.get_for_site(site).filter(elsewhere | to_a_page).exclude(Q(site__isnull=True) & Exists(own))
    rows = found.select_related("redirect_page__locale").order_by("old_path", "pk")
    told = [
        {"path": one.old_path, "target": target, "permanent": one.is_permanent}
        for one in rows[paging.offset : paging.offset + paging.limit]
        if (target := _target(one, site, one.redirect_page))
    ]
    return found.count(), told


def _find(path, site):
    """As Wagtail's own middleware does it: the whole, then without the query string; the site's own before all sites'."""
    # Only where the app is installed.
    from wagtail.contrib.redirects.models import Redirect as Stored  # noqa: PLC0415

    try:
        whole = Stored.normalise_path(path)
    except ValueError:  # no address at all, such as "//["
        return None
    wanted = [way for one in (whole, whole.partition("?")[0]) for way in spellings(one)]
    found = [
        redirect
        for redirect in Stored.get_for_site(site).filter(old_path__in=wanted).select_related("redirect_page")
        if redirect.old_path in wanted  # some databases mind neither case nor accents
    ]
    return min(found, key=lambda one: (wanted.index(one.old_path), one.site_id is None), default=None)


def _target(redirect, site, page):
    """Where `redirect` leads, which may be to `page`, one that everybody may read; None where it leads nowhere."""
    if not redirect.redirect_page_id:
        return redirect.redirect_link
    url = page and page_url(page, site.pk)
    if url and redirect.redirect_page_route_path:
        return url.rstrip("/") + redirect.redirect_page_route_path
    return url


def _public_page(redirect):
    """A page that is not for everyone is not given away by the address it has now."""
    if not redirect.redirect_page_id:
        return None
    return for_everyone(get_page_model()._default_manager.filter(pk=redirect.redirect_page_id)).first()
