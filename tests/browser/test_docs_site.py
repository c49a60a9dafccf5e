"""The documentation's site in a real browser: what its theme says of itself is not taken on trust."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.docs.blocks import DOCS
from tests.docs.test_site import build

SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
PAGES = ["index", "editors/first-guide", "tutorial/install", "reference/settings", "how-to/hardening", "search"]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """What is missing shows in the page."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The origin that serves it: searching reads other pages, which a browser allows no page from a folder."""
    out = tmp_path_factory.mktemp("site")
    done = build(DOCS, out)
    assert done.returncode == 0, done.stderr
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=out)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_found_and_nothing_reaches_over_the_edge(site, new_context, axe, name):
    page = new_context().new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/{name}.html" + ("?q=comment" if name == "search" else ""))
    axe.assert_clean(page, dark_width=320, light_width=1280)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 720})
        assert not page.evaluate(SIDEWAYS), width
    # The width that a sidebar and text of twice its size leave.
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert not page.evaluate(SIDEWAYS)
    assert [url for url in asked if not url.startswith(site)] == []


def test_a_page_is_found_by_its_words(site, new_context):
    page = new_context().new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site}/index.html")
    page.locator("form[role=search] input[name=q]").fill("volunteer")
    page.keyboard.press("Enter")
    results = page.locator("#search-results")
    expect(results.get_by_role("link", name="First guide for editors and moderators")).to_be_visible()
    expect(results.locator(".search-summary")).to_contain_text("found")
    assert errors == []


def test_on_a_phone_the_other_pages_are_reached_with_the_keyboard(site, new_context):
    page = new_context(viewport={"width": 320, "height": 720}).new_page()
    page.goto(f"{site}/reference/settings.html")
    links = page.get_by_role("complementary", name="All pages")
    expect(links).to_be_hidden()
    button = page.get_by_role("button", name="Toggle site navigation sidebar")
    for _ in range(5):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(links.get_by_role("link", name="Commands")).to_be_visible()
