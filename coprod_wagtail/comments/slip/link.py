"""Where a comment's private page is, in full, for answers of the API and for mail."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.paths import page_path

#: Stands for the secret in ``FRONTEND_SLIP_URL``.
PLACE = "{secret}"


def slip_url(page, secret: str, request=None) -> str:
    """The whole URL of the private page of a comment on `page`, by the comment's `secret`.

    It is the front end's own page where ``FRONTEND_SLIP_URL`` names one for the page's site. Else it is this server's,
    at the host of the page's Wagtail Site. A server that draws no pages may have a front end's host there, and then
    ``WAGTAILADMIN_BASE_URL`` says where the server itself is. `request` only saves queries; nothing is taken from its
    host. Just the path for a page that is below no site's root.
    """
    if named := named_for(page, conf.FRONTEND_SLIP_URL):
        return named.replace(PLACE, secret)
    return own_url(page, reverse("coprod_comments:slip", args=[secret]), request)


def find_url(page, request=None) -> str | None:
    """The whole URL of where a comment on `page` is found by its number and words, as `slip_url`. None where the front end
    has private pages of its own, so that people are on this server for nothing."""
    if named_for(page, conf.FRONTEND_SLIP_URL):
        return None
    return own_url(page, reverse("coprod_comments:find"), request)


def way_url(page, name: str, request=None) -> str | None:
    """The whole URL of this server's own page ``steps`` or ``sheet`` for comments on `page`. None on a server that does not
    know its own host, or whose URLs leave comments out."""
    try:
        return own_url(page, reverse(f"coprod_comments:{name}", args=[page.pk]), request)
    except NoReverseMatch:
        return None


def own_url(page, path: str, request=None) -> str:
    """The whole URL of `path` on this server, for whoever was on `page` (see `slip_url`)."""
    place = page_path(page, request)
    own = getattr(settings, "WAGTAILADMIN_BASE_URL", None)
    if own and page.get_url(request) is None:
        return own.rstrip("/") + path
    return place.url.removesuffix(place.path) + path if place else path


def named_for(page, named: str | dict[str, str]) -> str:
    """What a setting of one text, or of one for each site by its host name, says for the site of `page`; empty where it says
    nothing."""
    if isinstance(named, str):
        return named
    site = page.get_site()
    return named.get(site.hostname, "") if site else ""
