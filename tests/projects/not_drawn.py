"""A site that draws no pages: a test that asks it for one stops there, and is reported as skipped with the reason.

So a test needs no entry anywhere for that. What it asserts before is asserted; what never reads a page runs to its end.
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
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
        return get_page_model().objects.filter(url_path=root.url_path + path.lstrip("/")).exists()
    return False


@pytest.fixture
def skip_at_a_page(monkeypatch):
    """The client of a test skips it instead of asking for a page that this site does not draw."""
    ask = Client.generic

    def skip_or_ask(client, method, path, *args, **kwargs):
        if is_a_page_not_drawn(path):
            pytest.skip(NOT_DRAWN)
        return ask(client, method, path, *args, **kwargs)

    monkeypatch.setattr(Client, "generic", skip_or_ask)
