"""The two files that search engines ask every site for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from wagtail.models import Site

from coprod_wagtail.caching.responses import open_to_all

from .robots import robots_lines, sitemap_url
from .sitemaps import Sitemap

#: The number of a part of the sitemap, in its address.
PART = "part"


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """robots.txt of the site that was asked for."""
    text = "\n".join(robots_lines(request)) + "\n"
    return _kept_until_it_changes(request, HttpResponse(text, content_type="text/plain; charset=utf-8"))


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """The sitemap of the site that was asked for; of a large one the index of its parts, which are at ``?part=1`` and so on."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    sitemap, part = Sitemap(request, site), request.GET.get(PART)
    if part is None:
        changes = sitemap.last_changes()
        if len(changes) > 1:
            url = sitemap_url(request)
            parts = [
                {"location": f"{url}?{PART}={number}", "lastmod": moment} for number, moment in enumerate(changes, 1)
            ]
            return _as_xml(request, "coprod_wagtail/sitemap_index.xml", {"sitemaps": parts})
    entries = sitemap.entries(_number(part))
    if part is not None and not entries:
        raise Http404
    return _as_xml(request, "coprod_wagtail/sitemap.xml", {"urlset": entries})


def _number(part):
    if part is None:
        return 1
    if not part.isascii() or not part.isdigit() or not 0 < len(part) < 7 or int(part) < 1:
        raise Http404
    return int(part)


def _as_xml(request, template, context):
    response = HttpResponse(render_to_string(template, context), content_type="application/xml")
    # The file itself is no page to be found.
    response.headers["X-Robots-Tag"] = "noindex"
    return _kept_until_it_changes(request, response)


def _kept_until_it_changes(request, response):
    """Caches ask each time whether it is the same: no purge reaches it."""
    return open_to_all(request, response, purgeable=False)
