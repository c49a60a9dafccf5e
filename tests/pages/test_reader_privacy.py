"""No cookie for a reader, and nothing that keeps a page out of a shared cache."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.framework

ADDRESSES = [
    "/",
    "/blog/",
    "/blog/?category=food",
    "/blog/a-good-week/",
    "/members/",
    "/members/maryam/",
    "/have-your-say/",
    "/privacy/",
    "/nobody-lives-here/",
    "/api/v2/pages/",
]


@pytest.mark.shape
@pytest.mark.sampled
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_reader_gets_no_cookie_and_may_be_served_from_any_cache(client, whole_site, address):
    response = client.get(address)

    assert response.status_code == (404 if "nobody" in address else 200)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert "private" not in response.get("Cache-Control", "")


@pytest.mark.sampled
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_drawn_for_a_session_is_kept_by_no_cache(client, whole_site, address):
    client.cookies[settings.SESSION_COOKIE_NAME] = "from-an-earlier-visit"

    cache_control = client.get(address)["Cache-Control"]

    assert "private" in cache_control
    assert "no-store" in cache_control


@pytest.mark.shape
def test_the_user_bar_is_drawn_for_an_editor_only(client, whole_site):
    assert "wagtail-userbar" not in client.get("/blog/").text

    client.force_login(get_user_model().objects.create_superuser("editor"))

    assert "wagtail-userbar" in client.get("/blog/").text


@pytest.mark.shape
@pytest.mark.sampled
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_asks_the_browser_for_nothing_from_elsewhere(client, whole_site, address):
    policy = client.get(address)["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_the_admin_keeps_its_own_policy(client, whole_site):
    assert "Content-Security-Policy" not in client.get("/admin/login/")
