"""The pages that list others, over JSON."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.client import ApiClient
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory
from tests.pages.factories import make_private

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


@pytest.fixture
def api():
    return ApiClient()


@pytest.mark.shape
def test_they_are_there_with_what_they_list(api, whole_site):
    found = api.read("indexes/").json()
    assert [(one["path"], one["title"], one["lists"], one["page_count"]) for one in found["items"]] == [
        ("/members/", "Our members", "member", 1),
        ("/blog/", "Blog", "post", 1),
    ]
    blog = found["items"][1]
    assert blog["intro_html"] == "<p>Read us.</p>"
    # A server that draws no pages has no feeds of them either.
    drawn = whole_site["blog"].get_url() is not None
    assert [feed["url"].partition("/blog/")[2] for feed in blog["feeds"]] == (
        ["feed/", "feed/rss/", "feed/json/"] if drawn else []
    )


def test_one_has_a_head(api, whole_site):
    found = api.read("indexes/by-path/", path="/blog/").json()
    assert found == api.read(f"indexes/{whole_site['blog'].pk}/").json()
    assert (found["seo"]["title"], found["seo"]["description"]) == ("Blog", "Read us.")
    assert found["seo"]["json_ld"]["@type"] == "CollectionPage"


def test_links_in_introductions_lead_somewhere(api, whole_site):
    blog = whole_site["blog"]
    blog.intro = f'<p><a linktype="page" id="{whole_site["members"].pk}">us</a></p>'
    blog.save()
    assert api.read(f"indexes/{blog.pk}/", fields="intro_html").json() == {
        "intro_html": '<p><a href="/members/">us</a></p>'
    }


def test_only_what_everybody_may_read_counts(api, whole_site):
    blog = whole_site["blog"]
    BlogPostPageFactory(parent=blog, live=False)
    make_private(BlogPostPageFactory(parent=blog))
    other = BlogIndexPageFactory(parent=whole_site["home"])
    BlogPostPageFactory(parent=other)
    counts = {one["id"]: one["page_count"] for one in api.read("indexes/").json()["items"]}
    assert counts == {whole_site["members"].pk: 1, blog.pk: 1, other.pk: 1}
    make_private(blog)
    assert blog.pk not in {one["id"] for one in api.read("indexes/").json()["items"]}


def test_the_posts_of_one_blog(api, whole_site):
    other = BlogIndexPageFactory(parent=whole_site["home"], slug="news")
    post = BlogPostPageFactory(parent=other)
    for under in (other.pk, "/news/", "news"):
        assert [one["id"] for one in api.read("posts/", under=under).json()["items"]] == [post.pk]
    assert api.read("posts/").json()["count"] == 2
    assert api.read("members/", under="/news/").json()["count"] == 0
    assert api.read("posts/", under="/no-such-page/").status_code == 422


def test_it_costs_the_same_however_many_there_are(api, whole_site):
    def queries():
        api.read("indexes/")
        with CaptureQueriesContext(connection) as captured:
            assert api.read("indexes/").status_code == 200
        return len(captured)

    blog = whole_site["blog"]
    link = f'<p><a linktype="page" id="{blog.pk}">there</a></p>'
    blog.intro = link
    blog.save()
    few = queries()
    for _one in range(6):
        other = BlogIndexPageFactory(parent=whole_site["home"], intro=link)
        BlogPostPageFactory(parent=other)
    assert queries() == few
