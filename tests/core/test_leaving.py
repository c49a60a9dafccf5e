"""What `leave_coprod` says, on a site that goes on using the package. tests/projects/test_leaving.py follows it."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from coprod_wagtail.management.leaving import Leaving
from tests.factories import ReaderCommentFactory
from tests.projects.not_drawn import DRAWS_NO_PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.framework]


def said():
    out = StringIO()
    call_command("leave_coprod", stdout=out)
    return out.getvalue()


def test_it_only_looks(post):
    ReaderCommentFactory(page=post)
    with CaptureQueriesContext(connection) as captured:
        text = said()
    assert "reader comments: 1" in text
    assert [query["sql"] for query in captured if not query["sql"].startswith(("SELECT", "PRAGMA", "\n", "SHOW"))] == []


def test_pages_of_ones_own_below_ours_are_named(blog, post, root_page):
    own = type(root_page.specific)(title="Our own", slug="our-own")
    post.add_child(instance=own)
    text = said()
    assert f"- {blog.pk}, Blog, {blog.url_path}\n" in text
    assert f"- {post.pk}," not in text
    assert "Move these first" in text and f"- {own.pk}, Our own, {own.url_path}\n" in text


def test_a_home_page_of_ours_is_named(blog):
    Site.objects.update(root_page=blog.pk)
    assert "One of them is the home page of localhost. Give it another first." in said()


def test_many_are_counted(root_page, blog):
    for number in range(23):
        root_page.add_child(instance=type(blog)(title=f"Blog {number}", slug=f"blog-{number}"))
    text = said()
    assert "coprod_pages.blogindexpage: 24" in text
    assert len(re.findall(r"- \d+, Blog", text)) == 20
    assert "and 4 more" in text


def test_migrations_that_would_be_taken_along_are_named(monkeypatch):
    """As where a site's own page types have something of an app: here taggit plays the package."""
    site = Leaving()
    site.labels = ["taggit"]
    [(label, along)] = site.way_back()
    assert label == "taggit"
    assert "coprod_pages.0001_initial" in along
    monkeypatch.setattr(Leaving, "way_back", lambda self: [("coprod_blog", ["news.0003_categories"])])
    text = said()
    assert "Not coprod_blog" in text and "- news.0003_categories" in text and " zero" not in text


def test_models_made_from_the_packages_are_named_with_their_columns():
    """Seen from the package's own page types, as if they were a site's."""
    site = Leaving()
    site.labels = [label for label in site.labels if label != "coprod_pages"]
    models = {model.label: model for model in site.own_models()}
    post = models["coprod_pages.BlogPostPage"]
    assert {"BlogPostPage", "coprod_blog.Category"} <= set(post.made_from)
    assert {"summary", "body", "date", "categories"} <= set(post.columns)


@pytest.mark.skipif(DRAWS_NO_PAGES, reason="About the routes of a site with pages.")
def test_the_lines_of_the_urlconf_are_named():
    text = said()
    assert "the line for “comments/”" in text and "the line for “api/coprod/v1/”" in text
