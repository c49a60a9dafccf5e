"""Lets caches let go of what the API says of a whole site, when any page of it, its redirects or its help change.

What is about one page goes with the page (`CacheablePageMixin.get_cached_urls`); these go with pages of every type, also of
those that know nothing of the package.
"""

from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

from coprod_wagtail.caching.purging import never_fatal, purge_urls_soon

from ..pages import contact, redirects
from . import about, every_page

#: By the names of their operations. The last also says where pages went that moved again.
LISTS = (about.NAME, every_page.LIST, redirects.LIST)


def urls_of_sites(lists=LISTS, *, url_path=None, site_id=None) -> set[str]:
    """Where the API has these lists: on the sites that have a page at `url_path` among theirs, or that are `site_id`; on all
    of them without either. None where the API is not served."""
    try:
        paths = [reverse(f"coprod_api:{name}") for name in lists]
    except NoReverseMatch:
        return set()
    roots = [
        root
        for root in Site.get_site_root_paths()
        if (url_path is None or url_path.startswith(root.root_path)) and site_id in {None, root.site_id}
    ]
    return {root.root_url + path for root in roots for path in paths}


@never_fatal
def page_changed(instance, **kwargs):
    """A page of any type was published, unpublished or is about to be deleted, or has another slug."""
    purge_urls_soon(urls_of_sites(url_path=instance.url_path))


@never_fatal
def page_moved(url_path_before, url_path_after, **kwargs):
    purge_urls_soon(urls_of_sites(url_path=url_path_before) | urls_of_sites(url_path=url_path_after))


@never_fatal
def page_access_changed(instance, **kwargs):
    """A page, and all below it, was made private or public again."""
    purge_urls_soon(urls_of_sites(url_path=instance.page.url_path))


@never_fatal
def redirect_changed(instance, **kwargs):
    purge_urls_soon(urls_of_sites([redirects.LIST], site_id=instance.site_id))


@never_fatal
def sharing_changed(instance, **kwargs):
    """What machines may do with the words of a site, which every answer says, or its picture for links."""
    purge_urls_soon(urls_of_sites([*LISTS, contact.NAME], site_id=instance.site_id))


@never_fatal
def help_changed(instance, **kwargs):
    purge_urls_soon(urls_of_sites([about.NAME, contact.NAME], site_id=instance.site_id))
