"""A cache in front of the site lets go of what the API says of the whole site, whatever page changes."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.models import SearchAndSharing, SiteHelp
from tests.factories import BlogIndexPageFactory
from tests.pages.factories import TextPageFactory

from .client import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

LISTS = {f"{ROOT}pages/", f"{ROOT}site/", f"{ROOT}redirects/"}


@pytest.fixture
def plain(root_page):
    """A page of the site's own, that knows nothing of the package."""
    return TextPageFactory(parent=root_page, title="Privacy", slug="privacy")


def slug_changes(page):
    page.slug = "other"
    page.save_revision().publish()


CHANGES = {
    "published": lambda page: page.save_revision().publish(),
    "unpublished": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
    "moved": lambda page: page.move(BlogIndexPageFactory(parent=page.get_parent()), pos="last-child"),
    "another slug": slug_changes,
    "private": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
}


@pytest.mark.sampled
@pytest.mark.parametrize("change", CHANGES)
def test_a_page_of_any_type(plain, purged, change, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change](plain)
    assert purged() >= LISTS


def test_other_sites_are_left_alone(plain, blog, purged, django_capture_on_commit_callbacks):
    Site.objects.create(hostname="blog.example", root_page=blog)
    with django_capture_on_commit_callbacks(execute=True):
        plain.save_revision().publish()
    assert not [url for url in purged() if "blog.example" in url]


def test_what_machines_are_told(root_page, purged, django_capture_on_commit_callbacks):
    """Every answer says it, and that of the site has the picture for links."""
    with django_capture_on_commit_callbacks(execute=True):
        SearchAndSharing.objects.create(site=root_page.get_site(), no_ai_training=True)
    assert purged() >= LISTS | {f"{ROOT}help/"}


def test_a_redirect(plain, blog, purged, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        redirect = Redirect.add_redirect("/old", redirect_to=plain)
    assert f"{ROOT}redirects/" in purged() and f"{ROOT}pages/" not in purged()
    Site.objects.create(hostname="blog.example", root_page=blog)
    redirect.site = Site.objects.get(hostname="blog.example")
    with django_capture_on_commit_callbacks(execute=True):
        redirect.save()
    assert f"http://blog.example{ROOT}redirects/" in purged()


def test_help(db, purged, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        SiteHelp.objects.create(site=Site.objects.get(is_default_site=True), text="Ring us.")
    assert purged() >= {f"{ROOT}site/", f"{ROOT}help/"}


def test_what_is_at_the_path_of_a_post(post, purged, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post.save_revision().publish()
    expected = {"pages/by-path/?path=/blog/a-good-week/", "indexes/", "categories/", "tags/", "years/", "posts/"}
    assert purged() >= {ROOT + path for path in expected}
