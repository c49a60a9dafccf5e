"""What the first run of `load_demo` does to a database; `test_load_demo` says what it leaves there."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from wagtail.models import Page, Site

from example_site.home.models import HomePage

pytestmark = [pytest.mark.django_db, pytest.mark.pure]


def run():
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.mark.framework
def test_it_prints_addresses_and_sign_ins(db):
    lines = [line.split() for line in run().splitlines()]
    for address in ("/", "/blog/", "/members/", "/admin/"):
        assert any(line[-1:] == [address] for line in lines), address
    for username in ("admin", "editor", "moderator"):
        assert any(line[:2] == [username, "kettle-lane-demo"] for line in lines), username


def test_the_password_comes_from_the_environment(db, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "another one")
    assert "another one" in run()
    assert get_user_model().objects.get(username="editor").check_password("another one")


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://localhost:8123", "http://localhost:8123"),
        ("https://kettle.example", "https://kettle.example"),
        ("http://127.0.0.1:80/", "http://127.0.0.1"),
    ],
)
def test_whole_addresses_lead_to_where_it_runs(db, settings, address, expected):
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8000"
    run()
    settings.WAGTAILADMIN_BASE_URL = address
    run()
    assert Site.objects.get().root_url == expected


def test_a_host_that_somebody_named_is_kept(db, settings):
    Site.objects.update(hostname="ours.example", port=443)
    run()
    assert Site.objects.get().root_url == "https://ours.example"


def test_a_home_page_that_is_there_is_kept(db):
    mine = Page.get_first_root_node().add_child(instance=HomePage(title="Ours", slug="ours", welcome="Hello"))
    Site.objects.update(root_page=mine)
    run()
    site = Site.objects.get()
    assert site.root_page.title == "Ours"
    assert {page.slug for page in site.root_page.get_children()} >= {"blog", "members", "have-your-say"}
