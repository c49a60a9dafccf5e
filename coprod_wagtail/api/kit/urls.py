"""URLs in answers: what a client on another origin can follow."""

import re
from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.sites import absolute
from coprod_wagtail.page_tree.wagtail_page import AnyPage

_SRC = re.compile(r'(?<=\s)(src|srcset)="([^"]*)"')


def with_absolute_files(html: str, request: HttpRequest) -> str:
    """`html` in which pictures and the like are loaded from here, wherever it is shown."""

    def replaced(match: re.Match[str]) -> str:
        name, value = match.groups()
        if name == "src":
            return f'src="{absolute(value, request)}"'
        return 'srcset="' + ", ".join(absolute(one.strip(), request) for one in value.split(",")) + '"'

    return _SRC.sub(replaced, html)


def is_plainly(request: HttpRequest, site: Site, operation: str) -> bool:
    """Whether `request` asks for `operation`, named as in addresses, on the host of `site` and with nothing more: such a
    list is thrown out of caches whenever something in it changes, and one that is asked for with anything is not."""
    plain: str = site.root_url + reverse(f"coprod_api:{operation}")
    return request.build_absolute_uri() == plain


def list_urls_of(page: AnyPage, operations: Iterable[str]) -> list[str]:
    """Where the API has these lists, operations as they are named in addresses, on the site of `page`. None on a site that
    does not serve the API."""
    own = page_path(page)
    if own is None:
        return []
    root = own.url.removesuffix(own.path)
    try:
        return [root + reverse(f"coprod_api:{operation}") for operation in operations]
    except NoReverseMatch:
        return []


def api_urls_of(page: AnyPage, one: str, many: str) -> list[str]:
    """Where the API has what it says about `page`, for those who throw it out of caches: by its id, by its path among
    those of its kind and among all pages, and in the list. `one` and `many` are what operations call its kind, as "post" and "posts" (see `page_resource`). None on a
    site that does not serve the API.
    """
    own = page_path(page)
    if own is None:
        return []
    root = own.url.removesuffix(own.path)
    try:
        paths = [
            reverse(f"coprod_api:get_{one}", args=[page.pk]),
            f"{reverse(f'coprod_api:get_{one}_by_path')}?path={own.path}",
            f"{reverse('coprod_api:get_page_at_path')}?path={own.path}",
            reverse(f"coprod_api:list_{many}"),
        ]
    except NoReverseMatch:
        return []
    return [root + path for path in paths]
