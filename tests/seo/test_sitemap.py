"""sitemap.xml: what is in it, what is not, and what it costs."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.seo.sitemaps import Sitemap
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory

pytestmark = [pytest.mark.shape, pytest.mark.django_db]

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
}


def read(client, address="/sitemap.xml"):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml"
    return ElementTree.fromstring(answer.content)


def locations(tree, kind="url"):
    return [one.text for one in tree.findall(f"s:{kind}/s:loc", NAMES)]


def entry(tree, location):
    return next(one for one in tree.findall("s:url", NAMES) if one.find("s:loc", NAMES).text == location)


def url_of(page):
    return page_path(page).url


def test_it_has_what_everybody_may_read(client, blog, post):
    draft = BlogPostPageFactory(parent=blog, title="Draft", live=False)
    secret = BlogIndexPageFactory(parent=blog.get_parent(), title="For us")
    inside = BlogPostPageFactory(parent=secret, title="Inside")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    found = locations(read(client))
    assert {url_of(blog), url_of(post)} <= set(found)
    assert not {url_of(draft), url_of(secret), url_of(inside)} & set(found)
    assert len(found) == len(set(found))


def test_it_says_when_a_page_changed(client, post):
    post.save_revision().publish()
    post.refresh_from_db()
    changed = entry(read(client), url_of(post)).find("s:lastmod", NAMES).text
    assert changed == post.last_published_at.date().isoformat()


def test_only_the_pages_of_the_site_that_was_asked(client, root_page, post):
    top = root_page.get_parent() or root_page
    other = top.add_child(instance=type(root_page)(title="Elsewhere", slug="elsewhere"))
    Site.objects.create(hostname="elsewhere.example", root_page=other)
    here, there = (
        read(client),
        ElementTree.fromstring(client.get("/sitemap.xml", HTTP_HOST="elsewhere.example").content),
    )
    assert url_of(post) in locations(here) and url_of(post) not in locations(there)
    assert all(location.startswith("http://elsewhere.example/") for location in locations(there))


def test_an_alias_is_found_at_its_source(client, post):
    alias = post.create_alias(update_slug="again")
    found = locations(read(client))
    assert url_of(post) in found and url_of(alias) not in found


def test_a_large_one_comes_in_parts(client, blog, monkeypatch):
    for number in range(5):
        BlogPostPageFactory(parent=blog, title=f"Post {number}", slug=f"post-{number}")
    whole = locations(read(client))
    monkeypatch.setattr(Sitemap, "limit", 3)
    index = read(client)
    parts = locations(index, "sitemap")
    assert parts == [f"http://localhost/sitemap.xml?part={number}" for number in range(1, len(parts) + 1)]
    assert len(parts) == -(-len(whole) // 3)
    assert [one for part in parts for one in locations(read(client, part.removeprefix("http://localhost")))] == whole


@pytest.mark.parametrize("part", ["0", "-1", "99", "x", "", "1e3", "9" * 30, "१"])
def test_there_is_no_other_part(client, post, part):
    assert client.get("/sitemap.xml", {"part": part}).status_code == 404


def test_caches_ask_whether_it_is_the_same(client, blog, post):
    answer = client.get("/sitemap.xml")
    assert answer.headers["Cache-Control"] == "no-cache" and answer.headers["X-Robots-Tag"] == "noindex"
    again = {"HTTP_IF_NONE_MATCH": answer.headers["ETag"]}
    assert client.get("/sitemap.xml", **again).status_code == 304
    BlogPostPageFactory(parent=blog, title="New")
    assert client.get("/sitemap.xml", **again).status_code == 200


def test_it_costs_the_same_for_any_number_of_pages(client, blog, post):
    def queries():
        client.get("/sitemap.xml")
        with CaptureQueriesContext(connection) as found:
            client.get("/sitemap.xml")
        return len(found)

    few = queries()
    for number in range(20):
        BlogPostPageFactory(parent=blog, title=f"Post {number}")
    assert queries() == few


def test_lists_that_a_page_type_names_are_in_it(client, blog, monkeypatch):
    if not hasattr(blog, "get_sitemap_lists"):
        pytest.skip("this site's lists are not of the package")
    monkeypatch.setattr(type(blog), "get_sitemap_lists", lambda self, request: [("topic/food/", None)])
    assert f"{url_of(blog)}topic/food/" in locations(read(client))


def test_what_is_no_page_of_the_package_is_in_it_as_wagtail_says(client, root_page):
    assert url_of(root_page) in locations(read(client))
