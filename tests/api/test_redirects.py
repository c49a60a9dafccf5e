"""Where a page went, as a front end asks for it."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from tests.pages.factories import make_private

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def asked(api, path, **query):
    response = api.get("/api/coprod/v1/redirects/by-path/", {"path": path, **query})
    return response.json() if response.status_code == 200 else response.status_code


@pytest.fixture
def moved(post):
    return Redirect.add_redirect("/old/post", redirect_to=post, is_permanent=True)


@pytest.mark.shape
@pytest.mark.sampled
@pytest.mark.parametrize("path", ["/old/post", "/old/post/", "old/post", "/old/post/?from=mail"])
def test_a_page_that_moved(api, moved, path):
    assert asked(api, path) == {"path": "/old/post", "target": "/blog/a-good-week/", "permanent": True}


def test_a_place_elsewhere(api, db):
    Redirect.add_redirect("/shop", redirect_to="https://shop.example/", is_permanent=False)
    assert asked(api, "/shop/") == {"path": "/shop", "target": "https://shop.example/", "permanent": False}


def test_a_redirect_of_the_query_string_comes_first(api, moved):
    Redirect.add_redirect("/old/post?page=2", redirect_to="/two/")
    assert asked(api, "/old/post/?page=2")["target"] == "/two/"


def test_the_sites_own_comes_before_that_of_all_sites(api, moved):
    site = Site.objects.get(is_default_site=True)
    Redirect.add_redirect("/old/post", redirect_to="/own/", site=site)
    assert asked(api, "/old/post")["target"] == "/own/"


def test_another_sites_is_not_there(api, post, root_page):
    other = Site.objects.create(hostname="other.example", root_page=post)
    Redirect.add_redirect("/there", redirect_to="/x/", site=other)
    assert asked(api, "/there") == 404
    assert asked(api, "/there", site="other.example")["target"] == "/x/"


@pytest.mark.sampled
@pytest.mark.parametrize("path", ["/nothing", "//", "//[", "/OLD/POST", "?", "/%00"])
def test_what_never_was(api, moved, path):
    assert asked(api, path) == 404


def test_no_path(api, db):
    assert asked(api, "") == 404


def test_a_private_page_is_not_given_away(api, moved, blog):
    make_private(blog)
    assert asked(api, "/old/post") == 404


def test_nor_is_a_draft(api, moved, post):
    post.unpublish()
    assert asked(api, "/old/post") == 404
