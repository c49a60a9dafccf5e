"""What is drawn at an address, before any script has come."""

import json
import xml.etree.ElementTree as ET

import pytest
from playwright.sync_api import expect

from tests.frontend.conftest import ARABIC_POST, POST

KINDS = {
    "/": "Kettle Lane",
    "/blog/": "Blog",
    POST: "Seven seconds on Quay Street",
    "/blog/topic/growing-and-mending/": "Growing and mending – Blog",
    "/blog/2026/": "2026 – Blog",
    "/members/": "Members",
    "/members/tern/": "Tern",
    "/have-your-say/the-front-room/": "What should the front room be for in the evenings?",
    "/privacy/": "Privacy",
}


@pytest.fixture
def plain(new_context):
    return new_context(java_script_enabled=False).new_page()


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page_is_drawn_and_clean(page, axe, path):
    answer = page.goto(path)
    assert answer.status == 200
    expect(page.get_by_role("heading", level=1)).to_have_text(KINDS[path])
    axe.assert_clean(page, dark_width=320)


def test_the_head_is_what_the_api_says(plain, base_url):
    plain.goto(POST)
    head = lambda selector, name: plain.locator(selector).first.get_attribute(name)  # noqa: E731
    assert plain.title() == "Seven seconds on Quay Street – Kettle Lane"
    assert head("link[rel=canonical]", "href") == base_url + POST
    assert "forty times" in head("meta[name=description]", "content")
    assert head("meta[property='og:type']", "content") == "article"
    assert head("meta[property='og:image:alt']", "content")
    told = json.loads(plain.locator("script[type='application/ld+json']").inner_text())
    assert told["@type"] == "BlogPosting"
    expect(plain.locator("header").get_by_role("link", name="Blog")).to_have_attribute("aria-current", "true")
    expect(plain.locator("footer").get_by_role("link", name="Privacy")).to_be_visible()
    expect(plain.locator("#comment-48")).to_contain_text("Station Road")


def test_a_page_is_in_its_own_language_and_leads_to_its_translation(plain, base_url):
    plain.goto(ARABIC_POST)
    expect(plain.locator("html")).to_have_attribute("lang", "ar")
    expect(plain.locator("html")).to_have_attribute("dir", "rtl")
    plain.locator(".coprod-translations").get_by_role("link", name="English").click()
    expect(plain.locator("html")).to_have_attribute("dir", "ltr")
    other = plain.locator("link[rel=alternate][hreflang=ar]")
    expect(other).to_have_attribute("href", base_url + ARABIC_POST)


def test_where_nothing_is_there_is_a_page_that_says_so(plain):
    for path in ("/nothing/", "/blog/nothing/at/all/", "/blog/?page=2", "/reply/999999/", "/your-comment/nobodys/"):
        answer = plain.goto(path)
        assert answer.status == 404, path
        expect(plain.get_by_role("heading", level=1)).to_have_text("We cannot find that page")
        expect(plain.locator("header").get_by_role("link", name="Blog")).to_be_visible()


def test_old_addresses_lead_to_the_new_ones(page, demo, base_url):
    demo.do(
        f"""
from wagtail.contrib.redirects.models import Redirect
for path, permanent in (("/crossing", True), ("/crossing-now", False)):
    Redirect.objects.create(
        old_path=path, redirect_page=Page.objects.get(slug="{POST.split("/")[2]}"), is_permanent=permanent
    )
"""
    )
    for path, status in {"/crossing/": 308, "/crossing-now/": 307, POST.rstrip("/"): 308}.items():
        answer = page.request.get(base_url + path, max_redirects=0)
        assert answer.status == status, path
        assert answer.headers["location"] == POST


def test_feeds_sitemap_and_robots(page, base_url):
    get = lambda path: page.request.get(base_url + path)  # noqa: E731
    page.goto("/blog/")
    for feed in page.locator("link[rel=alternate][type*='+']").all():
        address = feed.get_attribute("href")
        assert address.startswith(base_url)
        assert page.request.get(address, max_redirects=0).status == 200, address
    locations = [one.text for one in ET.fromstring(get("/sitemap.xml").text()).iter() if one.tag.endswith("}loc")]
    assert base_url + POST in locations and base_url + ARABIC_POST in locations
    robots = get("/robots.txt").text().splitlines()
    assert {f"Sitemap: {base_url}/sitemap.xml", "Disallow: /your-comment/", "Content-Signal: ai-train=no"} <= set(
        robots
    )


def test_pages_are_kept_and_private_ones_are_not(page, base_url):
    kept = page.request.get(base_url + POST).headers
    assert kept["x-nextjs-cache"] in {"HIT", "STALE"}
    assert kept["cache-control"] == "s-maxage=60, stale-while-revalidate=3540"
    reply = page.request.get(f"{base_url}/reply/48/").headers
    assert "no-store" in reply["cache-control"] and reply["x-robots-tag"] == "noindex"
