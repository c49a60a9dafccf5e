"""A site that draws no pages: a test that asks it for one stops there, and is reported as skipped with the reason.

So a test needs no entry anywhere for that. What it asserts before is asserted; what never reads a page runs to its end.
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Site

from coprod_wagtail.swap import get_page_model

from .left_out import NOT_DRAWN

DRAWS_NO_PAGES = settings.PROJECT == "headless_only"


def is_a_page_not_drawn(address):
    """Whether the example site would draw a page at `address`, and this site has nothing there."""
    if address is None:  # what a page says of its address here
        return True
    path = str(address).partition("#")[0].partition("?")[0]
    if path == "None":
        return True
    try:
        resolve(path)
    except Resolver404:
        root = Site.objects.get(is_default_site=True).root_page
        pages, wanted = get_page_model().objects, root.url_path + path.lstrip("/")
        return pages.filter(url_path=wanted).exists() or _is_below_a_list(pages, wanted)
    return False


def _is_below_a_list(pages, wanted):
    """Whether it is the address of a part of a page that has such addresses, such as the posts of a year."""
    above = [wanted[: end + 1] for end, sign in enumerate(wanted[:-1]) if sign == "/"]
    nearest = pages.filter(url_path__in=above).order_by("-depth").first()
    return nearest is not None and issubclass(nearest.specific_class, RoutablePageMixin)


@pytest.fixture
def skip_at_a_page(monkeypatch):
    """The client of a test skips it instead of asking for a page that this site does not draw."""
    ask = Client.generic

    def skip_or_ask(client, method, path, *args, **kwargs):
        if is_a_page_not_drawn(path):
            pytest.skip(NOT_DRAWN)
        return ask(client, method, path, *args, **kwargs)

    monkeypatch.setattr(Client, "generic", skip_or_ask)
