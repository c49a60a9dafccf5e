"""What every reader-facing page keeps to, read from the HTML."""

import re

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site

from coprod_wagtail.models import SiteHelp

pytestmark = pytest.mark.framework

ADDRESSES = [
    "/",
    "/blog/",
    "/blog/?category=food",
    "/blog/?tag=weeks",
    "/blog/a-good-week/",
    "/members/",
    "/members/maryam/",
    "/have-your-say/",
    "/privacy/",
    "/nobody-lives-here/",
]


@pytest.fixture(params=ADDRESSES)
def soup(request, client, whole_site):
    SiteHelp.objects.create(site=Site.objects.get(), text="Ring us.")
    return BeautifulSoup(client.get(request.param).content, "html.parser")


@pytest.mark.sampled
@pytest.mark.accessibility("Headings, landmarks", "Headings", "1.3.1")
def test_one_h1_and_no_heading_level_is_skipped(soup):
    levels = [int(heading.name[1]) for heading in soup.find_all(re.compile("^h[1-6]$"))]

    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in zip([0, *levels], levels, strict=False))


@pytest.mark.sampled
def test_nothing_is_inline(soup):
    assert not soup.find_all("style")
    assert not soup.find_all(style=True)
    # What search engines read is data, and no browser runs it.
    scripts = [script for script in soup.find_all("script") if script.get("type") != "application/ld+json"]
    assert not [script for script in scripts if not script.get("src")]
    assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]


@pytest.mark.sampled
@pytest.mark.accessibility("Headings, landmarks", "ids")
def test_ids_are_unique(soup):
    ids = [tag["id"] for tag in soup.find_all(id=True)]

    assert len(ids) == len(set(ids))


@pytest.mark.sampled
@pytest.mark.accessibility("Headings, landmarks", "the skip link", "2.4.1")
def test_the_skip_link_leads_to_the_main_part(soup):
    assert soup.find("a")["href"] == "#main"
    assert soup.find(id="main").name == "main"


@pytest.mark.sampled
def test_the_skip_link_is_inside_a_landmark(soup):
    assert soup.find("a").find_parent("header")


@pytest.mark.sampled
def test_what_belongs_in_the_head_is_there(soup):
    """A style sheet in the body may draw the page twice, and is no valid place for any other link (WCAG technique H59)."""
    assert not soup.body.find_all(["link", "meta", "title"])


@pytest.mark.sampled
def test_asides_and_the_articles_of_a_list_are_named_by_what_one_sees(soup):
    named = [*soup.find_all("aside"), *(article for li in soup.find_all("li") for article in li.find_all("article"))]

    assert named or not soup.select(".coprod-page")
    for part in named:
        assert soup.find(id=part["aria-labelledby"]).name in {"h2", "h3", "h4"}


@pytest.mark.sampled
@pytest.mark.accessibility("Headings, landmarks", "titles", "2.4.2")
def test_the_title_names_the_page_and_the_site(soup):
    name, site = soup.title.text.strip().rsplit(" – ", 1)

    assert name
    assert site == "Kettle Lane"


@pytest.mark.sampled
@pytest.mark.accessibility("Headings, landmarks", "landmarks")
def test_landmarks_of_the_same_kind_have_names_of_their_own(soup):
    names = [nav.get("aria-label") for nav in soup.find_all("nav")]

    assert all(names)
    assert len(names) == len(set(names))
