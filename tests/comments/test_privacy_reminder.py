"""The admin's home page says that readers cannot read how their information is looked after, until they can."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from coprod_wagtail.comments.models import ReaderCommentSettings
from tests.factories import BlogIndexPageFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.framework]

SETTINGS = "/admin/settings/coprod_comments/readercommentsettings/"


@pytest.fixture
def site(root_page):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def privacy_page(blog):
    settings = ReaderCommentSettings.for_site(blog.get_site())
    settings.privacy_page = blog
    settings.save()
    return blog


def somebody_who_may(*codenames):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client = Client()
    client.force_login(user)
    return client


def links(client):
    """Where the reminder leads, in its order; nothing if it is not there."""
    home = BeautifulSoup(client.get("/admin/").content, "html.parser")
    panel = home.select_one("#coprod-privacy-reminder-section")
    return [link["href"] for link in panel.select("li a")] if panel else []


@pytest.fixture
def client():
    return somebody_who_may("change_readercommentsettings")


def test_a_missing_privacy_page_is_said_with_the_place_to_choose_it(client, site):
    assert links(client) == [f"{SETTINGS}{site.pk}/"]
    form = BeautifulSoup(client.get(links(client)[0]).content, "html.parser")
    assert form.select_one("input[name=privacy_page]")


def test_it_is_said_until_there_is_one(client, privacy_page):
    assert links(client) == []


def test_a_page_that_readers_cannot_open_does_not_count(client, privacy_page):
    restriction = PageViewRestriction.objects.create(page=privacy_page, restriction_type="login")
    assert len(links(client)) == 1
    restriction.delete()
    assert links(client) == []
    privacy_page.unpublish()
    assert len(links(client)) == 1


def test_each_site_is_named(client, site, root_page, privacy_page):
    other_root = BlogIndexPageFactory(parent=root_page.get_parent(), slug="other")
    first, second = (
        Site.objects.create(hostname=f"{name}.example.org", port=80, root_page=other_root) for name in ("a", "b")
    )
    assert links(client) == [f"{SETTINGS}{first.pk}/", f"{SETTINGS}{second.pk}/"]
    assert "Choose the privacy page of a.example.org" in client.get("/admin/").content.decode()


def test_people_who_cannot_change_it_are_not_bothered(site):
    client = somebody_who_may("moderate_readercomment")
    assert links(client) == []


def test_all_sites_are_looked_at_in_one_query(site, django_assert_num_queries):
    Site.objects.create(hostname="a.example.org", port=80, root_page=site.root_page)
    with django_assert_num_queries(1):
        assert len(ReaderCommentSettings.sites_without_privacy_page()) == 2
