"""A link to a comment leads to it also after its page was moved, or called otherwise."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.page_tree.paths import keep_query
from tests.factories import BlogIndexPageFactory, ReaderCommentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

OURS = "coprod_wagtail.middleware.KeepQueryMiddleware"


@pytest.fixture
def last(post, settings):
    """A comment on the last of three pages."""
    settings.COPROD_WAGTAIL = {"THREADS_PER_PAGE": 2}
    first = datetime(2021, 5, 4, tzinfo=UTC)
    return [ReaderCommentFactory(page=post, posted_at=first + timedelta(days=n)) for n in range(5)][-1]


def rename(page, django_capture_on_commit_callbacks):
    was = page.url
    with django_capture_on_commit_callbacks(execute=True):
        page.slug = f"{page.slug}-again"
        page.save_revision().publish()
    page.refresh_from_db()
    return was


@pytest.fixture
def was(post, last, django_capture_on_commit_callbacks):
    """Where the page with that comment was."""
    return rename(post, django_capture_on_commit_callbacks)


def followed(client, url):
    response = client.get(url, follow=True)
    assert response.status_code == 200
    return response, [article["id"] for article in BeautifulSoup(response.content, "html.parser").select("article[id]")]


@pytest.mark.parametrize("name", ["comment", "reply"])
def test_the_old_address_of_a_comment(client, post, last, was, name):
    response, shown = followed(client, f"{was}?{name}={last.pk}&utm_source=a+mail")
    assert response.redirect_chain == [(f"{post.url}?{name}={last.pk}", 301)]
    assert shown == [f"comment-{last.pk}"]


def test_it_was_renamed_and_moved_again(client, root_page, post, last, was, django_capture_on_commit_callbacks):
    elsewhere = BlogIndexPageFactory(parent=root_page, slug="elsewhere")
    between = post.url
    with django_capture_on_commit_callbacks(execute=True):
        post.move(elsewhere, pos="last-child")
    rename(elsewhere, django_capture_on_commit_callbacks)
    for old in (was, between):
        _response, shown = followed(client, f"{old}?comment={last.pk}")
        assert shown == [f"comment-{last.pk}"]


def test_the_page_of_comments_by_its_number(client, last, was):
    _response, shown = followed(client, f"{was}?comments=3")
    assert shown == [f"comment-{last.pk}"]


def test_the_posts_with_a_tag_of_a_blog_that_was_renamed(client, blog, post, django_capture_on_commit_callbacks):
    post.tags.add("Carers")
    post.save_revision().publish()
    old = rename(blog, django_capture_on_commit_callbacks)
    response = client.get(f"{old}?tag=carers&page=1", follow=True)
    assert response.redirect_chain == [(f"{blog.url}?tag=carers&page=1", 301)]


def test_a_redirect_that_somebody_made(client, post, last):
    """To an address of the site, as editors write it; what is behind # stays behind it."""
    Redirect.add_redirect("/letters", redirect_to=f"{post.url}#comments", is_permanent=False)
    assert client.get(f"/letters/?comment={last.pk}")["Location"] == f"{post.url}?comment={last.pk}#comments"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/x/", "//elsewhere.example/x/", "/there/?comment=1", "/there/?a=b"]
)
def test_what_leads_elsewhere_or_has_a_query_stays_as_it_is(client, db, target):
    Redirect.add_redirect("/letters", redirect_to=target)
    assert client.get("/letters/?comment=7")["Location"] == target


def test_other_parts_of_a_query_are_not_kept(client, post, last, was):
    """Nor is anything that is not a page: a view of the site's knows what it wants."""
    assert client.get(f"{was}?utm_source=a")["Location"] == post.url
    assert "comment" not in client.get(f"/admin/?comment={last.pk}")["Location"].partition("next")[0]


def test_nobody_goes_in_circles(client, root_page, settings):
    """A site may throw out of its addresses what it does not know, by a redirect to the same path."""
    settings.MIDDLEWARE = [OURS, f"{__name__}.strip"]
    assert client.get(f"{root_page.url}?comment=7")["Location"] == root_page.url


def strip(get_response):
    return lambda request: HttpResponseRedirect(request.path) if request.GET else get_response(request)


def test_whoever_made_the_redirect(client, post, last, settings):
    """Not only Wagtail's: it is the answer that is looked at."""
    settings.MIDDLEWARE = [OURS, f"{__name__}.away"]
    Site.objects.update(hostname="www.example.org", port=443)
    Site.clear_site_root_paths_cache()
    location = client.get(f"/old/?comment={last.pk}")["Location"]
    assert location == f"https://www.example.org/new/?comment={last.pk}"


def away(get_response):
    return lambda request: HttpResponsePermanentRedirect("https://www.example.org/new/")


def test_a_private_page_is_no_better_known_than_before(client, post, last, was):
    """Whether the comment is there or not, who asks gets the same answer, as far as it can be told."""
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    with_it, without = (client.get(f"{was}?comment={number}") for number in (last.pk, 987654))
    assert with_it.status_code == without.status_code
    assert with_it["Location"].replace(str(last.pk), "987654") == without["Location"]


def test_a_redirect_of_this_very_query_is_left_as_it_is(client, post, last, was):
    Redirect.add_redirect("/index.php?page=5", redirect_to="/about/")
    Redirect.add_redirect("/index.php", redirect_to="/else/")
    assert client.get("/index.php?page=5")["Location"] == "/about/"
    assert client.get("/index.php?page=6")["Location"] == "/else/?page=6"


def test_it_costs_one_query_where_something_is_kept_and_none_elsewhere(client, post, last, was, settings):
    def asked(query):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{was}?{query}")
        return len(queries)

    with_it = asked("utm_source=7"), asked("comment=7")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != OURS]
    without = asked("utm_source=7")
    assert with_it == (without, without + 1)


def test_over_the_api(api_redirect, post, last, was):
    assert api_redirect(f"{was}?comment={last.pk}&utm_source=x") == f"{post.url}?comment={last.pk}"
    assert api_redirect(was) == post.url


@pytest.fixture
def api_redirect(client):
    def ask(path):
        return client.get("/api/coprod/v1/redirects/by-path/", {"path": path}).json()["target"]

    return ask


def test_over_the_api_what_leads_elsewhere_stays_as_it_is(api_redirect, db):
    Redirect.add_redirect("/letters", redirect_to="https://elsewhere.example/x/")
    assert api_redirect("/letters/?comment=7") == "https://elsewhere.example/x/"


@pytest.mark.parametrize(
    "query", ["comment=\ud800", "comment=%ED%A0%80", "comment=%00", "comment=a\r\nb", "comment=" + "9" * 5000]
)
def test_whatever_stands_in_a_query(query):
    kept = keep_query("/new/", f"/old/?{query}")
    assert kept.startswith("/new/?comment=")
    assert kept.isascii() and kept.isprintable()
