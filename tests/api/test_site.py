"""What is the same on all pages of a site, as a front end reads it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.models import SiteHelp
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.swap import get_page_model
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory

from .client import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def read(api):
    def read(**query):
        response = api.read("site/", **query)
        assert response.status_code == 200, response.content
        return response.json()

    return read


@pytest.fixture
def in_menus():
    if not hasattr(get_page_model(), "show_in_menus"):
        pytest.skip("the base page of this site knows of no menus")
    return {"show_in_menus": True}


@pytest.mark.shape
def test_it_says_where_everything_is(read, client, root_page):
    found = read()
    site = Site.objects.get(is_default_site=True)
    assert (found["url"], found["name"]) == (site.root_url, site.site_name or root_page.title)
    assert client.get(found["document"]).json()["openapi"]
    assert found["docs"] == reverse("coprod_api:openapi-view")
    assert found["social_picture"] is None
    assert found["sitemap"] in {None, f"{site.root_url}/sitemap.xml"}
    for feed in found["feeds"]:
        assert client.get(feed["url"].removeprefix(site.root_url)).headers["Content-Type"].startswith(feed["type"])
    (language,) = found["languages"]
    place = page_path(root_page)
    assert (language["path"], language["url"], language["is_default"]) == (place.path, place.url, True)
    assert language["name"] and language["language"] == found["language"]


def test_the_name_of_the_site(read, root_page):
    Site.objects.update(site_name="Kettle Lane")
    assert read()["name"] == "Kettle Lane"


def test_a_private_first_page_is_not_named(read, root_page):
    PageViewRestriction.objects.create(page=root_page, restriction_type="login")
    found = read()
    assert (found["name"], found["languages"], found["menu"]) == ("localhost", [], [])


@pytest.mark.shape
def test_the_menu_has_two_levels(read, root_page, in_menus):
    blog = BlogIndexPageFactory(parent=root_page, title="Blog", **in_menus)
    below = BlogPostPageFactory(parent=blog, title="Start here", **in_menus)
    BlogPostPageFactory(parent=below, title="Too deep", **in_menus)
    BlogPostPageFactory(parent=blog, title="In no menu")
    BlogIndexPageFactory(parent=root_page, title="In no menu either")
    BlogIndexPageFactory(parent=root_page, title="Draft", live=False, **in_menus)
    hidden = BlogIndexPageFactory(parent=root_page, title="In no menu itself")
    BlogPostPageFactory(parent=hidden, title="Below what is in none", **in_menus)
    (entry,) = read()["menu"]
    assert (entry["id"], entry["title"], entry["path"]) == (blog.pk, "Blog", page_path(blog).path)
    assert [(child["title"], child["url"]) for child in entry["children"]] == [("Start here", page_path(below).url)]
    PageViewRestriction.objects.create(page=below, restriction_type="login")
    assert read()["menu"][0]["children"] == []


def test_help_is_what_help_says(read, api, db):
    SiteHelp.objects.create(site=Site.objects.get(is_default_site=True), text="Ring us.", phone="029 2018 0000")
    assert read()["help"] == api.read("help/").json() and read()["help"]["ways"]


def test_of_another_site(read, api, root_page):
    other = BlogIndexPageFactory(parent=root_page.get_parent())
    Site.objects.create(hostname="blog.example", root_page=other, site_name="The blog")
    found = read(site="blog.example")
    assert (found["name"], found["url"], found["languages"][0]["path"]) == ("The blog", "http://blog.example", "/")
    assert api.read("site/", site="nobody.example").status_code == 404


def test_it_costs_the_same_however_many_there_are(api, root_page, in_menus):
    def queries():
        api.read("site/")
        with CaptureQueriesContext(connection) as captured:
            assert api.read("site/").status_code == 200
        return len(captured)

    blog = BlogIndexPageFactory(parent=root_page, **in_menus)
    few = queries()
    for _one in range(8):
        BlogPostPageFactory(parent=blog, **in_menus)
        BlogIndexPageFactory(parent=root_page, **in_menus)
    assert queries() == few <= 7


def test_a_shared_cache_may_keep_it(client, root_page, settings):
    settings.COPROD_WAGTAIL = {**settings.COPROD_WAGTAIL, "API_CACHE_SECONDS": 60}
    host = {"host": Site.objects.get(is_default_site=True).hostname}
    kept = client.get(f"{ROOT}site/", headers=host)
    assert "s-maxage=60" in kept.headers["Cache-Control"]
    assert client.get(f"{ROOT}site/", headers={**host, "If-None-Match": kept.headers["ETag"]}).status_code == 304
