"""Where a page went that was at this path before: the redirects of ``wagtail.contrib.redirects``."""

from typing import Annotated

from django.apps import apps
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from coprod_wagtail.page_tree.paths import keep_query, spellings
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model

from ..kit.caching import unless_unchanged
from ..kit.parameters import Said, SiteName, site_asked_for
from ..kit.problems import problems
from .rich_text import page_url

redirects = Router(tags=["redirects"])

#: The app that keeps them.
REDIRECTS = "wagtail.contrib.redirects"

OldPath = Annotated[str, Said("The path that somebody asked for, with its query string if it had one.", "/old/week/")]


class Redirect(Schema):
    """Where a page went."""

    path: str = Field(description="The path that was asked for, as the site knows it.", examples=["/old/week"])
    target: str = Field(
        description="Where to go: a path on the same site, or a whole address elsewhere. It has what of the query "
        "that was asked for says which part of the page is meant, such as `?comment=7`.",
        examples=["/blog/a-week/"],
    )
    permanent: bool = Field(description="Whether to answer 301 or 302.")


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
    target = redirect and _target(redirect, site)
    if not target:
        return None
    return {
        "path": redirect.old_path,
        # Where the redirect is of this very query, the query has been heeded.
        "target": target if "?" in redirect.old_path else keep_query(target, path),
        "permanent": redirect.is_permanent,
    }


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


def _target(redirect, site):
    if not redirect.redirect_page_id:
        return redirect.redirect_link
    # A page that is not for everyone is not given away by the address it has now.
    page = for_everyone(get_page_model()._default_manager.filter(pk=redirect.redirect_page_id)).first()
    url = page and page_url(page, site.pk)
    if url and redirect.redirect_page_route_path:
        return url.rstrip("/") + redirect.redirect_page_route_path
    return url
