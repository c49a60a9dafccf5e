"""Where a page went, as a front end asks for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
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


class TestAll:
    @pytest.fixture
    def read(self, api):
        def read(**query):
            response = api.read("redirects/", **query)
            assert response.status_code == 200, response.content
            return response.json()

        return read

    def paths(self, found):
        return [(one["path"], one["target"]) for one in found["items"]]

    def test_are_there_by_their_paths(self, read, moved):
        Redirect.add_redirect("/a", redirect_to="https://shop.example/", is_permanent=False)
        assert read() == {
            "count": 2,
            "items": [
                {"path": "/a", "target": "https://shop.example/", "permanent": False},
                {"path": "/old/post", "target": "/blog/a-good-week/", "permanent": True},
            ],
        }
        assert self.paths(read(limit=1, offset=1)) == [("/old/post", "/blog/a-good-week/")]

    def test_each_is_what_it_is_by_its_path(self, read, api, moved):
        Redirect.add_redirect("/x?a=1", redirect_to="/y/")
        for one in read()["items"]:
            assert asked(api, one["path"]) == one

    def test_only_those_that_lead_to_what_everybody_may_read(self, read, post, blog, moved, root_page):
        Redirect.objects.create(old_path="/nowhere")
        draft = type(post)(title="Draft", slug="draft", live=False)
        blog.add_child(instance=draft)
        Redirect.add_redirect("/draft", redirect_to=draft)
        outside = type(root_page)(title="On no site", slug="on-no-site")
        root_page.get_parent().add_child(instance=outside)
        Redirect.add_redirect("/outside", redirect_to=outside)
        assert self.paths(read()) == [("/old/post", "/blog/a-good-week/")] and read()["count"] == 1
        make_private(blog)
        assert read() == {"count": 0, "items": []}

    def test_of_one_site(self, read, api, post, moved):
        other = Site.objects.create(hostname="other.example", root_page=post.get_parent())
        Redirect.add_redirect("/old/post", redirect_to="/own/", site=other)
        Redirect.add_redirect("/only-there", redirect_to="/x/", site=other)
        assert [path for path, _target in self.paths(read())] == ["/old/post"]
        found = read(site="other.example")
        assert self.paths(found) == [("/old/post", "/own/"), ("/only-there", "/x/")] and found["count"] == 2

    def test_cost_the_same_however_many_there_are(self, api, moved, post):
        def queries():
            api.read("redirects/")
            with CaptureQueriesContext(connection) as captured:
                assert api.read("redirects/").status_code == 200
            return len(captured)

        few = queries()
        for number in range(10):
            Redirect.add_redirect(f"/old/{number}", redirect_to=post)
        assert queries() == few <= 6

    def test_none_without_the_app(self, read, moved, monkeypatch):
        monkeypatch.setattr("coprod_wagtail.api.pages.redirects.REDIRECTS", "not.installed")
        assert read() == {"count": 0, "items": []}
