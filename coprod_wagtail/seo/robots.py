"""What robots.txt says (RFC 9309): what crawlers leave alone, what words may be used for, and where the sitemap is."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

from coprod_wagtail.caching.content_usage import NO_TRAINING_SIGNAL, is_kept_from_training
from coprod_wagtail.conf import conf
from coprod_wagtail.features import not_for_crawlers


def robots_lines(request: HttpRequest) -> Iterator[str]:
    """The lines about the site that `request` came to, in the group for all crawlers. With what the apps and the setting
    ``ROBOTS_DISALLOW`` name, and with the editors' wish about training machines."""
    yield "User-agent: *"
    for path in dict.fromkeys([*not_for_crawlers(), *conf.ROBOTS_DISALLOW]):
        yield f"Disallow: {path}"
    # A group without a rule would say nothing, and some crawlers take that for a mistake.
    yield "Allow: /"
    if is_kept_from_training(request):
        yield f"Content-Signal: {NO_TRAINING_SIGNAL}"
    if url := sitemap_url(request):
        yield ""
        yield f"Sitemap: {url}"


def sitemap_url(request: HttpRequest) -> str:
    """Where the sitemap of the site is that `request` came to, with its host; empty where the site does not serve ours."""
    return sitemap_url_of(Site.find_for_request(request))


def sitemap_url_of(site: Site | None) -> str:
    """Where the sitemap of `site` is, with its host; empty where this server does not serve ours."""
    try:
        path = reverse("coprod_seo:sitemap")
    except NoReverseMatch:
        return ""
    return site.root_url + path if site else ""
