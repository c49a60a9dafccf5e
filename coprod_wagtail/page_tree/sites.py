"""Which pages are those of a site, and where its files are."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Left
from django.db.models.lookups import Exact
from django.http import HttpRequest
from wagtail.models import Site


def root_paths(site: Site) -> list[str]:
    """The `url_path` of the root pages of `site`, one for each of its languages. Asks the database nothing once they are
    cached."""
    return [root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk]


def is_under_site(site: Site, url_path: str = "url_path") -> Q:
    """A condition for querysets: the page whose `url_path` has this name is a root page of `site`, or below one."""
    return reduce(or_, (_is_under(root, url_path) for root in root_paths(site)), Q(pk__in=[]))


def _is_under(root_path, url_path):
    # The first condition is the one with an index, but minds no case on SQLite, and the second none on MariaDB.
    return Q(**{f"{url_path}__startswith": root_path}) & Q(Exact(Left(url_path, len(root_path)), root_path))


def absolute(url: str, request: HttpRequest) -> str:
    """`url` of a file with a host: the one of ``WAGTAILADMIN_BASE_URL``, as in Wagtail's own API, or else that of the
    Wagtail Site that was asked."""
    if not url.startswith("/") or url.startswith("//"):
        return url
    base: str | None = getattr(settings, "WAGTAILADMIN_BASE_URL", None)
    if not base:
        site = Site.find_for_request(request)
        base = site.root_url if site else request.build_absolute_uri("/")
    return base.rstrip("/") + url
