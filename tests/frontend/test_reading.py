"""What a reader finds on the front end."""

import json
import re

import pytest
from defusedxml.ElementTree import fromstring
from playwright.sync_api import expect

from tests.browser.measuring import OVER_THE_EDGE

from .conftest import ARABIC_POST, POST, open_until


@pytest.fixture(scope="session")
def long_conversation(demo, front_end):
    """The path of a post with two pages of threads, the first of which has more replies than are shown with it."""
    demo.do(
        """
from tests.factories import ReaderCommentFactory
post = BlogPostPage.objects.get(slug="what-came-to-the-mending-table")
before = timezone.now() - timezone.timedelta(days=30)
first = ReaderCommentFactory(page=post, body="The first of many.", author_name="Ann", posted_at=before)
hours = (first.posted_at + timezone.timedelta(hours=hour) for hour in range(1, 200))
for number in range(130):
    ReaderCommentFactory(page=post, reply_to=first, body=f"Reply {number}.", author_name="Bob", posted_at=next(hours))
for number in range(22):
    ReaderCommentFactory(page=post, body=f"Thread {number}.", author_name="Cai", posted_at=next(hours))
post.save_revision().publish()
"""
    )
    return "/blog/what-came-to-the-mending-table/"


def test_a_reader_finds_a_post_and_its_conversation(reader):
    page = reader.page
    reader.open("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kettle Lane")
    expect(
        page.get_by_role("link", name="What should the front room be for in the evenings?", exact=True)
    ).to_be_visible()
    reader.follow("Blog", exact=True)
    reader.follow("Seven seconds on Quay Street", exact=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Seven seconds on Quay Street")
    expect(page).to_have_title("Seven seconds on Quay Street – Kettle Lane")
    expect(page.locator(".coprod-byline")).to_contain_text("By Idris Vaughan and Desmond Okoro")
    expect(page.locator("#comments")).to_contain_text("We will do Station Road.")
    expect(page.locator("#form")).to_contain_text("Which crossing near you is too quick?")
    expect(page.get_by_role("complementary", name="Help")).to_contain_text("Phone: 01632 960 114")
    expect(page.locator(".coprod-picture img")).to_have_js_property("complete", True)
    assert page.locator(".coprod-picture img").evaluate("image => image.naturalWidth") > 0
    reader.follow("Idris Vaughan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Idris Vaughan")
    expect(page.get_by_role("heading", level=2, name="Posts by Idris Vaughan")).to_be_visible()


def test_the_blog_can_be_searched_and_narrowed(reader):
    page = reader.page
    reader.open("/blog/")
    assert page.locator(".coprod-posts > li").count() == 9
    reader.tab_to(page.get_by_label("Search this website"))
    page.keyboard.insert_text("crossing")
    page.keyboard.press("Enter")
    page.wait_for_url("**/blog/?search=crossing")
    expect(page.get_by_role("heading", level=2, name="“crossing”")).to_be_visible()
    expect(page.locator(".coprod-hits")).to_contain_text("Seven seconds on Quay Street")
    expect(page.locator(".coprod-hits mark").first).to_have_text(re.compile("crossing", re.IGNORECASE))
    expect(page.get_by_label("Search this website")).to_have_value("crossing")
    reader.open(POST)
    reader.follow("Getting about")
    page.wait_for_url("**/blog/topic/getting-about/")
    expect(page.get_by_role("heading", level=2, name="Posts about Getting about")).to_be_visible()
    assert page.locator(".coprod-posts > li").count() == 1
    reader.open("/blog/?tag=council")
    page.wait_for_url("**/blog/tag/council/")
    expect(page.get_by_role("heading", level=2, name="Posts marked “council”")).to_be_visible()
    reader.open("/blog/?search=nothing-of-the-kind")
    expect(page.locator("main")).to_contain_text("Use fewer words, or another word for the same.")
    # What the blog itself leads to: its topics, and its years with their months.
    reader.follow("All posts")
    reader.tab_to(page.locator(".coprod-find").get_by_role("link", name="Growing and mending"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/blog/topic/growing-and-mending/")
    expect(page.get_by_role("heading", level=2, name="Posts about Growing and mending")).to_be_visible()
    reader.open("/blog/2026/")
    expect(page.get_by_role("heading", level=2, name="Posts from 2026")).to_be_visible()
    reader.follow("July")
    page.wait_for_url("**/blog/2026/07/")
    expect(page).to_have_title("July 2026 – Blog – Kettle Lane")


def test_a_post_leads_on(reader):
    page = reader.page
    reader.open("/blog/half-a-bed-of-beans/")
    expect(page.locator(".coprod-series__place")).to_have_text("Part 2 of 3 of A year at the allotment")
    reader.follow("Newer post What the beans came to")
    expect(page.locator(".coprod-series__place")).to_contain_text("Part 3 of 3")
    expect(page.get_by_role("heading", level=2, name="Read next")).to_be_visible()


def test_the_menu_and_the_foot_are_the_sites_own(page, demo):
    page.goto("/")
    menu = page.get_by_role("navigation", name="Main menu").get_by_role("link")
    assert menu.all_inner_texts() == ["Home", "Blog", "Members", "Have your say"]
    expect(menu.first).to_have_attribute("aria-current", "page")
    foot = page.get_by_role("navigation", name="About this site").get_by_role("link")
    assert foot.all_inner_texts() == ["About us", "House rules", "Privacy", "Accessibility"]
    change = (
        'page = Page.objects.get(slug="about-us").specific; page.show_in_menus = {}; page.save_revision().publish()'
    )
    demo.do(change.format(True))
    try:
        open_until(page, "/", lambda: "About us" in menu.all_inner_texts())
        assert menu.count() == 5 and foot.count() == 3
    finally:
        demo.do(change.format(False))


def test_what_search_engines_are_told(page, front_end):
    get = lambda path: page.request.get(front_end.url + path).text()  # noqa: E731
    sitemap = fromstring(get("/sitemap.xml").encode())
    locations = [one.text for one in sitemap.iter() if one.tag.endswith("}loc")]
    assert {front_end.url + path for path in ("/", "/blog/", POST, ARABIC_POST, "/privacy/")} <= set(locations)
    languages = {one.get("hreflang") for one in sitemap.iter() if one.tag.endswith("}link")}
    assert languages == {"en-gb", "ar"}
    robots = get("/robots.txt").splitlines()
    assert f"Sitemap: {front_end.url}/sitemap.xml" in robots
    # Private pages of ours, and what Wagtail asks besides: with readers' words in headers, too.
    assert {"Disallow: /your-comment/", "Content-Signal: ai-train=no"} <= set(robots)
    told = page.request.get(front_end.url + POST).headers
    assert (told["content-usage"], told["tdm-reservation"]) == ("train-ai=n", "1")
    assert "content-usage" not in page.request.get(f"{front_end.url}/members/").headers


def test_long_conversations_are_read_page_by_page(page, long_conversation):
    open_until(page, long_conversation, lambda: page.get_by_role("link", name="More replies").count())
    expect(page.locator("#comments")).to_contain_text("Page 1 of 2")
    page.get_by_role("link", name="More replies").click()
    expect(page.locator("#comments")).to_contain_text("Reply 129.")
    page.get_by_role("link", name="Earlier comments").click()
    expect(page.locator("#comments")).to_contain_text("The first of many.")
    page.get_by_role("link", name="Later comments").click()
    expect(page.locator("#comments")).to_contain_text("Thread 21.")
    # An answer from here stays here, and so does the form.
    page.get_by_role("button", name="Reply to Cai").last.click()
    expect(page.get_by_role("heading", name="Reply to Cai")).to_be_visible()
    assert "comments=2" in page.url
    number = page.locator(".coprod-comment").last.get_attribute("id").removeprefix("comment-")
    page.goto(f"{long_conversation}?comment={number}#comment-{number}")
    expect(page.locator(f"#comment-{number}")).to_be_in_viewport()
    # Newest first, from page to page, and with the words of who has begun to write.
    page.get_by_role("link", name="Newest first").click()
    expect(page.locator(".coprod-comment__body").first).to_have_text("Thread 21.")
    page.get_by_role("link", name="Earlier comments").click()
    expect(page.locator(".coprod-comment__body").first).to_have_text("Thread 1.")
    page.get_by_role("button", name="Reply to Cai").first.click()
    assert "order=newest" in page.url and "comments=2" in page.url
    page.get_by_label("Your comment").fill("Half a")
    page.get_by_role("link", name="Oldest first").click()
    expect(page.locator("#comments")).to_contain_text("The first of many.")
    expect(page.get_by_label("Your comment")).to_have_value("Half a")
    page.goto(f"{long_conversation}?comment={number}&order=newest#comment-{number}")
    expect(page.locator(f"#comment-{number}")).to_be_in_viewport()


def test_where_nobody_can_write_there_is_no_form_and_the_api_says_why(page):
    page.goto("/have-your-say/the-minibus-on-saturdays/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Where should the minibus go on Saturdays?")
    expect(page.locator("#comments .coprod-note")).to_contain_text("closed")
    expect(page.locator("form.coprod-form")).to_have_count(0)
    expect(page.get_by_role("button", name="Reply to")).to_have_count(0)


def test_the_head_says_what_programs_want_to_know(page, front_end):
    page.goto(POST)
    href = "link => link.getAttribute('href')"
    assert page.locator("link[rel=canonical]").evaluate(href).endswith(POST)
    assert json.loads(page.locator("script[type='application/ld+json']").inner_text())["@type"] == "BlogPosting"
    assert page.locator("meta[property='og:title']").get_attribute("content") == "Seven seconds on Quay Street"
    page.goto("/blog/")
    for kind in ("atom+xml", "rss+xml", "feed+json"):
        feed = page.request.get(page.locator(f"link[type='application/{kind}']").first.evaluate(href))
        assert feed.headers["content-type"].startswith(f"application/{kind}")
        assert "Seven seconds on Quay Street" in feed.text()
        again = page.request.get(feed.url, headers={"If-None-Match": feed.headers["etag"]})
        assert again.status == 304


def test_the_feed_is_well_formed_whatever_an_editor_pasted(page, demo, front_end, doubtful, between):
    """Wagtail's, which is passed on, and the one that is made here where a Wagtail that draws no pages has none."""
    demo.do(
        r"""
post = BlogPostPage.objects.get(slug="half-a-bed-of-beans", locale__language_code="en-gb")
post.summary = "A line\x0bbreak of Word's, and \uffff."
post.save_revision().publish()
"""
    )
    feed = lambda: page.request.get(f"{front_end.url}/blog/feed/rss/").text()  # noqa: E731
    open_until(page, "/blog/", lambda: "A linebreak" in feed())
    between.missing = {"/blog/feed/", "/blog/nothing/feed/"}
    made = page.request.get(f"{doubtful.url}/blog/feed/")
    assert made.headers["content-type"].startswith("application/rss+xml")
    items = fromstring(made.body())[0].findall("item")
    assert "A linebreak of Word's, and ." in [item.find("description").text for item in items]
    assert page.request.get(f"{doubtful.url}/blog/nothing/feed/").status == 404


def test_pages_that_the_package_knows_nothing_of(page):
    page.goto(POST)
    page.get_by_text("What happens to my words").click()
    page.get_by_role("link", name="How we look after your information").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Privacy")


def test_addresses_that_have_moved_and_those_that_never_were(page, demo, front_end):
    demo.do(
        f"""
from wagtail.contrib.redirects.models import Redirect
post = BlogPostPage.objects.get(slug="{POST.split("/")[2]}")
Redirect.objects.create(old_path="/old-crossing", redirect_page=post)
Redirect.objects.create(old_path="/for-now", redirect_link="https://example.org/there/", is_permanent=False)
"""
    )
    get = page.request.get
    moved = get(f"{front_end.url}/old-crossing/", max_redirects=0)
    assert moved.status == 301 and moved.headers["location"] == POST
    # A link to a comment, or to more replies, goes on leading there.
    for query, kept in [
        ("comment=48&utm_source=x", "comment=48"),
        ("thread=48&after=abc", "thread=48&after=abc"),
        ("utm_source=x", ""),
    ]:
        moved = get(f"{front_end.url}/old-crossing/?{query}", max_redirects=0)
        assert moved.headers["location"] == (f"{POST}?{kept}" if kept else POST)
    for_now = get(f"{front_end.url}/for-now/", max_redirects=0)
    assert for_now.status == 302 and for_now.headers["location"] == "https://example.org/there/"
    without_slash = get(front_end.url + POST.rstrip("/"), max_redirects=0)
    assert without_slash.status == 301 and without_slash.headers["location"] == POST
    for never in ("/never/", "/blog/never/", "/blog/?page=99", "/blog/?page=x", "/your-comment/nobodys/", "/trouble"):
        assert get(front_end.url + never).status == 404, never
    page.goto("/never/")
    expect(page.get_by_role("heading", level=1)).to_have_text("We cannot find that page")


def test_a_page_in_another_language_is_marked_as_such(page):
    page.goto(ARABIC_POST)
    html = page.locator("html")
    expect(html).to_have_attribute("lang", "ar")
    expect(html).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).to_have_text("نصف حوض من الفاصوليا")
    assert page.locator("link[rel=alternate][hreflang='en-gb']").count() == 1
    # Our own words on it are in our own language.
    expect(page.locator("header.masthead")).to_have_attribute("lang", "en-GB")
    page.get_by_role("link", name="English").click()
    expect(html).to_have_attribute("lang", "en-gb")
    expect(html).to_have_attribute("dir", "ltr")


PAGES = {
    "home": "/",
    "blog": "/blog/",
    "search": "/blog/?search=the",
    "topic": "/blog/topic/growing-and-mending/",
    "year": "/blog/2026/",
    "part of a series": "/blog/half-a-bed-of-beans/",
    "post": POST,
    "answering": f"{POST}?reply_to=51",
    "members": "/members/",
    "member": "/members/idris-vaughan/",
    "questions": "/have-your-say/",
    "question": "/have-your-say/the-front-room/",
    "closed": "/have-your-say/the-minibus-on-saturdays/",
    "plain": "/privacy/",
    "not there": "/never/",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_kind_of_page_is_clean_and_fits_a_phone(page, axe, path):
    page.goto(path)
    axe.assert_clean(page, dark_width=320)
    assert page.evaluate(OVER_THE_EDGE, "body") == []
    assert page.locator("h1").count() == 1


def test_from_right_to_left_too(page, axe):
    page.goto(ARABIC_POST)
    axe.assert_clean(page, dark_width=320)
    page.set_viewport_size({"width": 320, "height": 720})
    assert page.evaluate(OVER_THE_EDGE, "body") == []


def test_one_policy_for_all_pages_and_one_script_of_our_own(page, front_end):
    for path in ("/", POST, "/never/"):
        answer = page.request.get(front_end.url + path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none';") and "unsafe" not in policy
        assert answer.headers["cache-control"].startswith("private")
        assert "set-cookie" not in answer.headers
        page.goto(path)
        assert page.locator("style, [style]").count() == 0
        scripts = page.locator("script:not([type='application/ld+json'])")
        assert scripts.count() == (1 if path == POST else 0)
        assert all(re.match(r"/_astro/.+\.js$", script.get_attribute("src")) for script in scripts.all())


def test_a_page_tells_others_that_it_is_here(page, front_end):
    """And not that it is on the server, where no reader goes: in its head, to search engines, and in the feed."""
    here = front_end.url + POST
    page.goto(POST)
    told = page.evaluate(
        """() => ({
            canonical: document.querySelector("link[rel=canonical]").href,
            og: document.querySelector("meta[property='og:url']").content,
            json: document.querySelector("script[type='application/ld+json']").textContent,
        })"""
    )
    assert told["canonical"] == told["og"] == here
    addresses = re.findall(r'"(http://localhost:[^"]+)"', told["json"])
    assert here in addresses
    assert [one for one in addresses if not one.startswith(front_end.url) and "/media/" not in one] == []
    feed = fromstring(page.request.get(f"{front_end.url}/blog/feed/rss/").text())
    links = [link.text for link in feed.iter("link")]
    assert len(links) > 5 and all(link.startswith(f"{front_end.url}/") for link in links)
    assert here in links


def test_the_private_page_as_the_server_names_it_leads_to_ours(page, front_end):
    moved = page.request.get(f"{front_end.url}/comments/slips/a-secret/", max_redirects=0)
    assert (moved.status, moved.headers["location"].rstrip("/")) == (302, "/your-comment/a-secret")
