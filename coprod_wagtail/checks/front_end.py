"""Whether pages are said to be where readers open them, on a site whose pages are drawn by a front end of its own."""

from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import Tags, Warning, register
from wagtail.models import Site

from coprod_wagtail.conf import conf
from coprod_wagtail.gateway.origins import plain_origin

from .readiness import can_be_asked


def sites_beside_their_front_end() -> list[tuple[Site, str]]:
    """The sites that the settings name a front end for, and that are at another address than it, each with the origin of
    that front end. One query, none where the settings name none."""
    private_pages = conf.FRONTEND_SLIP_URL
    previews = _previews()
    if not private_pages and not previews:
        return []
    found = []
    for site in Site.objects.order_by("-is_default_site", "hostname", "port"):
        of_site = private_pages.get(site.hostname) if isinstance(private_pages, dict) else private_pages
        named = [_origin(url) for url in (of_site, previews.get(site.hostname, previews.get("default"))) if url]
        named = [origin for origin in named if origin]
        if named and plain_origin(site.root_url) not in named:
            found.append((site, named[0]))
    return found


def _previews():
    if not apps.is_installed("wagtail_headless_preview"):
        return {}
    return getattr(settings, "WAGTAIL_HEADLESS_PREVIEW", {}).get("CLIENT_URLS") or {}


def _origin(url):
    try:
        parts = urlsplit(url)
    except (AttributeError, TypeError, ValueError):  # another check says that it is no address
        return ""
    return plain_origin(f"{parts.scheme}://{parts.netloc}")


@register(Tags.database, deploy=True)
def check_sites_are_at_their_front_end(app_configs, databases=None, **kwargs):
    """What pages say of themselves to search engines and feed readers leads to where they are drawn."""
    if not can_be_asked(Site, databases):
        return []
    return [
        Warning(
            f"A site is at {site.root_url}, and its front end at {front_end}.",
            hint="Write the front end's host name and port in the admin, under Settings, Sites: canonical addresses, feeds, "
            "sitemaps and webhooks name it then. If readers open the pages here, too, silence this check.",
            id="coprod_wagtail.W033",
        )
        for site, front_end in sites_beside_their_front_end()
    ]
